internal import SimScenarios

/// Makes plotly figures: `data` and `layout`; colours of text and paper are set by the page, for light and dark.
enum Chart {
  /// Colours that readers with any colour vision can tell apart (Okabe and Ito, 2008), without black.
  static let palette = [
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999",
  ]

  static func colour(_ position: Int) -> String { palette[position % palette.count] }

  /// Bars on top of each other, one series per column; negative values go below zero.
  static func stackedBars(_ table: PivotTable, names: [String], x: [String], unit: String) -> JSONValue {
    let data = table.columns.indices.map { column -> JSONValue in
      [
        "type": "bar", "name": .string(names[column]), "x": strings(x),
        "y": numbers(table.values.map { $0[column] }), "marker": ["color": .string(colour(column))],
      ]
    }
    return figure(data, layout: ["barmode": "relative", "yaxis": axis(unit), "xaxis": category(x)])
  }

  /// One line per column.
  static func lines(_ table: PivotTable, names: [String], x: [String], unit: String) -> JSONValue {
    let data = table.columns.indices.map { column -> JSONValue in
      [
        "type": "scatter", "mode": "lines", "name": .string(names[column]), "x": strings(x),
        "y": numbers(table.values.map { $0[column] }),
        "line": ["color": .string(colour(column)), "width": 2.5],
      ]
    }
    return figure(data, layout: ["yaxis": axis(unit), "xaxis": category(x)])
  }

  /// Bars beside each other with words on the vertical axis, the first row on top.
  static func horizontalBars(_ table: PivotTable, names: [String], rows: [String], unit: String) -> JSONValue
  {
    let data = table.columns.indices.map { column -> JSONValue in
      [
        "type": "bar", "orientation": "h", "name": .string(names[column]), "y": strings(rows),
        "x": numbers(table.values.map { $0[column] }), "marker": ["color": .string(colour(column))],
      ]
    }
    return figure(
      data,
      layout: [
        "barmode": "group", "xaxis": axis(unit), "height": .integer(150 + 44 * max(3, rows.count)),
        "yaxis": ["autorange": "reversed", "automargin": true, "type": "category"],
      ])
  }

  /// The bands from 5 to 95 % and 25 to 75 % around the median.
  static func fan(_ table: PivotTable, x: [String], names: [String], unit: String) -> JSONValue {
    func line(_ key: String, _ name: String, width: Double, fill: String?, _ colour: String) -> JSONValue {
      var members: [JSONValue.Member] = [
        .init("type", "scatter"), .init("mode", "lines"), .init("name", .string(name)),
        .init("x", strings(x)),
        .init("y", numbers(table.column(key))), .init("line", ["width": .number(width), "color": "#0072B2"]),
        .init("showlegend", .bool(!name.isEmpty)),
      ]
      if fill != nil { members += [.init("fill", "tonexty"), .init("fillcolor", .string(colour))] }
      return .object(members)
    }
    return figure(
      [
        line("p05", "", width: 0, fill: nil, ""),
        line("p95", names[0], width: 0, fill: "tonexty", "rgba(0,114,178,0.18)"),
        line("p25", "", width: 0, fill: nil, ""),
        line("p75", names[1], width: 0, fill: "tonexty", "rgba(0,114,178,0.32)"),
        line("p50", names[2], width: 2.5, fill: nil, ""),
      ], layout: ["yaxis": axis(unit), "xaxis": category(x)])
  }

  /// A plotly figure with the parts of the layout that all share.
  static func figure(_ data: [JSONValue], layout: JSONValue) -> JSONValue {
    let shared: [JSONValue.Member] = [
      .init("margin", ["l": 70, "r": 16, "t": 16, "b": 44]),
      .init("legend", ["orientation": "h", "y": -0.16, "x": 0, "traceorder": "normal"]),
      .init("hovermode", "closest"),
    ]
    let own = layout.members
    return [
      "data": .array(data),
      "layout": .object(shared.filter { part in !own.contains { $0.key == part.key } } + own),
    ]
  }

  static func axis(_ title: String) -> JSONValue {
    [
      "title": ["text": .string(title)], "automargin": true, "separatethousands": true,
      "exponentformat": "none", "rangemode": "tozero",
    ]
  }

  /// An axis of words that shows at most about a dozen of them.
  static func category(_ labels: [String]) -> JSONValue {
    ["type": "category", "nticks": .integer(min(labels.count, 14)), "automargin": true]
  }

  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  static func numbers(_ values: [Double?]) -> JSONValue {
    .array(values.map { $0.map { .number($0) } ?? .null })
  }
}
