internal import HousingSim
internal import UrbanMine

/// The languages of summaries and reports.
public enum SummaryLanguage: String, Sendable, CaseIterable {
  /// Dutch.
  case nl
  /// English.
  case en
}

/// What a run says in a terminal, for a reader who has not read the manual.
public struct RunSummary {
  let result: RunResult
  private let language: SummaryLanguage

  /// Makes the summary of a run in a language.
  ///
  /// - Parameters:
  ///   - result: what the run came to.
  ///   - language: the language of all words but those of the scenario's own texts.
  public init(_ result: RunResult, language: SummaryLanguage) {
    self.result = result
    self.language = language
  }

  /// The summary.
  ///
  /// - Parameter directory: where the results were written.
  /// - Returns: lines of text, joined by line feeds.
  public func text(directory: String) -> String {
    let scenario = result.scenario
    let years = scenario.axes.years
    let head = "\(pick(scenario.title)), \(years.lowerBound)-\(years.upperBound)"
    return
      ([head, String(repeating: "=", count: head.count), ""] + targets() + stock() + monitoring()
      + households() + materials() + reuse() + unused()
      + siting() + hubs() + effects() + money() + footer(directory: directory)).joined(separator: "\n")
  }

  /// A text in the language of the summary.
  package func pick(_ text: BilingualText) -> String { language == .nl ? text.dutch : text.english }

  /// The text in the language of the summary.
  package func pick(_ dutch: String, _ english: String) -> String { language == .nl ? dutch : english }

  // MARK: - Targets

  private func targets() -> [String] {
    guard !result.targets.isEmpty else { return [] }
    let met = result.targets.count(where: \.isMet)
    let title = pick(
      "Doelen: \(met) van \(result.targets.count) gehaald", "Targets: \(met) of \(result.targets.count) met")
    let rows = result.targets.map { target -> [String] in
      [
        target.isMet ? pick("gehaald", "met") : pick("gemist", "missed"),
        self.title("target:\(target.key)", else: target.key),
        "\(target.years.lowerBound)-\(target.years.upperBound)", number(target.value ?? 0, target.unit),
        pick("doel ", "goal ") + number(target.goal, target.unit), target.isMet ? "" : causes(target),
      ]
    }
    return [title] + align(rows, right: [3]) + [""]
  }

  /// Why the programme behind a missed target did less than it planned, in the words of `programmes.csv`.
  private func causes(_ target: TargetOutcome) -> String {
    guard target.indicator.hasPrefix(IndicatorCatalogue.donePrefix),
      let table = result.table("programmes.csv"),
      let years = table.integers(of: "year"), let lines = table.texts(of: "programme"),
      let causes = table.texts(of: "cause")
    else { return "" }
    let line = target.indicator.dropFirst(IndicatorCatalogue.donePrefix.count)
    let rows = years.indices.filter { lines[$0] == line && target.years.contains(years[$0]) }
    let words = rows.flatMap { causes[$0].split(separator: ";").map(String.init) }.uniqued
    if rows.isEmpty { return pick("niets gepland", "nothing planned") }
    return words.map(causeWords).joined(separator: ", ")
  }

  private func causeWords(_ cause: String) -> String {
    switch cause {
    case "budget": pick("budget op", "budget spent")
    case "too_few_eligible": pick("te weinig geschikte woningen", "too few eligible dwellings")
    case "already_treated":
      pick("al door een ander programma behandeld", "already treated by another programme")
    default: cause
    }
  }

  // MARK: - Stock

  private func stock() -> [String] {
    let scenario = result.scenario
    let years = [scenario.baselineYear] + milestones()
    let keys =
      ["dwellings"] + scenario.indicators.map(\.key) + scenario.mixes.filter { $0.kind != .mix }.map(\.key)
    let header = [pick("Voorraad aan het eind van", "Stock at the end of")] + years.map(String.init)
    let rows = keys.map { key -> [String] in
      let unit = result.indicators.first { $0.key == key }?.unit ?? ""
      return [key == "dwellings" ? pick("woningen", "dwellings") : title("indicator:\(key)", else: key)]
        + years.map { result.value(key, year: $0).map { number($0, unit) } ?? "-" }
    }
    return align([header] + rows + stays(years), right: Array(1...years.count)) + [""]
  }

