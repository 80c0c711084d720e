public import SimNumerics

extension CohortStockModel {
  /// Computes stocks and outflows by groups of cohorts, such as building periods, from given inflows.
  ///
  ///     stock(t, g)   = sum over the cohorts c <= t of group g of i(c) L(c) sf(t, c)
  ///     outflow(t, g) = sum over the cohorts c <= t of group g of i(c) L(c) (sf(t-1, c) - sf(t, c)) / L(t)
  ///
  /// with 1 for sf before a cohort enters; symbols at ``CohortStockModel``. The same to the last bit as the sums of
  /// ``inflowDriven(_:byCohort:threads:)`` with cohort tables, without them: where lifetimes depend on age alone and
  /// steps are yearly, each cell is made once and added to its groups, and memory is that of the sums.
  ///
  /// - Parameters:
  ///   - inflow: items per year, `periods x stocks`; one column is shared by all stocks.
  ///   - groups: cohorts within those of the initial stock, which come first, and the periods; a cohort may be in several
  ///     groups or in none.
  ///   - threads: how many groups of stocks may run side by side where lifetimes depend on age alone; the sums do
  ///     not depend on it.
  /// - Returns: what is present, in items, and what leaves, in items per year, both `[period][group][stock]`.
  /// - Throws: ``CohortStockError`` for an inflow that is not finite, or below zero where the model does not allow or
  ///   clip it, and for stocks, added up over all cohorts, too large for a double.
  public func cohortSums(
    _ inflow: Matrix, ofCohorts groups: [Range<Int>], threads: Int = 1
  ) throws(CohortStockError) -> CohortSums {
    var sums = CohortSums()
    try cohortSums(inflow, ofCohorts: groups, into: &sums, threads: threads)
    return sums
  }

  /// Computes the same as ``cohortSums(_:ofCohorts:threads:)`` in the memory of earlier sums.
  ///
  /// New memory costs more time than the model where there are many stocks.
  ///
  /// - Parameters:
  ///   - inflow: as there.
  ///   - groups: as there.
  ///   - sums: replaced; their former numbers are lost where an error is thrown too.
  ///   - threads: as there.
  /// - Throws: ``CohortStockError`` as there.
  public func cohortSums(
    _ inflow: Matrix, ofCohorts groups: [Range<Int>], into sums: inout CohortSums, threads: Int = 1
  ) throws(CohortStockError) {
    if fastSums(inflow, groups, into: &sums, threads: threads) { return }
    let tables = try inflowDriven(inflow, byCohort: true, threads: threads).cohorts
    tables?.writeSums(ofCohorts: groups, into: &sums, threads: threads)
  }

  /// Adds up in the kernels for many stocks, where the model is one that they know and no total can be too large.
  ///
  /// - Returns: whether the sums are right; otherwise the general form has to be taken, which finds what is wrong.
  private func fastSums(
    _ inflow: Matrix, _ groups: [Range<Int>], into sums: inout CohortSums, threads: Int
  ) -> Bool {
    let years = periods.count
    guard inflow.rows == years, let lifetimes = ageLifetimes else { return false }
    let stocks = stockCount(inflow.columns)
    sums.prepare(groups, cohortCount: years, periodCount: years, stockCount: stocks)
    guard !sums.stocks.isEmpty else { return false }
    let extent = VectorMath.addCohorts(
      groups, inflow: inflow.storage, survival: .lifetimes(lifetimes), years: years, stocks: stocks,
      stock: &sums.stocks, outflow: &sums.outflows, threads: threads)
    // A stock is at most the sum of all inflows, an outflow what a stock and an inflow differ by from another stock.
    let limit = Double.greatestFiniteMagnitude / Double(2 * years + 2)
    return extent.greatest <= limit && extent.least >= (negativeInflow == .allow ? -limit : 0)
  }
}
