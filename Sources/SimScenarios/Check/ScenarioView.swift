/// Typed reading of a scenario tree after a clean check.
///
/// A view stands at one place of the tree; paths such as `hub.yield` or `hubs[0].yield` go on from there. Where a
/// key is absent the default of the catalogue holds; where there is none either, the view notes a problem.
///
///     for hub in view.list("hubs") {
///       let area = hub.number("floor_area_m2").value
///     }
package struct ScenarioView {
  /// The dotted key of this place, empty for the root.
  package let key: String
  /// Where the value stands; for an absent one, where the map around it stands.
  package let location: SourceLocation
  /// The value, or `nil` where it is absent.
  package let node: MarkedNode?
  private let known: CatalogueNode?
  private let log: ProblemLog

  /// Makes the view of a whole tree.
  ///
  /// - Parameters:
  ///   - root: the merged tree, checked against the same catalogue.
  ///   - rows: the catalogue.
  package init(_ root: MarkedNode, rows: [CatalogueRow]) {
    self.init(root, known: CatalogueNode(rows: rows), numbers: [:])
  }

  /// Makes the view of a whole tree in which some numbers, by their dotted key, have another value.
  init(_ root: MarkedNode, known: CatalogueNode, numbers: [String: Double]) {
    self.init(
      key: "", location: root.location, node: root, known: known, log: ProblemLog(numbers: numbers))
  }

  private init(
    key: String, location: SourceLocation, node: MarkedNode?, known: CatalogueNode?, log: ProblemLog
  ) {
    self.key = key
    self.location = location
    self.node = node
    self.known = known
    self.log = log
  }

  /// The problems that all views of this tree noted, in file order.
  package var problems: [ScenarioProblem] { log.problems.inFileOrder }

  /// Notes a problem of this place, for checks that need more than the catalogue.
  ///
  /// - Parameters:
  ///   - code: the kind of problem.
  ///   - found: what was found.
  ///   - accepted: what is accepted, or an empty text.
  ///   - remedy: what helps, or an empty text.
  package func report(_ code: ProblemCode, found: String, accepted: String = "", remedy: String = "") {
    log.problems.append(
      ScenarioProblem(code, at: location, key: key, found: found, accepted: accepted, remedy: remedy))
  }

  /// Whether the value is given in the files.
  package var exists: Bool { node != nil && node?.value != .null }

  /// Whether a value below is given in the files.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: whether a value other than `null` stands there.
  package func has(_ path: String) -> Bool { self[path].exists }

  /// The view of a place below, such as `hub.yield` or `hubs[0]`; an empty path is this place.
  ///
  /// - Parameter path: the path from here, with `.` between keys and `[n]` for the items of a list, from 0.
  package subscript(_ path: String) -> ScenarioView {
    guard !path.isEmpty else { return self }
    // Most paths are one name, which needs no cutting.
    guard path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }) else {
      return child(path)
    }
    var view = self
    for part in path.split(separator: ".") { view = view.step(part) }
    return view
  }

  private func step(_ part: Substring) -> ScenarioView {
    guard part.utf8.contains(UInt8(ascii: "[")) else { return child(String(part)) }
    let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
    var view = pieces[0].isEmpty ? self : child(String(pieces[0]))
    for piece in pieces.dropFirst() { view = view.item(Int(piece.dropLast()) ?? -1) }
    return view
  }

  private func child(_ name: String) -> ScenarioView {
    let value = node?[name]
    return ScenarioView(
      key: key.isEmpty ? name : key + "." + name, location: value?.location ?? location, node: value,
      known: known?.child(name), log: log)
  }

  private func item(_ position: Int) -> ScenarioView {
    let items = node?.items ?? []
    let value = items.indices.contains(position) ? items[position] : nil
    return ScenarioView(
      key: "\(key)[\(position)]", location: value?.location ?? location, node: value,
      known: known?.item,
      log: log)
  }
}

// MARK: - Numbers

extension ScenarioView {
  /// The number at a path with its origin; not a number, and a noted problem, where nothing gives one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the number, in the unit of its key.
  package func number(_ path: String = "") -> SourcedNumber {
    let view = self[path]
    if let number = view.optionalNumber() { return number }
    view.noteMissing()
    return SourcedNumber(value: .nan, location: view.location)
  }

  /// The number at a path with its origin, from the files or the catalogue, or `nil` where neither has one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the number, in the unit of its key, or `nil`.
  package func optionalNumber(_ path: String = "") -> SourcedNumber? {
    let view = self[path]
    if view.exists { return view.node?.sourcedNumber.map { view.varied($0, view.key) } }
    guard let row = view.known?.row, let text = row.defaultText, case .number(let value) = StrictNumber(text)
    else {
      return nil
    }
    let source = row.source.isEmpty ? nil : row.source
    return SourcedNumber(value: value, source: source, location: Self.defaultLocation)
  }

