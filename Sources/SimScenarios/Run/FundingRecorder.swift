internal import HousingSim
internal import SimNumerics

/// Records `funding.csv`, `funding_lines.csv`, the programmes in `costs.csv`, and the indicators of money.
///
/// A programme has rows in the years in which it costs or earns anything. Without `funding` in the scenario there are none of
/// these tables and indicators.
struct FundingRecorder: RunObserver {
  private var funding = ResultTable(
    fileName: "funding.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("programme", .text, longName: "programme, construction line or transformation line"),
      ResultColumn(
        "source", .text,
        longName: "who pays; revenue for what sales pay, unfunded for what nobody pays"),
      ResultColumn("euro", .number, unit: "euro/year", longName: "amount in money of the year"),
    ])
  private var lines = ResultTable(
    fileName: "funding_lines.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("step", .integer, longName: "the order in which the money of the year was divided"),
      ResultColumn("programme", .text, longName: "programme or line that asks"),
      ResultColumn("source", .text, longName: "source that is asked, or unfunded for what is left"),
      ResultColumn("asked", .number, unit: "euro/year", longName: "what was still to be funded"),
      ResultColumn(
        "allowed", .number, unit: "euro/year", longName: "the most that the source could give of it"),
      ResultColumn("granted", .number, unit: "euro/year", longName: "what it gave"),
      ResultColumn(
        "limited_by", .text,
        longName: "period, share, per_dwelling, cap, yearly_part or match; empty where all was given"),
    ])
  private var costs: [(year: Int, line: String, item: FundingItem, euro: Double)] = []
  /// The indicators of money.
  private(set) var series: [IndicatorSeries] = []
  /// Per source, what it paid and what was paid in all in the programmes that it may pay for, since the first year.
  private var paid: [(own: Double, all: Double)]
  private let model: FundingModel?
  private let zoneCount: Int
  private let hasTables: Bool

  /// The recorder of a scenario, or of members of it, which need no tables.
  init(scenario: Scenario, hasTables: Bool = true) {
    self.hasTables = hasTables
    model = scenario.funding
    zoneCount = scenario.axes.zones.count
    let sources = scenario.funding?.inputs.sources.keys ?? []
    paid = sources.map { _ in (0, 0) }
    guard scenario.funding != nil else { return }
    series = FundingIndicator.all(sources: sources).map {
      IndicatorSeries(
        key: $0.key, unit: $0.unit, kind: $0.isFlow ? .flow : .stock,
        firstYear: scenario.axes.years.lowerBound, meaning: $0.formula)
    }
  }

  /// The tables of money; none where the scenario has no funding.
  var tables: [ResultTable] { model == nil ? [] : [funding, lines] }

  /// A table of costs with those of the programmes after it.
  func costs(with table: ResultTable) -> ResultTable {
    var table = table
    for cost in costs {
      table.append(
        .integer(cost.year), .text(cost.line), .text(cost.item.rawValue), .number(cost.euro))
    }
    return table
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {}

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    saw(year.funding, year: year.year, of: scenario)
  }

  /// Records the money of a year.
  mutating func saw(_ funded: FundingYear?, year: Int, of scenario: Scenario) {
    guard let money = funded, let model else { return }
    if hasTables { recordTables(money, year, model) }
    recordIndicators(money, model.inputs.sources, programmeCount: scenario.housing.programmes.count)
  }

  private mutating func recordTables(_ money: FundingYear, _ year: Int, _ model: FundingModel) {
    let keys = model.inputs.lines
    for (line, key) in keys.enumerated()
    where money.grossCost(line: line) > 0 || money.cost(line: line, item: .sale) != 0 {
      recordLine(line, key, year, money, model.inputs.sources)
    }
    for (position, step) in money.steps.enumerated() {
      lines.append(
        .integer(year), .integer(position + 1), .text(keys[step.line]),
        .text(step.source.map { model.inputs.sources[$0].key } ?? FundingWord.unfunded), .number(step.asked),
        .number(step.allowed), .number(step.granted), .text(step.limit?.rawValue ?? ""))
    }
  }

  private mutating func recordLine(
    _ line: Int, _ key: String, _ year: Int, _ money: FundingYear, _ sources: [FundingSource]
  ) {
    for item in FundingItem.allCases {
      let euro = money.cost(line: line, item: item)
      if euro != 0 { costs.append((year, key, item, euro)) }
    }
    func add(_ source: String, _ euro: Double) {
      funding.append(.integer(year), .text(key), .text(source), .number(euro))
    }
    if money.revenueUsed(line: line) > 0 { add(FundingWord.revenue, money.revenueUsed(line: line)) }
    for (position, source) in sources.enumerated() where source.claim(on: line) != nil {
      add(source.key, money.granted(line: line, source: position))
    }
    add(FundingWord.unfunded, money.unfunded(line: line))
  }

  // MARK: - Indicators

  private mutating func recordIndicators(
    _ money: FundingYear, _ sources: [FundingSource], programmeCount: Int
  ) {
    let programmes = 0..<programmeCount
    let treated = programmes.reduce(0) { $0 + money.dwellings(line: $1) }
    let granted = sources.indices.map { money.granted(source: $0) }
    for (position, source) in sources.enumerated() {
      paid[position].own += granted[position]
      for claim in source.claims {
        paid[position].all += money.grossCost(line: claim.line) - money.unfunded(line: claim.line)
      }
    }
    let values: [Double?] =
      [
        money.grossCost(lines: 0..<money.lineCount), money.unfunded,
        treated > 0 ? money.grossCost(lines: programmes) / treated : nil,
      ] + granted.map { $0 } + paid.map { $0.own > 0 ? $0.all / $0.own : nil }
    for (position, value) in values.enumerated() {
      series[position].append(Array(repeating: nil, count: zoneCount) + [value])
    }
  }
}

extension Array where Element == FundingSource {
  /// The keys of the sources.
  var keys: [String] { map(\.key) }
}

extension Scenario {
  /// How many dwellings every line can pay for; none where no programme is limited by its sources.
  ///
  /// A member of an ensemble has a funding of its own.
  func affordableDwellings(
    _ money: FundingState?, yearIndex: Int, of member: FundingModel? = nil
  ) -> [Double] {
    guard let funding = member ?? funding, let money, !funding.inputs.limited.isEmpty else { return [] }
    return funding.affordableDwellings(money, yearIndex: yearIndex)
  }

  /// Pays for a year from what is left; `nil` where the scenario has no funding.
  ///
  /// A member of an ensemble has a funding of its own.
  func fund(
    _ year: HousingYear, yearIndex: Int, from money: inout FundingState?, of member: FundingModel? = nil
  ) -> FundingYear? {
    guard let funding = member ?? funding, var state = money else { return nil }
    defer { money = state }
    return funding.step(&state, yearIndex: yearIndex, flows: year.flows, outcomes: year.outcomes)
  }
}
