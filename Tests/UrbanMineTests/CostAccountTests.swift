import HousingSim
import SimNumerics
import Testing
import UrbanMine

/// Costs by hand, of the year of ``CarbonAccountTests``: 200 t in all are demolished, half of it by the programme
/// `clear`, half of that with care; 40 t are received, 20 t of wood used again at the far end.
@Suite struct CostAccountTests {
  @Test func `every item is the amount times its price, by what causes it`() throws {
    let fixture = try EffectsFixture()
    let account = fixture.costs()
    // A loan over two years at 2 %: 0.02 x 1.02^2 / (1.02^2 - 1).
    let charge = 0.02 * 1.0404 / 0.0404
    let expected: [(programme: String?, item: CostItem, euro: Double)] = [
      (nil, .carefulDismantling, 10 * 50), (nil, .hubFixed, 1000), (nil, .hubHandling, 100 * 40),
      (nil, .hubBuilding, charge * 300 * 1000), (nil, .hubLand, 0.02 * 50 * 1000),
      (nil, .transport, 0.5 * 20 * fixture.farKilometres), (nil, .gateFeeAvoided, -40 * 20),
      (nil, .primaryMaterialAvoided, -400 * 20), ("clear", .carefulDismantling, 10 * 50),
    ]
    #expect(account.lines.count == expected.count)
    for (line, wanted) in zip(account.lines, expected) {
      #expect(line.programme == wanted.programme && line.item == wanted.item)
      #expect(isClose(line.euro, wanted.euro), "\(wanted.item): \(line.euro), not \(wanted.euro)")
    }
    #expect(isClose(account.totals.saved, 8800))
    #expect(isClose(account.totals.net, account.totals.spent - 8800))
    #expect(isClose(account.totals.spent, expected.filter { $0.euro > 0 }.reduce(0) { $0 + $1.euro }))
  }

  @Test func `a hub costs nothing before it opens`() throws {
    let fixture = try EffectsFixture()
    let before = CostAccount(
      fixture.flows,
      dismantled: CarefulDismantling(
        MineModel(fixture.inputs).harvest(fixture.year, yearIndex: 0), of: fixture.inputs),
      of: fixture.inputs, year: 2024, factors: EffectsFixture.costFactors())
    for item in [CostItem.hubFixed, .hubBuilding, .hubLand] {
      #expect(before.lines.first { $0.item == item }?.euro == 0, "\(item)")
    }
  }

  @Test func `a year without events costs the hubs, and saves nothing`() throws {
    let fixture = try EffectsFixture(demolished: 0, built: 0, renovated: 0)
    let account = fixture.costs()
    #expect(account.totals.saved == 0)
    let items = account.lines.filter { $0.euro != 0 }.map(\.item)
    #expect(items == [.hubFixed, .hubBuilding, .hubLand])
    #expect(account.lines.allSatisfy { $0.euro >= 0 && $0.euro.sign == .plus })
    #expect(account.lines.count == CostItem.allCases.count)
  }

  @Test func `twice the events cost twice, but for what the hubs cost when idle`() throws {
    let one = try EffectsFixture(demolished: 20, built: 8, renovated: 4).costs()
    let two = try EffectsFixture(demolished: 40, built: 16, renovated: 8).costs()
    let idle: [CostItem] = [.hubFixed, .hubBuilding, .hubLand]
    for (once, twice) in zip(one.lines, two.lines) {
      #expect(isClose(twice.euro, idle.contains(once.item) ? once.euro : 2 * once.euro), "\(once.item)")
    }
  }

  @Test func `savings and costs have the signs that their items say`() throws {
    for line in try EffectsFixture().costs().lines {
      #expect(line.item.isSaving ? line.euro < 0 : line.euro > 0, "\(line.item)")
    }
  }

  @Test func `the yearly charge repays the loan with interest`() {
    var factors = EffectsFixture.costFactors()
    for interest in [0, 0.01, 0.0225, 0.2] {
      for years in [1, 2, 30, 200] {
        factors.interestPerYear = interest
        factors.buildingLifetimeYears = years
        var debt = 1.0
        for _ in 0..<years { debt = debt * (1 + interest) - factors.yearlyCharge }
        var grown = 1.0
        for _ in 0..<years { grown *= 1 + interest }
        #expect(abs(debt) <= 1e-10 * grown, "\(interest) over \(years) years leaves \(debt)")
      }
    }
  }

  @Test func `dismantled mass is that of the accounts, each with its own share`() throws {
    let fixture = try EffectsFixture()
    let lines = CarefulDismantling(
      MineModel(fixture.inputs).harvest(fixture.year, yearIndex: 1), of: fixture.inputs
    ).lines
    #expect(lines.map(\.programme) == [nil, "clear"])
    #expect(lines.map(\.account) == [0, 1])
    #expect(lines.allSatisfy { isClose($0.kilograms, 50_000) })
  }

  @Test(arguments: 1...100)
  func `what is dismantled with care is what the hubs receive or refuse, once one is open`(seed: Int) throws {
    var random = TestRandom(state: UInt64(seed))
    let mine = try RandomMine(&random)
    var run = MineRun(MineModel(mine.inputs))
    for index in 0..<mine.inputs.yearCount {
      let year = RandomMine.flows(for: mine.inputs, &random)
      let flows = try run.year(year)
      guard mine.inputs.hubs.contains(where: { $0.openingYear <= mine.inputs.firstYear + index }) else {
        continue
      }
      let lines = CarefulDismantling(MineModel(mine.inputs).harvest(year, yearIndex: index), of: mine.inputs)
        .lines
      let dismantled = lines.reduce(0) { $0 + $1.kilograms }
      var offered = 0.0
      for step in 0..<flows.stepCount {
        for hub in 0..<flows.hubCount {
          for stream in 0..<flows.streamCount {
            for column in [HubColumn.received, .refusedUnsuitable, .refusedCapacity, .refusedRoom] {
              offered += flows.mass(column, step: step, hub: hub, stream: stream)
            }
          }
        }
      }
      #expect(
        Tolerance.holds(residual: offered - dismantled, scale: max(offered, dismantled)),
        "\(offered), not \(dismantled)")
    }
  }

  @Test func `a price that is negative, not a number or missing is refused`() {
    func problem(_ change: (inout CostFactors) -> Void) -> String? {
      var factors = EffectsFixture.costFactors()
      change(&factors)
      do {
        try factors.check(streamCount: 2)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(problem { _ in } == nil)
    #expect(
      problem { $0.hubLandPerM2 = -1 }
        == "costs: land (euro/m2) is -1.0; give a finite number that is not negative")
    #expect(problem { $0.gateFeePerTonne = [1] } == "costs: gate fee (euro/t) has 1 entries; give 2")
    #expect(problem { $0.materialPricePerTonne[1] = .infinity }?.contains("is inf") == true)
    #expect(
      problem { $0.buildingLifetimeYears = 0 }
        == "costs: lifetime of a hub building (years) is 0.0; give a finite number above 0")
  }
}
