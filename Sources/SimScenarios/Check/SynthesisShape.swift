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
    var positions = [0..<cellCount]
    for condition in conditions {
      let stride = stride(of: tableAxis(condition.axis))
      positions = positions.flatMap { Self.part(of: $0, stride: stride, meant: condition.meant) }
    }
    var weights = weights.mutableSpan
    for range in positions {
      for cell in range { weights[cell] *= factor }
    }
  }

  /// The cells of a range at the meant positions of an axis, in ranges of neighbours.
  private static func part(of range: Range<Int>, stride: Int, meant: [Bool]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var cell = range.lowerBound
    while cell < range.upperBound {
      let end = min((cell / stride + 1) * stride, range.upperBound)
      if meant[cell / stride % meant.count] {
        if let last = parts.last, last.upperBound == cell {
          parts[parts.count - 1] = last.lowerBound..<end
        } else {
          parts.append(cell..<end)
        }
      }
      cell = end
    }
    return parts
  }

  /// The stock of fitted cells, in the layout of the axes.
  func stock(_ cells: [Double]) -> HousingStock {
    HousingStock(layout: axes.layout, activeCohorts: axes.baselineCohortCount, cells: cells)
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
