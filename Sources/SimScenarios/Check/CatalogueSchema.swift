/// The catalogue of keys as JSON Schema, draft 2020-12, for editors and other programs.
package enum CatalogueSchema {
  /// The schema of a scenario file.
  ///
  /// Required keys of the top level may be inherited, so a file with `extends` is excused from them.
  ///
  /// - Parameters:
  ///   - rows: the catalogue.
  ///   - title: the title of the schema.
  /// - Returns: the schema as an object.
  package static func json(_ rows: [CatalogueRow], title: String = "Scenario") -> JSONValue {
    let root = CatalogueNode(rows: rows)
    let inherits = JSONValue.object([
      .init("type", .string("string")),
      .init(
        "description",
        .string("Another scenario file, relative to this one, whose values this file inherits.")),
    ])
    var members: [JSONValue.Member] = [
      .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      .init("title", .string(title)),
      .init("type", .string("object")),
      .init("properties", .object([.init("extends", inherits)] + properties(of: root))),
      .init("additionalProperties", additional(to: root)),
    ]
    let required = requiredNames(of: root)
    if !required.isEmpty {
      let inherited = JSONValue.object([.init("required", .array([.string("extends")]))])
      let own = JSONValue.object([.init("required", .array(required))])
      members.append(.init("anyOf", .array([inherited, own])))
    }
    return .object(members)
  }

  private static func schema(of known: CatalogueNode) -> JSONValue {
    let notes = known.row.map(notes) ?? []
    if known.isMap {
      let required = requiredNames(of: known)
      let shape: [JSONValue.Member] = [
        .init("type", .string("object")), .init("properties", .object(properties(of: known))),
        .init("additionalProperties", additional(to: known)),
      ]
      return .object(notes + shape + (required.isEmpty ? [] : [.init("required", .array(required))]))
    }
    if let item = known.item {
      return .object(notes + [.init("type", .string("array")), .init("items", schema(of: item))])
    }
    return .object(notes + (known.row.map(shape) ?? []))
  }

  private static func properties(of known: CatalogueNode) -> [JSONValue.Member] {
    known.names.compactMap { name in known.children[name].map { .init(name, schema(of: $0)) } }
  }

  private static func additional(to known: CatalogueNode) -> JSONValue {
    known.free.map(schema) ?? .bool(false)
  }

  private static func requiredNames(of known: CatalogueNode) -> [JSONValue] {
    known.names.filter { known.children[$0]?.row?.isRequired == true }.map { .string($0) }
  }

  private static func notes(of row: CatalogueRow) -> [JSONValue.Member] {
    let unit = row.unit.isEmpty ? "" : " Unit: \(row.unit)."
    let source = row.source.isEmpty ? "" : " Source: \(row.source)."
    let description = JSONValue.Member("description", .string(row.meaning + unit + source))
    guard let text = row.defaultText else { return [description] }
    return [description, .init("default", defaultValue(text, row.kind))]
  }

  private static func defaultValue(_ text: String, _ kind: ValueKind) -> JSONValue {
    switch kind {
    case .text, .name, .path, .choice: .string(text)
    default: YAMLReader.readAny(Array(text.utf8), path: "default").root.map { JSONValue($0) } ?? .string(text)
    }
  }

  private static func shape(of row: CatalogueRow) -> [JSONValue.Member] {
    switch row.kind {
    case .number, .integer, .year: return [.init("anyOf", .array([plainNumber(row), sourcedNumber(row)]))]
    case .text, .path: return [.init("type", .array([.string("string"), .string("number")]))]
    case .name: return nameShape
    case .nameList: return names
    case .boolean: return [.init("type", .string("boolean"))]
    case .choice(let words): return [.init("enum", .array(words.map { .string($0) }))]
    case .map: return [.init("type", .string("object"))]
    case .list: return [.init("type", .string("array"))]
    case .numberList:
      let number = JSONValue.object([.init("anyOf", .array([plainNumber(row), sourcedNumber(row)]))])
      return [.init("type", .string("array")), .init("items", number)]
    case .namesMap:
      let number = JSONValue.object([.init("anyOf", .array([plainNumber(row), sourcedNumber(row)]))])
      return [.init("type", .string("object")), .init("additionalProperties", number)]
    case .schedule:
      let number = JSONValue.object([.init("anyOf", .array([plainNumber(row), sourcedNumber(row)]))])
      let years = JSONValue.object([
        .init("type", .string("object")), .init("additionalProperties", number),
      ])
      return [.init("anyOf", .array([plainNumber(row), sourcedNumber(row), years]))]
    case .whereMap: return [.init("type", .string("object")), .init("additionalProperties", .object(names))]
    }
  }

  private static let nameShape: [JSONValue.Member] = [
    .init("type", .array([.string("string"), .string("integer")])),
    .init("pattern", .string("^([a-z0-9_-]+|[A-Z][+]*)$")),
  ]

  private static var names: [JSONValue.Member] {
    let list = JSONValue.object([.init("type", .string("array")), .init("items", .object(nameShape))])
    return [.init("anyOf", .array([.object(nameShape), list]))]
  }

  private static func plainNumber(_ row: CatalogueRow) -> JSONValue {
    let isWhole = row.kind == .integer || row.kind == .year
    var members: [JSONValue.Member] = [.init("type", .string(isWhole ? "integer" : "number"))]
    if let low = row.range.low {
      members.append(.init(row.range.includesLow ? "minimum" : "exclusiveMinimum", .number(low)))
    }
    if let high = row.range.high {
      members.append(.init(row.range.includesHigh ? "maximum" : "exclusiveMaximum", .number(high)))
    }
    return .object(members)
  }

  /// The keys that say how a number is distributed.
  private static let distribution: [JSONValue.Member] = {
    let number = JSONValue.object([.init("type", .string("number"))])
    let list = JSONValue.object([.init("type", .string("array")), .init("items", number)])
    let names = JSONValue.array(NumberDistribution.names.map { .string($0) })
    return [.init("distribution", .object([.init("enum", names)]))]
      + ["stddev", "alpha", "beta"].map { .init($0, number) }
      + ["values", "weights"].map { .init($0, list) }
  }()

  private static func sourcedNumber(_ row: CatalogueRow) -> JSONValue {
    let number = plainNumber(row)
    let text = JSONValue.object([.init("type", .string("string"))])
    let words = JSONValue.array(Confidence.allCases.map { .string($0.rawValue) })
    return .object([
      .init("type", .string("object")),
      .init(
        "properties",
        .object(
          [
            .init("value", number), .init("low", number), .init("high", number), .init("source", text),
            .init("confidence", .object([.init("enum", words)])),
          ] + distribution)),
      .init("required", .array([.string("value")])),
      .init("additionalProperties", .bool(false)),
    ])
  }
}
