import HousingSim
import SimNumerics
import Testing

@Suite struct ProjectStockTests {
  @Test func `a stock is projected without any file`() throws {
    // README begin
    let condition = StateAxis(key: "condition", labels: try Axis([Label("good"), Label("poor")]))
    let axes = try StockAxes(
      zones: try Axis([Zone(key: "a", municipality: "a", group: "all", latitude: 50.9, longitude: 6)]),
      dwellingTypes: try Axis([DwellingType(key: "house", dwellingClass: "single_family")]),
      baselineCohorts: [Cohort(key: "old", firstYear: 1950, lastYear: 2024)],
      states: QualityStates(axes: try Axis([condition])), years: 2025...2034)
    var baseline = HousingStock(layout: axes.layout, activeCohorts: 1)
    baseline[type: 0, state: 0, cohort: 0, zone: 0] = 1_000
    let decay = try TransitionRule(
      key: "decay", selection: DwellingSelection(axes: axes, labels: [0: [0]]), target: [0: 1],
      probability: 0.02, years: axes.years)
    let model = try HousingModel(
      HousingInputs(axes: axes, baseline: baseline, hazards: .none(axes: axes), rules: [decay]))
    var state = model.makeState()
    var workspace = model.makeWorkspace()
    var year = model.makeYear()
    for index in 0..<axes.yearCount {
      model.step(&state, yearIndex: index, into: &year, using: &workspace)
    }
    let poor = state.stock.total(of: DwellingSelection(axes: axes, labels: [0: [1]]))
    // README end
    var good = 1_000.0
    for _ in 0..<10 { good *= 0.98 }
    #expect((poor - (1_000 - good)).magnitude <= 1e-9 * 1_000)
    #expect(year.balance.firstBreach == nil)
  }
}
