internal import HousingSim
internal import SimNumerics

/// The table that the baseline is fitted in: types x state axes x baseline cohorts x zones, as the stock lies.
struct SynthesisShape {
  let axes: StockAxes
  let table: Axis<SynthesisAxis>
  let municipality: Margin.AxisUse
  let zone: Margin.AxisUse
  let type: Margin.AxisUse
  let cohort: Margin.AxisUse

  init(axes: StockAxes, municipalities: [String]) {
    self.axes = axes
    func labels(_ keys: some Sequence<String>) -> Axis<Label> { Self.unique(keys.map(Label.init)) }
    let type = SynthesisAxis(key: "dwelling_type", labels: labels(axes.dwellingTypes.keys))
    let cohort = SynthesisAxis(
      key: "cohort", labels: labels(axes.cohorts.keys.prefix(axes.baselineCohortCount)))
    let zone = SynthesisAxis(key: "zone", labels: labels(axes.zones.keys))
    table = Self.unique(
      [type] + axes.states.axes.map { SynthesisAxis(key: $0.key, labels: $0.labels) } + [cohort, zone])
    self.type = Margin.AxisUse(type)
    self.cohort = Margin.AxisUse(cohort)
    self.zone = Margin.AxisUse(zone)
    municipality = Margin.AxisUse(
      axis: "zone", groupOfLabel: axes.zones.map { municipalities.firstIndex(of: $0.municipality) ?? 0 },
      groups: labels(municipalities))
  }

  var cellCount: Int { table.reduce(1) { $0 * $1.labels.count } }

  func state(_ axis: Int) -> Margin.AxisUse { Margin.AxisUse(table[axis + 1]) }

  /// Multiplies the weights of the cells that meet all conditions.
  ///
  /// - Parameters:
  ///   - weights: one weight per cell.
  ///   - factor: the factor.
  ///   - conditions: an axis (of the table, or a grouping of one) and whether each of its positions is meant.
  func multiply(
    _ weights: inout [Double], by factor: Double, where conditions: [(axis: String, meant: [Bool])]
  ) {
    let masks = conditions.map { condition in
      (stride: stride(of: tableAxis(condition.axis)), meant: condition.meant)
    }
    for cell in weights.indices
    where masks.allSatisfy({ $0.meant[cell / $0.stride % $0.meant.count] }) {
      weights[cell] *= factor
    }
  }

  /// The stock of fitted cells, in the layout of the axes.
  func stock(_ cells: [Double]) -> HousingStock {
    var stock = HousingStock(layout: axes.layout, activeCohorts: axes.baselineCohortCount)
    let columns = axes.baselineCohortCount * axes.zones.count
    for (cell, dwellings) in cells.enumerated() {
      let row = cell / columns
      stock[
        type: axes.layout.type(ofRow: row), state: axes.layout.state(ofRow: row),
        cohort: cell % columns / axes.zones.count, zone: cell % axes.zones.count] = dwellings
    }
    return stock
  }

  private func tableAxis(_ axis: String) -> Int {
    switch axis {
    case "zone_group", "municipality": table.count - 1
    case "dwelling_class": 0
    default: table.position(of: axis) ?? 0
    }
  }

  private func stride(of position: Int) -> Int {
    table.dropFirst(position + 1).reduce(1) { $0 * $1.labels.count }
  }

  /// An axis of items whose keys are known to differ.
  private static func unique<Item: Keyed>(_ items: [Item]) -> Axis<Item> {
    do {
      return try Axis(items)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
