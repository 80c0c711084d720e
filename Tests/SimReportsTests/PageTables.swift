import Foundation
import SimScenarios

/// The tables of a page, read without the code that has written them.
struct PageTables {
  /// What `data-source` says, as JSON; empty for tables that are not sums.
  let source: [String: Any]
  /// The texts of the cells.
  let rows: [[String]]

  var keyCount: Int { (source["rows"] as? [String] ?? []).count }

  /// Every table of a page.
  static func of(_ page: String) -> [PageTables] {
    page.split(separator: "<table ").dropFirst().map { text in
      let table = text.prefix { _ in true }.split(separator: "</table>")[0]
      let attribute = table.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)[1]
      let json = unescaped(String(attribute))
      let source = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      let body = table.split(separator: "<tbody>").last ?? ""
      let rows = body.split(separator: "<tr>").map { row in
        row.split(separator: ">").filter {
          $0.hasSuffix("</td") || $0.hasSuffix("</th") || $0.hasPrefix("</td")
        }
        .filter { $0.contains("</t") }.map { unescaped(String($0.prefix { $0 != "<" })) }
      }.filter { !$0.isEmpty }
      return PageTables(source: source ?? [:], rows: rows)
    }
  }

  /// The number that stands in a cell.
  static func number(_ text: String, _ language: SummaryLanguage) -> Double? {
    let (thousand, decimal) = language == .nl ? (".", ",") : (",", ".")
    return Double(
      text.replacing(thousand, with: "").replacing(decimal, with: ".").replacing("\u{2212}", with: "-"))
  }

  /// Half a unit of the last digit that is printed.
  static func halfUnit(_ text: String, _ language: SummaryLanguage) -> Double {
    let parts = text.split(separator: language == .nl ? "," : ".")
    return 0.5 * pow(10, -Double(parts.count > 1 ? parts[1].count : 0))
  }

  /// The lines of files, each split into its cells.
  static func lines(_ files: [String: String]) -> [String: [[String]]] {
    files.mapValues { text in
      text.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
  }

  /// The sum of the rows of the file that belong to a cell, by position of its row and column.
  func sum(row: Int, column: Int, in files: [String: [[String]]]) throws -> Double {
    let lines = files[source["file"] as? String ?? ""] ?? []
    let header = lines[0]
    func cell(_ line: [String], _ name: String) -> String {
      header.firstIndex(of: name).map { line[$0] } ?? ""
    }
    let filters = source["where"] as? [String: [String]] ?? [:]
    let accepted = lines.dropFirst().filter { line in filters.allSatisfy { $1.contains(cell(line, $0)) } }
    let keys = source["rows"] as? [String] ?? []
    func key(_ line: [String]) -> [String] { keys.map { cell(line, $0) } }
    let rowKeys =
      source["order"] as? [[String]]
      ?? accepted.map(key).reduce(into: [[String]]()) { if !$0.contains($1) { $0.append($1) } }
    let inRow = accepted.filter { key($0) == rowKeys[row] }
    if let measures = source["measures"] as? [String] {
      return inRow.reduce(0) { $0 + (Double(cell($1, measures[column])) ?? .nan) }
    }
    let (name, value) = (source["keys"] as? String ?? "", source["value"] as? String ?? "")
    let columns = lines.dropFirst().map { cell($0, name) }.reduce(into: [String]()) { known, key in
      if !known.contains(key), accepted.contains(where: { cell($0, name) == key }) { known.append(key) }
    }
    return inRow.filter { cell($0, name) == columns[column] }.reduce(0) {
      $0 + (Double(cell($1, value)) ?? .nan)
    }
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
