/// The money of one year: what every line cost, who paid, and what stayed unfunded.
public struct FundingYear: Sendable, Equatable {
  /// The number of sources.
  public let sourceCount: Int
  /// Every step of the allocation, in the order in which it was made.
  public let steps: [FundingStep]
  /// How the money closes, per line.
  public let balance: FundingBalance
  private let needs: [FundingNeed]
  private let grants: [Double]
  private let unfunded: [Double]

  init(needs: [FundingNeed], allocation: FundingAllocation, unfunded: [Double]) {
    self.needs = needs
    self.unfunded = unfunded
    sourceCount = allocation.sources.count
    grants = allocation.grants
    steps = allocation.steps
    balance = FundingBalance(
      needs: needs, grants: allocation.grants, unfunded: unfunded, sourceCount: sourceCount)
  }

  /// The number of lines.
  public var lineCount: Int { needs.count }

  /// An item of a line in euro; what is earned is negative.
  public func cost(line: Int, item: FundingItem) -> Double { needs[line].euro(item) }

  /// All costs of a line with organisation, in euro; what is earned is not taken off.
  public func grossCost(line: Int) -> Double { Cents.euro(needs[line].cost + needs[line].organisation) }

  /// What is earned, as far as it pays for the costs of the line, in euro.
  public func revenueUsed(line: Int) -> Double { Cents.euro(needs[line].revenueUsed) }

  /// What sources are asked for: the unprofitable part and organisation, in euro.
  public func asked(line: Int) -> Double { Cents.euro(needs[line].asked) }

  /// What a source pays for a line, in euro.
  public func granted(line: Int, source: Int) -> Double { Cents.euro(grants[line * sourceCount + source]) }

  /// What nobody pays for, in euro.
  public func unfunded(line: Int) -> Double { Cents.euro(unfunded[line]) }

  /// Dwellings that a line treated or built.
  public func dwellings(line: Int) -> Double { needs[line].dwellings }
}
