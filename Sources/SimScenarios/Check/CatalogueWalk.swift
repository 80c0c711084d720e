/// One walk over a tree and the catalogue.
struct CatalogueWalk {
  let reportsMissing: Bool
  var problems: [ScenarioProblem] = []

  /// Most problems up to which an unknown key is compared with the known ones, so that any file is refused quickly.
  private static let mostCompared = 1000
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
      } else if let item = known.item {
        checkItems(node, item, known.row, key)
      } else if let row = known.row {
        checkValue(node, row, key)
      }
    }
  }

  private static func expectation(of known: CatalogueNode) -> String {
    if known.isMap { return "a map" }
    return known.item == nil ? known.row?.kind.expectation ?? "" : "a list"
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

  private mutating func checkItems(
    _ node: MarkedNode, _ item: CatalogueNode, _ row: CatalogueRow?, _ key: String
  ) {
    guard case .sequence(let items) = node.value else { return reportType(node, key, "a list") }
    if items.isEmpty, let row, !row.allowsEmpty { reportEmptyList(node, key) }
    for (position, value) in items.enumerated() { check(value, item, "\(key)[\(position)]") }
  }

  private mutating func checkValue(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    switch row.kind {
    case .number, .integer, .year: checkNumber(node, row, key)
    case .text: checkText(node, row, key)
    case .path:
      if let text = checkText(node, row, key), text.isEmpty { reportType(node, key, row.kind.expectation) }
    case .name: checkName(node, key)
    case .nameList: checkNames(node, key, allowsEmpty: row.allowsEmpty)
    case .boolean: checkBoolean(node, key)
    case .choice(let words): checkChoice(node, words, row, key)
    case .map: if case .mapping = node.value {} else { reportType(node, key, "a map") }
    case .list: checkFreeList(node, row, key)
    case .numberList: checkNumbers(node, row, key)
    case .namesMap: checkNamesMap(node, row, key)
    case .whereMap: checkWhereMap(node, row, key)
    case .schedule: checkSchedule(node, row, key)
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
        .wrongType, at: entry.keyLocation, key: key, found: "'\(entry.key)' is not a name",
        accepted: Self.nameForm))
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
    guard case .scalar(let text, let isPlain) = node.value else {
      return reportType(node, key, "true or false")
    }
    let isBoolean = ["true", "True", "TRUE", "false", "False", "FALSE"].contains(text)
    guard isBoolean else {
      return report(.wrongType, node, key, "is '\(text)'", "true or false is expected")
    }
    guard !isPlain else { return }
    report(
      .wrongType, node, key, "is the quoted text '\(text)'", "true or false is expected",
      "take the quotes away")
  }

  mutating func checkChoice(_ node: MarkedNode, _ words: [String], _ row: CatalogueRow, _ key: String) {
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

  private mutating func checkSchedule(_ node: MarkedNode, _ row: CatalogueRow, _ key: String) {
    guard case .mapping(let entries) = node.value, !node.isSourcedValue else {
      return checkNumber(node, row, key)
    }
    if entries.isEmpty { reportEmptyMap(node, key) }
    for entry in entries {
      if Int(entry.key) == nil {
        problems.append(
          ScenarioProblem(
            .wrongType, at: entry.keyLocation, key: Self.join(key, entry.key),
            found: "'\(entry.key)' is no year", accepted: "a year with its number is expected"))
      }
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

// MARK: - Reports

extension CatalogueWalk {
  static func join(_ key: String, _ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }

  mutating func report(
    _ code: ProblemCode, _ node: MarkedNode, _ key: String, _ found: String, _ accepted: String,
    _ remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(code, at: node.location, key: key, found: found, accepted: accepted, remedy: remedy))
  }

  mutating func reportType(_ node: MarkedNode, _ key: String, _ expectation: String) {
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

  mutating func reportUnknown(_ entry: MarkedEntry, among names: [String], key: String) {
    guard problems.count < Self.mostCompared else {
      problems.append(
        ScenarioProblem(.unknownKey, at: entry.keyLocation, key: key, found: "this key is not known"))
      return
    }
    let nearest = NearestKey.nearest(to: entry.key, among: names).map { "did you mean '\($0)'?" }
    problems.append(
      ScenarioProblem(
        .unknownKey, at: entry.keyLocation, key: key, found: "this key is not known",
        accepted: names.isEmpty ? "" : "keys are \(names.joined(separator: ", "))", remedy: nearest ?? ""))
  }
}
