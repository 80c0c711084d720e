import HousingSim
import SimNumerics
import SimTestSupport
import Testing
import UrbanMine

/// The use of energy by label and heating.
@Suite struct OperationalEnergyTests {
  private struct Town {
    let states: QualityStates
    var stock: HousingStock
    let floorAreaM2: [Double]

    /// Two zones, two types, two cohorts; axes tenure (2) x label (2) x heating (2).
    init() throws {
      let axes = try ["tenure": ["own", "rent"], "label": ["A", "G"], "heating": ["free", "gas"]].sorted {
        $0.key > $1.key
      }.map { StateAxis(key: $0.key, labels: try Axis($0.value.map { Label($0) })) }
      states = QualityStates(axes: try Axis(axes))
      let layout = StockLayout(typeCount: 2, stateCount: states.count, cohortCount: 2, zoneCount: 2)
      stock = HousingStock(layout: layout, activeCohorts: 1)
      // Zones x types x cohorts.
      floorAreaM2 = [50, 1, 100, 1, 60, 1, 120, 1]
    }
  }

  private func factors() throws -> OperationFactors {
    // Labels x heatings: A free, A gas, G free, G gas.
    try OperationFactors(
      labelCount: 2, heatingCount: 2, gasM3PerM2: [0, 6, 4, 9], electricityKWhPerM2: [40, 24, 30, 24],
      gasKgPerM3: 2, electricityKgPerKWh: 0.5)
  }

  @Test func `floor area is counted by zone, label and heating, whatever the tenure`() throws {
    var town = try Town()
    let axes = town.states.axes
    #expect(axes.map(\.key) == ["tenure", "label", "heating"])
    for tenure in 0..<2 {
      town.stock[type: 0, state: town.states.state(labels: [tenure, 1, 1]), cohort: 0, zone: 0] = 10
    }
    town.stock[type: 1, state: town.states.state(labels: [0, 0, 0]), cohort: 0, zone: 1] = 5
    let use = OperationalEnergy(
      town.stock, states: town.states, labelAxis: 1, heatingAxis: 2, floorAreaM2: town.floorAreaM2)
    #expect(use.floorAreaM2 == [0, 0, 0, 20 * 50, 5 * 120, 0, 0, 0])
    let factors = try factors()
    let used = use.use(factors)
    #expect(used.gasM3 == [1000 * 9, 0])
    #expect(used.electricityKWh == [1000 * 24, 600 * 40])
    #expect(factors.kgPerM2(label: 1, heating: 1, yearIndex: 0) == 9 * 2 + 24 * 0.5)
    var account = CarbonAccount(zoneCount: 2)
    account.add(use, yearIndex: 0, factors: factors)
    #expect(account[0, .operationGas] == 18_000 && account[0, .operationElectricity] == 12_000)
    #expect(account.total(.operationElectricity) == 12_000 + 12_000)
  }

  @Test func `the emission of electricity falls from the first year on, that of gas stays`() throws {
    let factors = try OperationFactors(
      labelCount: 1, heatingCount: 1, gasM3PerM2: [10], electricityKWhPerM2: [20], gasKgPerM3: 2,
      electricityKgPerKWh: 0.5, electricityDeclinePerYear: 0.1)
    let found = [-1, 0, 1, 2].map { factors.electricityKgPerKWh(yearIndex: $0) }
    for (one, other) in zip(found, [0.5, 0.5, 0.45, 0.405]) { #expect(isClose(one, other)) }
    #expect(isClose(factors.kgPerM2(label: 0, heating: 0, yearIndex: 2), 10 * 2 + 20 * 0.405))
  }

  @Test func `an empty stock uses nothing`() throws {
    let town = try Town()
    let use = OperationalEnergy(
      town.stock, states: town.states, labelAxis: 1, heatingAxis: 2, floorAreaM2: town.floorAreaM2)
    #expect(use.floorAreaM2.allSatisfy { $0 == 0 })
    #expect(use.use(try factors()).gasM3[0] == 0)
  }

  @Test func `a factor that is negative or missing is refused`() {
    func problem(gas: [Double], electricity: Double = 1) -> String? {
      do {
        _ = try OperationFactors(
          labelCount: 1, heatingCount: 2, gasM3PerM2: gas, electricityKWhPerM2: [1, 1], gasKgPerM3: 1,
          electricityKgPerKWh: electricity)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(problem(gas: [1, 0]) == nil)
    #expect(problem(gas: [1]) == "operation of dwellings: gas (m3/m2) has 1 entries; give 2")
    #expect(
      problem(gas: [1, -0.5])
        == "operation of dwellings: gas (m3/m2) is -0.5; give a finite number that is not negative")
    #expect(
      problem(gas: [1, 1], electricity: -1)
        == "operation of dwellings: emission of electricity (kg CO2e/kWh) is -1.0; give a finite number that "
        + "is not negative")
  }
}