  /// How long a poor dwelling stays so: mean and standard deviation with the programmes of the year, and the mean without.
  private func stays(_ years: [Int]) -> [[String]] {
    let keys =
      IndicatorCatalogue.stayKeys + [IndicatorCatalogue.stayKeys[0] + IndicatorCatalogue.withoutProgrammes]
    let words = [
      pick("jaren slecht, verwacht", "years poor, expected"),
      pick("  standaardafwijking", "  standard deviation"),
      pick("  zonder programma's", "  without programmes"),
    ]
    let rows = zip(keys, words).map { key, word in
      [word] + years.map { result.value(key, year: $0).map(tenths) ?? "-" }
    }
    return rows.contains { $0.dropFirst().contains { $0 != "-" } } ? rows : []
  }

  /// The last years of targets and of the run: what a council asks about.
  func milestones() -> [Int] {
    let years = result.scenario.axes.years
    let ends = result.scenario.targets.map(\.years.upperBound) + [years.upperBound]
    return Array(Set(ends)).sorted()
  }

  // MARK: - Materials

  private func materials() -> [String] {
    let years = result.scenario.axes.years
    let released = total(.released)
    var lines = [
      pick(
        "Urban Mine, \(years.lowerBound)-\(years.upperBound) (ton in totaal, ton per jaar, deel van vrijgekomen)",
        "Urban Mine, \(years.lowerBound)-\(years.upperBound) (tonnes in all, tonnes a year, share of released)"
      )
    ]
    let flows: [MaterialFlow] = [
      .released, .reused, .recycled, .downcycled, .incinerated, .landfilled, .processLoss,
    ]
    let rows = flows.map { flow -> [String] in
      let tonnes = total(flow)
      return [
        flowWords(flow), number(tonnes, "t"), number(tonnes / Double(years.count), "t"),
        released > 0 ? number(tonnes / released, "1") : "-",
      ]
    }
    lines += align(rows, right: [1, 2, 3])
    let demand = total(.demand)
    let share = demand > 0 ? number(total(.demandReused) / demand, "1") : "-"
    lines.append(
      pick(
        "Nieuw gebruik vraagt \(number(demand, "t")) ton; \(share) daarvan komt uit hergebruik.",
        "New use asks for \(number(demand, "t")) t; \(share) of it comes from reuse."))
    return lines + [""]
  }

  func total(_ flow: MaterialFlow) -> Double {
    let series = result.indicators.first { $0.key == flow.rawValue }
    return series?.value(years: result.scenario.axes.years, position: result.scenario.axes.zones.count) ?? 0
  }

  private func flowWords(_ flow: MaterialFlow) -> String {
    switch flow {
    case .released: pick("vrijgekomen", "released")
    case .reused: pick("hergebruikt", "reused")
    case .recycled: pick("gerecycled", "recycled")
    case .downcycled: pick("laagwaardig toegepast", "downcycled")
    case .incinerated: pick("verbrand", "incinerated")
    case .landfilled: pick("gestort", "landfilled")
    case .processLoss: pick("verlies in de hub", "lost in hubs")
    case .toHub: pick("naar hub", "to hubs")
    case .demand: pick("vraag", "demand")
    case .demandReused: pick("vraag uit hergebruik", "demand from reuse")
    case .demandRecycled: pick("vraag uit recycling", "demand from recycling")
    case .demandPrimary: pick("vraag uit nieuwe grondstof", "demand from primary material")
    }
  }

  // MARK: - Hubs

