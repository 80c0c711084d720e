import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ProgrammeQuotaTests {
  /// Two zones with 30 and 90 poor dwellings of 100 each, in the third zone none.
  private func town(years: Int = 1) throws -> SmallTown {
    var town = try SmallTown(zones: 3, years: years)
    town.put(30, zone: 0, "private poor D gas")
    town.put(90, zone: 1, "private poor D gas")
    for (zone, rest) in [70.0, 10, 100].enumerated() { town.put(rest, zone: zone, "owner good A ready") }
    return town
  }

  private func renovate(_ town: SmallTown) -> ProgrammeAction.Kind {
    .improve(.renovation, atLeast: town.labels("good"))
  }

  @Test func `a proportional quota follows what is eligible`() throws {
    let town = try town()
    var run = try HousingRun(town.inputs([town.programme("plan", renovate(town), of: "poor", 40)]))
    let line = run.step().outcomes.line(0)
    expectClose(line.planned, [10, 30, 0])
    expectClose(line.done, [10, 30, 0])
    #expect(line.causes == ["", "", ""])
  }

  @Test func `shares are fixed whatever is eligible`() throws {
    let town = try town()
    let plan = town.programme("plan", renovate(town), of: "poor", 100, .shares([0.5, 0.25, 0.25]))
    var run = try HousingRun(town.inputs([plan]))
    let line = run.step().outcomes.line(0)
    expectClose(line.planned, [50, 25, 25])
    expectClose(line.done, [30, 25, 0])
    #expect(line.causes == ["too_few_eligible", "", "too_few_eligible"])
  }

  @Test func `a priority group is served before the next one`() throws {
    let town = try town()
    let plan = town.programme("plan", renovate(town), of: "poor", 50, .priority([[0], [1, 2]]))
    var run = try HousingRun(town.inputs([plan]))
    let line = run.step().outcomes.line(0)
    expectClose(line.planned, [30, 20, 0])
    expectClose(line.done, [30, 20, 0])
  }

  @Test func `what no zone can take is planned by stock and falls short`() throws {
    let town = try town()
    let priority = town.programme("first", renovate(town), of: "poor zone0", 60, .priority([[0]]))
    let nothing = town.programme("second", renovate(town), of: "fair", 30)
    var run = try HousingRun(town.inputs([priority, nothing]))
    let outcomes = run.step().outcomes
    expectClose(outcomes.line(0).planned, [40, 10, 10])
    expectClose(outcomes.line(0).done, [30, 0, 0])
    expectClose(outcomes.line(1).planned, [10, 10, 10])
    #expect(outcomes.line(1).done == [0, 0, 0])
    #expect(outcomes.line(1).causes == Array(repeating: "too_few_eligible", count: 3))
  }

  @Test func `too few eligible dwellings leave a shortfall`() throws {
    let town = try town()
    var run = try HousingRun(town.inputs([town.programme("plan", .demolish, of: "poor", 150)]))
    let line = run.step().outcomes.line(0)
    expectClose(line.planned, [37.5, 112.5, 0])
    expectClose(line.done, [30, 90, 0])
    #expect(line.causes == ["too_few_eligible", "too_few_eligible", ""])
    #expect(town.total("poor", run.state.stock) == 0)
  }

  @Test func `money that runs out leaves a shortfall`() throws {
    let town = try town()
    let budget = ProgrammeBudget(euro: [200_000], euroPerDwelling: [20_000])
    var run = try HousingRun(
      town.inputs([town.programme("plan", renovate(town), of: "poor", 40, budget: budget)]))
    let line = run.step().outcomes.line(0)
    expectClose(line.planned, [10, 30, 0])
    expectClose(line.done, [2.5, 7.5, 0])
    #expect(line.causes == ["budget", "budget", ""])
  }

  @Test func `money and dwellings can run out together`() throws {
    let town = try town()
    let budget = ProgrammeBudget(euro: [80], euroPerDwelling: [1])
    let plan = town.programme(
      "plan", renovate(town), of: "poor", 100, budget: budget, .shares([0.5, 0.5, 0]))
    var run = try HousingRun(town.inputs([plan]))
    let line = run.step().outcomes.line(0)
    expectClose(line.planned, [50, 50, 0])
    expectClose(line.done, [30, 40, 0])
    #expect(line.causes == ["budget;too_few_eligible", "budget", ""])
  }

  @Test func `a budget above the plan does not raise it`() throws {
    let town = try town()
    let budget = ProgrammeBudget(euro: [1e9], euroPerDwelling: [1])
    var run = try HousingRun(
      town.inputs([town.programme("plan", renovate(town), of: "poor", 40, budget: budget)]))
    expectClose(run.step().outcomes.line(0).done, [10, 30, 0])
  }

  @Test func `what another programme treated is not treated again`() throws {
    let town = try town()
    let first = town.programme(
      "first", .improve(.insulation, atLeast: town.labels("C")), of: "poor zone1", 60)
    let second = town.programme("second", renovate(town), of: "poor zone1", 50)
    var run = try HousingRun(town.inputs([first, second]))
    let outcomes = run.step().outcomes
    expectClose(outcomes.line(0).done, [0, 60, 0])
    expectClose(outcomes.line(1).done, [0, 30, 0])
    #expect(outcomes.line(1).causes == ["", "already_treated", ""])
    // The 60 are insulated and still poor, the other 30 are renovated and not insulated.
    expectClose(town.total("poor C", run.state.stock), 60)
    expectClose(town.total("private good D", run.state.stock), 30)
  }

  @Test func `a new year may treat again`() throws {
    let town = try town(years: 2)
    let first = town.programme(
      "first", .improve(.insulation, atLeast: town.labels("C")), of: "poor zone1", 90)
    let second = town.programme("second", renovate(town), of: "poor zone1", 50)
    var run = try HousingRun(town.inputs([second, first]))
    expectClose(run.step().outcomes.line(0).done, [0, 50, 0])
    expectClose(run.year.outcomes.line(1).done, [0, 40, 0])
    expectClose(run.step().outcomes.line(0).done, [0, 40, 0])
  }

  @Test func `a merged dwelling is not treated again in the same year`() throws {
    let town = try town()
    let merge = town.programme("merge", .merge(count: 2, atLeast: [:]), of: "poor zone1", 90)
    let second = town.programme("second", renovate(town), of: "poor zone1", 10, .shares([0, 1, 0]))
    var run = try HousingRun(town.inputs([merge, second]))
    let outcomes = run.step().outcomes
    expectClose(town.total("poor zone1", run.state.stock), 45)
    expectClose(outcomes.line(1).done, [0, 0, 0])
    #expect(outcomes.line(1).causes == ["", "already_treated", ""])
  }

  @Test func `a narrower programme counts towards a wider one`() throws {
    var town = try SmallTown()
    town.put(8_000, "private poor D gas")
    town.put(2_000, "owner good A ready")
    let narrow = town.programme("900", .demolish, of: "poor", 900, countsTowards: "8000")
    let wide = town.programme("8000", .improve(.renovation, atLeast: town.labels("good")), of: "poor", 8_000)
    var run = try HousingRun(town.inputs([narrow, wide]))
    let outcomes = run.step().outcomes
    expectClose(outcomes.line(0).done, [900])
    expectClose(outcomes.line(1).planned, [7_100])
    expectClose(outcomes.line(1).done, [7_100])
    expectClose(outcomes.line(1).counted, [900])
    #expect(outcomes.line(1).causes == [""])
    #expect(town.total("poor", run.state.stock).magnitude < 1e-9)
  }

  @Test func `programmes within programmes count through`() throws {
    var town = try SmallTown()
    town.put(1_000, "private poor D gas")
    let inner = town.programme("inner", .demolish, of: "poor", 10, countsTowards: "middle")
    let middle = town.programme("middle", .demolish, of: "poor", 30, countsTowards: "outer")
    let beside = town.programme("beside", .demolish, of: "poor", 7, countsTowards: "outer")
    let outer = town.programme("outer", .demolish, of: "poor", 100)
    var run = try HousingRun(town.inputs([inner, middle, beside, outer]))
    let outcomes = run.step().outcomes
    expectClose(outcomes.done, [10, 20, 7, 63])
    expectClose(outcomes.counted, [0, 10, 0, 37])
    expectClose(town.total("poor", run.state.stock), 900)
  }

  @Test func `a wider programme that is met does nothing`() throws {
    var town = try SmallTown()
    town.put(1_000, "private poor D gas")
    let inner = town.programme("inner", .demolish, of: "poor", 50, countsTowards: "outer")
    let outer = town.programme("outer", .demolish, of: "poor", 40)
    var run = try HousingRun(town.inputs([inner, outer]))
    let outcomes = run.step().outcomes
    expectClose(outcomes.done, [50, 0])
    #expect(outcomes.planned[1] == 0)
  }

  @Test func `a share is reached in equal parts by its year`() throws {
    var town = try SmallTown(years: 4)
    town.put(900, "private poor D gas")
    town.put(100, "owner good A ready")
    let plan = Programme(
      key: "ready", selection: town.select("gas"),
      quota: .reachShare(0.7, of: town.select("ready"), from: 1, by: 3), distribution: .proportional,
      actions: [ProgrammeAction(kind: .improve(.gasFreeReady, atLeast: town.labels("ready")), share: 1)])
    var run = try HousingRun(town.inputs([plan]))
    for (year, share) in [0.1, 0.3, 0.5, 0.7].enumerated() {
      run.step()
      expectClose(run.year.outcomes.planned, year == 0 ? [0] : [200])
      expectClose(town.total("ready", run.state.stock) / 1_000, share)
    }
  }

  @Test func `a share that is reached already asks for nothing`() throws {
    let town = try town()
    let plan = Programme(
      key: "plan", selection: town.select("poor"),
      quota: .reachShare(0.1, of: town.select("good"), from: 0, by: 0),
      distribution: .proportional, actions: [ProgrammeAction(kind: renovate(town), share: 1)])
    var run = try HousingRun(town.inputs([plan]))
    let year = run.step()
    #expect(year.outcomes.planned == [0, 0, 0])
    #expect(year.flows.dwellings.allSatisfy { $0 == 0 })
  }

  @Test func `a quota of zero leaves the stock as it is`() throws {
    let town = try town()
    var run = try HousingRun(town.inputs([town.programme("plan", .demolish, of: "poor", 0)]))
    #expect(run.step().outcomes.line(0).causes == ["", "", ""])
    expectSameBits(run.state.stock.dwellings, town.baseline.dwellings)
  }
}
