public import SimNumerics

/// New dwellings of one mix, year by year.
public struct ConstructionLine: Sendable, Equatable {
  /// The key of the line in the scenario.
  public let key: String
  /// Dwellings for every simulated year.
  public let dwellings: [Double]
  /// The types and states of the dwellings.
  public let mix: DwellingMix
  /// How they are divided over the zones: by shares, or in proportion to the stock.
  public let distribution: ZoneDistribution

  /// Makes a construction line.
  public init(key: String, dwellings: [Double], mix: DwellingMix, distribution: ZoneDistribution) {
    self.key = key
    self.dwellings = dwellings
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
