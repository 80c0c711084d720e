internal import SimNumerics

/// How long the dwellings of a group will stay in some quality states, if the rates of a year went on.
public struct StayTime: Sendable, Equatable {
  /// The mean number of years, the current one included: 1 or more.
  public let mean: Double
  /// The standard deviation over the dwellings of the group, in years.
  public let standardDeviation: Double

  /// Makes a time of its moments.
  ///
  /// - Parameters:
  ///   - mean: in years, 1 or more.
  ///   - standardDeviation: in years, 0 or more.
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
  /// The quality states of the set.
  public let states: [Int]
  private let chains: StayChains
  /// Times by what decides them, without programmes: they hold for all years and zones.
  private var autonomous: [StayChains.Key: SojournTimes] = [:]

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
    times(of: stock, yearIndex: yearIndex, each: [outcomes])[0]
  }

  /// The times for several outcomes of the programmes, such as those of a year and none, which share all other work.
  ///
  /// - Parameters:
  ///   - stock: the dwellings.
  ///   - yearIndex: the simulated year, from 0, whose rates are taken to go on.
  ///   - outcomes: what the programmes did in that year, each or `nil` for a life without programmes.
  /// - Returns: for each of the outcomes the times of ``times(of:yearIndex:outcomes:)``.
  public mutating func times(
    of stock: HousingStock, yearIndex: Int, each outcomes: [ProgrammeOutcomes?]
  ) -> [[StayTime?]] {
    let treatments = outcomes.map { chains.treatment($0) }
    // In years without programmes a life with them is that without.
    let different = treatments.indices.filter { treatments[..<$0].firstIndex(of: treatments[$0]) == nil }
    let zoneCount = model.layout.zoneCount
    var sums = [StayMoments](repeating: StayMoments(zoneCount: zoneCount), count: outcomes.count)
    for type in 0..<model.layout.typeCount {
      for group in chains.groups(type: type, yearIndex: yearIndex, activeCohorts: stock.activeCohorts) {
        let dwellings = self.dwellings(of: stock, type: type, cohorts: group.cohorts)
        let lived = (0..<zoneCount).filter { zone in
          states.indices.contains { dwellings[$0 * zoneCount + zone] > 0 }
        }
        guard !lived.isEmpty else { continue }
        for position in different {
          add(dwellings, in: lived, type, group, treatments[position], to: &sums[position])
        }
      }
    }
    return treatments.map { treatment in
      sums[treatments.firstIndex(of: treatment) ?? 0].times
    }
  }

  /// Adds the times of the dwellings of a group, states of the set x zones, to the sums of the zones.
  private mutating func add(
    _ dwellings: [Double], in lived: [Int], _ type: Int, _ group: StayChains.Group,
    _ treatment: StayChains.Treatment, to sums: inout StayMoments
  ) {
    let choice = group.rates.choice
    for (position, shares) in treatment.shares[choice].enumerated() {
      let zones = lived.filter { treatment.classes[choice][$0] == position }
      guard !zones.isEmpty else { continue }
      let times = self.times(StayChains.Key(type: type, rates: group.rates, shares: shares))
      sums.add(dwellings, in: zones, times)
    }
  }

  /// Dwellings of a type and some cohorts, states of the set x zones.
  private func dwellings(of stock: HousingStock, type: Int, cohorts: [Int]) -> [Double] {
    let layout = model.layout
    var sums = [Double](repeating: 0, count: states.count * layout.zoneCount)
    for run in cohorts.runs {
      let starts = states.map {
        layout.offset(type: type, state: $0, cohort: run.lowerBound, zone: 0)
      }
      VectorMath.fold(stock.dwellings, from: starts, groups: run.count, to: &sums)
    }
    return sums
  }

  private mutating func times(_ key: StayChains.Key) -> SojournTimes {
    guard key.shares.isEmpty else { return chains.times(key) }
    if let known = autonomous[key] { return known }
    let found = chains.times(key)
    autonomous[key] = found
    return found
  }
}

/// Sums over the dwellings of every zone of the time and its square.
private struct StayMoments {
  private var dwellings: [Double]
  private var years: [Double]
  private var squares: [Double]

  init(zoneCount: Int) {
    dwellings = Array(repeating: 0, count: zoneCount)
    years = dwellings
    squares = dwellings
  }

  /// Adds dwellings, states x zones, in some zones.
  mutating func add(_ counts: [Double], in zones: [Int], _ times: SojournTimes) {
    let zoneCount = dwellings.count
    let (counts, means, variances) = (counts.span, times.mean.span, times.variance.span)
    for zone in zones {
      var (all, sum, squared) = (0.0, 0.0, 0.0)
      for state in means.indices {
        let count = counts[state * zoneCount + zone]
        // Nothing times an infinite time would be not a number.
        guard count > 0 else { continue }
        all += count
        sum += count * means[state]
        squared += count * (variances[state] + means[state] * means[state])
      }
      dwellings[zone] += all
      years[zone] += sum
      squares[zone] += squared
    }
  }

  /// The times of the zones, then of the region.
  var times: [StayTime?] {
    let zones = dwellings.indices.map { Self.time(dwellings[$0], years[$0], squares[$0]) }
    return zones + [Self.time(dwellings.reduce(0, +), years.reduce(0, +), squares.reduce(0, +))]
  }

  private static func time(_ dwellings: Double, _ years: Double, _ squares: Double) -> StayTime? {
    guard dwellings > 0, years.isFinite, squares.isFinite else { return nil }
    let mean = years / dwellings
    let variance = max(0, squares / dwellings - mean * mean)
    return StayTime(mean: mean, standardDeviation: variance.squareRoot())
  }
}

extension [Int] {
  /// Ascending numbers as ranges of neighbours.
  fileprivate var runs: [Range<Int>] {
    reduce(into: []) { runs, number in
      if let last = runs.last, last.upperBound == number {
        runs[runs.count - 1] = last.lowerBound..<number + 1
      } else {
        runs.append(number..<number + 1)
      }
    }
  }
}
