/// Writes the catalogue of keys for readers.
package enum CatalogueText {
  /// The catalogue as aligned text: key, type, unit, range, default, meaning, one row a line.
  ///
  /// - Parameter rows: the catalogue.
  /// - Returns: lines of text, a line feed after each; `-` where there is no unit, range or default.
  package static func aligned(_ rows: [CatalogueRow]) -> String {
    let head = ["key", "type", "unit", "range", "default", "meaning"]
    let lines = [head] + rows.map(cells)
    let widths = head.indices.dropLast().map { column in lines.map { $0[column].count }.max() ?? 0 }
    let texts = lines.map { line in
      let padded = zip(line, widths).map { text, width in
        text + String(repeating: " ", count: max(0, width - text.count))
      }
      return (padded + [line[line.count - 1]]).joined(separator: "  ").trimmedAtEnd
    }
    return texts.map { $0 + "\n" }.joined()
  }

  private static func cells(of row: CatalogueRow) -> [String] {
    let standard = row.isRequired ? "required" : row.defaultText ?? "-"
    let range = row.range == .any ? "-" : row.range.description
    let source = row.source.isEmpty ? "" : " [\(row.source)]"
    let unit = row.unit.isEmpty ? "-" : row.unit
    return [row.pattern, row.kind.description, unit, range, standard, row.meaning + source]
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