  private func hubs() -> [String] {
    let hubs = result.scenario.mineModel.inputs.hubs
    guard !hubs.isEmpty, let table = result.table("hubs.csv"), let names = table.texts(of: "hub") else {
      return [pick("Geen hub in dit scenario.", "No hub in this scenario."), ""]
    }
    let columns: [HubColumn] = [
      .received, .dispatched, .refusedUnsuitable, .refusedCapacity, .refusedRoom, .expired,
    ]
    let header =
      [pick("Hub (ton in totaal)", "Hub (tonnes in all)")]
      + [
        pick("ontvangen", "received"), pick("geleverd", "dispatched"), pick("ongeschikt", "unsuitable"),
        pick("geen capaciteit", "no capacity"), pick("geen ruimte", "no room"), pick("verlopen", "expired"),
      ]
    let rows = hubs.map { hub -> [String] in
      return ["\(title("hub:\(hub.key)", else: hub.key)) (\(hub.openingYear))"]
        + columns.map { column in
          let values = table.numbers(of: column.rawValue) ?? []
          return number(zip(names, values).reduce(0) { $0 + ($1.0 == hub.key ? $1.1 : 0) }, "t")
        }
    }
    let note = pick(
      "ongeschikt: met zorg gesloopt, maar zonder route naar hergebruik of afgekeurd",
      "unsuitable: dismantled with care, but without a route to reuse, or not passed")
    return align([header] + rows, right: Array(1...columns.count)) + ["  " + note, ""]
  }

  // MARK: - Footer

  private func footer(directory: String) -> [String] {
    let worst = result.balances.map { $0.scale > 0 ? $0.largestResidual / $0.scale : 0 }.max() ?? 0
    let values = result.scenario.listing.count { $0.confidence == Confidence.assumption.rawValue }
    let rows = result.scenario.assumedRowCount
    let fit = result.scenario.baseline
    let misfit = fit.residuals.map(\.relative).max() ?? 0
    let lines =
      [
        pick(
          "De beginvoorraad past op al zijn randtotalen in \(fit.iterations) rondes, op \(rounded(misfit)) na.",
          "The baseline fits all its margins in \(fit.iterations) rounds, to \(rounded(misfit))."),
        pick(
          "Elke balans sluit; het grootste verschil is \(rounded(worst)) van zijn schaal.",
          "Every balance closes; the largest residual is \(rounded(worst)) of its scale."),
        pick(
          "Aannames: \(values) waarden van het scenario en \(rows) rijen van zijn tabellen (simrunner show).",
          "Assumptions: \(values) values of the scenario and \(rows) rows of its tables (simrunner show)."),
      ] + result.warnings.prefix(5).map { pick("Let op: ", "Note: ") + $0 }
    return lines + [pick("Resultaten: \(directory)", "Results: \(directory)")]
  }

  // MARK: - Text

  /// The title of a part in the language of the summary; its key in words where it has none.
  package func title(_ name: String, else key: String) -> String {
    result.scenario.titles[name].map(pick) ?? key.replacing("_", with: " ")
  }

  /// A small number as a power of ten, upwards: 6.6e-10 becomes `1e-9`.
  private func rounded(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var exponent = 0
    var power = 1.0
    while power > value, exponent > -30 {
      exponent -= 1
      power /= 10
    }
    return "1e\(exponent + 1)"
  }

  /// A number of 0 or more with one decimal.
  func tenths(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    guard tenths < 1e15 else { return number(value, "") }
    return "\(Int(tenths) / 10)" + (language == .nl ? "," : ".") + "\(Int(tenths) % 10)"
  }

  /// Whole numbers with thousands marks; shares as percentages with one decimal.
  package func number(_ value: Double, _ unit: String) -> String {
    let mark = language == .nl ? "." : ","
    if unit == "1" {
      let tenths = (value * 1000).rounded()
      let text = "\(Int(tenths) / 10)" + (language == .nl ? "," : ".") + "\(abs(Int(tenths)) % 10)"
      return text + " %"
    }
    let digits = String(Int(value.rounded().magnitude))
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return (value < -0.5 ? "-" : "") + ([rest] + groups).joined(separator: mark)
  }

  /// Rows with their columns under each other, indented; the first column is on the left.
  package func align(_ rows: [[String]], right: [Int]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell -> String in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return right.contains(column) ? space + cell : cell + space
      }
      var line = "  " + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
