internal import SimNumerics

/// The share of dwellings that leave the stock in a year without any programme.
///
/// Shape: years x types x classes x cohorts; unit 1/year; range 0...1. A class is a label of one state axis (for
/// example tenure), or there is one class for all.
public struct DemolitionHazards: Sendable, Equatable {
  /// The number of simulated years.
  public let yearCount: Int
  /// For every quality state, the class that decides its hazard.
  public let classOfState: [Int]
  /// The number of classes, 1 or more.
  public let classCount: Int
  /// Shares a year, years x types x classes x cohorts.
  public let shares: [Double]

  /// Makes hazards of shares in 0...1.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock.
  ///   - classOfState: for every state a class from 0; all 0 where the state does not matter.
  ///   - share: the share a year for a year index, a type, a class and a cohort.
  /// - Throws: ``HousingInputError/hazardOutOfRange(type:cohort:year:found:)`` for the first share outside 0...1.
  public init(
    axes: StockAxes, classOfState: [Int],
    share: (_ year: Int, _ type: Int, _ class: Int, _ cohort: Int) -> Double
  ) throws(HousingInputError) {
    precondition(classOfState.count == axes.states.count, "one class for each of \(axes.states.count) states")
    yearCount = axes.yearCount
    self.classOfState = classOfState
    classCount = (classOfState.max() ?? 0) + 1
    var shares: [Double] = []
    shares.reserveCapacity(yearCount * axes.dwellingTypes.count * classCount * axes.cohorts.count)
    for year in 0..<yearCount {
      for type in axes.dwellingTypes.indices {
        for group in 0..<classCount {
          for cohort in axes.cohorts.indices {
            let value = share(year, type, group, cohort)
            guard value >= 0 && value <= 1 else {
              throw HousingInputError.hazardOutOfRange(
                type: axes.dwellingTypes[type].key, cohort: axes.cohorts[cohort].key,
                year: axes.years.lowerBound + year, found: value)
            }
            shares.append(value)
          }
        }
      }
    }
    self.shares = shares
  }

  /// Hazards that are zero for every dwelling and year.
  ///
  /// - Parameter axes: the axes of the stock.
  /// - Returns: hazards of one class for all states.
  public static func none(axes: StockAxes) -> DemolitionHazards {
    DemolitionHazards(zeroFor: axes)
  }

  private init(zeroFor axes: StockAxes) {
    yearCount = axes.yearCount
    classOfState = Array(repeating: 0, count: axes.states.count)
    classCount = 1
    shares = Array(repeating: 0, count: axes.yearCount * axes.dwellingTypes.count * axes.cohorts.count)
  }
}
