internal import SimNumerics

/// What the steps need to know of the hubs, computed once.
struct HubPlan: Sendable {
  /// All pairs of a zone and a hub, nearest first.
  let pairs: [ZoneHubPair]
  /// The first year of every hub.
  let openingYears: [Int]
  /// The capacity group of a stream at a hub, hubs x streams; -1 where the hub does not take the stream.
  let groups: [Int]
  /// What a capacity group can take in per step in kg, over the groups of all hubs.
  let stepCapacityKg: [Double]
  /// The refurbishment yield, hubs x streams.
  let yields: [Double]
  /// The same for every grade of the streams, hubs x ranks x streams.
  let gradeYields: [Double]
  /// The pairs in the order in which the stores serve them.
  let service: ServiceOrder
  /// The volume of the store in m3, per hub.
  let storeVolumeM3: [Double]
  /// The largest mass in store in kg, per hub; infinite where there is no limit.
  let storeMassKg: [Double]
  /// The steps that refurbishment takes, per hub.
  let leadSteps: [Int]
  /// The number of slots of the ring of lots, per hub: the steps in refurbishment, those that a lot may stay after it,
  /// and the one it comes in.
  let ringLengths: [Int]
  /// The length of the longest ring.
  let slotCount: Int

  init(_ inputs: MineInputs, _ shape: StoreShape) {
    pairs = inputs.distances.pairsNearestFirst
    openingYears = inputs.hubs.map(\.openingYear)
    service = ServiceOrder(zones: pairs.map(\.zone), hubs: pairs.map(\.hub), of: shape)
    yields = inputs.hubs.flatMap(\.yields)
    gradeYields = inputs.hubs.flatMap { hub in
      (0..<shape.ranks).flatMap { _ in hub.yields }
    }
    storeVolumeM3 = inputs.hubs.map(\.storeVolume.value)
    storeMassKg = inputs.hubs.map { $0.maximumStoredMass?.value ?? .infinity }
    let months = inputs.monthsPerStep
    leadSteps = inputs.hubs.map { ($0.leadTimeMonths + months - 1) / months }
    ringLengths = zip(inputs.hubs, leadSteps).map { $1 + $0.maximumStorageMonths / months + 1 }
    slotCount = ringLengths.max() ?? 0
    var groups = Array(repeating: -1, count: inputs.hubs.count * inputs.streams.count)
    var capacities: [Double] = []
    for (hub, properties) in inputs.hubs.enumerated() {
      for group in properties.capacities {
        for stream in group.streams { groups[hub * inputs.streams.count + stream] = capacities.count }
        capacities.append(group.massPerYear.value / Double(inputs.stepsPerYear))
      }
    }
    self.groups = groups
    stepCapacityKg = capacities
  }

  /// Writes down which open hub is nearest to each zone.
  func findNearestOpenHubs(in year: Int, _ work: inout MineWorkspace) {
    for zone in work.nearestOpenHub.indices { work.nearestOpenHub[zone] = -1 }
    for pair in pairs where openingYears[pair.hub] <= year && work.nearestOpenHub[pair.zone] < 0 {
      work.nearestOpenHub[pair.zone] = pair.hub
    }
  }
}
