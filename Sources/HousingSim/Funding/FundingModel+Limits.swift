extension FundingModel {
  /// How many dwellings each limited programme can treat in a year, so that its sources pay for all of them.
  ///
  /// Before the year the money is set aside for limited programmes, in the order in which they ask: as many dwellings n
  /// as are planned, or fewer where some of the need of n would stay unfunded. What is unfunded rises with n, since needs
  /// and limits per dwelling grow in proportion to it and caps do not; the largest n is found by halving. Rounding may
  /// leave a cent per source, and a millionth of the need at most.
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
        let (asked, unfunded) = pay(&trial, limit.line, count, yearIndex: yearIndex)
        return unfunded <= min(Double(inputs.sources.count), asked * 1e-6)
      }
      var (low, high) = (0.0, planned)
      if isPaid(planned) { low = planned }
      while high - low > planned * 1e-12 {
        let middle = low + (high - low) / 2
        if isPaid(middle) { low = middle } else { high = middle }
      }
      // What costs less than a cent is no dwelling, unless dwellings cost nothing at all.
      let (asked, _) = pay(&allocation, limit.line, low, yearIndex: yearIndex)
      dwellings[limit.line] = asked > 0 || low == planned ? low : 0
    }
    return dwellings
  }

  /// Pays for a number of dwellings of a limited programme, and says in cents what was asked and what stays unfunded.
  private func pay(
    _ allocation: inout FundingAllocation, _ line: Int, _ dwellings: Double, yearIndex: Int
  ) -> (asked: Double, unfunded: Double) {
    var euro = [Double](repeating: 0, count: FundingItem.count)
    for price in inputs.prices where price.line == line {
      euro[price.item.position] += dwellings * price.euro[yearIndex]
    }
    let need = FundingNeed(
      items: euro.map(Cents.of), organisationShare: inputs.organisationShares[line], dwellings: dwellings)
    return (need.asked, allocation.fund(line: line, asked: need.asked, dwellings: dwellings))
  }
}
