internal import SimNumerics

/// The cohorts of one stock while a model runs: how much of each has entered and was not retired early.
///
/// What is present of cohort c at the end of period t is amount(c) sf(t, c).
struct CohortState {
  /// What is left at the end of a period of the cohorts before it, and what leaves of them by their lifetime, in items.
  struct Older {
    var left = 0.0
    var leaving = 0.0
  }

  let table: SurvivalTable
  private(set) var amounts: [Double]

  /// Begins with the cohorts of the initial stock, in items.
  init(_ table: SurvivalTable, initial: [Double]) {
    self.table = table
    amounts = Array(repeating: 0, count: table.shares.columns)
    for (cohort, amount) in initial.enumerated() { amounts[cohort] = amount }
  }

  /// Adds up the cohorts before a period: sum of amount sf(t), and of amount (sf(t-1) - sf(t)).
  func older(_ period: Int) -> Older {
    let columns = table.shares.columns
    let shares = table.shares.storage
    let now = period * columns
    var older = Older()
    for cohort in 0..<table.historicCount + period {
      let share = shares[now + cohort]
      let before = period > 0 ? shares[now - columns + cohort] : 1
      older.left += amounts[cohort] * share
      older.leaving += amounts[cohort] * (before - share)
    }
    return older
  }

  /// Ends a period: retires a share of every older cohort and lets a new cohort enter.
  ///
  /// - Returns: what is present at the end and what left in the period, both in items.
  mutating func step(
    _ period: Int, _ older: Older, retiring share: Double, entering amount: Double
  ) -> (stock: Double, left: Double) {
    let cohort = table.historicCount + period
    if share > 0 {
      for older in 0..<cohort { amounts[older] *= 1 - share }
    }
    amounts[cohort] = amount
    let kept = table[period, cohort]
    return (
      stock: older.left * (1 - share) + amount * kept,
      left: older.leaving + older.left * share + amount * (1 - kept)
    )
  }

  /// Writes stock and outflow by cohort of a period that has not ended yet.
  func record(
    _ period: Int, retiring share: Double, entering amount: Double, length: Double,
    into tables: inout CohortTables, stock: Int
  ) {
    let newest = table.historicCount + period
    for cohort in 0...newest {
      let isNew = cohort == newest
      let before = isNew ? amount : amounts[cohort] * (period > 0 ? earlierShare(period, cohort) : 1)
      let kept = (isNew ? amount : amounts[cohort] * (1 - share)) * table[period, cohort]
      tables.record(period, cohort, stock, present: kept, leaving: (before - kept) / length)
    }
  }

  private func earlierShare(_ period: Int, _ cohort: Int) -> Double { table[period - 1, cohort] }
}
