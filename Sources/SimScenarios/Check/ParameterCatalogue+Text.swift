extension ParameterCatalogue {
  /// The catalogue as aligned text.
  public static var text: String { CatalogueText.aligned(rows) }

  /// The catalogue as JSON Schema (draft 2020-12), for editors.
  ///
  /// - Returns: the text of the schema file.
  /// - Throws: ``OutputError`` where a range of the catalogue is not finite: a defect of this library.
  public static func jsonSchema() throws(OutputError) -> String {
    String(decoding: try JSONWriter.bytes(of: CatalogueSchema.json(rows), fileName: "schema"), as: UTF8.self)
  }
}

extension ScenarioListingRow {
  /// The row as text: `key = value [low..high]  (place; source; confidence)`.
  public var line: String {
    let range = low.isEmpty && high.isEmpty ? "" : " [\(low)..\(high)]"
    let origin = ["\(location)", source, confidence].filter { !$0.isEmpty }.joined(separator: "; ")
    return "\(key) = \(value)\(range)  (\(origin))"
  }
}
