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
  /// Per type the times by what decides them, without programmes: they hold for all years and zones.
  private var autonomous: [[(rates: StayChains.Rates, times: SojournTimes)]]
  private var solver: SojournSolver
  /// The dwellings of a group of cohorts, states of the set x zones.
  private var dwellings: [Double]
  /// The zones that have some of them.
  private var lived: [Int] = []

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
    solver = chains.makeSolver()
    let layout = model.layout
    autonomous = Array(repeating: [], count: layout.typeCount)
    dwellings = Array(repeating: 0, count: states.count * layout.zoneCount)
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
    var sums = [StayMoments](
      repeating: StayMoments(zoneCount: model.layout.zoneCount, stateCount: states.count),
      count: outcomes.count)
    for type in 0..<model.layout.typeCount {
      var known = KnownTreatments(type: type)
      for group in chains.groups(type: type, yearIndex: yearIndex, activeCohorts: stock.activeCohorts) {
        count(stock, type: type, cohorts: group.runs)
        guard !lived.isEmpty else { continue }
        for position in different { add(group, treatments[position], &known, to: &sums[position]) }
      }
    }
    return treatments.map { treatment in
      sums[treatments.firstIndex(of: treatment) ?? 0].times
    }
  }

  /// Adds the times of the dwellings that were counted last to the sums of the zones.
  private mutating func add(
    _ group: StayChains.Group, _ treatment: StayChains.Treatment, _ known: inout KnownTreatments,
    to sums: inout StayMoments
  ) {
    let choice = group.rates.choice
    let classes = treatment.classes[choice]
    for (position, shares) in treatment.shares[choice].enumerated() {
      let zones = lived.filter { classes[$0] == position }
      guard !zones.isEmpty else { continue }
      if shares.isEmpty {
        let times = autonomousTimes(group.rates, &known)
        sums.add(dwellings, in: zones, times.mean, times.variance)
      } else {
        let key = StayChains.Key(type: known.type, rates: group.rates, shares: shares)
        chains.solve(key, &known, using: &solver)
        sums.add(dwellings, in: zones, solver.mean, solver.variance)
      }
    }
  }

  private mutating func autonomousTimes(
    _ rates: StayChains.Rates, _ known: inout KnownTreatments
  ) -> SojournTimes {
    if let found = autonomous[known.type].first(where: { $0.rates == rates }) { return found.times }
    chains.solve(
      StayChains.Key(type: known.type, rates: rates, shares: []), &known, using: &solver)
    let times = SojournTimes(solver)
    autonomous[known.type].append((rates, times))
    return times
  }

  /// Counts the dwellings of a type and some cohorts.
  private mutating func count(_ stock: HousingStock, type: Int, cohorts: [Range<Int>]) {
    let layout = model.layout
    let zoneCount = layout.zoneCount
    VectorMath.clear(&dwellings)
    for run in cohorts.flatMap({ $0.parts(splitAt: model.axes.baselineCohortCount) }) {
      // New cohorts are in few of the states.
      for state in states.indices where reached[type * states.count + state].overlaps(run) {
        VectorMath.fold(
          stock.dwellings,
          from: layout.offset(type: type, state: states[state], cohort: run.lowerBound, zone: 0),
          groups: run.count, to: &dwellings, state * zoneCount..<(state + 1) * zoneCount)
      }
    }
    lived.removeAll(keepingCapacity: true)
    for zone in 0..<zoneCount
    where states.indices.contains(where: { dwellings[$0 * zoneCount + zone] > 0 }) {
      lived.append(zone)
    }
  }
}

/// Sums over the dwellings of every zone of the time and its square.
private struct StayMoments {
  private let zoneCount: Int
  private let stateCount: Int
  /// (dwellings, years, squared years) x zones.
  private var sums: [Double]
  /// (1, years, squared years) x states.
  private var factors: [Double]
  /// (dwellings, years, squared years) x zones of the dwellings that are added.
  private var products: [Double]

  init(zoneCount: Int, stateCount: Int) {
    self.zoneCount = zoneCount
    self.stateCount = stateCount
    sums = Array(repeating: 0, count: 3 * zoneCount)
    products = sums
    factors = Array(repeating: 1, count: 3 * stateCount)
  }

  /// Adds dwellings, states x zones, in some zones.
  mutating func add(_ counts: [Double], in zones: [Int], _ means: [Double], _ variances: [Double]) {
    for state in 0..<stateCount {
      guard means[state].isFinite else { return addEndless(counts, in: zones, means, variances) }
      factors[stateCount + state] = means[state]
      factors[2 * stateCount + state] = variances[state] + means[state] * means[state]
    }
    BLAS.multiply(
      factors, counts, into: &products, rows: 3, inner: stateCount, columns: zoneCount)
    Self.add(products, in: zones, of: zoneCount, to: &sums)
  }

  /// Adds the columns of some zones.
  private static func add(
    _ products: [Double], in zones: [Int], of zoneCount: Int, to sums: inout [Double]
  ) {
    let (zones, products) = (zones.span, products.span)
    var sums = sums.mutableSpan
    for row in 0..<3 {
      for position in zones.indices {
        let place = row * zoneCount + zones[position]
        sums[place] += products[place]
      }
    }
  }

  /// The same where a state is never left: nothing times an infinite time would be not a number.
  private mutating func addEndless(
    _ counts: [Double], in zones: [Int], _ means: [Double], _ variances: [Double]
  ) {
    let zoneCount = zoneCount
    let (counts, means, variances) = (counts.span, means.span, variances.span)
    var sums = sums.mutableSpan
    for state in means.indices {
      let mean = means[state]
      let square = variances[state] + mean * mean
      let row = state * zoneCount
      for zone in zones {
        let count = counts[row + zone]
        guard count > 0 else { continue }
        sums[zone] += count
        sums[zoneCount + zone] += count * mean
        sums[2 * zoneCount + zone] += count * square
      }
    }
  }

  /// The times of the zones, then of the region.
  var times: [StayTime?] {
    var all = [0.0, 0, 0]
    let zones = (0..<zoneCount).map { zone in
      let parts = (0..<3).map { sums[$0 * zoneCount + zone] }
      for part in parts.indices { all[part] += parts[part] }
      return Self.time(parts[0], parts[1], parts[2])
    }
    return zones + [Self.time(all[0], all[1], all[2])]
  }

  private static func time(_ dwellings: Double, _ years: Double, _ squares: Double) -> StayTime? {
    guard dwellings > 0, years.isFinite, squares.isFinite else { return nil }
    let mean = years / dwellings
    let square = squares / dwellings
    // Less than rounding leaves of the difference is nothing.
    let difference = square - mean * mean
    let variance = difference > 8 * .ulpOfOne * square ? difference : 0
    return StayTime(mean: mean, standardDeviation: variance.squareRoot())
  }
}

extension Range<Int> {
  /// What lies before a bound and what lies behind it, where there is something.
  fileprivate func parts(splitAt bound: Int) -> [Range<Int>] {
    guard lowerBound < bound, bound < upperBound else { return [self] }
    return [lowerBound..<bound, bound..<upperBound]
  }
}
