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
  private let unfundedCents: [Double]

  init(needs: [FundingNeed], allocation: FundingAllocation, unfunded: [Double]) {
    self.needs = needs
    unfundedCents = unfunded
    sourceCount = allocation.sources.count
    grants = allocation.grants
    steps = allocation.steps
    balance = FundingBalance(
      needs: needs, grants: allocation.grants, unfunded: unfunded, sourceCount: sourceCount)
  }

  /// The number of lines.
  public var lineCount: Int { needs.count }

  /// An item of a line in euro; what is earned is negative.
  ///
  /// - Parameters:
  ///   - line: the position of the line.
  ///   - item: the item.
  /// - Returns: euro of the year; below 0 for what is earned.
  public func cost(line: Int, item: FundingItem) -> Double { needs[line].euro(item) }

  /// All costs of a line with organisation, in euro; what is earned is not taken off.
  ///
  /// - Parameter line: the position of the line, from 0 and below ``lineCount``.
  /// - Returns: euro of the year, 0 or more.
  public func grossCost(line: Int) -> Double { Cents.euro(needs[line].cost + needs[line].organisation) }

  /// What is earned, as far as it pays for the costs of the line, in euro.
  ///
  /// - Parameter line: the position of the line, from 0 and below ``lineCount``.
  /// - Returns: euro of the year, 0 or more.
  public func revenueUsed(line: Int) -> Double { Cents.euro(needs[line].revenueUsed) }

  /// What sources are asked for: the unprofitable part and organisation, in euro.
  ///
  /// - Parameter line: the position of the line, from 0 and below ``lineCount``.
  /// - Returns: euro of the year, 0 or more.
  public func asked(line: Int) -> Double { Cents.euro(needs[line].asked) }

  /// What a source pays for a line, in euro.
  ///
  /// - Parameters:
  ///   - line: the position of the line.
  ///   - source: the position of the source, in the order of payment.
  /// - Returns: euro of the year, 0 or more.
  public func granted(line: Int, source: Int) -> Double { Cents.euro(grants[line * sourceCount + source]) }

  /// All costs of some lines with organisation, in euro.
  ///
  /// - Parameter lines: the positions of the lines.
  /// - Returns: euro of the year, 0 or more.
  public func grossCost(lines: Range<Int>) -> Double {
    Cents.euro(lines.reduce(0) { $0 + needs[$1].cost + needs[$1].organisation })
  }

  /// What a source pays in all, in euro.
  ///
  /// - Parameter source: the position of the source, in the order of payment.
  /// - Returns: euro of the year, 0 or more.
  public func granted(source: Int) -> Double {
    Cents.euro(needs.indices.reduce(0) { $0 + grants[$1 * sourceCount + source] })
  }

  /// What nobody pays for in all, in euro.
  public var unfunded: Double { Cents.euro(unfundedCents.reduce(0, +)) }

  /// What nobody pays for, in euro.
  ///
  /// - Parameter line: the position of the line, from 0 and below ``lineCount``.
  /// - Returns: euro of the year, 0 or more.
  public func unfunded(line: Int) -> Double { Cents.euro(unfundedCents[line]) }

  /// Dwellings that a line treated or built.
  ///
  /// - Parameter line: the position of the line, from 0 and below ``lineCount``.
  /// - Returns: dwellings of the year.
  public func dwellings(line: Int) -> Double { needs[line].dwellings }
}
