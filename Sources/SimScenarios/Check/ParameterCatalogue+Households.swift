extension ParameterCatalogue {
  static let households: [CatalogueRow] =
    [
      CatalogueRow(
        "households", .map,
        meaning: "Population, households and vacancy; without this part a run has none of them.")
    ] + population + householdFormation + occupancy + chains

  private static let population: [CatalogueRow] = [
    CatalogueRow(
      "households.population", .path, isRequired: true,
      meaning: "Table of inhabitants by municipality and age_group (such as 0_9 or 90_plus)."),
    CatalogueRow(
      "households.population_year", .year, isRequired: true,
      meaning: "Year on whose first of January they are counted; not after first_year."),
    CatalogueRow(
      "households.mortality", .path, isRequired: true,
      meaning: "Table of deaths_per_person_year by sex, age_group and period (from_year, to_year); after the "
        + "middle of the last period rates stay as they are."),
    CatalogueRow(
      "households.mortality_ratio", .number, range: .positive, defaultText: "1",
      meaning: "Mortality of the region over that of the table."),
    CatalogueRow(
      "households.fertility", .path, isRequired: true,
      meaning: "Table of births_per_woman_year by age_group and period; other ages have no births."),
    CatalogueRow(
      "households.fertility_ratio", .number, range: .nonNegative, defaultText: "1",
      meaning: "Fertility of the region over that of the table."),
    CatalogueRow(
      "households.male_share_of_births", .number, range: .share, isRequired: true,
      meaning: "Share of boys among the newborn."),
    CatalogueRow(
      "households.migration_per_year", .schedule, unit: "persons/year", isRequired: true,
      meaning: "Net migration of the region, negative where more people leave; by year where it changes, "
        + "straight between the years."),
    CatalogueRow(
      "households.migration_profile", .path, isRequired: true,
      meaning: "Table of the share of net migration by sex and age_group; the shares add up to 1."),
  ]

  private static let householdFormation: [CatalogueRow] = [
    CatalogueRow(
      "households.types", .nameList, isRequired: true,
      meaning: "Types of household, that of one person first."),
    CatalogueRow(
      "households.headship", .path, isRequired: true,
      meaning: "Table of households_per_person by age_group; ages below the first group head none."),
    CatalogueRow(
      "households.type_shares", .path, isRequired: true,
      meaning: "Table of the share of every household_type by age_group of the head; 1 per age_group."),
    CatalogueRow(
      "households.municipalities", .path, isRequired: true,
      meaning: "Table of households and one_person_share_percent by municipality, at the count of "
        + "inhabitants; headship and type shares are calibrated to it."),
  ]

  private static let occupancy: [CatalogueRow] = [
    CatalogueRow(
      "households.dwellings_per_household", .number, unit: "dwellings/household", range: .positive,
      isRequired: true,
      meaning: "Dwellings that are occupied per household; below 1 where some share one or live elsewhere."),
    CatalogueRow(
      "households.frictional_vacancy", .number, range: .closed(0...0.5), isRequired: true,
      meaning: "Share of the dwellings of every kind that stands empty between two households."),
    CatalogueRow(
      "households.preferences", .path, isRequired: true,
      meaning: "Table of the share of every household_type that wants a dwelling_type and tenure; 1 per type."
    ),
    CatalogueRow(
      "households.vacancy_odds", .path,
      meaning: "Table of odds ratios of standing empty by axis (dwelling_type, tenure, condition) and label."),
  ]

  private static let chains: [CatalogueRow] = [
    CatalogueRow(
      "households.chains", .map, isRequired: true,
      meaning: "Vacancy chains: who fills an empty dwelling, and what is left empty then."),
    CatalogueRow(
      "households.chains.moves", .path, isRequired: true,
      meaning: "Table of moves_per_year of a household out of a dwelling, by dwelling_type."),
    CatalogueRow(
      "households.chains.ending_share", .namesMap, range: NumberRange(low: 0, high: 1, includesLow: false),
      isRequired: true,
      meaning: "Per household type the share of those who move in that leaves no dwelling in the region."),
    CatalogueRow(
      "households.chains.leaving_odds", .namesMap, range: .positive, defaultText: "{}",
      meaning: "Odds of moving out by condition; 1 where not listed."),
  ]
}
