/// The catalogue of scenario keys: one row per key with its unit, range, default and meaning.
///
/// Checks, `simrunner schema` and the readers of a scenario all use these rows.
public enum ParameterCatalogue {
  /// Every key of a scenario file, in the order of the file; `extends` is dealt with before they are looked at.
  public static let rows: [CatalogueRow] =
    general + axes + baseline + autonomous + programmes + construction + materials + hubs + siting + effects
    + funding + uncertainty + monitoring + households + results

  private static let general: [CatalogueRow] = [
    CatalogueRow(
      "name", .name, isRequired: true, meaning: "Name of the scenario and of its result directory."),
    CatalogueRow("title_nl", .text, defaultText: "", meaning: "Title in Dutch."),
    CatalogueRow("title_en", .text, defaultText: "", meaning: "Title in English."),
    CatalogueRow(
      "first_year", .year, isRequired: true,
      meaning: "First simulated year; the baseline stands at the end of the year before."),
    CatalogueRow("last_year", .year, isRequired: true, meaning: "Last simulated year."),
  ]

  private static let axes: [CatalogueRow] = [
    CatalogueRow("axes", .map, isRequired: true, meaning: "Axes of the stock; the zones come from a table."),
    CatalogueRow(
      "axes.dwelling_types", .map, isRequired: true, meaning: "Dwelling types, each with its wider class."),
    CatalogueRow(
      "axes.dwelling_types.*", .name, isRequired: true,
      meaning: "Wider class of the type, such as single_family."),
    CatalogueRow(
      "axes.cohorts", .map, isRequired: true,
      meaning: "Construction cohorts of the baseline, oldest first; each simulated year adds one."),
    CatalogueRow("axes.cohorts.*", .map, isRequired: true, meaning: "One cohort."),
    CatalogueRow(
      "axes.cohorts.*.first_year", .year, range: .closed(1000...2500), isRequired: true,
      meaning: "First construction year."),
    CatalogueRow(
      "axes.cohorts.*.last_year", .year, range: .closed(1000...2500), isRequired: true,
      meaning: "Last construction year."),
    CatalogueRow("axes.tenure", .nameList, isRequired: true, meaning: "Tenures."),
    CatalogueRow("axes.condition", .nameList, isRequired: true, meaning: "Conditions, best first."),
    CatalogueRow("axes.energy_label", .nameList, isRequired: true, meaning: "Energy labels, best first."),
    CatalogueRow("axes.heating", .nameList, isRequired: true, meaning: "Ways of heating, best first."),
  ]

  private static let baseline: [CatalogueRow] = [
    CatalogueRow(
      "baseline", .map, isRequired: true, meaning: "Margins that the baseline stock is fitted to."),
    CatalogueRow(
      "baseline.zones", .path, isRequired: true,
      meaning: "Table of zones: zone, name, municipality, group, latitude, longitude, dwellings."),
    CatalogueRow(
      "baseline.stock", .path, isRequired: true,
      meaning: "Table of dwellings and floor area by municipality, dwelling_type and cohort."),
    CatalogueRow(
      "baseline.tenure", .path, isRequired: true,
      meaning: "Table of share_percent by municipality and tenure; a row `unknown` is spread proportionally."),
    CatalogueRow(
      "baseline.energy_labels", .path, isRequired: true,
      meaning: "Table of share by dwelling_type, cohort and energy_label."),
    CatalogueRow(
      "baseline.heating", .path, isRequired: true, meaning: "Table of share by municipality and heating."),
    CatalogueRow(
      "baseline.seed_odds", .path,
      meaning: "Table of odds ratios: how much likelier a label is where another label holds."),
    CatalogueRow(
      "baseline.condition", .namesMap, unit: "dwellings", range: .nonNegative, isRequired: true,
      meaning: "Dwellings of the region by condition, for every condition but the best, which takes the rest."
    ),
  ]

