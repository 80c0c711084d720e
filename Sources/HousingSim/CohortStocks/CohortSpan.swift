/// The span of time in which a cohort enters, in calendar years.
struct CohortSpan {
  let start: Double
  let end: Double

  init(start: Double, end: Double) {
    self.start = start
    self.end = end
  }

  /// The span of one calendar year.
  init(year: Int) { self.init(start: Double(year) - 0.5, end: Double(year) + 0.5) }

  /// The age at a moment of what entered at a node.
  ///
  /// Measured from the end of the span, so that ages of whole and half years are exact.
  func age(at moment: Double, _ node: InflowNode) -> Double {
    moment - end + (1 - node.position) * (end - start)
  }
}

extension Lifetime {
  /// Shares that are present, averaged over the moments of inflow: E = sum over q of w(q) S(age(q)).
  ///
  /// - Parameters:
  ///   - count: how many shares are wanted.
  ///   - nodes: at which places of its span a cohort enters, and with which shares.
  ///   - age: the age in years for a position in `0..<count` and a node.
  /// - Returns: `count` shares within 0...1.
  func survival(
    _ count: Int, over nodes: [InflowNode], age: (_ position: Int, _ node: InflowNode) -> Double
  ) -> [Double] {
    var shares = [Double](repeating: 0, count: count)
    for node in nodes {
      let survival = survival(at: (0..<count).map { age($0, node) })
      for position in shares.indices { shares[position] += node.weight * survival[position] }
    }
    return shares.map { min(1, $0) }
  }
}
