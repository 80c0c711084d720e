internal import SimNumerics

/// How the options of one or two sites do over the members of an ensemble.
public struct OptionRanking: Sendable {
  /// The figures of one option over all members.
  public struct Row: Sendable, Equatable {
    /// The position of the option.
    public let option: Int
    /// The share of the members for which it is the best, 0...1.
    public let probabilityBest: Double
    /// The mean cost, in the unit of the costs of the options, such as euro per year.
    public let meanCost: Double
    /// The mean of amount x kilometres, such as t km per year.
    public let meanTonneKilometres: Double
    /// The mean regret: mean cost - mean of the least costs, in the same unit as the costs, 0 or more.
    public let meanRegret: Double
  }

  /// The position of the best option of each member, the first where several cost the same.
  public let bestOption: [Int]
  /// The cost of the best option of each member, in the unit of the costs of the options.
  public let leastCost: [Double]
  /// The options by mean cost, cheapest first, ties in the order of the options.
  public let rows: [Row]
  private let options: HubOptions
  private let members: Matrix

  /// The mean cost of an option is its cost at the mean amounts, for costs are linear in the amounts.
  init(_ options: HubOptions, members: Matrix, _ least: BLAS.LeastColumns) {
    self.options = options
    self.members = members
    bestOption = least.columns.map { Int($0) }
    leastCost = least.values
    let count = Double(members.rows)
    var wins = Array(repeating: 0, count: options.options.count)
    for option in bestOption { wins[option] += 1 }
    let means = least.leftSums.map { $0 / count }
    let leastMean = BLAS.sum(least.values, over: 0..<least.values.count) / count
    let rows = options.options.indices.map { option in
      let cost = means.indices.reduce(options.fixedCosts[option]) {
        $0 + means[$1] * options.costs[$1, option]
      }
      let tonneKilometres = (0..<options.zoneCount).reduce(0) {
        $0 + means[$1] * options.kilometres[$1, option]
      }
      return Row(
        option: option, probabilityBest: Double(wins[option]) / count, meanCost: cost,
        meanTonneKilometres: tonneKilometres, meanRegret: max(0, cost - leastMean))
    }
    self.rows = rows.sorted { $0.meanCost == $1.meanCost ? $0.option < $1.option : $0.meanCost < $1.meanCost }
  }

  /// The regret of an option in each member: its cost less the least cost, 0 or more.
  ///
  /// - Parameter option: the position of the option, from 0.
  /// - Returns: one regret per member, in the unit of the costs.
  public func regrets(ofOption option: Int) -> [Double] {
    let column = (0..<members.columns).map { options.costs[$0, option] }
    let costs = BLAS.product(members, Matrix(rows: column.count, columns: 1, storage: column)).storage
    let fixed = options.fixedCosts[option]
    return zip(costs, leastCost).map { max(0, $0 + fixed - $1) }
  }

  /// The regret that a share of the members does not exceed, between two members by linear interpolation.
  ///
  /// - Parameters:
  ///   - share: 0...1, such as 0.5 and 0.95.
  ///   - option: the position of the option.
  /// - Returns: the regret, 0 or more, in the unit of the costs.
  public func regret(atShare share: Double, ofOption option: Int) -> Double {
    precondition((0...1).contains(share), "a share of \(share) is not in 0...1")
    let sorted = regrets(ofOption: option).sorted()
    let place = share * Double(sorted.count - 1)
    let below = Int(place.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
