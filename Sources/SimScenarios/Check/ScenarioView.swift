/// Typed reading of a scenario tree after a clean check.
///
/// A view stands at one place of the tree; paths such as `hub.yield` or `hubs[0].yield` go on from there. Where a
/// key is absent the default of the catalogue holds; where there is none either, the view notes a problem.
///
///     for hub in view.list("hubs") {
///       let area = hub.number("floor_area_m2").value
///     }
package struct ScenarioView {
  private let place: ScenarioPlace
  private let log: ProblemLog

  /// Makes the view of a whole tree.
  ///
  /// - Parameters:
  ///   - root: the merged tree, checked against the same catalogue.
  ///   - rows: the catalogue.
  package init(_ root: MarkedNode, rows: [CatalogueRow]) {
    self.init(ScenarioTree(root, known: CatalogueNode(rows: rows)))
  }

  /// Makes the view of a whole tree in which some numbers have another value.
  ///
  /// - Parameters:
  ///   - tree: the tree.
  ///   - numbers: one value per number of the tree, not-a-number where it keeps its own; or none at all.
  init(_ tree: ScenarioTree, numbers: [Double] = []) {
    self.init(tree.root, ProblemLog(numbers: numbers))
  }

  private init(_ place: ScenarioPlace, _ log: ProblemLog) {
    self.place = place
    self.log = log
  }

  /// The dotted key of this place, empty for the root.
  package var key: String { place.key }

  /// Where the value stands; for an absent one, where the map around it stands.
  package var location: SourceLocation { place.location }

  /// The value, or `nil` where it is absent.
  package var node: MarkedNode? { place.node }

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
  package var exists: Bool { place.exists }

  /// Whether a value below is given in the files.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: whether a value other than `null` stands there.
  package func has(_ path: String) -> Bool { place.has(path) }

  /// The view of a place below, such as `hub.yield` or `hubs[0]`; an empty path is this place.
  ///
  /// - Parameter path: the path from here, with `.` between keys and `[n]` for the items of a list, from 0.
  package subscript(_ path: String) -> ScenarioView { ScenarioView(place.place(path), log) }
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
  package func optionalNumber(_ path: String = "") -> SourcedNumber? { number(of: place.place(path)) }

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
    if view.exists { return view.place.items.compactMap(number) }
    return (view.valueOrDefault?.items ?? []).compactMap(\.sourcedNumber)
  }

  /// The numbers of a map of names to numbers, in file order.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: names and numbers in the unit of the key; none where it is absent.
  package func numberMap(_ path: String = "") -> [(name: String, number: SourcedNumber)] {
    let view = self[path]
    if view.exists {
      return view.place.entries.compactMap { entry in number(of: entry.place).map { (entry.name, $0) } }
    }
    return (view.valueOrDefault?.entries ?? []).compactMap { entry in
      entry.value.sourcedNumber.map { (entry.key, $0) }
    }
  }

  /// The number of a place with the value that the view was made with, where it has one.
  private func number(of place: ScenarioPlace) -> SourcedNumber? {
    guard place.numberPosition >= 0, !log.numbers.isEmpty, var number = place.number else {
      return place.number
    }
    let value = log.numbers[place.numberPosition]
    if !value.isNaN { number.value = value }
    return number
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
    return view.exists ? view.node?.text : view.place.known?.row?.defaultText
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
    place.place(path).items.map { ScenarioView($0, log) }
  }

  /// The entries of a map in file order; none where it is absent.
  ///
  /// - Parameter path: the path from here.
  /// - Returns: names and a view of each value.
  package func entries(_ path: String = "") -> [(name: String, view: ScenarioView)] {
    place.place(path).entries.map { ($0.name, ScenarioView($0.place, log)) }
  }

  /// The value of the files, or the default of the catalogue read as YAML.
  private var valueOrDefault: MarkedNode? {
    if exists { return node }
    guard let text = place.known?.row?.defaultText else { return nil }
    return YAMLReader.readAny(Array(text.utf8), path: "default").root?.relocated(to: Self.defaultLocation)
  }

  private func noteMissing() {
    let expectation = place.known?.row.map { "\($0.kind.expectation) is expected" } ?? ""
    report(.missingKey, found: exists ? "cannot be read" : "this key is missing", accepted: expectation)
  }
}

/// What the views of one tree share: their problems, and the numbers that differ from those of the tree.
private final class ProblemLog {
  var problems: [ScenarioProblem] = []
  /// One value per number of the tree, not-a-number where it is that of the tree; or none at all.
  let numbers: [Double]

  init(numbers: [Double]) { self.numbers = numbers }
}
