import HousingSim
import SimNumerics
import UrbanMine

/// A small mine of random size with random inputs, edges included.
struct RandomMine {
  let inputs: MineInputs

  /// A mine of random choices, with the policy for its number of streams.
  init(
    _ random: inout TestRandom, dispatch: (Int) -> DispatchPolicy = { _ in .nearestFirst }
  ) throws {
    let bulkCount = Int.random(in: 1...3, using: &random)
    var list = (0..<bulkCount).map { RandomMine.stream("bulk\($0)", parent: nil, &random) }
    for component in 0..<Int.random(in: 0...3, using: &random) {
      let parent = "bulk\(Int.random(in: 0..<bulkCount, using: &random))"
      list.append(RandomMine.stream("component\(component)", parent: parent, &random))
    }
    let streams = try MaterialStreams(list)
    let types = Int.random(in: 1...2, using: &random)
    let cohorts = Int.random(in: 1...3, using: &random)
    let zones = try Axis(
      (0..<Int.random(in: 1...4, using: &random)).map {
        Zone(
          key: "z\($0)", municipality: "m", group: "g",
          latitude: Double.random(in: 50.8...51, using: &random), longitude: 6)
      })
    let intensities = try MaterialIntensities(
      streams: streams, typeCount: types, cohortCount: cohorts,
      bulkKgPerM2: random.amounts(types * cohorts * streams.bulkCount, upTo: 1000),
      componentUnitsPerM2: random.amounts(types * cohorts * streams.componentCount, upTo: 2),
      kgPerUnit: random.amounts(streams.componentCount, upTo: 100))
    let years = 4
    let profiles = [HousingEvent.autonomousDemolition, .demolition, .renovation, .construction].map {
      AccountProfile(
        account: EventAccount(event: $0, programme: nil), releasedShares: random.shares(streams.count),
        takenUpShares: random.shares(streams.count), carefulShares: random.shares(years))
    }
    inputs = try MineInputs(
      zones: zones, streams: streams, intensities: intensities,
      newBuildCohort: Int.random(in: 0..<cohorts, using: &random),
      floorAreaM2: random.amounts(zones.count * types * cohorts, upTo: 150), profiles: profiles,
      hubs: (0..<Int.random(in: 0...3, using: &random)).map {
        RandomMine.hub("h\($0)", streams.count, &random)
      },
      roadDetourFactor: 1.2, dispatch: dispatch(streams.count),
      stepsPerYear: [1, 4, 12].randomElement(using: &random) ?? 1, firstYear: 2025,
      yearCount: years)
  }

  private static func stream(_ key: String, parent: String?, _ random: inout TestRandom) -> MaterialStream {
    let cuts = random.shares(3).sorted()
    let first = random.share()
    let accepted = random.shares(2).sorted()
    let grades = [
      QualityGrade(
        key: "good", share: first, suitableShare: random.share(), maximumShareOfDemand: accepted[1]),
      QualityGrade(
        key: "worn", share: 1 - first, suitableShare: random.share(), maximumShareOfDemand: accepted[0]),
    ]
    return MaterialStream(
      key: key, parent: parent, grades: grades, secondaryShareOfDemand: random.share(),
      storedDensity: Quantity(Double.random(in: 50...2000, using: &random)),
      treatment: TreatmentShares(
        recycled: cuts[0], downcycled: cuts[1] - cuts[0], incinerated: cuts[2] - cuts[1],
        landfilled: 1 - cuts[2]))
  }

  private static func hub(_ key: String, _ streams: Int, _ random: inout TestRandom) -> Hub {
    let first = (0..<streams).filter { _ in Bool.random(using: &random) }
    let second = (0..<streams).filter { !first.contains($0) && Bool.random(using: &random) }
    return Hub(
      key: key, latitude: Double.random(in: 50.8...51, using: &random), longitude: 6,
      openingYear: Int.random(in: 2024...2027, using: &random), floorArea: Quantity(random.share() * 5000),
      logisticsShare: random.share() / 2, stackHeightM: 3, fillShare: random.share(),
      capacities: [
        CapacityGroup(streams: first, massPerYear: Quantity(random.share() * 2e6)),
        CapacityGroup(streams: second, massPerYear: Quantity(.infinity)),
      ],
      yields: random.shares(streams), leadTimeMonths: Int.random(in: 0...5, using: &random),
      maximumStorageMonths: Int.random(in: 0...30, using: &random),
      maximumStoredMass: Bool.random(using: &random) ? nil : Quantity(random.share() * 1e6))
  }

  static func flows(for inputs: MineInputs, _ random: inout TestRandom) -> YearFlows {
    var flows = YearFlows(
      accounts: inputs.profiles.map(\.account), typeCount: inputs.intensities.typeCount,
      cohortCount: inputs.intensities.cohortCount, zoneCount: inputs.zones.count)
    flows.dwellings = random.amounts(flows.dwellings.count, upTo: 40)
    return flows
  }
}
