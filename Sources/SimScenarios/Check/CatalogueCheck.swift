/// Checks a scenario tree against the catalogue of keys.
public enum CatalogueCheck {
  /// Every problem of the tree, in file order: unknown keys, wrong types, missing keys, numbers that are not whole,
  /// not finite or out of range, empty lists.
  ///
  /// - Parameters:
  ///   - root: the merged tree.
  ///   - rows: the catalogue.
  ///   - isComplete: whether every file of the scenario was read; missing keys are reported only then.
  public static func check(
    _ root: MarkedNode, _ rows: [CatalogueRow], isComplete: Bool = true
  ) -> [ScenarioProblem] {
    var walk = CatalogueWalk(reportsMissing: isComplete)
    walk.check(root, CatalogueNode(rows: rows), "")
    return walk.problems.inFileOrder
  }

  /// Whether a text may be a name: lowercase letters, digits, `_` and `-`, or an energy label such as `A` or `A++`.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
      return text.utf8.dropFirst().allSatisfy { $0 == UInt8(ascii: "+") }
    }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}

/// One walk over a tree and the catalogue.
private struct CatalogueWalk {
  let reportsMissing: Bool
  var problems: [ScenarioProblem] = []

  static let nameForm = "lowercase letters, digits, _ and - are accepted"

  init(reportsMissing: Bool) { self.reportsMissing = reportsMissing }

  mutating func check(_ node: MarkedNode, _ known: CatalogueNode, _ key: String) {
    switch node.value {
    case .refused: return
    case .null:
      let expectation = Self.expectation(of: known)
      report(
        .emptyValue, node, key, "has no value", expectation.isEmpty ? "" : "\(expectation) is expected",
        "give one, or take the key away")
    default:
      if known.isMap {
        checkMap(node, known, key)
      } else if let item = known.item.first {
        checkItems(node, item, known.row, key)
      } else if let row = known.row {
        checkValue(node, row, key)
      }
    }
  }

  private static func expectation(of known: CatalogueNode) -> String {
    if known.isMap { return "a map" }
    return known.item.isEmpty ? known.row?.kind.expectation ?? "" : "a list"
  }

  private mutating func checkMap(_ node: MarkedNode, _ known: CatalogueNode, _ key: String) {
    guard case .mapping(let entries) = node.value else { return reportType(node, key, "a map") }
    if entries.isEmpty, known.names.isEmpty, let row = known.row, !row.allowsEmpty {
      report(.emptyList, node, key, "is an empty map", "at least one entry is expected")
    }
    for entry in entries {
      let path = Self.join(key, entry.key)
      guard let child = known.child(entry.key) else {
        reportUnknown(entry, among: known.names, key: path)
        continue
      }
      if known.children[entry.key] == nil { checkFreeName(entry, path) }
      check(entry.value, child, path)
    }
    guard reportsMissing else { return }
    for name in known.names where node[name] == nil {
      guard let row = known.children[name]?.row, row.isRequired else { continue }
      report(
        .missingKey, node, Self.join(key, name), "this key is missing", "\(row.kind.expectation) is expected",
        row.meaning)
    }
  }

  private mutating func checkItems(_ node: MarkedNode, _ item: CatalogueNode, _ row: CatalogueRow?, _ key: String) {
    guard case .sequence(let items) = node.value else { return reportType(node, key, "a list") }
    if items.isEmpty, let row, !row.allowsEmpty { reportEmptyList(node, key) }
    for (position, value) in items.enumerated() { check(value, item, "\(key)[\(position)]") }
  }

  private mutating func checkValue(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    switch row.kind {
    case .number, .integer, .year: checkNumber(node, row, key)
    case .text: checkText(node, row, key)
    case .path: if let text = checkText(node, row, key), text.isEmpty { reportType(node, key, row.kind.expectation) }
    case .name: checkName(node, key)
    case .nameList: checkNames(node, key, allowsEmpty: row.allowsEmpty)
    case .boolean: checkBoolean(node, key)
    case .choice(let words): checkChoice(node, words, row, key)
    case .map: if case .mapping = node.value {} else { reportType(node, key, "a map") }
    case .list: checkFreeList(node, row, key)
    case .numberList: checkNumbers(node, row, key)
    case .namesMap: checkNamesMap(node, row, key)
    case .whereMap: checkWhereMap(node, row, key)
    }
  }
}

// MARK: - Texts, names, lists

extension CatalogueWalk {
  @discardableResult
  private mutating func checkText(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) -> String? {
    if node.text == nil { reportType(node, key, row.kind.expectation) }
    return node.text
  }

  private mutating func checkName(_ node: MarkedNode, _ key: String) {
    guard node.value != .refused else { return }
    guard let text = node.text else { return reportType(node, key, "a name") }
    guard !CatalogueCheck.isName(text) else { return }
    report(.wrongType, node, key, "'\(text)' is not a name", Self.nameForm)
  }

  private mutating func checkFreeName(_ entry: MarkedEntry, _ key: String) {
    guard !CatalogueCheck.isName(entry.key) else { return }
    problems.append(
      ScenarioProblem(
        .wrongType, at: entry.keyLocation, key: key, found: "'\(entry.key)' is not a name", accepted: Self.nameForm))
  }

