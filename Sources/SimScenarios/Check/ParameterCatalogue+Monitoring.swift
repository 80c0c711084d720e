extension ParameterCatalogue {
  /// What observed years may change.
  static let monitoring: [CatalogueRow] = [
    CatalogueRow(
      "monitoring", .map, meaning: "Observed years that update rates and are held beside the run."),
    CatalogueRow(
      "monitoring.observations", .path, isRequired: true,
      meaning:
        "Table of year, indicator, zone (or municipality:key, or region), value, standard_error (empty for none)."
    ),
    CatalogueRow(
      "monitoring.rates", .nameList,
      meaning:
        "Rates that observed events update: demolition (its scale), or keys of transitions; low and high are a 90 % range."
    ),
    CatalogueRow(
      "monitoring.indicators", .namesMap, unit: "1/year",
      range: NumberRange(low: 0, high: 1, includesLow: false),
      meaning:
        "Counts of dwellings that are filtered, each with the standard deviation of a yearly drift off the run, as a share."
    ),
    CatalogueRow(
      "monitoring.on_contradiction", .choice(["refuse", "widen"]), defaultText: "refuse",
      meaning: "What happens to observations that contradict each other: refused, or all taken as less exact."
    ),
  ]
}
