internal import HousingSim
internal import SimNumerics

/// Records how dwellings are divided over labels and zones, as far as the scenario asks.
struct MixRecorder: RunObserver {
  private(set) var series: [IndicatorSeries] = []
  private var mixes: [Mix] = []
  private let groups: [[Int]]

  /// An indicator with the dwellings of every label, and where its series start.
  private struct Mix {
    let kind: MixIndicator.Kind
    let labels: [DwellingSelection]
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
      mixes.append(Mix(kind: mix.kind, labels: labels, first: series.count))
      series += mix.seriesKeys(labels: axis.labels.keys, groups: axes.zoneGroups.map(\.key)).map {
        IndicatorSeries(
          key: $0, unit: "1", kind: .stock, firstYear: scenario.baselineYear,
          meaning: mix.formula(axis: axis.key))
      }
    }
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) { record(stock) }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) { record(year.stock) }

  /// Records the stock at the end of a year.
  mutating func record(_ stock: HousingStock) {
    let zoneCount = stock.layout.zoneCount
    for mix in mixes {
      let byLabel = mix.labels.map { stock.totals(of: $0) }
      let counts = (0..<zoneCount).flatMap { zone in byLabel.map { $0[zone] } }
      let segregation = ZoneSegregation(counts: counts, labelCount: byLabel.count)
      switch mix.kind {
      case .mix:
        let (zones, region) = (segregation.zoneShares, segregation.shares)
        for label in byLabel.indices {
          let ofZones = (0..<zoneCount).map { zones[$0 * byLabel.count + label] }
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
