extension ParameterCatalogue {
  /// The choice of sites before the run, for hubs that name none.
  static let siting: [CatalogueRow] = [
    CatalogueRow(
      "siting", .map, meaning: "Places the hubs that name no site where they cost least, before the run."),
    CatalogueRow(
      "siting.transport_euro_per_tonne_km", .number, unit: "euro/t km", range: .nonNegative, isRequired: true,
      meaning: "Cost of moving a tonne one km, from a zone to a hub and from a hub to a zone."),
    CatalogueRow(
      "siting.hub_fixed_euro_per_year", .number, unit: "euro/year", range: .nonNegative,
      meaning:
        "Yearly cost of one hub more, which decides how one hub compares with two; else that of effects.cost."
    ),
  ]
}
