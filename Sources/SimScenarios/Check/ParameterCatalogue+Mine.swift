internal import UrbanMine

extension ParameterCatalogue {
  static let materials: [CatalogueRow] = [
    CatalogueRow("materials", .map, isRequired: true, meaning: "What dwellings are made of."),
    CatalogueRow(
      "materials.intensity", .path, isRequired: true,
      meaning: "Table of kg_per_m2 by dwelling_type, cohort and material."),
    CatalogueRow(
      "materials.components", .path, isRequired: true,
      meaning: "Table of components: component, material, kg_per_unit, stored_density_kg_per_m3."),
    CatalogueRow(
      "materials.component_ratios", .path, isRequired: true,
      meaning: "Table of units_per_m2 by dwelling_type, cohort and component."),
    CatalogueRow(
      "materials.treatment", .path, isRequired: true,
      meaning: "Table of what happens to material that is not reused, by material; the shares add up to 1."),
    CatalogueRow(
      "materials.properties", .path, isRequired: true,
      meaning: "Table of reuse, yield, density and demand parameters by material or component."),
    CatalogueRow(
      "materials.grades", .path,
      meaning: "Table of quality grades, best first: material, grade, share, suitable_share, "
        + "maximum_reuse_share_of_demand; a material without rows has one grade, that of its properties."),
    CatalogueRow(
      "materials.renovation_profiles", .path, isRequired: true,
      meaning: "Table of shares released and taken up by profile and material."),
    CatalogueRow(
      "materials.new_build", .path, isRequired: true,
      meaning: "Table of floor_area_m2_per_dwelling of new dwellings by dwelling_type."),
    CatalogueRow(
      "materials.new_cohorts_as", .name, isRequired: true,
      meaning: "Baseline cohort whose content new dwellings have."),
  ]

  /// The keys of careful dismantling beside its share, of a programme or of autonomous demolition.
  static func dismantling(_ key: String) -> [CatalogueRow] {
    [
      CatalogueRow(
        "\(key).careful_dismantling_euro_per_tonne", .number, unit: "euro/t", range: .nonNegative,
        meaning:
          "What careful dismantling costs here more than demolition, per tonne dismantled; else the price of "
          + "effects.cost."),
      CatalogueRow(
        "\(key).careful_dismantling_euro_per_dwelling", .number, unit: "euro/dwelling", range: .nonNegative,
        meaning: "The same per dwelling that is dismantled with care; with one of the two the other is 0."),
    ]
  }

  static let hubs: [CatalogueRow] = mine + sites

  private static let mine: [CatalogueRow] =
    [
      CatalogueRow("mine", .map, isRequired: true, meaning: "The Urban Mine as a whole."),
      CatalogueRow(
        "mine.steps_per_year", .choice(["1", "4", "12"]), defaultText: "4", meaning: "Steps in a year."),
      CatalogueRow(
        "mine.sites", .path, isRequired: true, meaning: "Table of sites: site, latitude, longitude."),
      CatalogueRow(
        "mine.road_detour_factor", .number, range: .closed(1...5), isRequired: true,
        meaning: "Kilometres by road per kilometre in a straight line."),
      CatalogueRow(
        "mine.careful_dismantling_share", .schedule, range: .share, defaultText: "0",
        meaning:
          "Share of autonomous demolition that is dismantled for reuse; by year where it changes, straight "
          + "between the years."),
    ] + dismantling("mine") + dispatch

  private static let dispatch: [CatalogueRow] = [
    CatalogueRow("mine.dispatch", .map, meaning: "How it is decided what hubs take in and whom they serve."),
    CatalogueRow(
      "mine.dispatch.method", .choice(DispatchPolicy.Method.allCases.map(\.rawValue)),
      defaultText: "nearest_first",
      meaning: "By rule, or by linear programme: the least cost, or the most reuse and then the least cost."),
    CatalogueRow(
      "mine.dispatch.horizon_steps", .integer, unit: "steps", range: .closed(1...24), defaultText: "4",
      meaning: "Steps that a programme looks ahead, this one included; 1 decides step by step."),
    CatalogueRow(
      "mine.dispatch.transport_euro_per_tonne_km", .number, unit: "euro/t km", range: .nonNegative,
      meaning: "Transport as a programme counts it; else that of effects.cost."),
    CatalogueRow(
      "mine.dispatch.handling_euro_per_tonne", .number, unit: "euro/t", range: .nonNegative,
      meaning: "Refurbishment and storage per tonne received as a programme counts it; else the handling of "
        + "effects.cost."),
    CatalogueRow(
      "mine.dispatch.saved_euro_per_tonne", .namesMap, unit: "euro/t", range: .nonNegative,
      meaning:
        "What a tonne reused saves, by material, for least_cost: the price of the new product and the gate "
        + "fee; 0 where a material is left out."),
  ]

  private static let sites: [CatalogueRow] = [
    CatalogueRow("hubs", .map, meaning: "Hubs that refurbish building materials."),
    CatalogueRow("hubs.*", .map, meaning: "One hub."),
    CatalogueRow("hubs.*.title_nl", .text, meaning: "Title in Dutch; else the key."),
    CatalogueRow("hubs.*.title_en", .text, meaning: "Title in English; else the key."),
    CatalogueRow(
      "hubs.*.site", .text, meaning: "Site of the table of sites; a hub without one is placed by `siting`."),
    CatalogueRow(
      "hubs.*.opening_year", .year, isRequired: true, meaning: "First year in which it works, from January."),
    CatalogueRow(
      "hubs.*.floor_area_m2", .number, unit: "m2", range: .positive, isRequired: true, meaning: "Floor area."),
    CatalogueRow(
      "hubs.*.logistics_share", .number, range: .share, isRequired: true,
      meaning: "Share of the floor for moving and working."),
    CatalogueRow(
      "hubs.*.stack_height_m", .number, unit: "m", range: .positive, isRequired: true,
      meaning: "Height of the stacks."),
    CatalogueRow(
      "hubs.*.fill_share", .number, range: .share, isRequired: true,
      meaning: "Share of the stacks that is full."),
    CatalogueRow(
      "hubs.*.yield", .number, range: .share,
      meaning: "Share of the received mass that leaves as product; else that of the table of properties."),
    CatalogueRow(
      "hubs.*.lead_time_months", .integer, unit: "months", range: .closed(0...60), defaultText: "0",
      meaning: "Time from arrival to the earliest departure, rounded up to whole steps of the mine."),
    CatalogueRow(
      "hubs.*.maximum_storage_months", .integer, unit: "months", range: .closed(0...240), isRequired: true,
      meaning: "Longest time in store after refurbishment."),
    CatalogueRow(
      "hubs.*.maximum_stored_tonnes", .number, unit: "t", range: .positive,
      meaning: "Largest mass in store; else only the volume counts."),
    CatalogueRow(
      "hubs.*.capacities", .map, isRequired: true,
      meaning: "Refurbishment lines; a material in none of them is refused."),
    CatalogueRow("hubs.*.capacities.*", .map, meaning: "One line."),
    CatalogueRow(
      "hubs.*.capacities.*.materials", .nameList, isRequired: true, meaning: "Materials and components."),
    CatalogueRow(
      "hubs.*.capacities.*.tonnes_per_year", .number, unit: "t/year", range: .nonNegative, isRequired: true,
      meaning: "Mass that the line can receive in a year."),
  ]
}
