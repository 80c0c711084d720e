/// One value of a resolved scenario with its origin.
public struct ScenarioListingRow: Sendable, Equatable {
  /// The dotted key.
  public let key: String
  /// The value as text; lists of plain values in brackets.
  public let value: String
  /// The low end of its range as text, or an empty text.
  public let low: String
  /// The high end of its range as text, or an empty text.
  public let high: String
  /// Where the value stands; ``ScenarioView/defaultLocation`` for a default of the catalogue.
  public let location: SourceLocation
  /// Where the value comes from, or an empty text.
  public let source: String
  /// How well it is known, or an empty text.
  public let confidence: String
}

/// Flattens a resolved scenario to rows, for `show` and for the run record.
public enum ScenarioListing {
  /// Lists the values of a tree in file order; in each map the defaults of the catalogue follow the given values.
  ///
  /// - Parameters:
  ///   - root: the merged tree.
  ///   - rows: the catalogue, or none to leave defaults out.
  /// - Returns: a row for each plain value, number with its origin, and list of plain values.
  public static func rows(of root: MarkedNode, catalogue rows: [CatalogueRow] = []) -> [ScenarioListingRow] {
    var listing: [ScenarioListingRow] = []
    append(root, CatalogueNode(rows: rows), "", &listing)
    return listing
  }

  private static func append(
    _ node: MarkedNode, _ known: CatalogueNode?, _ key: String, _ listing: inout [ScenarioListingRow]
  ) {
    switch node.value {
    case .mapping(let entries) where node.isSourcedValue && known?.isMap != true:
      listing.append(sourcedRow(node, entries, key))
    case .mapping(let entries):
      if entries.isEmpty, !key.isEmpty { listing.append(row(key, "{}", node.location)) }
      for entry in entries {
        append(entry.value, known?.child(entry.key), join(key, entry.key), &listing)
      }
      appendDefaults(known, key, given: Set(entries.map(\.key)), &listing)
    case .sequence(let items) where items.contains { $0.text == nil }:
      for (position, item) in items.enumerated() {
        append(item, known?.item, "\(key)[\(position)]", &listing)
      }
    case .sequence(let items):
      listing.append(row(key, "[" + items.compactMap(\.text).joined(separator: ", ") + "]", node.location))
    case .scalar(let text, _): listing.append(row(key, text, node.location))
    case .null, .refused: listing.append(row(key, "null", node.location))
    }
  }

  private static func appendDefaults(
    _ known: CatalogueNode?, _ key: String, given: Set<String>, _ listing: inout [ScenarioListingRow]
  ) {
    guard let known else { return }
    for name in known.names where !given.contains(name) {
      guard let child = known.children[name] else { continue }
      if let row = child.row, let text = row.defaultText {
        listing.append(Self.row(join(key, name), text, ScenarioView.defaultLocation, source: row.source))
      } else {
        appendDefaults(child, join(key, name), given: [], &listing)
      }
    }
  }

  private static func sourcedRow(
    _ node: MarkedNode, _ entries: [MarkedEntry], _ key: String
  ) -> ScenarioListingRow {
    func text(_ name: String) -> String { node[name]?.text ?? "" }
    return ScenarioListingRow(
      key: key, value: text("value"), low: text("low"), high: text("high"),
      location: node["value"]?.location ?? node.location, source: text("source"),
      confidence: text("confidence"))
  }

  private static func row(
    _ key: String, _ value: String, _ location: SourceLocation, source: String = ""
  ) -> ScenarioListingRow {
    ScenarioListingRow(
      key: key, value: value, low: "", high: "", location: location, source: source, confidence: "")
  }

  private static func join(_ key: String, _ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
}