  /// The whole number at a path; 0, and a noted problem, where nothing gives one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the number, in the unit of its key.
  package func integer(_ path: String = "") -> Int {
    let view = self[path]
    if let number = view.optionalInteger() { return number }
    view.noteMissing()
    return 0
  }

  /// The whole number at a path, or `nil` where nothing gives one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the number, in the unit of its key, or `nil`; also `nil` for a number that is not whole.
  package func optionalInteger(_ path: String = "") -> Int? {
    optionalNumber(path).flatMap { Int(exactly: $0.value) }
  }

  /// The numbers of a list, from the files or the catalogue (`[1, 2]`).
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the numbers in the order of the list, in the unit of its key; none where it is absent.
  package func numbers(_ path: String = "") -> [SourcedNumber] {
    let view = self[path]
    return (view.valueOrDefault?.items ?? []).enumerated().compactMap { position, item in
      item.sourcedNumber.map { varied($0, "\(view.key)[\(position)]") }
    }
  }

  /// The numbers of a map of names to numbers, in file order.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: names and numbers in the unit of the key; none where it is absent.
  package func numberMap(_ path: String = "") -> [(name: String, number: SourcedNumber)] {
    let view = self[path]
    return (view.valueOrDefault?.entries ?? []).compactMap { entry in
      entry.value.sourcedNumber.map { (entry.key, varied($0, "\(view.key).\(entry.key)")) }
    }
  }

  /// The number of a key with the value that the view was made with, where it has one.
  private func varied(_ number: SourcedNumber, _ key: String) -> SourcedNumber {
    guard !log.numbers.isEmpty, let value = log.numbers[key] else { return number }
    var varied = number
    varied.value = value
    return varied
  }

  /// The place of a value that the catalogue gives.
  package static let defaultLocation = SourceLocation(path: "default")
}

// MARK: - Texts and structure

extension ScenarioView {
  /// The text, name, path or choice at a path; empty, and a noted problem, where nothing gives one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the text as it stands, without quotes.
  package func text(_ path: String = "") -> String {
    let view = self[path]
    if let text = view.optionalText() { return text }
    view.noteMissing()
    return ""
  }

  /// The text, name, path or choice at a path, or `nil` where neither the files nor the catalogue have one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the text as it stands, without quotes, or `nil`.
  package func optionalText(_ path: String = "") -> String? {
    let view = self[path]
    return view.exists ? view.node?.text : view.known?.row?.defaultText
  }

  /// The path of a file at a path, resolved against the folder of the scenario file that names it.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the path for ``InputFiles``, or `nil` where the files name none.
  package func filePath(_ path: String = "") -> String? {
    let view = self[path]
    guard view.exists, let text = view.node?.text else { return nil }
    return FilePath.resolve(text, namedIn: view.location.path)
  }

  /// Whether the value at a path is true; false, and a noted problem, where nothing gives one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: whether it reads `true`, in letters of any case.
  package func boolean(_ path: String = "") -> Bool {
    text(path).lowercased() == "true"
  }

  /// The names of a list of names or of a single name, from the files or the catalogue; none where neither has one.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: the names in the order of the list.
  package func names(_ path: String = "") -> [String] {
    guard let value = self[path].valueOrDefault else { return [] }
    return value.text.map { [$0] } ?? value.items.compactMap(\.text)
  }

  /// The axes of a selection with the names that it takes, in file order.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: axes with their names; none where the selection is absent.
  package func selection(_ path: String = "") -> [(axis: String, names: [String])] {
    self[path].entries().map { ($0.name, $0.view.names()) }
  }

  /// The items of a list; none where it is absent.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: one view per item, in the order of the list.
  package func list(_ path: String = "") -> [ScenarioView] {
    let view = self[path]
    return (view.node?.items ?? []).indices.map { view.item($0) }
  }

  /// The entries of a map in file order; none where it is absent.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: names and a view of each value.
  package func entries(_ path: String = "") -> [(name: String, view: ScenarioView)] {
    let view = self[path]
    return (view.node?.entries ?? []).map { ($0.key, view.child($0.key)) }
  }

  /// The value of the files, or the default of the catalogue read as YAML.
  private var valueOrDefault: MarkedNode? {
    if exists { return node }
    guard let text = known?.row?.defaultText else { return nil }
    return YAMLReader.readAny(Array(text.utf8), path: "default").root?.relocated(to: Self.defaultLocation)
  }

  private func noteMissing() {
    let expectation = known?.row.map { "\($0.kind.expectation) is expected" } ?? ""
    report(.missingKey, found: exists ? "cannot be read" : "this key is missing", accepted: expectation)
  }
}

/// What the views of one tree share: their problems, and the numbers that differ from those of the tree.
private final class ProblemLog {
  var problems: [ScenarioProblem] = []
  let numbers: [String: Double]

  init(numbers: [String: Double]) { self.numbers = numbers }
}
