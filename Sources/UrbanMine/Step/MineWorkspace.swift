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
  /// Suitable kg that no hub has received yet, zones x grades.
  var offered: [Double]
  /// Suitable kg beyond the capacity of the nearest open hub, zones x grades.
  var beyondCapacity: [Double]
  /// Whether a hub received all that a zone offers, per zone.
  var isSettled: [Bool]
  /// Demand in kg that a grade and worse ones may still meet, zones x grades.
  var wanted: [Double]
  /// kg that stores gave to new uses in the step, zones x streams.
  var served: [Double]
  /// kg per year that grew too old in the stores and nobody asked for, by zone of release, zones x streams.
  var unasked: [Double]
  /// The capacity that is left in the step in kg, per capacity group of all hubs.
  var capacityLeft: [Double]
  /// The volume that is left in the store in m3, per hub.
  var volumeLeft: [Double]
  /// The mass that may still come into the store in kg, per hub.
  var massLeft: [Double]
  /// The mass in store that is ready to leave in kg, hubs x grades.
  var held: [Double]
  /// The mass that leaves the stores for new uses in the step in kg, hubs x grades.
  var drawn: [Double]
  /// The mass that is still to be taken out of the lots in kg, infinite for all there is, hubs x grades.
  var due: [Double]
  /// What was taken out of lots in kg, per stream.
  var taken: [Double]
  /// Demand that recycled and primary material met in the step in kg, 2 x streams.
  var covered: [Double]
  /// The mass that was moved in the year in kg, legs x zones x hubs.
  var moved: [Double]
  /// The books of the step.
  var ledger: StepLedger
  /// The books of the year.
  var yearLedger: StepLedger

  init(inputs: MineInputs, _ shape: StoreShape, groupCount: Int) {
    areas = EventAreas(inputs)
    masses = EventMasses(inputs)
    nearestOpenHub = Array(repeating: -1, count: shape.zones)
    standing = StandingYear(shape, groupCount: groupCount)
    offered = Array(repeating: 0, count: shape.lot)
    beyondCapacity = offered
    wanted = offered
    isSettled = Array(repeating: false, count: shape.zones)
    served = Array(repeating: 0, count: shape.table)
    unasked = served
    capacityLeft = Array(repeating: 0, count: groupCount)
    volumeLeft = Array(repeating: 0, count: shape.hubs)
    massLeft = volumeLeft
    held = Array(repeating: 0, count: shape.hubs * shape.grades)
    drawn = held
    due = held
    taken = Array(repeating: 0, count: shape.streams)
    covered = Array(repeating: 0, count: 2 * shape.streams)
    moved = Array(repeating: 0, count: TransportLeg.count * shape.zones * shape.hubs)
    ledger = StepLedger(streamCount: shape.streams, hubCount: shape.hubs)
    yearLedger = ledger
  }

  /// Offers the suitable mass of a step.
  mutating func offer() { VectorMath.copy(standing.offered, offered.indices, to: &offered) }
}
