internal import SimNumerics

/// Collects the uncertain numbers of a scenario: those of its file in file order, then those of its tables.
struct ParameterCollector {
  private let groups: [(name: String, patterns: [NamePattern])]
  private let fixed: [NamePattern]
  /// The rates that observations update, by their keys.
  private let monitored: [String: RateMonitor]
  private(set) var parameters: [ScenarioParameter] = []

  /// Collects from a resolved tree, the tables that it names, and what observations say.
  init(
    _ root: MarkedNode, known: CatalogueNode, tables: [String: KeyedTable], monitoring: MonitoringUpdate?
  ) {
    monitored = Dictionary(uniqueKeysWithValues: (monitoring?.rates ?? []).map { ($0.key, $0) })
    let uncertainty = root["uncertainty"]
    groups = (uncertainty?["groups"]?.entries ?? []).map { ($0.key, Self.patterns($0.value)) }
    fixed = uncertainty?["fixed"].map(Self.patterns) ?? []
    walk(root, known, "")
    for key in tables.keys.sorted() {
      if let table = tables[key] { collect(table, key) }
    }
  }

  static func patterns(_ node: MarkedNode) -> [NamePattern] {
    (node.text.map { [$0] } ?? node.items.compactMap(\.text)).map(NamePattern.init)
  }

  private mutating func walk(_ node: MarkedNode, _ known: CatalogueNode?, _ key: String) {
    switch node.value {
    case .mapping where node.isSourcedValue && known?.isMap != true: add(node, known?.row, key)
    case .mapping(let entries):
      for entry in entries {
        let path = key.isEmpty ? entry.key : "\(key).\(entry.key)"
        // What stands in a schedule or a map of names has the kind of the map.
        walk(entry.value, known?.child(entry.key) ?? known?.leaf, path)
      }
    case .sequence(let items):
      for (position, item) in items.enumerated() {
        walk(item, known?.item ?? known?.leaf, "\(key)[\(position)]")
      }
    case .scalar, .null, .refused: return
    }
  }

  private mutating func add(_ node: MarkedNode, _ row: CatalogueRow?, _ key: String) {
    guard let number = node.sourcedNumber, let distribution = NumberDistribution(node).distribution else {
      return
    }
    add(
      key, number, distribution, place: .key, isWhole: row?.kind == .integer || row?.kind == .year)
  }

  private mutating func collect(_ keyed: KeyedTable, _ key: String) {
    let table = keyed.table
    for columns in keyed.ranges where table.has(columns.low) && table.has(columns.high) {
      for row in 0..<table.rowCount {
        guard let value = table.optionalNumber(row, columns.central),
          let low = table.optionalNumber(row, columns.low),
          let high = table.optionalNumber(row, columns.high)
        else { continue }
        let number = SourcedNumber(
          value: value, low: low, high: high, source: table.freeText(row, "source"),
          confidence: table.freeText(row, "confidence").flatMap(Confidence.init),
          location: table.location(row, columns.central))
        add(
          keyed.name(key, row, columns.central), number, .triangular(low: low, mode: value, high: high),
          place: .cell(table: key, column: columns.central, row: row), isWhole: false)
      }
    }
  }

  private mutating func add(
    _ name: String, _ number: SourcedNumber, _ distribution: Distribution,
    place: ScenarioParameter.Place, isWhole: Bool
  ) {
    guard distribution.isUncertain, ScenarioPart(reading: name) != nil,
      !fixed.contains(where: { $0.matches(name) })
    else { return }
    // What was observed says more about a rate than a group that it was assumed to vary with.
    let monitor = monitored[name]
    let group = monitor == nil ? groups.first { $0.patterns.contains { $0.matches(name) } }?.name : nil
    parameters.append(
      ScenarioParameter(
        name: name, distribution: monitor?.draw ?? distribution,
        central: monitor?.update.posterior.mean ?? number.value, group: group, isWhole: isWhole,
        location: number.location, source: number.source, confidence: number.confidence, place: place))
  }
}

extension CatalogueNode {
  /// The node itself where it holds numbers of its own kind, as a schedule does.
  fileprivate var leaf: CatalogueNode? {
    switch row?.kind {
    case .schedule, .namesMap, .numberList: self
    default: nil
    }
  }
}

extension Distribution {
  /// Whether it has more than one value.
  fileprivate var isUncertain: Bool { variance > 0 }
}
