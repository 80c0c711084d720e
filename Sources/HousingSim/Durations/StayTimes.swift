internal import SimNumerics

/// How long the dwellings of a group will stay in some quality states, if the rates of a year went on.
public struct StayTime: Sendable, Equatable {
  /// The mean number of years, the current one included: 1 or more.
  public let mean: Double
  /// The standard deviation over the dwellings of the group, in years.
  public let standardDeviation: Double

  /// Makes a time of its moments.
  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}

/// How long dwellings stay in a set of quality states, for example the poor ones, before they leave it for the first time.
///
/// The states of the set are the transient states of a chain. In a year a dwelling of a type, a cohort and a zone is
/// demolished (h), changes state (T), and is then treated by the programmes in their order (R):
///
///     P = R T(set, set) diag(1 - h),   N = (I - P)^-1
///     mean(j) = sum over i of N(i, j),   variance(j) = sum over i of mean(i) (2 N - I)(i, j) - mean(j)^2
///
/// A programme takes done(z) / free(z) of what is selected and untreated, as it did in that year; demolition, a merger
/// into another dwelling and every state outside the set end the stay. Over the dwellings w of a zone or the region:
///
///     mean = sum of w mean(j) / sum of w
///     variance = sum of w (variance(j) + mean(j)^2) / sum of w - mean^2
///
/// Source: J. G. Kemeny and J. L. Snell (1960), Finite Markov Chains, chapter 3; H. Caswell (2001), Matrix Population
/// Models, 2nd ed., section 5.3.
public struct StayTimes: Sendable {
  private let model: HousingModel
  private let states: [Int]
  private let chains: StayChains
  /// Times by what decides them, without programmes: they hold for all years and zones.
  private var autonomous: [StayChains.Key: SojournTimes] = [:]
  /// Times by what decides them, with the programmes of the current year.
  private var treated: [StayChains.Key: SojournTimes] = [:]

  /// Prepares the chains of a set of states.
  ///
  /// - Parameters:
  ///   - model: the housing model.
  ///   - states: the quality states of the set, without repetition.
  public init(model: HousingModel, states: [Int]) {
    precondition(
      Set(states).count == states.count && states.allSatisfy { (0..<model.layout.stateCount).contains($0) },
      "\(states) of \(model.layout.stateCount) states")
    self.model = model
    self.states = states
    chains = StayChains(model: model, states: states)
  }

  /// The times of the dwellings that are in the set now, per zone and then for the region.
  ///
  /// Dwellings that were built in the year itself have no rates yet and are left out.
  ///
  /// - Parameters:
  ///   - stock: the dwellings.
  ///   - yearIndex: the simulated year, from 0, whose rates are taken to go on.
  ///   - outcomes: what the programmes did in that year, or `nil` for a life without programmes.
  /// - Returns: one entry per zone, then one for the region; `nil` where no dwelling is in the set, or where some of
  ///   them have no way out that is certain.
  public mutating func times(
    of stock: HousingStock, yearIndex: Int, outcomes: ProgrammeOutcomes?
  ) -> [StayTime?] {
    let zoneCount = model.layout.zoneCount
    var sums = [StayMoments](repeating: StayMoments(), count: zoneCount)
    let shares = (0..<zoneCount).map { chains.shares(outcomes, zone: $0) }
    treated.removeAll(keepingCapacity: true)
    for type in 0..<model.layout.typeCount {
      for group in chains.groups(type: type, yearIndex: yearIndex, activeCohorts: stock.activeCohorts) {
        let dwellings = self.dwellings(of: stock, type: type, cohorts: group.cohorts)
        for zone in 0..<zoneCount {
          let part = states.indices.map { dwellings[$0 * zoneCount + zone] }
          guard part.contains(where: { $0 > 0 }) else { continue }
          let key = chains.key(type: type, group: group, shares: shares[zone])
          let times = times(key)
          sums[zone].add(part, times)
        }
      }
    }
    let region = sums.reduce(StayMoments()) { $0.joined(with: $1) }
    return (sums + [region]).map(\.time)
  }

  /// Dwellings of a type and some cohorts, states of the set x zones.
  private func dwellings(of stock: HousingStock, type: Int, cohorts: [Int]) -> [Double] {
    let zoneCount = model.layout.zoneCount
    var sums = [Double](repeating: 0, count: states.count * zoneCount)
    for (position, state) in states.enumerated() {
      for cohort in cohorts {
        let start = model.layout.offset(type: type, state: state, cohort: cohort, zone: 0)
        for zone in 0..<zoneCount { sums[position * zoneCount + zone] += stock.dwellings[start + zone] }
      }
    }
    return sums
  }

  private mutating func times(_ key: StayChains.Key) -> SojournTimes {
    if let known = key.shares.isEmpty ? autonomous[key] : treated[key] { return known }
    let found = chains.times(key)
    if key.shares.isEmpty { autonomous[key] = found } else { treated[key] = found }
    return found
  }
}

/// Sums over dwellings of the time and its square.
private struct StayMoments {
  private var dwellings = 0.0
  private var years = 0.0
  private var squares = 0.0

  mutating func add(_ part: [Double], _ times: SojournTimes) {
    for (state, count) in part.enumerated() where count > 0 {
      let mean = times.mean[state]
      dwellings += count
      years += count * mean
      squares += count * (times.variance[state] + mean * mean)
    }
  }

  func joined(with other: StayMoments) -> StayMoments {
    var sum = self
    sum.dwellings += other.dwellings
    sum.years += other.years
    sum.squares += other.squares
    return sum
  }

  var time: StayTime? {
    guard dwellings > 0, years.isFinite, squares.isFinite else { return nil }
    let mean = years / dwellings
    let variance = max(0, squares / dwellings - mean * mean)
    return StayTime(mean: mean, standardDeviation: variance.squareRoot())
  }
}
