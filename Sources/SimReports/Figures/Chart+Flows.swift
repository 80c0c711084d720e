internal import SimScenarios

extension Chart {
  /// Links of a Sankey diagram: from a node on the left to one on the right.
  struct Link {
    let from: Int
    let to: Int
    let value: Double
  }

  /// A Sankey diagram of nodes by position.
  static func sankey(nodes: [String], colours: [String], links: [Link], unit: String) -> JSONValue {
    let data: JSONValue = [
      "type": "sankey", "arrangement": "snap", "valuesuffix": .string(" " + unit), "valueformat": ",.0f",
      "node": [
        "label": strings(nodes), "color": strings(colours), "pad": 14, "thickness": 16,
        "line": ["width": 0],
      ],
      "link": [
        "source": .array(links.map { .integer($0.from) }), "target": .array(links.map { .integer($0.to) }),
        "value": .array(links.map { .number($0.value) }), "color": "rgba(128,128,128,0.35)",
      ],
    ]
    return figure([data], layout: ["height": 520, "margin": ["l": 8, "r": 8, "t": 16, "b": 16]])
  }

  /// A point on the map.
  struct Place {
    let name: String
    let latitude: Double
    let longitude: Double
  }

  /// A stream between two points of the map.
  struct Stream {
    let from: Place
    let to: Place
    let share: Double
    let text: String
  }

  /// A map with outlines, zones, hubs and streams, drawn in degrees of which one east is as long as it is on the ground.
  ///
  /// - Parameters:
  ///   - outlines: closed outlines as points of latitude and longitude.
  ///   - zones: the zones with the text that is shown for each.
  ///   - hubs: the hubs.
  ///   - streams: the streams, thick as their share of the largest.
  ///   - names: the words for outline, zones, hubs and streams.
  ///   - stretch: how much longer a degree north is than one east.
  /// - Returns: the plotly figure.
  static func map(
    outlines: [[Place]], zones: [(place: Place, size: Double, text: String)], hubs: [Place],
    streams: [Stream],
    names: [String], stretch: Double
  ) -> JSONValue {
    let data =
      lines(outlines, name: names[0]) + lines(streams, name: names[3])
      + [marks(zones, name: names[1]), marks(hubs, name: names[2]), labels(outlines)]
    let bare: JSONValue = ["visible": false, "constrain": "domain"]
    return figure(
      data,
      layout: [
        "height": 640, "xaxis": bare, "hovermode": "closest",
        "yaxis": ["visible": false, "scaleanchor": "x", "scaleratio": .number(stretch)],
        "margin": ["l": 8, "r": 8, "t": 8, "b": 40], "legend": ["orientation": "h", "y": -0.02, "x": 0],
      ])
  }

  /// Outlines as thin lines, with one entry in the legend for all.
  private static func lines(_ outlines: [[Place]], name: String) -> [JSONValue] {
    outlines.enumerated().map { position, outline in
      [
        "type": "scatter", "mode": "lines", "name": .string(name), "legendgroup": "outline",
        "showlegend": .bool(position == 0), "hoverinfo": "text", "text": .string(outline.first?.name ?? ""),
        "x": .array(outline.map { .number($0.longitude) }), "y": .array(outline.map { .number($0.latitude) }),
        "line": ["color": "#888888", "width": 1.2],
      ]
    }
  }

  /// Streams as lines that are thick as their share, with one entry in the legend for all.
  private static func lines(_ streams: [Stream], name: String) -> [JSONValue] {
    streams.enumerated().map { position, stream in
      [
        "type": "scatter", "mode": "lines", "name": .string(name), "legendgroup": "stream",
        "showlegend": .bool(position == 0), "hoverinfo": "text", "text": .string(stream.text),
        "x": .array([.number(stream.from.longitude), .number(stream.to.longitude)]),
        "y": .array([.number(stream.from.latitude), .number(stream.to.latitude)]),
        "line": ["color": "rgba(213,94,0,0.55)", "width": .number(0.5 + 9 * stream.share)],
      ]
    }
  }

  /// Zones as discs, whose area grows with their size.
  private static func marks(
    _ zones: [(place: Place, size: Double, text: String)], name: String
  ) -> JSONValue {
    [
      "type": "scatter", "mode": "markers", "name": .string(name),
      "x": .array(zones.map { .number($0.place.longitude) }),
      "y": .array(zones.map { .number($0.place.latitude) }),
      "hoverinfo": "text", "hovertext": strings(zones.map(\.text)),
      "marker": ["color": "#0072B2", "size": .array(zones.map { .number(7 + 22 * $0.size.squareRoot()) })],
    ]
  }

  /// Hubs as stars.
  private static func marks(_ hubs: [Place], name: String) -> JSONValue {
    [
      "type": "scatter", "mode": "markers", "name": .string(name), "hoverinfo": "text",
      "x": .array(hubs.map { .number($0.longitude) }), "y": .array(hubs.map { .number($0.latitude) }),
      "hovertext": strings(hubs.map(\.name)),
      "marker": [
        "symbol": "star", "size": 18, "color": "#E69F00", "line": ["color": "#000000", "width": 1],
      ],
    ]
  }

  /// The names of outlines, each in the middle of its own.
  private static func labels(_ outlines: [[Place]]) -> JSONValue {
    func middle(_ values: [Double]) -> JSONValue { .number(((values.min() ?? 0) + (values.max() ?? 0)) / 2) }
    return [
      "type": "scatter", "mode": "text", "hoverinfo": "skip", "showlegend": false,
      "x": .array(outlines.map { middle($0.map(\.longitude)) }),
      "y": .array(outlines.map { middle($0.map(\.latitude)) }),
      "text": strings(outlines.map { $0.first?.name ?? "" }), "textfont": ["size": 13],
    ]
  }
}
