internal import UrbanMine

extension ScenarioBuilder {
  /// `places.csv`: the points of zones, hubs and candidate sites, which maps of the results need.
  func places(_ hubs: [Hub], sites: Table?) -> ResultTable {
    var places = ResultTable(
      fileName: "places.csv",
      columns: [
        ResultColumn("kind", .text, longName: "zone, hub or site"),
        ResultColumn("key", .text, longName: "key of the place"),
        ResultColumn("name", .text, longName: "name of the place"),
        ResultColumn("latitude", .number, unit: "degrees north", longName: "latitude (WGS84)"),
        ResultColumn("longitude", .number, unit: "degrees east", longName: "longitude (WGS84)"),
      ])
    if let zones = tables["baseline.zones"] {
      for row in 0..<zones.rowCount {
        places.append(
          .text("zone"), .text(zones.text(row, "zone")), .text(zones.text(row, "name")),
          .number(zones.number(row, "latitude")), .number(zones.number(row, "longitude")))
      }
    }
    for hub in hubs {
      places.append(
        .text("hub"), .text(hub.key), .text(titles["hub:\(hub.key)"]?.dutch ?? hub.key),
        .number(hub.latitude),
        .number(hub.longitude))
    }
    if let sites {
      for (row, site) in sites.texts("site").enumerated() {
        places.append(
          .text("site"), .text(site), .text(site), .number(sites.number(row, "latitude")),
          .number(sites.number(row, "longitude")))
      }
    }
    return places
  }

  /// `boundaries.csv`: the outlines of municipalities for the map, `nil` where the scenario names no table.
  func boundaries() -> ResultTable? {
    guard view.has("boundaries") else { return nil }
    let schema = TableSchema(
      columns: [
        TableColumn("municipality", .text), TableColumn("part", .number(.nonNegative)),
        TableColumn("point", .number(.nonNegative)),
        TableColumn("latitude", .number(.closed(-90...90))),
        TableColumn("longitude", .number(.closed(-180...180))),
      ], keyColumns: ["municipality", "part", "point"])
    guard let table = table("boundaries", schema) else { return nil }
    var boundaries = ResultTable(
      fileName: "boundaries.csv",
      columns: [
        ResultColumn("municipality", .text, longName: "municipality"),
        ResultColumn("part", .integer, unit: "1", longName: "closed outline of the municipality"),
        ResultColumn("point", .integer, unit: "1", longName: "point along the outline"),
        ResultColumn("latitude", .number, unit: "degrees north", longName: "latitude (WGS84)"),
        ResultColumn("longitude", .number, unit: "degrees east", longName: "longitude (WGS84)"),
      ])
    for row in 0..<table.rowCount {
      boundaries.append(
        .text(table.text(row, "municipality")), .integer(table.integer(row, "part")),
        .integer(table.integer(row, "point")), .number(table.number(row, "latitude")),
        .number(table.number(row, "longitude")))
    }
    return boundaries
  }
}
