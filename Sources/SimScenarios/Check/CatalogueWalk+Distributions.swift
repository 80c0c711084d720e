internal import SimNumerics

// How a number is distributed, and what is wrong with that.
extension CatalogueWalk {
  private static let anyNumber = CatalogueRow("", .number, meaning: "")

  /// Checks the keys that say how a number is distributed.
  mutating func checkDistribution(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    let before = problems.count
    if let name = node["distribution"] {
      let choice = CatalogueRow("distribution", .choice(NumberDistribution.names), meaning: "")
      checkChoice(name, NumberDistribution.names, choice, key + ".distribution")
    }
    for name in ["stddev", "alpha", "beta"] {
      if let value = node[name] { checkPlainNumber(value, Self.anyNumber, "\(key).\(name)") }
    }
    checkList(node["values"], row, key + ".values")
    checkList(node["weights"], Self.anyNumber, key + ".weights")
    guard problems.count == before else { return }
    let number = NumberDistribution(node)
    for name in number.missing where reportsMissing {
      report(
        .missingKey, node, "\(key).\(name)", "this key is missing",
        "the distribution \(number.name) needs it")
    }
    for name in number.surplus {
      guard let place = node[name] else { continue }
      report(
        .inconsistent, place, "\(key).\(name)", "has no meaning for the distribution \(number.name)", "",
        "take it away")
    }
    checkParameters(number, node, row, key)
  }

  private mutating func checkParameters(
    _ number: NumberDistribution, _ node: MarkedNode, _ row: CatalogueRow, _ key: String
  ) {
    guard let distribution = number.distribution else { return }
    do {
      try distribution.check()
    } catch {
      return report(
        .outOfRange, node["distribution"] ?? node, key, "\(error)",
        "parameters of a \(number.name) distribution are expected")
    }
    let support = distribution.support
    guard !row.range.contains(support.lowerBound) || !row.range.contains(support.upperBound) else { return }
    report(
      .outOfRange, node["distribution"] ?? node, key,
      "draws reach from \(support.lowerBound.plainText) to \(support.upperBound.plainText)",
      "\(row.range) is expected", "give low and high within it")
  }

  private mutating func checkList(_ node: MarkedNode?, _ row: CatalogueRow, _ key: String) {
    guard let node, node.value != .refused else { return }
    guard case .sequence(let items) = node.value else { return reportType(node, key, "a list of numbers") }
    if items.isEmpty { report(.emptyList, node, key, "is an empty list", "at least one item is expected") }
    for (position, item) in items.enumerated() { checkPlainNumber(item, row, "\(key)[\(position)]") }
  }
}
