internal import HousingSim
internal import SimNumerics

/// Dwellings and floor area of the baseline by municipality, dwelling type and cohort.
struct StockTable {
  let municipalities: [String]
  /// Dwellings, municipalities x types x baseline cohorts.
  let dwellings: [Double]
  /// m2 usable floor area per dwelling, same shape.
  let floorArea: [Double]
}

extension ScenarioBuilder {
  func readStock(_ axes: StockAxes) -> StockTable? {
    let municipalities = municipalities(axes)
    let cohorts = Array(axes.cohorts.keys.prefix(axes.baselineCohortCount))
    let schema = TableSchema(
      columns: [
        TableColumn("municipality", .label(municipalities)),
        TableColumn("dwelling_type", .label(axes.dwellingTypes.keys)), TableColumn("cohort", .label(cohorts)),
        TableColumn("dwellings", .number(.nonNegative)),
        TableColumn("floor_area_m2_per_dwelling", .triple(.positive)),
      ], keyColumns: ["municipality", "dwelling_type", "cohort"],
      completeness: .allCombinations(of: ["municipality", "dwelling_type", "cohort"]))
    guard let table = table("baseline.stock", schema) else { return nil }
    let types = axes.dwellingTypes.count
    var dwellings = [Double](repeating: 0, count: municipalities.count * types * cohorts.count)
    var floorArea = dwellings
    for row in 0..<table.rowCount {
      let cell =
        (table.position(row, "municipality") * types + table.position(row, "dwelling_type")) * cohorts.count
        + table.position(row, "cohort")
      dwellings[cell] = table.number(row, "dwellings")
      floorArea[cell] = table.number(row, "floor_area_m2_per_dwelling")
    }
    return StockTable(municipalities: municipalities, dwellings: dwellings, floorArea: floorArea)
  }

  /// The margins that tables give, all but that of the stock itself; `nil` where a table has problems.
  func tableMargins(_ stock: StockTable, _ shape: SynthesisShape) -> [Margin]? {
    let zones = Margin(name: "baseline.zones", axes: [shape.zone], totals: zoneDwellings)
    let others = [tenureMargin(stock, shape), labelMargin(stock, shape), heatingMargin(stock, shape)]
    let known = others.compactMap { $0 }
    return known.count == others.count ? [zones] + known : nil
  }

  /// Where the cells of the baseline count in its margins, that of the stock itself behind the others.
  func baselineFitting(_ table: StockTable, _ axes: StockAxes, margins: [Margin]) -> FittingPlan? {
    let shape = SynthesisShape(axes: axes, municipalities: table.municipalities)
    // The last margin holds to rounding.
    let stock = Margin(
      name: "baseline.stock", axes: [shape.municipality, shape.type, shape.cohort], totals: table.dwellings)
    do {
      return try FittingPlan(axes: shape.table, margins: margins + [stock])
    } catch {
      report(.infeasible, view["baseline"], found: "\(error)")
      return nil
    }
  }

  /// Fits the baseline stock to its margins.
  ///
  /// - Parameters:
  ///   - table: the stock, which is the last margin.
  ///   - shape: the table that is fitted.
  ///   - margins: the other margins.
  ///   - seed: starting weights.
  ///   - plan: the plan of these margins (``baselineFitting(_:_:margins:)``).
  /// - Returns: the fit, or `nil` where the margins conflict, which is reported.
  func baselineStock(
    _ table: StockTable, _ shape: SynthesisShape, margins: [Margin], seed: [Double], plan: FittingPlan
  ) -> (stock: HousingStock, iterations: Int, residuals: [(margin: String, relative: Double)])? {
    do {
      let fit = try plan.fit(seed: seed, totals: margins.map(\.totals) + [table.dwellings])
      return (shape.stock(fit.cells), fit.iterations, fit.residuals)
    } catch {
      report(
        .infeasible, view["baseline"], found: "\(error)",
        remedy: "make the tables count the same dwellings")
      return nil
    }
  }

