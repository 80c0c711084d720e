extension SmallScenario {
  /// The part of the scenario file on emissions and costs.
  static let effects = """
    # Factors that turn flows into emissions and euro. Without this part a run has neither.
    effects:
      carbon:
        # The one published set that all factors of the table come from.
        source: example
        factors: tables/embodied_carbon.csv
        refurbishment_kg_co2e_per_kg: 0.02
        transport: tables/vehicles.csv
        vehicle: truck
      operation:
        energy_use: tables/energy_use.csv
        gas_kg_co2e_per_m3: 1.9
        electricity_kg_co2e_per_kwh: 0.45
      # Say the price year of every price.
      cost:
        careful_dismantling_euro_per_tonne: 12
        hub_fixed_euro_per_year: 150000
        hub_handling_euro_per_tonne: 90
        hub_building_euro_per_m2: 380
        hub_building_lifetime_years: 30
        hub_land_euro_per_m2: 96
        interest_per_year: 0.0225
        transport_euro_per_tonne_km: 0.92
        gate_fees: tables/gate_fees.csv
        material_prices: tables/material_prices.csv

    """

  /// The tables of emissions and costs.
  static let effectTables: [(path: String, text: String)] = [
    (
      "tables/embodied_carbon.csv",
      """
      material,route,kg_co2e_per_kg,source,confidence
      concrete,primary,0.12,example,assumption
      concrete,secondary,0.13,example,assumption
      wood,primary,0.1,example,assumption
      wood,secondary,0.3,example,assumption

      """
    ),
    (
      "tables/vehicles.csv",
      """
      vehicle,kg_co2e_per_tonne_km,source,confidence
      truck,0.24,example,assumption
      van,0.63,example,assumption

      """
    ),
    (
      "tables/energy_use.csv",
      """
      energy_label,heating,gas_m3_per_m2,electricity_kwh_per_m2,source,confidence
      A,gas,6,24,example,assumption
      D,gas,7.5,24,example,assumption
      G,gas,9,24,example,assumption
      A,gas_free_ready,0,40,example,assumption
      D,gas_free_ready,3.5,34,example,assumption
      G,gas_free_ready,4.5,36,example,assumption

      """
    ),
    (
      "tables/gate_fees.csv",
      """
      material,euro_per_tonne,price_year,source,confidence
      concrete,50,2024,example,assumption
      wood,140,2024,example,assumption

      """
    ),
    (
      "tables/material_prices.csv",
      """
      material,euro_per_tonne,price_year,source,confidence
      concrete,60,2024,example,assumption
      wood,800,2024,example,assumption
      timber_floor,1100,2024,example,assumption

      """
    ),
  ]
}
