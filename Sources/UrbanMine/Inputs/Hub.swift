public import SimNumerics

/// Streams that share one refurbishment line.
public struct CapacityGroup: Sendable, Equatable {
  /// The positions of the streams, from 0, in any order.
  public let streams: [Int]
  /// What the line can take in, in kg per year over all its streams; infinite for no limit.
  public let massPerYear: Quantity<Kilograms>

  /// Makes a group; ``MineInputs`` checks positions and range.
  ///
  /// - Parameters:
  ///   - streams: the positions of the streams.
  ///   - massPerYear: kg per year over all of them, 0 or more; infinite for no limit.
  public init(streams: [Int], massPerYear: Quantity<Kilograms>) {
    self.streams = streams
    self.massPerYear = massPerYear
  }
}

/// A hub: a place where released products are refurbished and stored.
public struct Hub: Keyed, Equatable {
  /// The key that scenario files, tables and results use.
  public let key: String
  /// The latitude, in degrees north (WGS84).
  public let latitude: Double
  /// The longitude, in degrees east (WGS84).
  public let longitude: Double
  /// The first year in which the hub works, from its first step on.
  public let openingYear: Int
  /// The floor area in m2.
  public let floorArea: Quantity<SquareMetres>
  /// The share of the floor that is needed for moving and working, 0...1.
  public let logisticsShare: Double
  /// The height of a stack in m.
  public let stackHeightM: Double
  /// The share of a stack that can be filled, 0...1.
  public let fillShare: Double
  /// The refurbishment lines; a stream in no group is not refurbished here.
  public let capacities: [CapacityGroup]
  /// The share of the received mass that comes out of refurbishment, 0...1 per stream.
  public let yields: [Double]
  /// The time that refurbishment takes, in months, rounded up to whole steps; a product leaves after it at the earliest.
  public let leadTimeMonths: Int
  /// The longest time in store after refurbishment, in whole months; 0 where products must leave in the step they come in.
  public let maximumStorageMonths: Int
  /// The largest mass in store in kg, or `nil` for no limit.
  public let maximumStoredMass: Quantity<Kilograms>?

  /// Makes a hub; ``MineInputs`` checks the ranges.
  ///
  /// - Parameters:
  ///   - key: the key in scenario files, tables and results.
  ///   - latitude: degrees north (WGS84), -90...90.
  ///   - longitude: degrees east (WGS84), -180...180.
  ///   - openingYear: the first year in which the hub works, from its first step on.
  ///   - floorArea: the floor area in m2, 0 or more.
  ///   - logisticsShare: the share of the floor for moving and working, 0...1.
  ///   - stackHeightM: the height of a stack in m, 0 or more.
  ///   - fillShare: the share of a stack that can be filled, 0...1.
  ///   - capacities: the refurbishment lines; no stream may stand in two of them.
  ///   - yields: the share of the received mass that comes out of refurbishment, 0...1 per stream.
  ///   - leadTimeMonths: the time that refurbishment takes, in months, 0 or more.
  ///   - maximumStorageMonths: the longest time in store after refurbishment, in months, 0 or more.
  ///   - maximumStoredMass: the largest mass in store in kg, 0 or more, or `nil` for no limit.
  public init(
    key: String, latitude: Double, longitude: Double, openingYear: Int, floorArea: Quantity<SquareMetres>,
    logisticsShare: Double, stackHeightM: Double, fillShare: Double, capacities: [CapacityGroup],
    yields: [Double], leadTimeMonths: Int = 0, maximumStorageMonths: Int,
    maximumStoredMass: Quantity<Kilograms>?
  ) {
    self.key = key
    self.latitude = latitude
    self.longitude = longitude
    self.openingYear = openingYear
    self.floorArea = floorArea
    self.logisticsShare = logisticsShare
    self.stackHeightM = stackHeightM
    self.fillShare = fillShare
    self.capacities = capacities
    self.yields = yields
    self.leadTimeMonths = leadTimeMonths
    self.maximumStorageMonths = maximumStorageMonths
    self.maximumStoredMass = maximumStoredMass
  }

  /// The volume of the store in m3: floor x (1 - logistics) x height x fill.
  public var storeVolume: Quantity<CubicMetres> {
    Quantity(floorArea.value * (1 - logisticsShare) * stackHeightM * fillShare)
  }

  func check(streams: MaterialStreams) throws(MineInputError) {
    let item = "hub \(key)"
    try AcceptedRange.latitude.check(latitude, of: "latitude", in: item)
    try AcceptedRange.longitude.check(longitude, of: "longitude", in: item)
    try AcceptedRange.amount.check(floorArea.value, of: "floor area (m2)", in: item)
    try AcceptedRange.share.check(logisticsShare, of: "logistics share", in: item)
    try AcceptedRange.amount.check(stackHeightM, of: "stack height (m)", in: item)
    try AcceptedRange.share.check(fillShare, of: "fill share", in: item)
    try AcceptedRange.share.check(yields, count: streams.count, of: "yield", in: item)
    try AcceptedRange.limit.check(Double(leadTimeMonths), of: "lead time (months)", in: item)
    try AcceptedRange.limit.check(Double(maximumStorageMonths), of: "maximum storage (months)", in: item)
    if let mass = maximumStoredMass?.value {
      try AcceptedRange.limit.check(mass, of: "maximum stored mass (kg)", in: item)
    }
    try checkGroups(streams: streams)
  }

  private func checkGroups(streams: MaterialStreams) throws(MineInputError) {
    var isGrouped = Array(repeating: false, count: streams.count)
    for group in capacities {
      try AcceptedRange.limit.check(group.massPerYear.value, of: "capacity (kg per year)", in: "hub \(key)")
      for stream in group.streams {
        guard isGrouped.indices.contains(stream) else {
          throw MineInputError.unknownStream(hub: key, position: stream, streamCount: streams.count)
        }
        guard !isGrouped[stream] else {
          throw MineInputError.streamInTwoGroups(hub: key, stream: streams.axis[stream].key)
        }
        isGrouped[stream] = true
      }
    }
  }
}
