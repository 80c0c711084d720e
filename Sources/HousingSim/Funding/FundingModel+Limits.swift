extension FundingModel {
  /// How many dwellings each limited programme can treat in a year, so that its sources pay for all of them.
  ///
  /// Before the year the money is set aside for limited programmes, in the order in which they ask: as many dwellings n
  /// as are planned, or fewer where some of the need of n would stay unfunded. What is unfunded rises with n, since needs
  /// and limits per dwelling grow in proportion to it and caps do not; the largest n is found by halving. Rounding may
  /// leave a cent per source.
  ///
  /// - Parameters:
  ///   - state: what is left of the sources before the year.
  ///   - yearIndex: the year, counted from the first simulated one.
  /// - Returns: dwellings per outcome line, infinite for lines that money does not limit.
  public func affordableDwellings(_ state: FundingState, yearIndex: Int) -> [Double] {
    var dwellings = [Double](repeating: .infinity, count: inputs.lines.count)
    var allocation = FundingAllocation(
      sources: inputs.sources, year: inputs.years.lowerBound + yearIndex, lineCount: inputs.lines.count,
      left: state.left)
    for limit in inputs.limited {
      let planned = limit.planned[yearIndex]
      func isPaid(_ count: Double) -> Bool {
        var trial = allocation
        return pays(&trial, limit.line, count, yearIndex: yearIndex)
      }
      var (low, high) = (0.0, planned)
      if isPaid(planned) { low = planned }
      // Halving ends when no number is left in between.
      while low < high {
        let middle = low + (high - low) / 2
        guard middle > low, middle < high else { break }
        if isPaid(middle) { low = middle } else { high = middle }
      }
      _ = pays(&allocation, limit.line, low, yearIndex: yearIndex)
      dwellings[limit.line] = low
    }
    return dwellings
  }

  /// Pays for a number of dwellings of a limited programme, and says whether all was paid.
  private func pays(
    _ allocation: inout FundingAllocation, _ line: Int, _ dwellings: Double, yearIndex: Int
  ) -> Bool {
    var euro = [Double](repeating: 0, count: FundingItem.count)
    for price in inputs.prices where price.line == line {
      euro[price.item.position] += dwellings * price.euro[yearIndex]
    }
    let need = FundingNeed(
      items: euro.map(Cents.of), organisationShare: inputs.organisationShares[line], dwellings: dwellings)
    let unfunded = allocation.fund(line: line, asked: need.asked, dwellings: dwellings)
    return unfunded <= Double(inputs.sources.count)
  }
}
