internal import HousingSim

/// A lifetime as it stands in an option: `name:key=value,...`.
///
/// Problems are placed at `--lifetime TEXT:1:COLUMN`, with columns of the text from 1.
struct LifetimeText {
  /// The distribution, or `nil` for a table or an unknown name.
  private(set) var distribution: LifetimeDistribution?
  /// The parameters that the text gives, by name.
  private(set) var parameters: [String: Double] = [:]
  /// The path of a table of survival by age.
  private(set) var tablePath: String?
  private(set) var problems: [ScenarioProblem] = []
  private let text: String

  init(_ text: String) {
    self.text = text
    let name = text.prefix { $0 != ":" }
    let rest = text[name.endIndex...].dropFirst()
    if name == "table" {
      readTable(rest)
    } else if let distribution = LifetimeDistribution(rawValue: String(name)) {
      self.distribution = distribution
      if !rest.isEmpty { readParameters(rest, of: distribution) }
    } else {
      reportName(String(name))
    }
  }

  /// The place of the whole text.
  var location: SourceLocation { location(at: text.startIndex) }

  /// The names of parameters that the text leaves to columns of the table.
  var openParameters: [String] {
    (distribution?.parameterNames ?? []).filter { parameters[$0] == nil }
  }

  private func location(at index: String.Index) -> SourceLocation {
    SourceLocation(
      path: "--lifetime \(text)", line: 1, column: text.distance(from: text.startIndex, to: index) + 1)
  }

  private mutating func readTable(_ rest: Substring) {
    let path = rest.hasPrefix("file=") ? String(rest.dropFirst("file=".count)) : ""
    if path.isEmpty {
      report(
        .missingKey, rest.startIndex, "file", "the table is not named", "table:file=FILE.csv is accepted")
    } else {
      tablePath = path
    }
  }

  private mutating func readParameters(_ rest: Substring, of distribution: LifetimeDistribution) {
    for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
      let key = String(part.prefix { $0 != "=" })
      let value = part[part.index(part.startIndex, offsetBy: key.count)...].dropFirst()
      guard distribution.parameterNames.contains(key) else {
        let names = distribution.parameterNames.joined(separator: ", ")
        let nearest = NearestKey.nearest(to: key, among: distribution.parameterNames)
        report(
          .unknownKey, part.startIndex, key, "\(distribution.rawValue) has no parameter '\(key)'",
          "its parameters are \(names)", nearest.map { "did you mean '\($0)'?" } ?? "")
        continue
      }
      guard parameters[key] == nil else {
        report(.duplicateKey, part.startIndex, key, "the parameter stands twice", "give it once")
        continue
      }
      if let number = number(value, key) { parameters[key] = number }
    }
  }

  private mutating func number(_ value: Substring, _ key: String) -> Double? {
    switch StrictNumber(String(value)) {
    case .number(let number) where number > 0: return number
    case .number: report(.outOfRange, value.startIndex, key, "is \(value)", "a number above 0 is accepted")
    case .notFinite:
      report(
        .notFinite, value.startIndex, key, "'\(value)' is not a finite number", "a number above 0 is accepted"
      )
    case .notANumber:
      report(.wrongType, value.startIndex, key, "'\(value)' is not a number", "a number above 0 is accepted")
    }
    // A value that is reported is not open; any number keeps further problems away.
    parameters[key] = 1
    return nil
  }

  private mutating func reportName(_ name: String) {
    let names = LifetimeDistribution.allCases.map(\.rawValue) + ["table"]
    let nearest = NearestKey.nearest(to: name, among: names)
    report(
      .unknownLabel, text.startIndex, "", "'\(name)' is not a lifetime",
      "lifetimes are \(names.joined(separator: ", "))", nearest.map { "did you mean '\($0)'?" } ?? "")
  }

  private mutating func report(
    _ code: ProblemCode, _ index: String.Index, _ key: String, _ found: String, _ accepted: String,
    _ remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(
        code, at: location(at: index), key: key, found: found, accepted: accepted, remedy: remedy))
  }
}
