/// How the money of a year closes, per line.
///
///     residual = costs + organisation - revenues used - granted by all sources - unfunded
public struct FundingBalance: Sendable, Equatable {
  /// What is left of the equation per line, in euro.
  public let residual: [Double]
  /// Costs and organisation per line, in euro.
  public let scale: [Double]

  init(needs: [FundingNeed], grants: [Double], unfunded: [Double], sourceCount: Int) {
    var residual: [Double] = []
    for (line, need) in needs.enumerated() {
      let granted = grants[line * sourceCount..<(line + 1) * sourceCount].reduce(0, +)
      residual.append(Cents.euro(need.cost + need.organisation - need.revenueUsed - granted - unfunded[line]))
    }
    self.residual = residual
    scale = needs.map { Cents.euro($0.cost + $0.organisation) }
  }
}
