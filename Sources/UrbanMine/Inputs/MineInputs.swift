public import HousingSim
public import SimNumerics

/// Everything that the mine needs to know before its first year, checked once and immutable.
public struct MineInputs: Sendable {
  /// The zones, in which material is released and used.
  public let zones: Axis<Zone>
  /// The material streams, bulk materials before components.
  public internal(set) var streams: MaterialStreams
  /// The mass of every stream in a square metre of dwelling.
  public internal(set) var intensities: MaterialIntensities
  /// The position of the cohort that stands for the content of new dwellings.
  public let newBuildCohort: Int
  /// Usable floor area in m2 per dwelling, zones x types x cohorts.
  public let floorAreaM2: [Double]
  /// One profile per event account, in the order of the accounts of the yearly flows.
  public internal(set) var profiles: [AccountProfile]
  /// The hubs.
  public internal(set) var hubs: Axis<Hub>
  /// The distances by road between zones and hubs.
  public internal(set) var distances: Distances
  /// The length by road over the length of the great circle, 1 or more, without a unit.
  public internal(set) var roadDetourFactor: Double
  /// How it is decided what the hubs take in and whom they serve.
  public internal(set) var dispatch: DispatchPolicy
  /// The number of steps in a year: 1, 4 or 12.
  public let stepsPerYear: Int
  /// The first simulated year.
  public let firstYear: Int
  /// The number of simulated years.
  public let yearCount: Int

  /// The number of months in a step: 12, 3 or 1.
  public var monthsPerStep: Int { 12 / stepsPerYear }

  /// Checks and keeps the inputs.
  ///
  /// - Parameters:
  ///   - zones: the zones with their centres.
  ///   - streams: the material streams.
  ///   - intensities: kg per m2 of usable floor area, of the same streams.
  ///   - newBuildCohort: the position of the cohort whose intensities stand for new dwellings.
  ///   - floorAreaM2: m2 per dwelling, zones x types x cohorts, not negative.
  ///   - profiles: one per event account, in the order of the accounts of the yearly flows.
  ///   - hubs: the hubs, none included.
  ///   - roadDetourFactor: the length by road over the length of the great circle, 1 or more.
  ///   - dispatch: how it is decided what the hubs take in and whom they serve.
  ///   - stepsPerYear: 1, 4 or 12.
  ///   - firstYear: the first simulated year.
  ///   - yearCount: the number of simulated years.
  /// - Throws: ``MineInputError`` naming the first input that cannot be used.
  public init(
    zones: Axis<Zone>, streams: MaterialStreams, intensities: MaterialIntensities, newBuildCohort: Int,
    floorAreaM2: [Double], profiles: [AccountProfile], hubs: [Hub], roadDetourFactor: Double,
    dispatch: DispatchPolicy = .nearestFirst, stepsPerYear: Int, firstYear: Int, yearCount: Int
  ) throws(MineInputError) {
    self.zones = zones
    self.streams = streams
    self.intensities = intensities
    self.newBuildCohort = newBuildCohort
    self.floorAreaM2 = floorAreaM2
    self.profiles = profiles
    self.hubs = try makeAxis(hubs, of: "hubs")
    self.roadDetourFactor = roadDetourFactor
    self.dispatch = dispatch
    self.stepsPerYear = stepsPerYear
    self.firstYear = firstYear
    self.yearCount = yearCount
    try AcceptedRange.detour.check(roadDetourFactor, of: "factor", in: "road detour")
    distances = Distances(zones: zones, hubs: self.hubs, roadDetourFactor: roadDetourFactor)
    try dispatch.check(streamCount: streams.count)
    try checkDwellings()
    try checkYearsAndPlaces()
  }

  private func checkDwellings() throws(MineInputError) {
    guard intensities.streamCount == streams.count else {
      throw MineInputError.wrongCount(
        item: "material intensities", field: "streams", found: intensities.streamCount,
        expected: streams.count)
    }
    guard (0..<intensities.cohortCount).contains(newBuildCohort) else {
      throw MineInputError.newBuildCohort(newBuildCohort, cohortCount: intensities.cohortCount)
    }
    try AcceptedRange.amount.check(
      floorAreaM2, count: zones.count * intensities.typeCount * intensities.cohortCount,
      of: "floor area (m2 per dwelling)", in: "dwellings")
  }

  private func checkYearsAndPlaces() throws(MineInputError) {
    guard [1, 4, 12].contains(stepsPerYear) else { throw MineInputError.stepsPerYear(stepsPerYear) }
    try AcceptedRange.limit.check(Double(yearCount), of: "number of years", in: "simulation")
    for zone in zones {
      try AcceptedRange.latitude.check(zone.latitude, of: "latitude", in: "zone \(zone.key)")
      try AcceptedRange.longitude.check(zone.longitude, of: "longitude", in: "zone \(zone.key)")
    }
    try checkProfiles()
    for hub in hubs { try hub.check(streams: streams) }
  }

  func checkProfiles() throws(MineInputError) {
    for profile in profiles { try profile.check(streamCount: streams.count, yearCount: yearCount) }
  }

  /// Measures the distances of the hubs anew.
  mutating func placeHubs() throws(MineInputError) {
    try AcceptedRange.detour.check(roadDetourFactor, of: "factor", in: "road detour")
    distances = Distances(zones: zones, hubs: hubs, roadDetourFactor: roadDetourFactor)
  }
}
