import HousingSim
import SimNumerics
import UrbanMine

/// A mine that tests can change one property of: zones on the equator, dwellings of 1 m2, one account that
/// demolishes and one that builds, so that a dwelling is a kilogram of every stream.
struct SmallMine {
  /// The longitudes of the zones in degrees; the hub of `SmallMine.hub()` stands at 0.
  var longitudes = [0.0]
  var streams = [SmallMine.stream()]
  var hubs = [SmallMine.hub()]
  var careful = [1.0, 1, 1, 1]
  var steps = 1
  var dispatch = DispatchPolicy.nearestFirst

  static let demolition = EventAccount(event: .demolition, programme: "clearance")
  static let construction = EventAccount(event: .construction, programme: "new")

  static func stream(
    _ key: String = "wood", parent: String? = nil, potential: Double = 1, reuseShare: Double = 1,
    secondary: Double = 0, density: Double = 1,
    treatment: TreatmentShares = TreatmentShares(recycled: 1, downcycled: 0, incinerated: 0, landfilled: 0)
  ) -> MaterialStream {
    MaterialStream(
      key: key, parent: parent, reusePotential: potential, maximumReuseShareOfDemand: reuseShare,
      secondaryShareOfDemand: secondary, storedDensity: Quantity(density), treatment: treatment)
  }

  static func hub(
    _ key: String = "east", longitude: Double = 0, opening: Int = 2025, floor: Double = 1e9,
    capacities: [CapacityGroup] = [CapacityGroup(streams: [0], massPerYear: Quantity(.infinity))],
    yields: [Double] = [1], months: Int = 24, mass: Double? = nil
  ) -> Hub {
    Hub(
      key: key, latitude: 0, longitude: longitude, openingYear: opening, floorArea: Quantity(floor),
      logisticsShare: 0, stackHeightM: 1, fillShare: 1, capacities: capacities, yields: yields,
      maximumStorageMonths: months, maximumStoredMass: mass.map { Quantity($0) })
  }

  func inputs() throws -> MineInputs {
    let zones = try Axis(
      longitudes.enumerated().map { position, longitude in
        Zone(key: "z\(position)", municipality: "m", group: "rest", latitude: 0, longitude: longitude)
      })
    let streams = try MaterialStreams(streams)
    let intensities = try MaterialIntensities(
      streams: streams, typeCount: 1, cohortCount: 1,
      bulkKgPerM2: Array(repeating: 1, count: streams.bulkCount), componentUnitsPerM2: [], kgPerUnit: [])
    return try MineInputs(
      zones: zones, streams: streams, intensities: intensities, newBuildCohort: 0,
      floorAreaM2: Array(repeating: 1, count: zones.count),
      profiles: [SmallMine.demolition, SmallMine.construction].map {
        .wholeDwelling($0, streamCount: streams.count, carefulShares: careful)
      },
      hubs: hubs, roadDetourFactor: 1, dispatch: dispatch, stepsPerYear: steps, firstYear: 2025,
      yearCount: careful.count)
  }

  func start() throws -> MineRun { MineRun(MineModel(try inputs())) }
}

/// A run of a mine, year after year.
struct MineRun: ~Copyable {
  let model: MineModel
  var state: MineState
  var result: MineFlows
  var work: MineWorkspace
  var nextYear = 0

  init(_ model: MineModel) {
    self.model = model
    state = model.makeState()
    result = model.makeFlows()
    work = model.makeWorkspace()
  }

  /// Takes a year of a `SmallMine` with dwellings per zone.
  @discardableResult
  mutating func year(demolished: [Double], built: [Double]) throws -> MineFlows {
    var flows = YearFlows(
      accounts: [SmallMine.demolition, SmallMine.construction], typeCount: 1, cohortCount: 1,
      zoneCount: demolished.count)
    flows.dwellings = demolished + built
    return try year(flows)
  }

  /// Takes a year.
  @discardableResult
  mutating func year(_ flows: YearFlows) throws -> MineFlows {
    try model.step(flows, yearIndex: nextYear, state: &state, into: &result, using: &work)
    nextYear += 1
    return result
  }
}

/// A seeded source of test values (SplitMix64).
struct TestRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A share: often 0 or 1, else between them.
  mutating func share() -> Double {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: 0
    case 1: 1
    default: Double.random(in: 0...1, using: &self)
    }
  }

  mutating func shares(_ count: Int) -> [Double] { (0..<count).map { _ in share() } }

  mutating func amounts(_ count: Int, upTo largest: Double) -> [Double] {
    (0..<count).map { _ in share() * largest }
  }
}

/// Whether two masses are equal but for rounding.
func isClose(_ a: Double, _ b: Double, scale: Double = 0) -> Bool {
  abs(a - b) <= 1e-12 * max(abs(a), abs(b), scale)
}
