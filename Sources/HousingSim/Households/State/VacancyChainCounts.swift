/// The vacancy chains of a year: what opens, who fills it, and where chains end.
public struct VacancyChainCounts: Sendable, Equatable {
  /// The dwellings that start chains, zones x kinds: new ones, and those that households leave by death.
  public let started: [Double]
  /// The vacancies that open, zones x kinds: those that start chains and those that movers leave behind.
  public let opened: [Double]
  /// The vacancies that nobody fills, zones x kinds: the chain ends with an empty dwelling.
  public let leftVacant: [Double]
  /// Moves into dwellings that leave another one of the region empty, per household type.
  public let movesOn: [Double]
  /// Moves into dwellings that end a chain, per household type: starters, and households from elsewhere.
  public let movesEnding: [Double]
  /// The expected number of vacancies in a chain that starts in a cell, 1 or more; zones x kinds.
  public let meanLength: [Double]
  /// The variance of that number, zones x kinds.
  public let varianceOfLength: [Double]

  /// Dwellings that start chains.
  public var starts: Double { started.reduce(0, +) }

  /// Mean and variance of the length, in vacancies, of the chains that start in the year, or `nil` where none
  /// does.
  public var length: (mean: Double, variance: Double)? {
    let starts = starts
    guard starts > 0 else { return nil }
    let (started, means, variances) = (started.span, meanLength.span, varianceOfLength.span)
    var (sum, squares) = (0.0, 0.0)
    for cell in started.indices {
      sum += started[cell] * means[cell]
      squares += started[cell] * (variances[cell] + means[cell] * means[cell])
    }
    let mean = sum / starts
    return (mean, max(0, squares / starts - mean * mean))
  }
}
