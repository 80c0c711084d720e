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

  /// Bars with the interval of each, the largest on top; the columns of the table are value, low and high.
  static func tornado(_ table: PivotTable, rows: [String], name: String) -> JSONValue {
    func column(_ position: Int) -> [Double] { table.values.map { $0[position] ?? 0 } }
    let (value, low, high) = (column(0), column(1), column(2))
    let data: JSONValue = [
      "type": "bar", "orientation": "h", "name": .string(name), "y": strings(rows), "x": numbers(value),
      "marker": ["color": .string(colour(0))],
      "error_x": [
        "type": "data", "symmetric": false, "color": .string(colour(5)),
        "array": numbers(zip(high, value).map { $0 - $1 }),
        "arrayminus": numbers(zip(value, low).map { $0 - $1 }),
      ],
    ]
    return figure(
      [data],
      layout: [
        "xaxis": axis(name), "height": .integer(130 + 26 * max(4, rows.count)),
        "yaxis": ["autorange": "reversed", "automargin": true, "type": "category"],
      ])
  }

  /// One line per column and result above, and below how each differs from the first.
  ///
  /// - Parameters:
  ///   - names: the names of the results.
  ///   - x: the years.
  ///   - values: a row per year, a value per result.
  ///   - unit: the unit of the values.
  ///   - difference: the title of the lower axis.
  /// - Returns: the plotly figure.
  static func compared(
    names: [String], x: [String], values: [[Double?]], unit: String, difference: String
  ) -> JSONValue {
    func line(_ result: Int, _ y: [Double?], below: Bool) -> JSONValue {
      [
        "type": "scatter", "mode": "lines", "name": .string(names[result]), "x": strings(x), "y": numbers(y),
        "yaxis": below ? "y2" : "y", "showlegend": .bool(!below), "legendgroup": .string(names[result]),
        "line": ["color": .string(colour(result)), "width": 2.5],
      ]
    }
    let above = names.indices.map { result in line(result, values.map { $0[result] }, below: false) }
    let below = names.indices.dropFirst().map { result in
      line(
        result,
        values.map { row in row[result].flatMap { value in row[0].map { value - $0 } } }, below: true)
    }
    func vertical(_ title: String, _ from: Double, _ to: Double) -> JSONValue {
      .object(axis(title).members + [.init("domain", [.number(from), .number(to)])])
    }
    return figure(
      above + below,
      layout: [
        "height": 560, "xaxis": .object(category(x).members + [.init("anchor", "y2")]),
        "yaxis": vertical(unit, 0.44, 1), "yaxis2": vertical(difference, 0, 0.36),
        "legend": ["orientation": "h", "y": -0.12, "x": 0],
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
      "title": ["text": .string(title), "standoff": 14], "automargin": true, "separatethousands": true,
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
