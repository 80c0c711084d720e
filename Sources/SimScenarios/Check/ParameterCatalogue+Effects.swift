extension ParameterCatalogue {
  static let effects: [CatalogueRow] =
    [
      CatalogueRow(
        "effects", .map,
        meaning: "Factors that turn flows into emissions and euro; without them a run has neither.")
    ] + carbon + operation + cost

  private static let carbon: [CatalogueRow] = [
    CatalogueRow(
      "effects.carbon", .map, isRequired: true, meaning: "Emissions of materials and of reuse."),
    CatalogueRow(
      "effects.carbon.source", .text, isRequired: true,
      meaning: "The one published set that all factors of the table come from, as its column `source` says."),
    CatalogueRow(
      "effects.carbon.factors", .path, isRequired: true,
      meaning: "Table of kg_co2e_per_kg by material and route (primary, secondary); a component without rows "
        + "has those of its material."),
    CatalogueRow(
      "effects.carbon.refurbishment_kg_co2e_per_kg", .number, unit: "kg CO2e/kg", range: .nonNegative,
      isRequired: true, meaning: "Emission of refurbishment per mass that a hub receives."),
    CatalogueRow(
      "effects.carbon.transport", .path, isRequired: true,
      meaning: "Table of kg_co2e_per_tonne_km by vehicle."),
    CatalogueRow(
      "effects.carbon.vehicle", .text, isRequired: true,
      meaning: "Vehicle of that table that moves reused products."),
  ]

  private static let operation: [CatalogueRow] = [
    CatalogueRow("effects.operation", .map, isRequired: true, meaning: "Use of energy in dwellings."),
    CatalogueRow(
      "effects.operation.energy_use", .path, isRequired: true,
      meaning: "Table of gas_m3_per_m2 and electricity_kwh_per_m2 by energy_label and heating."),
    CatalogueRow(
      "effects.operation.gas_kg_co2e_per_m3", .number, unit: "kg CO2e/m3", range: .nonNegative,
      isRequired: true, meaning: "Emission of natural gas."),
    CatalogueRow(
      "effects.operation.electricity_kg_co2e_per_kwh", .number, unit: "kg CO2e/kWh", range: .nonNegative,
      isRequired: true, meaning: "Emission of electricity in the first simulated year."),
    CatalogueRow(
      "effects.operation.electricity_decline_per_year", .number, unit: "1/year", range: .share,
      defaultText: "0", meaning: "Share by which that emission falls every year."),
  ]

  private static let cost: [CatalogueRow] = [
    CatalogueRow("effects.cost", .map, isRequired: true, meaning: "Unit prices of the Urban Mine."),
    CatalogueRow(
      "effects.cost.careful_dismantling_euro_per_tonne", .number, unit: "euro/t", range: .nonNegative,
      isRequired: true, meaning: "Extra cost of dismantling with care, per tonne dismantled."),
    CatalogueRow(
      "effects.cost.hub_fixed_euro_per_year", .number, unit: "euro/year", range: .nonNegative,
      isRequired: true, meaning: "Staff and energy of each open hub; its building and land come on top."),
    CatalogueRow(
      "effects.cost.hub_handling_euro_per_tonne", .number, unit: "euro/t", range: .nonNegative,
      isRequired: true, meaning: "Cleaning, testing, trimming and storing, per tonne received."),
    CatalogueRow(
      "effects.cost.hub_building_euro_per_m2", .number, unit: "euro/m2", range: .nonNegative,
      isRequired: true, meaning: "Building a hub, charged over its lifetime with interest."),
    CatalogueRow(
      "effects.cost.hub_building_lifetime_years", .integer, unit: "years", range: .closed(1...200),
      isRequired: true, meaning: "Lifetime of a hub building."),
    CatalogueRow(
      "effects.cost.hub_land_euro_per_m2", .number, unit: "euro/m2", range: .nonNegative, isRequired: true,
      meaning: "Land, per m2 of hub floor; only interest is charged, for land keeps its value."),
    CatalogueRow(
      "effects.cost.interest_per_year", .number, unit: "1/year", range: .share, isRequired: true,
      meaning: "Real rate of interest."),
    CatalogueRow(
      "effects.cost.transport_euro_per_tonne_km", .number, unit: "euro/t km", range: .nonNegative,
      isRequired: true, meaning: "Transport to and from the hubs."),
    CatalogueRow(
      "effects.cost.gate_fees", .path, isRequired: true,
      meaning: "Table of euro_per_tonne by material that a treatment plant asks; components as above."),
    CatalogueRow(
      "effects.cost.material_prices", .path, isRequired: true,
      meaning: "Table of euro_per_tonne by material that a new product costs; components as above."),
  ]
}