  private func tenureMargin(_ stock: StockTable, _ shape: SynthesisShape) -> Margin? {
    let tenures = shape.axes.states.axes[0].labels.keys
    let schema = TableSchema(
      columns: [
        TableColumn("municipality", .label(stock.municipalities)),
        TableColumn("tenure", .label(tenures + ["unknown"])),
        TableColumn("share_percent", .number(.closed(0...100))),
      ], keyColumns: ["municipality", "tenure"],
      completeness: .combinations([
        LabelList(column: "municipality", labels: stock.municipalities),
        LabelList(column: "tenure", labels: tenures),
      ]))
    guard let table = table("baseline.tenure", schema) else { return nil }
    var shares = [Double](repeating: 0, count: stock.municipalities.count * tenures.count)
    for row in 0..<table.rowCount where table.position(row, "tenure") < tenures.count {
      shares[table.position(row, "municipality") * tenures.count + table.position(row, "tenure")] =
        table.number(row, "share_percent")
    }
    // Whole percents of 100 +- 1; what is unknown is spread in proportion to what is known.
    let totals = stock.perMunicipality.enumerated().flatMap { municipality, dwellings -> [Double] in
      let known = shares[municipality * tenures.count..<(municipality + 1) * tenures.count]
      let sum = known.reduce(0, +)
      if sum > 101 || sum <= 0 {
        report(
          .shareSum, table, 0, "share_percent",
          found: "the known shares of \(stock.municipalities[municipality]) add up to \(sum.plainText)",
          accepted: "above 0 and at most 100, whole percents rounded")
      }
      return known.map { dwellings * $0 / max(sum, .leastNonzeroMagnitude) }
    }
    return Margin(name: "baseline.tenure", axes: [shape.municipality, shape.state(0)], totals: totals)
  }

  private func labelMargin(_ stock: StockTable, _ shape: SynthesisShape) -> Margin? {
    let labels = shape.axes.states.axes[2].labels.keys
    let schema = TableSchema(
      columns: [
        TableColumn("dwelling_type", .label(shape.axes.dwellingTypes.keys)),
        TableColumn("cohort", .label(shape.cohort.groups.keys)), TableColumn("energy_label", .label(labels)),
        TableColumn("share", .number(.share)),
      ], keyColumns: ["dwelling_type", "cohort", "energy_label"],
      completeness: .allCombinations(of: ["dwelling_type", "cohort", "energy_label"]))
    guard let table = table("baseline.energy_labels", schema) else { return nil }
    let cohorts = shape.cohort.groups.count
    return sharesMargin(
      "baseline.energy_labels", table, labels: labels.count, groups: stock.perTypeAndCohort,
      group: { table.position($0, "dwelling_type") * cohorts + table.position($0, "cohort") },
      label: { table.position($0, "energy_label") }, axes: [shape.type, shape.cohort, shape.state(2)])
  }

  private func heatingMargin(_ stock: StockTable, _ shape: SynthesisShape) -> Margin? {
    let heatings = shape.axes.states.axes[3].labels.keys
    let schema = TableSchema(
      columns: [
        TableColumn("municipality", .label(stock.municipalities)), TableColumn("heating", .label(heatings)),
        TableColumn("share", .number(.share)),
      ], keyColumns: ["municipality", "heating"],
      completeness: .allCombinations(of: ["municipality", "heating"]))
    guard let table = table("baseline.heating", schema) else { return nil }
    return sharesMargin(
      "baseline.heating", table, labels: heatings.count, groups: stock.perMunicipality,
      group: { table.position($0, "municipality") }, label: { table.position($0, "heating") },
      axes: [shape.municipality, shape.state(3)])
  }

  /// Totals from shares per group, which must add up to one.
  private func sharesMargin(
    _ name: String, _ table: Table, labels: Int, groups: [Double], group: (Int) -> Int, label: (Int) -> Int,
    axes: [Margin.AxisUse]
  ) -> Margin {
    var shares = [Double](repeating: 0, count: groups.count * labels)
    var lastRow = [Int](repeating: 0, count: groups.count)
    for row in 0..<table.rowCount {
      shares[group(row) * labels + label(row)] = table.number(row, "share")
      lastRow[group(row)] = row
    }
    var totals: [Double] = []
    for (position, dwellings) in groups.enumerated() {
      let part = shares[position * labels..<(position + 1) * labels]
      let sum = part.reduce(0, +)
      if (sum - 1).magnitude > 1e-6 {
        report(
          .shareSum, table, lastRow[position], "share",
          found: "the shares of this group add up to \(sum.plainText)",
          accepted: "1 is accepted", remedy: "correct the shares of the group that ends here")
      }
      totals += part.map { dwellings * $0 / max(sum, .leastNonzeroMagnitude) }
    }
    return Margin(name: name, axes: axes, totals: totals)
  }

