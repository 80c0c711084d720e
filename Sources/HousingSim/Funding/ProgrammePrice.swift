/// What is counted, so that a price times the count is an amount of money.
public enum CostMeasure: Sendable, Hashable {
  /// Dwellings of a type to which an event of the line happened.
  case dwellings(HousingEvent, type: Int)
  /// The usable floor area of these dwellings, in m2.
  case floorArea(HousingEvent, type: Int)
  /// Dwellings that the line treated or built, whatever was done to them.
  case treated
  /// Other floor area that the line withdrew, in m2.
  case withdrawnFloorArea
}

/// The price of one thing that a programme, construction line or transformation line does.
public struct ProgrammePrice: Sendable, Equatable {
  /// The position of the line among the outcome lines.
  public let line: Int
  /// What is paid for.
  public let item: FundingItem
  /// What is counted.
  public let measure: CostMeasure
  /// Euro per dwelling or per m2 for every simulated year, in money of that year, 0 or more; also for what is earned.
  public let euro: [Double]

  /// Makes a price.
  ///
  /// - Parameters:
  ///   - line: the position of the line among the outcome lines.
  ///   - item: what is paid for.
  ///   - measure: what is counted.
  ///   - euro: euro per dwelling or m2, one number per simulated year, 0 or more.
  public init(line: Int, item: FundingItem, measure: CostMeasure, euro: [Double]) {
    self.line = line
    self.item = item
    self.measure = measure
    self.euro = euro
  }
}
