import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct YearMatrixTests {
  @Test func `the matrix of a zone takes its dwellings to the next year for random models`() throws {
    for seed in 201...280 {
      var builder = RandomHousing(seed: UInt64(seed))
      var run = try HousingRun(builder.inputs())
      let axes = run.model.axes
      let before = run.state.stock
      let year = run.step()
      for zones in axes.zones.indices.map({ [$0] }) + [Array(axes.zones.indices)] {
        let matrix = run.model.projectionMatrix(
          of: before, yearIndex: 0, zones: zones, outcomes: year.outcomes)
        let start = Self.byState(before, axes, zones)
        let found = matrix.project(start, steps: 1)[1]
        let scale = start.reduce(0, +)
        for (state, expected) in Self.byState(run.state.stock, axes, zones).enumerated() {
          #expect(
            Tolerance.holds(residual: found[state] - expected, scale: scale), "state \(state) of \(seed)")
        }
      }
    }
  }

  /// Dwellings of the baseline cohorts in some zones, per quality state.
  private static func byState(_ stock: HousingStock, _ axes: StockAxes, _ zones: [Int]) -> [Double] {
    (0..<axes.states.count).map { state in
      let labels = axes.states.axes.indices.map { ($0, Set([axes.states.label(of: state, on: $0)])) }
      return stock.total(
        of: DwellingSelection(
          axes: axes, zones: Set(zones), cohorts: Set(0..<axes.baselineCohortCount),
          labels: Dictionary(uniqueKeysWithValues: labels)))
    }
  }

  @Test func `columns add up to what is not demolished, also in states without dwellings`() throws {
    var town = try SmallTown()
    town.put(10, "owner good A ready")
    let hazards = try DemolitionHazards(
      axes: town.axes, classOfState: Array(repeating: 0, count: town.axes.states.count)
    ) { _, type, _, _ in type == 0 ? 0.5 : 0.25 }
    let model = try HousingModel(HousingInputs(axes: town.axes, baseline: town.baseline, hazards: hazards))
    let matrix = model.projectionMatrix(of: town.baseline, yearIndex: 0).matrix
    let state = town.state("owner good A ready")
    for column in 0..<matrix.columns {
      let sum = (0..<matrix.rows).reduce(0) { $0 + matrix[$1, column] }
      expectClose(sum, column == state ? 0.75 : 0.625)
    }
  }

  @Test func `two zones differ by what a programme does in one of them`() throws {
    var town = try SmallTown(zones: 2)
    for zone in 0...1 { town.put(100, zone: zone, "private poor D gas") }
    let demolish = town.programme("demolish", .demolish, of: "poor", 20, .shares([1, 0]))
    var run = try HousingRun(town.inputs([demolish]))
    let before = run.state.stock
    let year = run.step()
    let poor = town.state("private poor D gas")
    let rates = [0, 1].map { zone in
      run.model.projectionMatrix(of: before, yearIndex: 0, zones: [zone], outcomes: year.outcomes)
        .matrix[poor, poor]
    }
    expectClose(rates, [0.8, 1])
    let first = try ProjectionMatrix(Matrix(rows: 1, columns: 1, storage: [rates[0]]))
    let second = try ProjectionMatrix(Matrix(rows: 1, columns: 1, storage: [rates[1]]))
    let response = try LifeTableResponse.compare(first, with: second).get()
    expectClose(response.contributions.storage, [-0.2])
    #expect(response.residual.magnitude < 1e-15)
  }
}
