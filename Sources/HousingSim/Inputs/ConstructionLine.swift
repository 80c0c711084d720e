public import SimNumerics

/// The dwellings that groups of zones, such as municipalities, need at the end of every simulated year.
public struct DwellingNeed: Sendable, Equatable {
  /// For every zone, the position of its group.
  public let groupOfZone: [Int]
  /// Dwellings, years x groups.
  public let dwellings: [Double]
  /// The number of groups.
  public let groupCount: Int

  /// Makes a need.
  ///
  /// - Parameters:
  ///   - groupOfZone: for every zone, the position of its group.
  ///   - groupCount: the number of groups, above 0.
  ///   - dwellings: what every group needs at the end of every year, years x groups.
  public init(groupOfZone: [Int], groupCount: Int, dwellings: [Double]) {
    precondition(
      groupCount > 0 && groupOfZone.allSatisfy { (0..<groupCount).contains($0) }
        && dwellings.count % groupCount == 0, "\(dwellings.count) needs of \(groupCount) groups")
    self.groupOfZone = groupOfZone
    self.groupCount = groupCount
    self.dwellings = dwellings
  }
}

/// New dwellings of one mix, year by year.
public struct ConstructionLine: Sendable, Equatable {
  /// The key of the line in the scenario.
  public let key: String
  /// Dwellings for every simulated year; with a ``need`` the most that are built in the year.
  public let dwellings: [Double]
  /// What the stock is to reach, or `nil` where ``dwellings`` are built whatever it is.
  public let need: DwellingNeed?
  /// The types and states of the dwellings.
  public let mix: DwellingMix
  /// How they are divided over the zones: by shares, or in proportion to the stock.
  public let distribution: ZoneDistribution

  /// Makes a construction line.
  ///
  /// ``HousingModel/init(_:)`` throws where a number lies outside its range; another number of years ends the program.
  ///
  /// - Parameters:
  ///   - key: the key of the line in the scenario.
  ///   - dwellings: dwellings per year, one finite number of 0 or more for every simulated year; with a `need` the most
  ///     that are built.
  ///   - mix: the types and states of the dwellings; its shares add up to 1.
  ///   - distribution: how they are divided over the zones: by shares, or in proportion to the stock.
  ///   - need: what the stock is to reach, years x groups, or `nil` where `dwellings` are built whatever it is.
  public init(
    key: String, dwellings: [Double], mix: DwellingMix, distribution: ZoneDistribution,
    need: DwellingNeed? = nil
  ) {
    self.key = key
    self.dwellings = dwellings
    self.need = need
    self.mix = mix
    self.distribution = distribution
  }
}

/// Surplus floor space, such as shops, that is withdrawn and in part transformed to dwellings.
public struct TransformationLine: Sendable, Equatable {
  /// The key of the line in the scenario.
  public let key: String
  /// Floor area withdrawn in every simulated year, in m2.
  public let floorArea: [Double]
  /// The share of that floor area that becomes dwellings, 0...1.
  public let shareToDwellings: Double
  /// The floor area that one dwelling takes, in m2, above 0.
  public let floorAreaPerDwelling: Quantity<SquareMetresPerDwelling>
  /// The types and states of the dwellings.
  public let mix: DwellingMix
  /// How the floor area is divided over the zones: by shares, or in proportion to the stock.
  public let distribution: ZoneDistribution

  /// Makes a transformation line.
  ///
  /// ``HousingModel/init(_:)`` throws where a number lies outside its range; another number of years ends the program.
  ///
  /// - Parameters:
  ///   - key: the key of the line in the scenario.
  ///   - floorArea: m2 withdrawn per year, one finite number of 0 or more for every simulated year.
  ///   - shareToDwellings: the share of that floor area that becomes dwellings, 0...1.
  ///   - floorAreaPerDwelling: the floor area that one dwelling takes, in m2, finite and above 0.
  ///   - mix: the types and states of the dwellings; its shares add up to 1.
  ///   - distribution: how the floor area is divided over the zones: by shares, or in proportion to the stock.
  public init(
    key: String, floorArea: [Double], shareToDwellings: Double,
    floorAreaPerDwelling: Quantity<SquareMetresPerDwelling>,
    mix: DwellingMix,
    distribution: ZoneDistribution
  ) {
    self.key = key
    self.floorArea = floorArea
    self.shareToDwellings = shareToDwellings
    self.floorAreaPerDwelling = floorAreaPerDwelling
    self.mix = mix
    self.distribution = distribution
  }
}
