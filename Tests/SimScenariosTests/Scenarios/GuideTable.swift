import Foundation

/// A table of a page in docs: the texts of its cells.
struct GuideTable {
  /// The rows below the head, each with its cells without the space around them.
  let rows: [[String]]

  /// Reads the table of a page whose head begins with a text.
  init(_ page: String, head: String) throws {
    let path = "\(ScenarioRuns.packageRoot)/docs/\(page).md"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    rows = lines.drop { !$0.hasPrefix(head) }.dropFirst(2).prefix { $0.hasPrefix("|") }.map { line in
      line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
  }

  /// The cells of the row whose first cell is this.
  func row(_ name: String) -> [String]? { rows.first { $0[0] == name } }

  /// A number as the pages write it: `1,234` or `-4.7`, with a plus where the sign is asked for.
  static func text(_ value: Double, digits: Int = 0, signed: Bool = false) -> String {
    var text = String(format: "%.\(digits)f", value.magnitude)
    var place = text.distance(from: text.startIndex, to: text.firstIndex(of: ".") ?? text.endIndex) - 3
    while place > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: place))
      place -= 3
    }
    return (value < 0 ? "-" : signed ? "+" : "") + text
  }
}
