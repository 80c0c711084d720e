import SimScenarios
import Testing

extension SmallInput {
  /// The small scenario with people and households.
  static func withHouseholds() -> SmallInput {
    var input = SmallInput()
    input.files[main] = Array((input.text(of: main) + householdPart).utf8)
    for (path, text) in householdTables { input.files[path] = Array(text.utf8) }
    return input
  }

  /// The same with one text of one file replaced.
  static func withHouseholds(_ old: String, to new: String, in path: String = main) -> SmallInput {
    var input = withHouseholds()
    input.replace(old, with: new, in: path)
    return input
  }

  private static let householdPart = """

    households:
      population: tables/population.csv
      population_year: 2024
      mortality: tables/mortality.csv
      fertility: tables/fertility.csv
      male_share_of_births: 0.512
      migration_per_year: 5
      migration_profile: tables/migration_profile.csv
      types: [one_person, family]
      headship: tables/headship.csv
      type_shares: tables/household_types.csv
      municipalities: tables/household_counts.csv
      dwellings_per_household: 0.98
      frictional_vacancy: 0.02
      preferences: tables/housing_preferences.csv
      vacancy_odds: tables/vacancy_odds.csv
      chains:
        moves: tables/moves.csv
        ending_share: {one_person: 0.5, family: 0.3}
        leaving_odds: {poor: 2}

    """

  private static let householdTables: [(path: String, text: String)] = [
    (
      "tables/population.csv",
      """
      municipality,age_group,inhabitants,source,confidence
      town,0_19,400,example,assumption
      town,20_64,1200,example,assumption
      town,65_plus,400,example,assumption

      """
    ),
    (
      "tables/mortality.csv",
      """
      sex,age_group,from_year,to_year,deaths_per_person_year,source,confidence
      men,0_64,2020,2029,0.002,example,assumption
      men,65_plus,2020,2029,0.06,example,assumption
      women,0_64,2020,2029,0.001,example,assumption
      women,65_plus,2020,2029,0.05,example,assumption

      """
    ),
    (
      "tables/fertility.csv",
      """
      age_group,from_year,to_year,births_per_woman_year,source,confidence
      20_39,2020,2029,0.08,example,assumption

      """
    ),
    (
      "tables/migration_profile.csv",
      """
      sex,age_group,share,source,confidence
      men,20_29,0.5,example,assumption
      women,20_29,0.5,example,assumption

      """
    ),
    (
      "tables/headship.csv",
      """
      age_group,households_per_person,source,confidence
      20_64,0.55,example,assumption
      65_plus,0.7,example,assumption

      """
    ),
    (
      "tables/household_types.csv",
      """
      age_group,household_type,share,source,confidence
      20_64,one_person,0.3,example,assumption
      20_64,family,0.7,example,assumption
      65_plus,one_person,0.5,example,assumption
      65_plus,family,0.5,example,assumption

      """
    ),
    (
      "tables/household_counts.csv",
      """
      municipality,households,one_person_share_percent,source,confidence
      town,950,38,example,assumption

      """
    ),
    (
      "tables/housing_preferences.csv",
      """
      household_type,dwelling_type,tenure,share,source,confidence
      one_person,apartment,owner_occupied,0.2,example,assumption
      one_person,apartment,rented,0.4,example,assumption
      one_person,house,owner_occupied,0.3,example,assumption
      one_person,house,rented,0.1,example,assumption
      family,apartment,owner_occupied,0.1,example,assumption
      family,apartment,rented,0.1,example,assumption
      family,house,owner_occupied,0.6,example,assumption
      family,house,rented,0.2,example,assumption

      """
    ),
    (
      "tables/vacancy_odds.csv",
      """
      axis,label,odds_ratio,source,confidence
      condition,poor,3,example,assumption
      tenure,rented,2,example,assumption

      """
    ),
    (
      "tables/moves.csv",
      """
      dwelling_type,moves_per_year,source,confidence
      apartment,0.1,example,assumption
      house,0.04,example,assumption

      """
    ),
  ]
}
