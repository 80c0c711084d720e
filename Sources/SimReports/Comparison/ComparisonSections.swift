internal import SimScenarios

/// The parts of the page of a comparison.
struct ComparisonSections {
  let comparison: Comparison
  let results: [ResultSet]
  let context: ReportContext

  private var names: [String] { comparison.names }

  private var differenceNames: [String] {
    names.dropFirst().map { context.pick("verschil \($0)", "difference \($0)") }
  }

  func targets() throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "targets", title: context.pick("Doelen naast elkaar", "Targets side by side"),
      intro: context.pick(
        "Wat is afgesproken, en wat er in elk scenario van komt.",
        "What was agreed, and what comes of it in each scenario."))
    var rows: [[String]] = []
    for target in comparison.targets {
      let unit = try TargetsSection.unit(of: target.indicator, results[0])
      let outcomes = zip(target.values, target.met).map { value, met -> String in
        guard let number = Double(value), !met.isEmpty else { return "-" }
        return (met == "yes" ? "\u{2713} " : "\u{2717} ") + context.amount(number, unit: unit)
      }
      rows.append(
        [
          context.words.name(target.target, part: "targets"), target.period,
          Double(target.goal).map { context.amount($0, unit: unit) } ?? "",
        ] + outcomes)
    }
    section.figures.append(
      Figure(
        id: "targets-table", title: context.pick("Gehaald (✓) of gemist (✗)", "Met (✓) or missed (✗)"),
        note: "", chart: nil,
        table: FigureTable(
          file: "targets.csv", pivot: nil,
          header: [
            context.pick("doel", "target"), context.pick("periode", "period"),
            context.pick("afgesproken", "goal"),
          ] + names, rows: rows, wordColumns: 2)))
    return section
  }

  func poorDwellings() -> ReportSection {
    var section = ReportSection(
      id: "poor",
      title: context.pick(
        "Slechte woningen: waar het verschil zit", "Poor dwellings: what makes the difference"),
      intro: context.pick(
        "Het verschil in slechte woningen, gesplitst in andere aantallen woningen en een ander aandeel slechte, per gebied, type en eigendom (Kitagawa 1955, Caswell 1989).",
        "The difference in poor dwellings, split into other numbers of dwellings and other shares of poor ones, by area, type and tenure (Kitagawa 1955, Caswell 1989)."
      ))
    let words = [
      context.pick("door aantal", "by number"), context.pick("door aandeel", "by share"),
      context.pick("samen", "together"),
    ]
    for position in names.indices.dropFirst() {
      let terms = comparison.poorDwellings.filter { $0.result == position }
      guard let last = terms.map(\.year).max() else { continue }
      section.figures.append(decomposition(terms, position, words))
      section.figures.append(
        Figure(
          id: "poor-zones-\(position)",
          title: context.pick(
            "\(names[position]), per gebied, \(last)", "\(names[position]), by area, \(last)"),
          note: "", chart: nil,
          table: table(
            terms.filter { $0.year == last }.map { (context.words.name($0.zone, part: "zone"), [$0]) },
            [context.words.name("zone")] + words),
          isFolded: true))
    }
    if section.figures.isEmpty { section.missing.append("stock.csv") }
    return section
  }

  /// The parts of the difference of one result by year, all zones together.
  private func decomposition(_ terms: [PoorDwellingsTerm], _ position: Int, _ words: [String]) -> Figure {
    let years = terms.map(\.year).reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
    let byYear = years.map { year in ("\(year)", terms.filter { $0.year == year }) }
    let sums = byYear.map { Self.sums($0.1).map(Optional.some) }
    let bars = PivotTable(
      rows: byYear.map { [$0.0] }, columns: Array(words.prefix(2)), values: sums.map { Array($0.prefix(2)) })
    return Figure(
      id: "poor-\(position)", title: names[position],
      note: context.pick(
        "Slechte woningen meer of minder dan in \(names[0]), eind van het jaar.",
        "Poor dwellings more or less than in \(names[0]), end of the year."),
      chart: Chart.stackedBars(
        bars, names: bars.columns, x: byYear.map(\.0), unit: context.pick("woningen", "dwellings")),
      table: table(byYear, [context.words.name("year")] + words))
  }

  private func table(_ rows: [(String, [PoorDwellingsTerm])], _ header: [String]) -> FigureTable {
    FigureTable(
      file: "poor_dwellings.csv", pivot: nil, header: header,
      rows: rows.map { key, terms in [key] + Self.sums(terms).map { context.format.text($0, decimals: 1) } },
      wordColumns: 1)
  }

  private static func sums(_ terms: [PoorDwellingsTerm]) -> [Double] {
    [terms.map(\.byNumber), terms.map(\.byShare), terms.map(\.total)].map { $0.reduce(0, +) }
  }

  func inputs() -> ReportSection {
    var section = ReportSection(
      id: "inputs", title: context.pick("Invoer die verschilt", "Inputs that differ"),
      intro: context.pick(
        "Elke waarde van de scenario's die niet overal gelijk is; een streepje is geen waarde.",
        "Every value of the scenarios that is not the same in all; a dash is no value."))
    section.figures.append(
      Figure(
        id: "inputs-table",
        title: context.pick(
          "\(comparison.inputs.count) verschillen", "\(comparison.inputs.count) differences"),
        note: "", chart: nil,
        table: FigureTable(
          file: "inputs.csv", pivot: nil, header: [context.pick("sleutel", "key")] + names,
          rows: comparison.inputs.map { input in [input.key] + input.values.map { $0.isEmpty ? "-" : $0 } },
          wordColumns: names.count + 1)))
    return section
  }

  func record() -> ReportSection {
    var section = ReportSection(
      id: "record", title: context.pick("Verantwoording", "Record of the runs"),
      intro: context.pick(
        "Welke berekeningen zijn vergeleken, en van wie de gegevens zijn.",
        "Which runs are compared, and whose data they use."))
    let rows = zip(names, results).map { name, result in
      [
        name, result.scenario[context.pick("title_nl", "title_en")]?.text ?? "",
        result.record["scenario_digest"]?.text ?? "", result.record.at("versions.package")?.text ?? "",
      ]
    }
    section.figures.append(
      Figure(
        id: "record-runs", title: context.pick("Berekeningen", "Runs"), note: "", chart: nil,
        table: FigureTable(
          file: "run.json", pivot: nil,
          header: [
            "scenario", context.pick("titel", "title"),
            context.pick("vingerafdruk (SHA-256)", "digest (SHA-256)"),
            context.pick("versie", "version"),
          ], rows: rows, wordColumns: 4)))
    let lines = results.flatMap { $0.scenario["attribution"]?.items ?? [] }.compactMap(\.text)
    let distinct = lines.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    section.figures.append(
      Figure(
        id: "record-attribution", title: context.pick("Gegevens van", "Data of"), note: "", chart: nil,
        table: FigureTable(
          file: "run.json", pivot: nil, header: [context.pick("bron", "source")], rows: distinct.map { [$0] },
          wordColumns: 1)))
    return section
  }
}