  /// The dwellings of the region by condition.
  ///
  /// - Parameters:
  ///   - stock: the table of the stock, or `nil` where its problems are reported.
  ///   - shape: the table that is fitted.
  /// - Returns: the margin; `nil` where there are more dwellings in it than in the stock, or no stock.
  func conditionMargin(_ stock: StockTable?, _ shape: SynthesisShape) -> Margin? {
    let conditions = shape.axes.states.axes[1].labels.keys
    let place = view["baseline.condition"]
    var totals = [Double](repeating: 0, count: conditions.count)
    for (name, number) in place.numberMap() {
      guard let position = conditions.firstIndex(of: name), position > 0 else {
        reportUnknownLabel(name, among: Array(conditions.dropFirst()), place[name])
        continue
      }
      totals[position] = number.value
    }
    for condition in conditions.dropFirst() where !place.has(condition) {
      report(.missingKey, place, found: "the number of dwellings in condition '\(condition)' is missing")
    }
    guard let stock else { return nil }
    let all = stock.perMunicipality.reduce(0, +)
    let counted = totals.reduce(0, +)
    guard counted <= all else {
      report(
        .inconsistent, place, found: "counts \(counted.plainText) dwellings",
        accepted: "at most the \(all.plainText) dwellings of the stock")
      return nil
    }
    totals[0] = all - counted
    return Margin(name: "baseline.condition", axes: [shape.state(1)], totals: totals)
  }

  /// Starting weights: the product of all odds ratios that apply to a cell.
  func seedWeights(_ shape: SynthesisShape) -> [Double]? {
    var weights = [Double](repeating: 1, count: shape.cellCount)
    guard view.has("baseline.seed_odds") else { return weights }
    let schema = TableSchema(
      columns: [
        TableColumn("axis", .label(shape.axes.states.axes.keys)), TableColumn("label", .text),
        TableColumn("given_axis", .label(SelectionFilter.axes(zones: true))),
        TableColumn("given_label", .text), TableColumn("odds_ratio", .triple(.positive)),
      ], keyColumns: ["axis", "label", "given_axis", "given_label"])
    guard let table = table("baseline.seed_odds", schema) else { return nil }
    for row in 0..<table.rowCount {
      let axis = table.text(row, "axis")
      let given = table.text(row, "given_axis")
      let outcome = matches(axis, table, row, "label", shape)
      let condition = matches(given, table, row, "given_label", shape)
      shape.multiply(
        &weights, by: table.number(row, "odds_ratio"), where: [(axis, outcome), (given, condition)])
    }
    return weights
  }

  /// For every position of an axis whether it carries the label of a cell.
  private func matches(
    _ axis: String, _ table: Table, _ row: Int, _ column: String, _ shape: SynthesisShape
  ) -> [Bool] {
    let labels = selectable(axis, shape.axes, zones: true) ?? []
    let label = table.text(row, column)
    if !labels.contains(label) {
      let nearest = NearestKey.nearest(to: label, among: labels.uniqued)
      report(
        .unknownLabel, table, row, column, found: "the axis \(axis) has no '\(label)'",
        accepted: listed(labels.uniqued),
        remedy: nearest.map { "did you mean '\($0)'?" } ?? "")
    }
    return labels.map { $0 == label }
  }
}

extension StockTable {
  /// The dwellings of a table that has problems: not a number, which breaks no check of other tables.
  init(unknownOn shape: SynthesisShape) {
    municipalities = shape.municipality.groups.keys
    let cells = municipalities.count * shape.type.groups.count * shape.cohort.groups.count
    dwellings = Array(repeating: .nan, count: cells)
    floorArea = dwellings
  }

  /// Dwellings per municipality.
  var perMunicipality: [Double] {
    let cells = dwellings.count / max(municipalities.count, 1)
    return municipalities.indices.map { dwellings[$0 * cells..<($0 + 1) * cells].reduce(0, +) }
  }

  /// Dwellings per type and cohort, types x cohorts.
  var perTypeAndCohort: [Double] {
    let cells = dwellings.count / max(municipalities.count, 1)
    return (0..<cells).map { cell in
      municipalities.indices.reduce(0) { $0 + dwellings[$1 * cells + cell] }
    }
  }
}
