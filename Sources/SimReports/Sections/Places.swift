internal import Foundation

/// The points of zones, hubs and candidate sites, and the outlines of municipalities.
struct Places {
  private(set) var points: [String: Chart.Place] = [:]
  private(set) var hubs: [Chart.Place] = []
  private(set) var sites: [String: Chart.Place] = [:]
  private(set) var outlines: [[Chart.Place]] = []
  /// How much longer a degree of latitude is than one of longitude.
  var stretch: Double {
    let latitudes = points.values.map(\.latitude).sorted()
    let middle = latitudes.isEmpty ? 0 : latitudes[latitudes.count / 2]
    return 1 / max(0.01, cos(middle * .pi / 180))
  }

  init?(_ context: ReportContext) throws(ReportError) {
    guard let table = try context.results.table("places.csv"), let kind = table.column("kind"),
      let key = table.column("key"), let latitude = table.column("latitude"),
      let longitude = table.column("longitude")
    else { return nil }
    for row in 0..<table.rowCount {
      let text = table.text(row, key)
      let kind = table.text(row, kind)
      let isHub = kind == "hub"
      let place = Chart.Place(
        name: kind == "site" ? text : context.words.name(text, part: isHub ? "hubs" : "zone"),
        latitude: try table.number(row, latitude),
        longitude: try table.number(row, longitude))
      if kind == "site" {
        sites[text] = place
      } else {
        points[text] = place
        if isHub { hubs.append(place) }
      }
    }
    try readOutlines(context)
  }

  private mutating func readOutlines(_ context: ReportContext) throws(ReportError) {
    guard let table = try context.results.table("boundaries.csv"), let name = table.column("municipality"),
      let part = table.column("part"), let latitude = table.column("latitude"),
      let longitude = table.column("longitude")
    else { return }
    var last = ""
    for row in 0..<table.rowCount {
      let outline = table.text(row, name) + "/" + table.text(row, part)
      if outline != last { outlines.append([]) }
      last = outline
      outlines[outlines.count - 1].append(
        Chart.Place(
          name: table.text(row, name).capitalized, latitude: try table.number(row, latitude),
          longitude: try table.number(row, longitude)))
    }
  }
}