// MARK: - Indicators

extension ComparisonSections {
  func indicators() throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "indicators", title: context.pick("Uitkomsten per jaar", "Outcomes by year"),
      intro: context.pick(
        "Boven: elk scenario. Onder: het verschil met \(names[0]). Hele regio.",
        "Above: each scenario. Below: the difference from \(names[0]). Whole region."))
    let judged = comparison.targets.map(\.indicator)
    let keys = UncertaintySection.indicators + judged
    let main = keys.enumerated().filter { keys.firstIndex(of: $1) == $0 }.map(\.element)
    for key in main {
      let rows = comparison.indicators.filter { $0.indicator == key }
      if !rows.isEmpty { section.figures.append(figure(key, rows)) }
    }
    let others = comparison.indicators.filter { !main.contains($0.indicator) }
    if !others.isEmpty { section.figures.append(remaining(others)) }
    return section
  }

  private func figure(_ key: String, _ rows: [Comparison.Indicator]) -> Figure {
    let unit = rows[0].unit
    let shown =
      unit == "1" ? context.pick("aandeel (1 = alles)", "share (1 = all)") : context.words.name(unit)
    let name = context.words.name(key, part: "indicators")
    return Figure(
      id: "indicator-\(key)", title: name.prefix(1).uppercased() + name.dropFirst(),
      note: context.pick("Eenheid: \(shown).", "Unit: \(shown)."),
      chart: Chart.compared(
        names: names, x: rows.map { "\($0.year)" }, values: rows.map(\.values), unit: shown,
        difference: context.pick("verschil", "difference")),
      table: FigureTable(
        file: "indicators.csv", pivot: nil, header: [context.words.name("year")] + names + differenceNames,
        rows: rows.map { ["\($0.year)"] + cells($0) }, wordColumns: 1))
  }

  private func remaining(_ rows: [Comparison.Indicator]) -> Figure {
    Figure(
      id: "indicators-others", title: context.pick("Alle andere uitkomsten", "All other outcomes"), note: "",
      chart: nil,
      table: FigureTable(
        file: "indicators.csv", pivot: nil,
        header: [
          context.words.name("year"), context.pick("uitkomst", "outcome"), context.pick("eenheid", "unit"),
        ]
          + names + differenceNames,
        rows: rows.map {
          ["\($0.year)", context.words.name($0.indicator, part: "indicators"), $0.unit] + cells($0)
        }, wordColumns: 3), isFolded: true)
  }

  /// The values of an indicator, and its differences from the first.
  private func cells(_ row: Comparison.Indicator) -> [String] {
    let decimals = row.unit == "1" ? 4 : (row.values.compactMap { $0?.magnitude }.max() ?? 0) >= 1000 ? 0 : 2
    let differences = row.values.dropFirst().map { value in
      value.flatMap { value in row.values[0].map { value - $0 } }
    }
    return (row.values + differences).map { $0.map { context.format.text($0, decimals: decimals) } ?? "" }
  }
}
