internal import SimNumerics

/// The scratch memory of a step, made once by ``MineModel/makeWorkspace()`` and overwritten by every step.
public struct MineWorkspace: ~Copyable, Sendable {
  /// m2 of one account, (types x cohorts) x zones.
  var areaM2: [Double]
  /// m2 of one account, types x zones.
  var typeAreaM2: [Double]
  /// kg per year of one account, streams x zones.
  var accountMass: [Double]
  /// Released kg per year, streams x zones.
  var releasedPerYear: [Double]
  /// Carefully dismantled kg per year, streams x zones.
  var carefulPerYear: [Double]
  /// Taken up kg per year, streams x zones.
  var demandPerYear: [Double]
  /// The position of the nearest open hub per zone, -1 where none is open.
  var nearestOpenHub: [Int]
  /// Suitable kg that no hub has received yet, grades x zones.
  var offered: [Double]
  /// Suitable kg beyond the capacity of the nearest open hub, grades x zones.
  var beyondCapacity: [Double]
  /// Demand in kg that a grade and worse ones may still meet, grades x zones.
  var wanted: [Double]
  /// kg on the way to treatment, streams x zones.
  var treated: [Double]
  /// The capacity that is left in the step in kg, per capacity group of all hubs.
  var capacityLeft: [Double]
  /// The volume that is left in the store in m3, per hub.
  var volumeLeft: [Double]
  /// The mass that may still come into the store in kg, per hub.
  var massLeft: [Double]
  /// The mass of the lots in kg, hubs x grades x slots.
  var lotMass: [Double]
  /// The mass in store that is ready to leave in kg, hubs x grades.
  var held: [Double]
  /// The books of the step.
  var ledger: StepLedger

  init(inputs: MineInputs, gradeCount: Int, groupCount: Int, slotCount: Int) {
    let zones = inputs.zones.count
    let hubs = inputs.hubs.count
    let byZone = Array(repeating: 0.0, count: inputs.streams.count * zones)
    areaM2 = Array(
      repeating: 0, count: inputs.intensities.typeCount * inputs.intensities.cohortCount * zones)
    typeAreaM2 = Array(repeating: 0, count: inputs.intensities.typeCount * zones)
    accountMass = byZone
    releasedPerYear = byZone
    carefulPerYear = byZone
    demandPerYear = byZone
    nearestOpenHub = Array(repeating: -1, count: zones)
    offered = Array(repeating: 0, count: gradeCount * zones)
    beyondCapacity = offered
    wanted = offered
    treated = byZone
    capacityLeft = Array(repeating: 0, count: groupCount)
    volumeLeft = Array(repeating: 0, count: hubs)
    massLeft = volumeLeft
    held = Array(repeating: 0, count: hubs * gradeCount)
    lotMass = Array(repeating: 0, count: held.count * slotCount)
    ledger = StepLedger(zoneCount: zones, streamCount: inputs.streams.count, hubCount: hubs)
  }
}
