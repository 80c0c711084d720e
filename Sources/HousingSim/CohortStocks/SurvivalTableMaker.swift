internal import SimNumerics

/// Makes the survival table of one stock from lifetimes.
///
/// With E(t, c) the share of cohort c at b(t+1) under the lifetime of the cohort: sf(t, c) = E(t, c), and
/// E(t, c) / E(start, c) for a cohort of the initial stock. Where the lifetime depends on the year t, E_t has the lifetime
/// of year t and sf(t, c) = sf(t-1, c) E_t(t, c) / E_t(t-1, c), 0 where the divisor is 0.
struct SurvivalTableMaker {
  let periods: StockPeriods
  let historic: [Int]
  let lifetimes: StockLifetimes
  let nodes: [InflowNode]
  let hasFirstYearOutflow: Bool

  private var cohortCount: Int { historic.count + periods.count }

  /// The table of a stock.
  func table(ofStock stock: Int) -> SurvivalTable {
    var shares = Matrix(rows: periods.count, columns: cohortCount)
    for cohort in 0..<cohortCount where lifetimes.variation != .byYear {
      let first = max(0, cohort - historic.count)
      let column =
        lifetimes.yearFactors.isEmpty
        ? direct(cohort, stock, from: first) : chained(cohort, stock, from: first)
      for (position, share) in column.enumerated() { shares[first + position, cohort] = share }
    }
    if lifetimes.variation == .byYear { fillByYear(&shares, stock) }
    finish(&shares)
    return SurvivalTable(kept: shares, historicCount: historic.count)
  }

  /// What is left of a cohort of the initial stock at the start of the first period, of what entered.
  func shareAtStart(_ cohort: Int, stock: Int) -> Double {
    let span = span(cohort)
    // Without outflow in the year of entry, a cohort that has just entered is complete.
    if !hasFirstYearOutflow && span.end == periods.bounds[0] { return 1 }
    let lifetime = lifetimes.lifetime(row: lifetimes.variation == .byYear ? 0 : cohort, stock: stock)
    let factor = cohortFactor(cohort) * yearFactor(0)
    return lifetime.survival(1, over: nodes) { span.age(at: periods.bounds[0], $1) / factor }[0]
  }

  private func span(_ cohort: Int) -> CohortSpan {
    guard cohort >= historic.count else { return CohortSpan(year: historic[cohort]) }
    let period = cohort - historic.count
    return CohortSpan(start: periods.bounds[period], end: periods.bounds[period + 1])
  }

  private func cohortFactor(_ cohort: Int) -> Double {
    lifetimes.cohortFactors.isEmpty ? 1 : lifetimes.cohortFactors[cohort]
  }

  private func yearFactor(_ period: Int) -> Double {
    lifetimes.yearFactors.isEmpty ? 1 : lifetimes.yearFactors[period]
  }

  /// Shares of a cohort with one lifetime, from its first period on.
  private func direct(_ cohort: Int, _ stock: Int, from first: Int) -> [Double] {
    let (span, factor) = (span(cohort), cohortFactor(cohort))
    let lifetime = lifetimes.lifetime(row: cohort, stock: stock)
    let shares = lifetime.survival(periods.count - first, over: nodes) { position, node in
      span.age(at: periods.bounds[first + position + 1], node) / factor
    }
    guard cohort < historic.count else { return shares }
    let start = shareAtStart(cohort, stock: stock)
    return shares.map { start > 0 ? $0 / start : 0 }
  }

  /// Shares of a cohort by the survival ratios of its lifetime with the factor of each year.
  private func chained(_ cohort: Int, _ stock: Int, from first: Int) -> [Double] {
    let (span, factor) = (span(cohort), cohortFactor(cohort))
    let lifetime = lifetimes.lifetime(row: cohort, stock: stock)
    func shares(_ bound: (_ period: Int) -> Double) -> [Double] {
      lifetime.survival(periods.count - first, over: nodes) { position, node in
        span.age(at: bound(first + position), node) / (factor * yearFactor(first + position))
      }
    }
    let now = shares { periods.bounds[$0 + 1] }
    // At the start of its own period a cohort has no age.
    let before = shares { max(periods.bounds[$0], span.end) }
    var last = 1.0
    return now.indices.map { position in
      let isEntry = position == 0 && cohort >= historic.count
      last *= isEntry ? now[position] : Self.ratio(now[position], before[position])
      return last
    }
  }

  /// Fills the table year by year, with the survival ratios of the lifetime of the year.
  private func fillByYear(_ shares: inout Matrix, _ stock: Int) {
    let spans = (0..<cohortCount).map(span)
    for period in 0..<periods.count {
      let lifetime = lifetimes.lifetime(row: period, stock: stock)
      let count = historic.count + period + 1
      func present(at moment: Double) -> [Double] {
        lifetime.survival(count, over: nodes) { cohort, node in
          spans[cohort].age(at: max(moment, spans[cohort].end), node)
            / (cohortFactor(cohort) * yearFactor(period))
        }
      }
      let now = present(at: periods.bounds[period + 1])
      let before = present(at: periods.bounds[period])
      for cohort in 0..<count - 1 {
        let last = period > 0 ? shares[period - 1, cohort] : 1
        shares[period, cohort] = last * Self.ratio(now[cohort], before[cohort])
      }
      shares[period, count - 1] = now[count - 1]
    }
  }

  /// Takes away what rises by rounding, and the outflow in the year of entry where there is none.
  private func finish(_ shares: inout Matrix) {
    for period in 0..<periods.count {
      for cohort in 0..<historic.count + period {
        let last = period > 0 ? shares[period - 1, cohort] : 1
        shares[period, cohort] = min(last, shares[period, cohort])
      }
      if !hasFirstYearOutflow { shares[period, historic.count + period] = 1 }
    }
  }

  private static func ratio(_ now: Double, _ before: Double) -> Double { before > 0 ? now / before : 0 }
}
