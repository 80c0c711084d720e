import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct DemolitionLifetimeTests {
  private func axes(_ cohorts: [Cohort], years: ClosedRange<Int> = 2021...2025) throws -> StockAxes {
    let condition = StateAxis(key: "condition", labels: try Axis([Label("good"), Label("poor")]))
    return try StockAxes(
      zones: try Axis([Zone(key: "a", municipality: "a", group: "all", latitude: 50.9, longitude: 6)]),
      dwellingTypes: try Axis([DwellingType(key: "house", dwellingClass: "single_family")]),
      baselineCohorts: cohorts, states: QualityStates(axes: try Axis([condition])), years: years)
  }

  /// The hazard of a cohort in a year; one type and one class.
  private func hazard(_ hazards: DemolitionHazards, _ axes: StockAxes, year: Int, cohort: Int) -> Double {
    hazards.shares[(year - axes.years.lowerBound) * axes.cohorts.count + cohort]
  }

  @Test func `the hazard is one less the ratio of survival at the mean ages of the cohort`() throws {
    let axes = try axes([Cohort(key: "old", firstYear: 1945, lastYear: 1964)])
    let lifetime = Lifetime.normal(mean: 90, standardDeviation: 20)
    let hazards = try DemolitionHazards(
      axes: axes, lifetimes: Array(repeating: lifetime, count: axes.cohorts.count))
    for year in axes.years {
      let age = Double(year) - 1954.5
      let expected = 1 - lifetime.survival(at: age) / lifetime.survival(at: age - 1)
      #expect((hazard(hazards, axes, year: year, cohort: 0) - expected).magnitude < 1e-15)
    }
  }

  @Test func `a cohort leaves from the year after it was built`() throws {
    let axes = try axes([Cohort(key: "old", firstYear: 2000, lastYear: 2020)])
    let exponential = Lifetime.weibull(shape: 1, scale: 20)
    let hazards = try DemolitionHazards(
      axes: axes, lifetimes: Array(repeating: exponential, count: axes.cohorts.count))
    let share = 1 - SpecialFunctions.exponential([-1.0 / 20])[0]
    for year in axes.years {
      for cohort in axes.cohorts.indices {
        let expected = year > axes.cohorts[cohort].lastYear ? share : 0
        #expect((hazard(hazards, axes, year: year, cohort: cohort) - expected).magnitude < 1e-15)
      }
    }
  }

  @Test func `what has outlived its lifetime is demolished at once`() throws {
    let axes = try axes([
      Cohort(key: "gone", firstYear: 1900, lastYear: 1900),
      Cohort(key: "due", firstYear: 1992, lastYear: 1992),
    ])
    let hazards = try DemolitionHazards(
      axes: axes, lifetimes: Array(repeating: .fixed(mean: 30), count: axes.cohorts.count))
    #expect(axes.years.map { hazard(hazards, axes, year: $0, cohort: 0) } == [1, 1, 1, 1, 1])
    #expect(axes.years.map { hazard(hazards, axes, year: $0, cohort: 1) } == [0, 1, 1, 1, 1])
  }

  @Test func `a housing run by lifetime demolishes what an inflow-driven cohort stock loses`() throws {
    let axes = try axes([Cohort(key: "old", firstYear: 1980, lastYear: 1980)], years: 2000...2029)
    let lifetime = Lifetime.weibull(shape: 2.5, scale: 40)
    let hazards = try DemolitionHazards(
      axes: axes, lifetimes: Array(repeating: lifetime, count: axes.cohorts.count))
    var baseline = HousingStock(layout: axes.layout, activeCohorts: 1)
    baseline[type: 0, state: 0, cohort: 0, zone: 0] = 1_000
    let model = try HousingModel(HousingInputs(axes: axes, baseline: baseline, hazards: hazards))
    var state = model.makeState()
    var workspace = model.makeWorkspace()
    var year = model.makeYear()
    let stocks = try CohortStockModel(
      periods: StockPeriods(yearly: axes.years), lifetimes: StockLifetimes(lifetime),
      initial: InitialStock(cohorts: [1980], stock: Matrix(rows: 1, columns: 1, repeating: 1_000))
    ).inflowDriven(Matrix(rows: 30, columns: 1))
    for index in 0..<axes.yearCount {
      model.step(&state, yearIndex: index, into: &year, using: &workspace)
      #expect(year.balance.firstBreach == nil)
      let all = DwellingSelection(axes: axes, labels: [:])
      let difference = state.stock.total(of: all) - stocks.stock[index, 0]
      #expect(difference.magnitude < 1e-9)
    }
  }
}
