public import SimNumerics

extension HousingModel {
  /// The projection matrix over the quality states of a year, averaged over the dwellings of some zones.
  ///
  /// With w the dwellings of state j by type, cohort and zone, and P the chain of each of them (autonomous demolition
  /// and change of state, then the programmes):
  ///
  ///     A(i, j) = sum of w P(i, j) / sum of w
  ///
  /// So A times the dwellings by state gives those a year later, new construction apart, where the stock is that before
  /// the year. Types and cohorts weigh the same in a state without dwellings. Two zones, years or scenarios are
  /// compared by ``LifeTableResponse`` on such matrices.
  ///
  /// - Parameters:
  ///   - stock: the dwellings that are averaged over.
  ///   - yearIndex: the simulated year, from 0, whose rates hold.
  ///   - zones: the zones, without repetition; all of them where left out.
  ///   - outcomes: what the programmes did in that year, or `nil` for a life without programmes.
  /// - Returns: A, `states x states`, per year; columns add up to 1 less what is demolished or merged away.
  ///
  /// Source: H. Caswell (2001), Matrix Population Models, 2nd ed., section 10.1 (comparing matrices).
  public func projectionMatrix(
    of stock: HousingStock, yearIndex: Int, zones: [Int]? = nil, outcomes: ProgrammeOutcomes? = nil
  ) -> ProjectionMatrix {
    let states = Array(0..<layout.stateCount)
    let chains = StayChains(model: self, states: states)
    var weighted = ColumnMean(order: states.count)
    var equal = ColumnMean(order: states.count)
    for zone in zones ?? Array(0..<layout.zoneCount) {
      let shares = chains.shares(outcomes, zone: zone)
      for type in 0..<layout.typeCount {
        for group in chains.groups(type: type, yearIndex: yearIndex, activeCohorts: stock.activeCohorts) {
          let chain = chains.matrix(chains.key(type: type, group: group, shares: shares)).chain
          let dwellings = states.map { state in
            group.runs.joined().reduce(0) {
              $0 + stock.dwellings[layout.offset(type: type, state: state, cohort: $1, zone: zone)]
            }
          }
          weighted.add(chain, weights: dwellings)
          equal.add(chain, weights: Array(repeating: Double(group.runs.joined().count), count: states.count))
        }
      }
    }
    let mean = weighted.mean(else: equal)
    guard let matrix = try? ProjectionMatrix(mean) else {
      preconditionFailure("shares of \(layout.stateCount) states make no projection matrix")
    }
    return matrix
  }
}

/// A mean of matrices with weights of their own for every column.
private struct ColumnMean {
  private var sum: Matrix
  private var weights: [Double]

  init(order: Int) {
    sum = Matrix(rows: order, columns: order)
    weights = Array(repeating: 0, count: order)
  }

  mutating func add(_ matrix: Matrix, weights added: [Double]) {
    for column in added.indices where added[column] > 0 {
      weights[column] += added[column]
      for row in 0..<matrix.rows { sum[row, column] += added[column] * matrix[row, column] }
    }
  }

  /// The mean, with the columns of another one where this has no weight.
  func mean(else other: ColumnMean) -> Matrix {
    var mean = sum
    for column in weights.indices {
      let (source, weight) = weights[column] > 0 ? (sum, weights[column]) : (other.sum, other.weights[column])
      for row in 0..<mean.rows { mean[row, column] = weight > 0 ? source[row, column] / weight : 0 }
    }
    return mean
  }
}
