internal import SimScenarios

/// Text for HTML.
enum HTMLText {
  /// A text in which no character starts markup, for content and for attributes in double quotes.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
    return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  /// JSON that can stand in a script element, whose end it cannot hold.
  static func script(_ value: JSONValue) throws(ReportError) -> String {
    do {
      return try JSONWriter.line(of: value).replacing("<", with: "\\u003c").replacing("\n", with: "")
    } catch {
      throw .output(error)
    }
  }

  /// The rows of a table: words at the left head their row.
  static func rows(_ table: FigureTable) -> String {
    var text = ""
    for row in table.rows {
      text += "<tr>"
      for (column, cell) in row.enumerated() {
        if column == 0 {
          text += "<th scope=\"row\">\(escaped(cell))</th>"
        } else {
          text += "<td class=\"\(column < table.wordColumns ? "w" : "n")\">\(escaped(cell))</td>"
        }
      }
      text += "</tr>\n"
    }
    return text
  }

  /// The pivot of a table as JSON, by which a program can add the numbers up again.
  static func source(_ table: FigureTable) throws(ReportError) -> String {
    guard let pivot = table.pivot else { return "" }
    let columns: [JSONValue.Member] =
      switch pivot.columns {
      case .keys(let key, let value): [.init("keys", .string(key)), .init("value", .string(value))]
      case .measures(let names): [.init("measures", .array(names.map { .string($0) }))]
      }
    let filters = pivot.filters.map { JSONValue.Member($0.column, .array($0.accepted.map { .string($0) })) }
    let whole: [JSONValue.Member] =
      [
        .init("file", .string(pivot.file)), .init("rows", .array(pivot.rows.map { .string($0) })),
        .init("where", .object(filters)),
      ] + columns
    let order: [JSONValue.Member] =
      (table.order.map { keys in
        [.init("order", .array(keys.map { .array($0.map { .string($0) }) }))]
      }) ?? []
    return try script(.object(whole + order))
  }
}
