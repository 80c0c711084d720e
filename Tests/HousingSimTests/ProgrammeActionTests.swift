import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ProgrammeActionTests {
  private func town(years: Int = 1) throws -> SmallTown {
    var town = try SmallTown(years: years)
    town.put(60, "private poor D gas")
    town.put(40, cohort: "recent", "owner fair A gas")
    return town
  }

  @Test(arguments: [
    (HousingEvent.renovation, "fair C", "private fair C gas"),
    (.insulation, "B", "private poor B gas"), (.gasFreeReady, "ready", "private poor D ready"),
  ])
  func `an improvement moves labels and books its event`(event: HousingEvent, floor: String, state: String)
    throws
  {
    let town = try town()
    let plan = town.programme("plan", .improve(event, atLeast: town.labels(floor)), of: "old", 15)
    var run = try HousingRun(town.inputs([plan]))
    let year = run.step()
    expectClose(town.total(state, run.state.stock), 15)
    expectClose(town.total("private poor D gas", run.state.stock), 45)
    expectClose(year.flows.total(event, programme: "plan"), 15)
    expectClose(run.state.stock.total.value, 100)
  }

  @Test func `an improvement never worsens a label`() throws {
    let town = try town()
    let plan = town.programme(
      "plan", .improve(.renovation, atLeast: town.labels("good C")), of: "recent", 40)
    var run = try HousingRun(town.inputs([plan]))
    let year = run.step()
    // The condition improves from fair to good; the energy label A is better than C and stays.
    expectClose(town.total("owner good A gas", run.state.stock), 40)
    expectClose(year.flows.total(.renovation), 40)
  }

  @Test func `an improvement to what is there already still counts as done`() throws {
    let town = try town()
    let plan = town.programme("plan", .improve(.insulation, atLeast: town.labels("C")), of: "recent", 10)
    var run = try HousingRun(town.inputs([plan]))
    let year = run.step()
    expectClose(run.state.stock.dwellings, town.baseline.dwellings)
    expectClose(year.flows.total(.insulation), 10)
  }

  @Test func `demolition takes dwellings out`() throws {
    let town = try town()
    var run = try HousingRun(town.inputs([town.programme("plan", .demolish, of: "poor", 25)]))
    let year = run.step()
    expectClose(run.state.stock.total.value, 75)
    expectClose(town.total("poor", run.state.stock), 35)
    expectClose(year.flows.total(.demolition, programme: "plan"), 25)
  }

  @Test func `conversion moves any label, also to a worse one`() throws {
    let town = try town()
    let plan = town.programme("plan", .convertTenure(to: town.labels("private poor")), of: "owner", 12)
    var run = try HousingRun(town.inputs([plan]))
    let year = run.step()
    expectClose(town.total("private poor A", run.state.stock), 12)
    expectClose(town.total("owner", run.state.stock), 28)
    expectClose(year.flows.total(.tenureConversion), 12)
  }

  @Test(arguments: [1, 2, 3, 1.5]) func `a merger makes one dwelling of each k`(count: Double) throws {
    let town = try town()
    let plan = town.programme("plan", .merge(count: count, atLeast: town.labels("fair C")), of: "old", 30)
    var run = try HousingRun(town.inputs([plan]))
    let year = run.step()
    expectClose(town.total("private fair C", run.state.stock), 30 / count)
    expectClose(year.flows.total(.mergeOut), 30)
    expectClose(year.flows.total(.mergeIn), 30 / count)
    expectClose(run.state.stock.total.value, 70 + 30 / count)
  }

  @Test func `actions share what a programme takes`() throws {
    let town = try town()
    let plan = Programme(
      key: "plan", selection: town.select("poor"), quota: .dwellings([40]), distribution: .proportional,
      actions: [
        ProgrammeAction(kind: .improve(.renovation, atLeast: town.labels("good")), share: 0.5),
        ProgrammeAction(kind: .demolish, share: 0.25),
        ProgrammeAction(kind: .merge(count: 2, atLeast: [:]), share: 0.25),
      ])
    var run = try HousingRun(town.inputs([plan]))
    let year = run.step()
    expectClose(year.flows.total(.renovation), 20)
    expectClose(year.flows.total(.demolition), 10)
    expectClose(year.flows.total(.mergeOut), 10)
    expectClose(year.outcomes.done, [40])
    expectClose(run.state.stock.total.value, 85)
  }

  @Test(arguments: [0, 1, 2]) func `replacements are built when they fall due`(delay: Int) throws {
    let town = try town(years: 3)
    let kind = ProgrammeAction.Kind.demolishAndReplace(
      ratio: 0.5, delay: delay, mix: town.mix("flat", "association good A ready"))
    let plan = Programme(
      key: "plan", selection: town.select("poor"), quota: .dwellings([20, 0, 0]), distribution: .proportional,
      actions: [ProgrammeAction(kind: kind, share: 1)])
    var run = try HousingRun(town.inputs([plan]))
    for index in 0..<3 {
      let year = run.step()
      expectClose(year.flows.total(.demolition), index == 0 ? 20 : 0)
      expectClose(year.flows.total(.replacement, programme: "plan"), index == delay ? 10 : 0)
      expectClose(
        town.total("flat association good A ready \(2020 + index)", run.state.stock), index == delay ? 10 : 0)
    }
    expectClose(run.state.stock.total.value, 90)
    #expect(run.state.replacementsAfterHorizon == [0])
  }

  @Test func `replacements after the last year are kept apart and not built`() throws {
    let town = try town(years: 2)
    let kind = ProgrammeAction.Kind.demolishAndReplace(
      ratio: 2, delay: 1, mix: town.mix("flat", "association good A ready"))
    var run = try HousingRun(town.inputs([town.programme("plan", kind, of: "poor", 10)]))
    run.step()
    #expect(run.state.replacementsAfterHorizon == [0])
    run.step()
    expectClose(run.state.replacementsAfterHorizon, [20])
    expectClose(town.total("flat", run.state.stock), 20)
  }
}
