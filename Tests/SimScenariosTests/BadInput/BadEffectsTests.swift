import SimScenarios
import Testing
import UrbanMine

/// Mistakes in the factors of emissions and costs.
struct BadEffectsTests {
  private let carbon = "tables/embodied_carbon.csv"
  private let energy = "tables/energy_use.csv"
  private let prices = "tables/material_prices.csv"

  @Test func `a negative factor is refused where it stands`() {
    SmallInput("concrete,primary,0.12,", to: "concrete,primary,-0.12,", in: carbon).expect(
      at: "-0.12", in: carbon, "kg_co2e_per_kg: -0.12 is out of range; a number, 0 or more, is expected")
    SmallInput("truck,0.24,", to: "truck,-1,", in: "tables/vehicles.csv").expect(
      at: "-1", in: "tables/vehicles.csv",
      "kg_co2e_per_tonne_km: -1 is out of range; a number, 0 or more, is expected")
    SmallInput("timber_floor,1100", to: "timber_floor,-1100", in: prices).expect(
      at: "-1100", in: prices, "euro_per_tonne: -1100 is out of range; a number, 0 or more, is expected")
    SmallInput("A,gas,6,", to: "A,gas,-6,", in: energy).expect(
      at: "-6", in: energy, "gas_m3_per_m2: -6 is out of range; a number, 0 or more, is expected")
    SmallInput("gas_kg_co2e_per_m3: 1.9", to: "gas_kg_co2e_per_m3: -1.9").expect(
      at: "-1.9", "effects.operation.gas_kg_co2e_per_m3: -1.9 is out of range; *0 or more*")
    SmallInput("hub_handling_euro_per_tonne: 90", to: "hub_handling_euro_per_tonne: -90").expect(
      at: "-90", "effects.cost.hub_handling_euro_per_tonne: -90 is out of range; *0 or more*")
  }

  @Test func `a material without a factor or price is named`() {
    SmallInput("wood,secondary,0.3,example,assumption\n", to: "", in: carbon).expect(
      at: "wood,primary", in: carbon, "material, route: the row material=wood, route=secondary is missing")
    SmallInput("wood,140,2024,example,assumption\n", to: "", in: "tables/gate_fees.csv").expect(
      at: "concrete", in: "tables/gate_fees.csv", "material: the row material=wood is missing")
  }

  @Test func `a component may lack rows, and has those of its material then`() throws {
    let effects = try #require(try SmallInput().load().effects)
    #expect(effects.carbon.primary == [0.12, 0.1, 0.1])
    #expect(effects.cost.gateFeePerTonne == [50, 140, 140])
    #expect(effects.cost.materialPricePerTonne == [60, 800, 1100])
  }

  @Test func `a material that does not exist is named with the nearest one`() {
    SmallInput("timber_floor,1100", to: "timber_flor,1100", in: prices).expect(
      at: "timber_flor", in: prices,
      "material: 'timber_flor' is not known; labels are concrete, wood, timber_floor; did you mean "
        + "'timber_floor'?")
  }

  @Test func `two sources in one table of factors are refused`() {
    SmallInput("wood,secondary,0.3,example", to: "wood,secondary,0.3,elsewhere", in: carbon).expect(
      at: "elsewhere", in: carbon,
      "source: 'elsewhere' is another set of factors than 'example'; one source in the whole table; give every "
        + "source a table of its own, and name it in effects.carbon.source")
  }

  @Test func `a source that no row comes from is refused once`() {
    SmallInput("source: example\n    factors", to: "source: exampel\n    factors").expect(
      at: "exampel",
      "effects.carbon.source: there is no 'exampel'; example are accepted; did you mean 'example'?")
  }

  @Test func `a row without a source is refused`() {
    SmallInput("wood,secondary,0.3,example", to: "wood,secondary,0.3,", in: carbon).expect([
      "\(carbon):5:20: error: source: the cell is empty; a text is expected"
    ])
  }

  @Test func `an energy label without use of energy is named`() {
    SmallInput("D,gas,7.5,24,example,assumption\n", to: "", in: energy).expect(
      at: "G,gas_free_ready", in: energy,
      "energy_label, heating: the row energy_label=D, heating=gas is missing")
  }

  @Test func `an unknown heating is named with the nearest one`() {
    SmallInput("G,gas_free_ready", to: "G,gas_fre_ready", in: energy).expect(
      at: "gas_fre_ready", in: energy,
      "heating: 'gas_fre_ready' is not known; labels are gas_free_ready, gas; did you mean 'gas_free_ready'?")
  }

  @Test func `a vehicle that is not in the table is named`() {
    SmallInput("vehicle: truck", to: "vehicle: truc").expect(
      at: "truc\n",
      "effects.carbon.vehicle: there is no 'truc'; truck, van are accepted; did you mean 'truck'?")
  }

  @Test func `a row that stands twice is refused`() {
    SmallInput("van,0.63,", to: "truck,0.63,", in: "tables/vehicles.csv").expect(
      at: "truck,0.63", in: "tables/vehicles.csv",
      "vehicle: the row vehicle=truck stands twice; the first is in line 2")
  }

  @Test func `a lifetime below a year, a share above 1 and a missing price are refused`() {
    SmallInput("hub_building_lifetime_years: 30", to: "hub_building_lifetime_years: 0").expect(
      at: "0\n    hub_land", "effects.cost.hub_building_lifetime_years: 0 is out of range; *from 1 to 200*")
    SmallInput(
      "electricity_kg_co2e_per_kwh: 0.45",
      to: "electricity_kg_co2e_per_kwh: 0.45\n    electricity_decline_per_year: 5"
    ).expect(
      at: "5\n  # Say", "effects.operation.electricity_decline_per_year: 5 is out of range; *from 0 to 1*")
    SmallInput("interest_per_year: 0.0225", to: "interest_per_year: 2.25").expect(
      at: "2.25", "effects.cost.interest_per_year: 2.25 is out of range; *from 0 to 1*")
    SmallInput("    hub_land_euro_per_m2: 96\n", to: "").expect([
      "small.yaml:*: error: effects.cost*hub_land_euro_per_m2*missing*"
    ])
  }

  @Test func `a part of the factors that is missing is named`() {
    var input = SmallInput()
    input.overrides = ["effects.cost=null"]
    #expect(input.problems().contains { $0.contains("effects") && $0.contains("cost") })
  }

  @Test func `a mistake in the factors hides none elsewhere`() {
    var input = SmallInput("vehicle: truck", to: "vehicle: truc")
    input.replace("opening_year: 2026", with: "opening_year: 2056")
    input.replace("wood,primary,0.1,", with: "wood,primary,-0.1,", in: carbon)
    let problems = input.problems()
    #expect(problems.count == 3, "\(problems.joined(separator: "\n"))")
  }
}
