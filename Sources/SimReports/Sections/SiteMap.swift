internal import SimScenarios

/// The map of how robust each candidate site is: in which share of the members the cheapest choice has it.
enum SiteMap {
  /// A candidate site over all choices that have it.
  private struct Site {
    var probability = 0.0
    /// The mean cost and the regret of its cheapest choice.
    var cost = Double.infinity
    var regret = 0.0
  }

  /// The map, or `nil` where the results have no choices of sites or no places of them.
  static func make(_ context: ReportContext) throws(ReportError) -> Figure? {
    guard let places = try Places(context), !places.sites.isEmpty else { return nil }
    let found = try sites(context)
    let order = found.keys.sorted {
      (found[$1]?.probability ?? 0, found[$0]?.cost ?? 0, $0) < (
        found[$0]?.probability ?? 0, found[$1]?.cost ?? 0, $1
      )
    }
    guard !order.isEmpty else { return nil }
    let rows = order.map { key in
      let site = found[key] ?? Site()
      return [
        key, context.format.text(site.probability, decimals: 3), context.format.text(site.cost, decimals: 0),
        context.format.text(site.regret, decimals: 0),
      ]
    }
    return Figure(
      id: "sites-map", title: context.pick("Hoe zeker elke plaats is", "How robust each site is"),
      note: context.pick(
        "Hoe groter de stip, hoe vaker de plaats in de goedkoopste keuze zit, over alle berekeningen.",
        "The larger the dot, the more often the site is part of the cheapest choice, over all runs."),
      chart: chart(order, found, places, context),
      table: FigureTable(
        file: "siting.csv", pivot: nil,
        header: [
          context.pick("plaats", "site"),
          context.pick(
            "kans in goedkoopste keuze (1 = zeker)", "probability in cheapest choice (1 = certain)"),
          context.pick("kosten van beste keuze (euro per jaar)", "cost of its best choice (euro a year)"),
          context.pick("spijt daarvan, 95 % (euro per jaar)", "regret of it, 95 % (euro a year)"),
        ], rows: rows, wordColumns: 1))
  }

  private static func sites(_ context: ReportContext) throws(ReportError) -> [String: Site] {
    guard let table = try context.results.table("siting.csv"), let sites = table.column("sites"),
      let probability = table.column("probability_best"), let cost = table.column("mean_cost"),
      let regret = table.column("regret_p95")
    else { return [:] }
    var found: [String: Site] = [:]
    for row in 0..<table.rowCount {
      let (chance, euro) = (try table.number(row, probability), try table.number(row, cost))
      let late = try table.number(row, regret)
      for key in table.text(row, sites).split(separator: "+") {
        var site = found[String(key)] ?? Site()
        site.probability += chance
        if euro < site.cost { (site.cost, site.regret) = (euro, late) }
        found[String(key)] = site
      }
    }
    return found
  }

  private static func chart(
    _ order: [String], _ found: [String: Site], _ places: Places, _ context: ReportContext
  ) -> JSONValue {
    let dots = order.compactMap { key -> (place: Chart.Place, size: Double, text: String)? in
      guard let place = places.sites[key], let site = found[key] else { return nil }
      let percent = context.format.text(100 * site.probability, decimals: 1)
      return (place: place, size: site.probability, text: "\(key): \(percent) %")
    }
    return Chart.map(
      outlines: places.outlines, zones: dots, hubs: places.hubs, streams: [],
      names: [
        context.pick("gemeente", "municipality"), context.pick("plaats", "site"),
        context.pick("hub van de gewone berekening", "hub of the plain run"), "",
      ], stretch: places.stretch)
  }
}
