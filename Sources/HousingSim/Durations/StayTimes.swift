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
  /// Per type and state of the set the cohorts from the first to the last that can hold dwellings.
  private let reached: [Range<Int>]
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
    let layout = model.layout
    reached = (0..<layout.typeCount).flatMap { type in
      states.map { state in
        let runs = model.reach.rows[layout.row(type: type, state: state)]
        guard let first = runs.first, let last = runs.last else { return 0..<0 }
        return first.lowerBound / layout.zoneCount..<last.upperBound / layout.zoneCount
      }
    }
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
      var known = KnownTreatments(type: type)
      for group in chains.groups(type: type, yearIndex: yearIndex, activeCohorts: stock.activeCohorts) {
        let dwellings = self.dwellings(of: stock, type: type, cohorts: group.cohorts)
        let lived = (0..<zoneCount).filter { zone in
          states.indices.contains { dwellings[$0 * zoneCount + zone] > 0 }
        }
        guard !lived.isEmpty else { continue }
        for position in different {
          add(dwellings, in: lived, group, treatments[position], &known, to: &sums[position])
        }
      }
    }
    return treatments.map { treatment in
      sums[treatments.firstIndex(of: treatment) ?? 0].times
    }
  }

  /// Adds the times of the dwellings of a group, states of the set x zones, to the sums of the zones.
  private mutating func add(
    _ dwellings: [Double], in lived: [Int], _ group: StayChains.Group, _ treatment: StayChains.Treatment,
    _ known: inout KnownTreatments, to sums: inout StayMoments
  ) {
    let choice = group.rates.choice
    let classes = treatment.classes[choice]
    for (position, shares) in treatment.shares[choice].enumerated() {
      let zones = lived.filter { classes[$0] == position }
      guard !zones.isEmpty else { continue }
      let times = self.times(
        StayChains.Key(type: known.type, rates: group.rates, shares: shares), &known)
      sums.add(dwellings, in: zones, times)
    }
  }

  /// Dwellings of a type and some cohorts, states of the set x zones.
  private func dwellings(of stock: HousingStock, type: Int, cohorts: [Int]) -> [Double] {
    let layout = model.layout
    let zoneCount = layout.zoneCount
    var sums = [Double](repeating: 0, count: states.count * zoneCount)
    for run in cohorts.runs(splitAt: model.axes.baselineCohortCount) {
      // New cohorts are in few of the states.
      let held = states.indices.filter { reached[type * states.count + $0].overlaps(run) }
      let starts = held.map {
        layout.offset(type: type, state: states[$0], cohort: run.lowerBound, zone: 0)
      }
      var part = [Double](repeating: 0, count: held.count * zoneCount)
      VectorMath.fold(stock.dwellings, from: starts, groups: run.count, to: &part)
      for (row, state) in held.enumerated() {
        VectorMath.add(
          part, from: row * zoneCount, times: 1, to: &sums, state * zoneCount..<(state + 1) * zoneCount)
      }
    }
    return sums
  }

  private mutating func times(_ key: StayChains.Key, _ known: inout KnownTreatments) -> SojournTimes {
    guard key.shares.isEmpty else { return chains.times(key, &known) }
    if let known = autonomous[key] { return known }
    let found = chains.times(key, &known)
    autonomous[key] = found
    return found
  }
}

/// Sums over the dwellings of every zone of the time and its square.
private struct StayMoments {
  private let zoneCount: Int
  /// Zones x (dwellings, years, squared years).
  private var sums: [Double]

  init(zoneCount: Int) {
    self.zoneCount = zoneCount
    sums = Array(repeating: 0, count: 3 * zoneCount)
  }

  /// Adds dwellings, states x zones, in some zones.
  mutating func add(_ counts: [Double], in zones: [Int], _ times: SojournTimes) {
    let zoneCount = zoneCount
    let (counts, means, variances) = (counts.span, times.mean.span, times.variance.span)
    var sums = sums.mutableSpan
    for state in means.indices {
      let mean = means[state]
      let square = variances[state] + mean * mean
      for zone in zones {
        let count = counts[state * zoneCount + zone]
        // Nothing times an infinite time would be not a number.
        guard count > 0 else { continue }
        sums[3 * zone] += count
        sums[3 * zone + 1] += count * mean
        sums[3 * zone + 2] += count * square
      }
    }
  }

  /// The times of the zones, then of the region.
  var times: [StayTime?] {
    var all = [0.0, 0, 0]
    for (position, sum) in sums.enumerated() { all[position % 3] += sum }
    return stride(from: 0, to: sums.count, by: 3).map { Self.time(sums[$0], sums[$0 + 1], sums[$0 + 2]) }
      + [Self.time(all[0], all[1], all[2])]
  }

  private static func time(_ dwellings: Double, _ years: Double, _ squares: Double) -> StayTime? {
    guard dwellings > 0, years.isFinite, squares.isFinite else { return nil }
    let mean = years / dwellings
    let variance = max(0, squares / dwellings - mean * mean)
    return StayTime(mean: mean, standardDeviation: variance.squareRoot())
  }
}

extension [Int] {
  /// Ascending numbers as ranges of neighbours, none of which goes across a bound.
  fileprivate func runs(splitAt bound: Int) -> [Range<Int>] {
    reduce(into: []) { runs, number in
      if let last = runs.last, last.upperBound == number, number != bound {
        runs[runs.count - 1] = last.lowerBound..<number + 1
      } else {
        runs.append(number..<number + 1)
      }
    }
  }
}
