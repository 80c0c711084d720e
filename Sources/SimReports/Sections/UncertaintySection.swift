internal import SimScenarios

/// What an ensemble says: bands of indicators, what they depend on, and how sure the choice of hub sites is.
enum UncertaintySection {
  /// The indicators that are shown first, where results have them.
  static let indicators = [
    "dwellings", "poor_dwellings", "poor_share", "gas_free_ready_share", "label_a_to_c_share", "released",
    "reused",
    "operational_co2e", "urban_mine_net_cost",
  ]

  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "uncertainty", title: context.pick("Hoe zeker is dit?", "How sure is this?"),
      intro: context.pick(
        "Veel getallen zijn aannames. Een ensemble rekent met veel waarden daarvan.",
        "Many numbers are assumptions. An ensemble calculates with many values of them."))
    if context.results.has("quantiles.csv") {
      for key in indicators {
        if let figure = try fan(key, context) { section.figures.append(figure) }
      }
    } else {
      section.missing.append("quantiles.csv")
    }
    section.figures += try SensitivitySection.figures(context)
    if let figure = try sites(context) {
      section.figures.append(figure)
    } else {
      section.missing.append("siting.csv")
    }
    if context.results.isEnsemble, let figure = try SiteMap.make(context) { section.figures.append(figure) }
    return section
  }

  private static func fan(_ key: String, _ context: ReportContext) throws(ReportError) -> Figure? {
    let pivot = Pivot(
      "quantiles.csv", rows: ["year"], columns: .measures(["p05", "p25", "p50", "p75", "p95"]),
      where: ["zone": ["region"], "indicator": [key]])
    let unit = try TargetsSection.unit(of: key, context.results)
    let name = context.words.name(key, part: "indicators")
    let shown =
      unit == "1" ? context.pick("aandeel (1 = alles)", "share (1 = all)") : context.words.name(unit)
    return try context.figure(
      "fan-\(key)", name.prefix(1).uppercased() + name.dropFirst(),
      context.pick(
        "Lijn: de middelste uitkomst. Donker: de helft van de uitkomsten. Licht: negen van de tien. Eenheid: \(shown).",
        "Line: the median. Dark: half of the outcomes. Light: nine out of ten. Unit: \(shown)."), pivot,
      decimals: unit == "1" ? 4 : 0, unit: ""
    ) { table in
      Chart.fan(
        table, x: table.rows.map { $0[0] },
        names: [
          context.pick("5 tot 95 %", "5 to 95 %"), context.pick("25 tot 75 %", "25 to 75 %"),
          context.pick("middelste", "median"),
        ], unit: shown)
    }
  }

  private static func sites(_ context: ReportContext) throws(ReportError) -> Figure? {
    let pivot = Pivot(
      "siting.csv", rows: ["sites"],
      columns: .measures(["probability_best", "mean_cost", "regret_p50", "regret_p95"]))
    guard let all = try pivot.table(of: context.results) else { return nil }
    let order = all.rows.indices.sorted {
      (all.values[$1][0] ?? 0, all.values[$0][1] ?? 0, $0) < (
        all.values[$0][0] ?? 0, all.values[$1][1] ?? 0, $1
      )
    }.prefix(12)
    let table = PivotTable(
      rows: order.map { all.rows[$0] }, columns: all.columns, values: order.map { all.values[$0] })
    let cells = context.table(table, pivot, decimals: 0, unit: "")
    return Figure(
      id: "sites", title: context.pick("Plaatsen voor hubs", "Sites for hubs"),
      note: context.pick(
        "Kans dat een keuze de goedkoopste is, en de spijt: wat zij per jaar meer kost dan de goedkoopste.",
        "Probability that a choice is the cheapest, and its regret: what it costs a year above the cheapest."),
      chart: probabilities(table, context),
      table: FigureTable(
        file: "siting.csv", pivot: pivot,
        header: [
          context.pick("plaatsen", "sites"),
          context.pick("kans op goedkoopste (1 = zeker)", "probability of being cheapest (1 = certain)"),
          context.pick("kosten (euro per jaar)", "cost (euro a year)"),
          context.pick("spijt, middelste (euro per jaar)", "regret, median (euro a year)"),
          context.pick("spijt, 95 % (euro per jaar)", "regret, 95 % (euro a year)"),
        ],
        rows: zip(cells.rows, table.values).map { cells, values in
          [cells[0], context.format.text(values[0] ?? 0, decimals: 3)] + cells.dropFirst(2)
        }, wordColumns: 1, order: table.rows))
  }

  /// How often each choice is the cheapest; a plain run has one member, of which no share can be shown.
  private static func probabilities(_ table: PivotTable, _ context: ReportContext) -> JSONValue? {
    guard context.results.isEnsemble else { return Optional.none }
    let best = PivotTable(
      rows: table.rows, columns: ["probability_best"], values: table.values.map { [$0[0].map { $0 * 100 }] })
    return Chart.horizontalBars(
      best, names: [context.pick("kans op goedkoopste", "probability of being cheapest")],
      rows: table.rows.map { $0[0] }, unit: "%")
  }
}
