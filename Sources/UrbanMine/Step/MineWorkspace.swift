internal import SimNumerics

/// The scratch memory of a year and its steps, made once by ``MineModel/makeWorkspace()`` and overwritten by every year.
public struct MineWorkspace: ~Copyable, Sendable {
  /// The floor area and the mass of the events of a year, where a year begins at the flows of the housing model.
  var areas: EventAreas
  var masses: EventMasses
  /// The position of the nearest open hub per zone, -1 where none is open.
  var nearestOpenHub: [Int]
  /// What is the same in every step of the year.
  var standing: StandingYear
  /// Suitable kg that no hub has received yet, grades x zones.
  var offered: [Double]
  /// Suitable kg beyond the capacity of the nearest open hub, grades x zones.
  var beyondCapacity: [Double]
  /// Whether a hub received all that a zone offers, per zone.
  var isSettled: [Bool]
  /// Demand in kg that a grade and worse ones may still meet, grades x zones.
  var wanted: [Double]
  /// kg that stores gave to new uses in the step, streams x zones.
  var served: [Double]
  /// kg per year that grew too old in the stores though asked for, by zone of release, streams x zones.
  var expired: [Double]
  /// kg per year that grew too old in the stores and nobody asked for, by zone of release, streams x zones.
  var unasked: [Double]
  /// kg per year that left the stores for a new use, by zone of release, streams x zones.
  var reused: [Double]
  /// Demand that recycled material met in kg per year, streams x zones; only streams that stores may hold.
  var recycled: [Double]
  /// Demand that primary material met in kg per year, streams x zones; only streams that stores may hold.
  var primary: [Double]
  /// The capacity that is left in the step in kg, per capacity group of all hubs.
  var capacityLeft: [Double]
  /// The volume that is left in the store in m3, per hub.
  var volumeLeft: [Double]
  /// The mass that may still come into the store in kg, per hub.
  var massLeft: [Double]
  /// The mass that leaves a lot in the step in kg, hubs x grades x slots.
  var drawn: [Double]
  /// The mass in store that is ready to leave in kg, hubs x grades.
  var held: [Double]
  /// Whether anything leaves a store in the step, hubs x grades.
  var isDrawn: [Bool]
  /// The stores at the start of the year in kg, hubs x streams.
  var storesAtStart: [Double]
  /// The books of the step.
  var ledger: StepLedger
  /// The books of the year.
  var yearLedger: StepLedger

  init(inputs: MineInputs, gradeCount: Int, groupCount: Int, slotCount: Int) {
    let zones = inputs.zones.count
    let hubs = inputs.hubs.count
    areas = EventAreas(inputs)
    masses = EventMasses(inputs)
    nearestOpenHub = Array(repeating: -1, count: zones)
    standing = StandingYear(
      zoneCount: zones, streamCount: inputs.streams.count, gradeCount: gradeCount, hubCount: hubs,
      groupCount: groupCount)
    offered = Array(repeating: 0, count: gradeCount * zones)
    beyondCapacity = offered
    wanted = offered
    isSettled = Array(repeating: false, count: zones)
    served = Array(repeating: 0, count: zones * inputs.streams.count)
    expired = served
    unasked = served
    reused = served
    recycled = served
    primary = served
    capacityLeft = Array(repeating: 0, count: groupCount)
    volumeLeft = Array(repeating: 0, count: hubs)
    massLeft = volumeLeft
    held = Array(repeating: 0, count: hubs * gradeCount)
    drawn = Array(repeating: 0, count: held.count * slotCount)
    isDrawn = Array(repeating: false, count: held.count)
    ledger = StepLedger(streamCount: inputs.streams.count, hubCount: hubs)
    storesAtStart = ledger.storesBefore
    yearLedger = ledger
  }

  /// Empties what is added up over the steps of a year.
  mutating func beginYear() {
    VectorMath.clear(&expired)
    VectorMath.clear(&unasked)
    VectorMath.clear(&reused)
    VectorMath.clear(&recycled)
    VectorMath.clear(&primary)
  }
}
