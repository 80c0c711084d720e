internal import HousingSim
internal import SimNumerics

/// Records how dwellings are divided over labels and zones, as far as the scenario asks.
struct MixRecorder: RunObserver {
  private(set) var series: [IndicatorSeries] = []
  private var mixes: [Mix] = []
  /// The dwellings of every label, once for all indicators that count the same ones.
  private var tables: [[DwellingSelection]] = []
  private let groups: [[Int]]

  /// An indicator with its table of counts, and where its series start.
  private struct Mix {
    let kind: MixIndicator.Kind
    let table: Int
    let first: Int
  }

  init(scenario: Scenario) {
    let axes = scenario.axes
    groups = axes.zoneGroups.map(\.zones)
    for mix in scenario.mixes {
      let axis = axes.states.axes[mix.axis]
      let labels = axis.labels.indices.map { label in
        DwellingSelection(axes: axes, labels: [mix.axis: [label]]).intersection(mix.counted)
      }
      let known = tables.firstIndex(of: labels)
      if known == nil { tables.append(labels) }
      mixes.append(Mix(kind: mix.kind, table: known ?? tables.count - 1, first: series.count))
      series += mix.seriesKeys(labels: axis.labels.keys, groups: axes.zoneGroups.map(\.key)).map {
        IndicatorSeries(
          key: $0, unit: "1", kind: .stock, firstYear: scenario.baselineYear,
          meaning: mix.formula(axis: axis.key))
      }
    }
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) { record(stock, of: scenario) }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) { record(year.stock, of: scenario) }

  private mutating func record(_ stock: HousingStock, of scenario: Scenario) {
    guard !mixes.isEmpty else { return }
    var totals = StockTotals(layout: stock.layout)
    scenario.housingModel.count(stock, into: &totals)
    record(stock, totals: totals)
  }

  /// Records the stock at the end of a year.
  mutating func record(_ stock: HousingStock, totals: StockTotals) {
    let zoneCount = stock.layout.zoneCount
    let measures = tables.map { labels in
      let byLabel = labels.map { totals.totals(of: $0) ?? stock.totals(of: $0) }
      return ZoneSegregation(
        counts: (0..<zoneCount).flatMap { zone in byLabel.map { $0[zone] } }, labelCount: labels.count)
    }
    for mix in mixes {
      let segregation = measures[mix.table]
      let labelCount = tables[mix.table].count
      switch mix.kind {
      case .mix:
        let (zones, region) = (segregation.zoneShares, segregation.shares)
        for label in 0..<labelCount {
          let ofZones = (0..<zoneCount).map { zones[$0 * labelCount + label] }
          series[mix.first + label].append(ofZones + [region.isEmpty ? nil : region[label]])
        }
      case .dissimilarity:
        let parts = segregation.dissimilarityParts()
        let zones = parts.map { $0.map { Double?($0) } } ?? Array(repeating: nil, count: zoneCount)
        series[mix.first].append(zones + [parts?.reduce(0, +)])
      case .theil:
        let theil = segregation.theil(groups: groups)
        let values = [theil?.index, theil?.between] + groups.indices.map { theil?.within[$0] }
        for (position, value) in values.enumerated() {
          series[mix.first + position].append(Array(repeating: nil, count: zoneCount) + [value])
        }
      }
    }
  }
}