  private mutating func checkNames(_ node: MarkedNode, _ key: String, allowsEmpty: Bool) {
    switch node.value {
    case .sequence(let items):
      if items.isEmpty, !allowsEmpty { reportEmptyList(node, key) }
      for (position, item) in items.enumerated() { checkName(item, "\(key)[\(position)]") }
    case .scalar: checkName(node, key)
    case .refused: return
    case .mapping, .null: reportType(node, key, "a name or a list of names")
    }
  }

  private mutating func checkBoolean(_ node: MarkedNode, _ key: String) {
    guard case .scalar(let text, let isPlain) = node.value else { return reportType(node, key, "true or false") }
    let isBoolean = ["true", "True", "TRUE", "false", "False", "FALSE"].contains(text)
    guard isBoolean else {
      return report(.wrongType, node, key, "is '\(text)'", "true or false is expected")
    }
    guard !isPlain else { return }
    report(.wrongType, node, key, "is the quoted text '\(text)'", "true or false is expected", "take the quotes away")
  }

  private mutating func checkChoice(_ node: MarkedNode, _ words: [String], _ row: CatalogueRow, _ key: String) {
    guard let text = checkText(node, row, key), !words.contains(text) else { return }
    let nearest = NearestKey.nearest(to: text, among: words).map { "did you mean '\($0)'?" }
    let accepted = "choose \(words.joined(separator: ", "))"
    report(.unknownLabel, node, key, "'\(text)' is not known", accepted, nearest ?? "")
  }

  private mutating func checkFreeList(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    guard case .sequence(let items) = node.value else { return reportType(node, key, "a list") }
    if items.isEmpty, !row.allowsEmpty { reportEmptyList(node, key) }
  }

  private mutating func checkNumbers(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    guard case .sequence(let items) = node.value else { return reportType(node, key, "a list of numbers") }
    if items.isEmpty, !row.allowsEmpty { reportEmptyList(node, key) }
    for (position, item) in items.enumerated() { checkNumber(item, row, "\(key)[\(position)]") }
  }

  private mutating func checkNamesMap(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    guard case .mapping(let entries) = node.value else { return reportType(node, key, row.kind.expectation) }
    if entries.isEmpty, !row.allowsEmpty { reportEmptyMap(node, key) }
    for entry in entries {
      checkFreeName(entry, Self.join(key, entry.key))
      checkNumber(entry.value, row, Self.join(key, entry.key))
    }
  }

  private mutating func checkWhereMap(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    guard case .mapping(let entries) = node.value else { return reportType(node, key, row.kind.expectation) }
    if entries.isEmpty, !row.allowsEmpty { reportEmptyMap(node, key) }
    for entry in entries {
      checkFreeName(entry, Self.join(key, entry.key))
      checkNames(entry.value, Self.join(key, entry.key), allowsEmpty: false)
    }
  }
}

// MARK: - Numbers

extension CatalogueWalk {
  private static let originKeys = ["value", "low", "high", "source", "confidence"]

  private mutating func checkNumber(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
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
    checkOrder(node, value, row, key)
    checkOrigin(node, key)
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
  private mutating func checkPlainNumber(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) -> Double? {
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
    case .notANumber: report(.wrongType, node, key, "'\(text)' is not a number", wanted, Self.remedy(for: text))
    case .number(let number) where row.kind != .number && Self.isCount(row.kind) && number.rounded() != number:
      report(.wrongType, node, key, "\(text) is not a whole number", wanted)
    case .number(let number) where !row.range.contains(number) || (Self.isCount(row.kind) && abs(number) > 9e15):
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

// MARK: - Reports

extension CatalogueWalk {
  private static func join(_ key: String, _ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }

  private mutating func report(
    _ code: ProblemCode, _ node: MarkedNode, _ key: String, _ found: String, _ accepted: String,
    _ remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(code, at: node.location, key: key, found: found, accepted: accepted, remedy: remedy))
  }

  private mutating func reportType(_ node: MarkedNode, _ key: String, _ expectation: String) {
    guard node.value != .refused else { return }
    let found = node.text.map { "is '\($0)'" } ?? "is \(node.kindInWords)"
    report(.wrongType, node, key, found, "\(expectation) is expected")
  }

  private mutating func reportEmptyList(_ node: MarkedNode, _ key: String) {
    report(.emptyList, node, key, "is an empty list", "at least one item is expected")
  }

  private mutating func reportEmptyMap(_ node: MarkedNode, _ key: String) {
    report(.emptyList, node, key, "is an empty map", "at least one entry is expected")
  }

  private mutating func reportUnknown(_ entry: MarkedEntry, among names: [String], key: String) {
    let nearest = NearestKey.nearest(to: entry.key, among: names).map { "did you mean '\($0)'?" }
    problems.append(
      ScenarioProblem(
        .unknownKey, at: entry.keyLocation, key: key, found: "this key is not known",
        accepted: names.isEmpty ? "" : "keys are \(names.joined(separator: ", "))", remedy: nearest ?? ""))
  }
}
