// Numbers, plain or with their origin, and what is wrong with them.
extension CatalogueWalk {
  static let originKeys = ["value", "low", "high", "source", "confidence"] + NumberDistribution.keys

  mutating func checkNumber(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    guard case .mapping(let entries) = node.value else {
      checkPlainNumber(node, row, key)
      return
    }
    for entry in entries where !Self.originKeys.contains(entry.key) {
      reportUnknown(entry, among: Self.originKeys, key: Self.join(key, entry.key))
    }
    let value = node["value"].flatMap { checkPlainNumber($0, row, key + ".value") }
    if node["value"] == nil, reportsMissing {
      report(.missingKey, node, key + ".value", "this key is missing", "\(row.kind.expectation) is expected")
    }
    let before = problems.count
    checkOrder(node, value, row, key)
    checkOrigin(node, key)
    if value != nil, problems.count == before { checkDistribution(node, row, key) }
  }

  private mutating func checkOrder(_ node: MarkedNode, _ value: Double?, _ row: CatalogueRow, _ key: String) {
    let low = node["low"].flatMap { checkPlainNumber($0, row, key + ".low") }
    let high = node["high"].flatMap { checkPlainNumber($0, row, key + ".high") }
    if let low, let value, low > value, let place = node["low"] {
      report(.outOfRange, place, key + ".low", "\(low.plainText) is above the value \(value.plainText)", "")
    }
    if let high, let value, high < value, let place = node["high"] {
      report(.outOfRange, place, key + ".high", "\(high.plainText) is below the value \(value.plainText)", "")
    }
    if value == nil, let low, let high, low > high, let place = node["low"] {
      report(.outOfRange, place, key + ".low", "\(low.plainText) is above high \(high.plainText)", "")
    }
  }

  private mutating func checkOrigin(_ node: MarkedNode, _ key: String) {
    if let source = node["source"], source.text == nil, source.value != .refused {
      reportType(source, key + ".source", "a text")
    }
    guard let confidence = node["confidence"], confidence.value != .refused else { return }
    let words = Confidence.allCases.map(\.rawValue)
    let row = CatalogueRow("confidence", .choice(words), meaning: "")
    checkChoice(confidence, words, row, key + ".confidence")
  }

  @discardableResult
  mutating func checkPlainNumber(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) -> Double? {
    guard node.value != .refused else { return nil }
    let unit = row.unit.isEmpty ? "" : " in \(row.unit)"
    let range = row.range == .any ? "" : ", \(row.range),"
    let kind = row.kind == .integer ? "a whole number" : row.kind == .year ? "a year" : "a number"
    let wanted = "\(kind)\(unit)\(range) is expected"
    guard case .scalar(let text, let isPlain) = node.value else {
      report(.wrongType, node, key, "is \(node.kindInWords)", wanted)
      return nil
    }
    guard isPlain else {
      report(.wrongType, node, key, "is the quoted text '\(text)'", wanted, "take the quotes away")
      return nil
    }
    switch StrictNumber(text) {
    case .notFinite: report(.notFinite, node, key, "\(text) is not a finite number", wanted)
    case .notANumber:
      report(.wrongType, node, key, "'\(text)' is not a number", wanted, Self.remedy(for: text))
    case .number(let number)
    where row.kind != .number && Self.isCount(row.kind) && number.rounded() != number:
      report(.wrongType, node, key, "\(text) is not a whole number", wanted)
    case .number(let number)
    where !row.range.contains(number) || (Self.isCount(row.kind) && abs(number) > 9e15):
      report(.outOfRange, node, key, "\(text) is out of range", wanted)
    case .number(let number): return number
    }
    return nil
  }

  private static func isCount(_ kind: ValueKind) -> Bool { kind == .integer || kind == .year }

  private static func remedy(for text: String) -> String {
    if text.hasSuffix("%") { return "write a share: 1.7 % is 0.017" }
    if text.contains("_") { return "write the digits without _" }
    if text.contains(",") { return "write the decimal point as ., and no separators of thousands" }
    if text.hasPrefix("0x") || text.hasPrefix("0o") { return "write it in decimal digits" }
    return ""
  }
}
