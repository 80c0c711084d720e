internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  private static let treated = "treated"
  private static let withdrawn = "floor_area_withdrawn"
  private static let items: [FundingItem] = [.acquisition, .works, .sale]

  /// The table of prices of what programmes do, `nil` where the scenario has none or it has problems.
  func fundingTable(_ axes: StockAxes) -> Table? {
    guard view.has("funding.costs") else { return nil }
    return table(
      "funding.costs",
      TableSchema(
        columns: [
          TableColumn("programme", .label(fundedLines)),
          TableColumn(
            "event", .label(HousingEvent.allCases.map(\.rawValue) + [Self.treated, Self.withdrawn])),
          TableColumn("dwelling_type", .label(axes.dwellingTypes.keys), allowsEmptyCells: true),
          TableColumn("item", .label(Self.items.map(\.rawValue))),
          TableColumn("per", .label(["dwelling", "m2"])),
          TableColumn("euro", .triple(.nonNegative)),
          TableColumn("share", .triple(.share), isRequired: false),
          TableColumn("price_year", .integer(.closed(1900...2100))),
          TableColumn("vat", .label(["included", "excluded", "none", "not_stated"])),
        ], keyColumns: ["programme", "event", "dwelling_type", "item"]))
  }

  /// The prices of every year: those of the table, and those of programmes with a budget.
  func programmePrices(_ table: Table?, _ lines: [String], _ axes: StockAxes) -> [ProgrammePrice] {
    (table.map { tablePrices($0, axes) } ?? []) + budgetPrices(lines, axes)
  }

  private func tablePrices(_ table: Table, _ axes: StockAxes) -> [ProgrammePrice] {
    let taxes = transferTaxes(view["funding.transfer_tax"])
    let rise = priceRise()
    let kinds = ["programme", "event", "item"].map(table.positions)
    var prices: [ProgrammePrice] = []
    for row in 0..<table.rowCount where isSound(table, row) {
      let price = (table.optionalNumber(row, "share") ?? 1) * table.number(row, "euro")
      let from = table.integer(row, "price_year")
      let euro = axes.years.map { price * Self.index(from: from, to: $0, rise) }
      let item = Self.items[table.position(row, "item")]
      let vat = table.text(row, "vat") == "excluded" ? view.number("funding.vat_rate").value : 0
      for measure in measures(table, row, kinds, axes) {
        func add(_ item: FundingItem, _ euro: [Double]) {
          let line = table.position(row, "programme")
          prices.append(ProgrammePrice(line: line, item: item, measure: measure, euro: euro))
        }
        add(item, euro)
        if vat > 0 { add(.vat, euro.map { $0 * vat }) }
        if item == .acquisition {
          add(.transferTax, zip(axes.years, euro).map { Self.rate(of: taxes, in: $0) * $1 })
        }
      }
    }
    return prices
  }

  /// Reports a row that cannot be counted; members have the rows of their scenario.
  private func isSound(_ table: Table, _ row: Int) -> Bool {
    guard !isMember else { return true }
    let (event, name) = (table.text(row, "event"), table.text(row, "programme"))
    let isPerM2 = table.text(row, "per") == "m2"
    if view.has("programmes.\(name).budget") {
      report(
        .inconsistent, table, row, "programme", found: "\(name) has a budget, whose prices hold",
        remedy: "take the row or the budget away")
      return false
    }
    if event == Self.withdrawn && !isPerM2 || event == Self.treated && isPerM2 {
      report(
        .inconsistent, table, row, "per", found: "'\(table.text(row, "per"))' cannot be counted for \(event)",
        accepted: "\(isPerM2 ? "dwelling" : "m2") is accepted")
      return false
    }
    if [Self.withdrawn, Self.treated].contains(event), table.optionalPosition(row, "dwelling_type") != nil {
      report(
        .inconsistent, table, row, "dwelling_type", found: "\(event) is not told apart by type",
        remedy: "leave the cell empty")
      return false
    }
    if table.text(row, "vat") == "excluded", table.text(row, "item") != FundingItem.works.rawValue {
      report(
        .inconsistent, table, row, "vat", found: "value added tax is charged on works only",
        accepted: "included, none or not_stated is accepted")
      return false
    }
    return true
  }

  /// What a row counts: an event of its type, or of every type that has no row of its own.
  private func measures(
    _ table: Table, _ row: Int, _ kinds: [[Int]], _ axes: StockAxes
  ) -> [CostMeasure] {
    let word = table.text(row, "event")
    if word == Self.treated { return [.treated] }
    guard let event = HousingEvent(rawValue: word) else { return [.withdrawnFloorArea] }
    let siblings = (0..<table.rowCount).filter { other in kinds.allSatisfy { $0[other] == $0[row] } }
    let named = siblings.compactMap { table.optionalPosition($0, "dwelling_type") }
    let types =
      table.optionalPosition(row, "dwelling_type").map { [$0] }
      ?? axes.dwellingTypes.indices.filter { !named.contains($0) }
    let isPerM2 = table.text(row, "per") == "m2"
    return types.map { isPerM2 ? .floorArea(event, type: $0) : .dwellings(event, type: $0) }
  }

  /// Works, acquisition and transfer tax of programmes with a budget, which are in money of the year.
  private func budgetPrices(_ lines: [String], _ axes: StockAxes) -> [ProgrammePrice] {
    lines.enumerated().flatMap { line, key -> [ProgrammePrice] in
      guard view.has("programmes.\(key).budget") else { return [] }
      let budget = view["programmes.\(key).budget"]
      let taxes = transferTaxes(budget["transfer_tax"])
      let works = budget.number("works_euro_per_dwelling").value
      let bought =
        budget.number("acquired_share").value * budget.number("acquisition_euro_per_dwelling").value
      let euro: [(FundingItem, [Double])] = [
        (.works, axes.years.map { _ in works }), (.acquisition, axes.years.map { _ in bought }),
        (.transferTax, axes.years.map { bought * Self.rate(of: taxes, in: $0) }),
      ]
      return euro.map { ProgrammePrice(line: line, item: $0.0, measure: .treated, euro: $0.1) }
    }
  }

  // MARK: - Tax and prices

  /// Rates of transfer tax with the year from which each holds, in the order of time.
  func transferTaxes(_ place: ScenarioView) -> [(year: Int, rate: Double)] {
    place.numberMap().compactMap { name, number -> (year: Int, rate: Double)? in
      guard let year = Int(name) else {
        report(
          .wrongType, place[name], found: "'\(name)' is no year",
          accepted: "the year from which the rate holds is accepted")
        return nil
      }
      return (year, number.value)
    }.sorted { $0.year < $1.year }
  }

  /// The rate that holds in a year; 0 before the first one.
  static func rate(of taxes: [(year: Int, rate: Double)], in year: Int) -> Double {
    taxes.last { $0.year <= year }?.rate ?? 0
  }

  /// By how much prices rise from the year before to a year.
  private func priceRise() -> (_ year: Int) -> Double {
    let place = view["funding.price_rise_per_year"]
    let points = Self.points(of: place)
    let level = place.optionalNumber()?.value ?? 0
    return { points.isEmpty ? level : Self.value(of: points, in: $0) }
  }

  /// What prices of one year are in another: the product of 1 + rise over the years after the first one.
  private static func index(from: Int, to: Int, _ rise: (Int) -> Double) -> Double {
    guard from != to else { return 1 }
    let product = (min(from, to) + 1...max(from, to)).reduce(1.0) { $0 * (1 + rise($1)) }
    return from < to ? product : 1 / product
  }
}