  private static let autonomous: [CatalogueRow] = [
    CatalogueRow("demolition", .map, isRequired: true, meaning: "Demolition that no programme asks for."),
    CatalogueRow(
      "demolition.rates", .path,
      meaning: "Table of rate_per_year by dwelling_type and cohort, and by tenure where it has that column."),
    CatalogueRow(
      "demolition.scale", .number, range: .nonNegative, defaultText: "1",
      meaning: "Factor on every rate; a rate above 1 after it is an error."),
    CatalogueRow(
      "demolition.new_cohorts_as", .name,
      meaning: "Baseline cohort whose rates the cohorts of simulated years have."),
    CatalogueRow(
      "demolition.lifetime", .name,
      meaning: "Lifetime of the table of lifetimes by which dwellings are demolished, instead of rates."),
    CatalogueRow(
      "demolition.lifetime_of_new", .name,
      meaning: "Lifetime of the cohorts of simulated years, where it differs."),
    CatalogueRow(
      "demolition.lifetimes", .path,
      meaning: "Table of lifetimes by name: distribution with mean, stddev, shape, scale in years, or a file."
    ),
    CatalogueRow("transitions", .map, meaning: "Rules by which dwellings change state without a programme."),
    CatalogueRow("transitions.*", .map, meaning: "One rule."),
    CatalogueRow("transitions.*.from", .whereMap, isRequired: true, meaning: "State that dwellings leave."),
    CatalogueRow("transitions.*.to", .whereMap, isRequired: true, meaning: "Labels that they move to."),
    CatalogueRow("transitions.*.where", .whereMap, meaning: "Further conditions; zones are not told apart."),
    CatalogueRow(
      "transitions.*.probability_per_year", .number, unit: "1/year", range: .share, isRequired: true,
      meaning: "Share of the dwellings in the state that move in a year; what no rule takes stays."),
    CatalogueRow("transitions.*.from_year", .year, meaning: "First year of the rule; else the first of all."),
    CatalogueRow("transitions.*.to_year", .year, meaning: "Last year of the rule; else the last of all."),
  ]

  private static let uncertainty: [CatalogueRow] = [
    CatalogueRow(
      "uncertainty", .map,
      meaning: "How numbers with a range or a distribution are drawn in an ensemble; a plain run ignores it."),
    CatalogueRow(
      "uncertainty.groups", .map, meaning: "Groups of numbers that rise and fall together: one draw for all."
    ),
    CatalogueRow(
      "uncertainty.groups.*", .list, isRequired: true,
      meaning: "Names of the numbers, with * for any characters."),
    CatalogueRow(
      "uncertainty.fixed", .list,
      meaning: "Names of numbers that keep their value, with * for any characters."),
  ]

  private static let results: [CatalogueRow] = [
    CatalogueRow("indicators", .map, meaning: "Indicators beside the built-in ones."),
    CatalogueRow("indicators.*", .map, meaning: "One indicator."),
    CatalogueRow("indicators.*.title_nl", .text, meaning: "Title in Dutch; else the key."),
    CatalogueRow("indicators.*.title_en", .text, meaning: "Title in English; else the key."),
    CatalogueRow(
      "indicators.*.kind", .choice(["count", "share"] + MixIndicator.Kind.allCases.map(\.rawValue)),
      isRequired: true,
      meaning:
        "Number of dwellings, share of the dwellings in `of`, shares of all labels of `axis`, or how unevenly "
        + "these are spread over the zones (dissimilarity; theil, between and within groups of zones)."),
    CatalogueRow(
      "indicators.*.where", .whereMap,
      meaning: "Dwellings that are counted; must be there for count and share, else all."),
    CatalogueRow(
      "indicators.*.of", .whereMap, meaning: "For share: dwellings that they are a share of; else all."),
    CatalogueRow(
      "indicators.*.axis", .choice(["tenure", "condition", "energy_label", "heating"]),
      meaning: "For mix, dissimilarity and theil: the axis whose labels are told apart."),
    CatalogueRow("targets", .map, meaning: "Goals that the run is judged by."),
    CatalogueRow("targets.*", .map, meaning: "One target; give either `at_least` or `at_most`."),
    CatalogueRow("targets.*.title_nl", .text, meaning: "Title in Dutch; else the key."),
    CatalogueRow("targets.*.title_en", .text, meaning: "Title in English; else the key."),
    CatalogueRow("targets.*.indicator", .name, isRequired: true, meaning: "Indicator that is judged."),
    CatalogueRow("targets.*.zone", .name, meaning: "Zone that is judged; else the region."),
    CatalogueRow(
      "targets.*.from_year", .year, isRequired: true, meaning: "First year over which a flow is added up."),
    CatalogueRow(
      "targets.*.to_year", .year, isRequired: true,
      meaning: "Last year; a stock or a share counts at its end."),
    CatalogueRow("targets.*.at_least", .number, meaning: "Goal that the value may not stay below."),
    CatalogueRow("targets.*.at_most", .number, meaning: "Goal that the value may not exceed."),
    CatalogueRow("targets.*.source", .text, isRequired: true, meaning: "Where the goal comes from."),
  ]
}
