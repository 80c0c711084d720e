extension SmallScenario {
  /// A second scenario on top of the first: who lives in the homes, and who pays for what is done.
  static let homes: [(path: String, text: String)] =
    [
      (
        "homes.yaml",
        """
        # The small scenario with its people and its money: households and vacancy, and funding.
        # It takes over all of small.yaml. Every number here is an assumption of the example, none is a measurement.
        extends: small.yaml
        name: homes
        title_nl: Klein voorbeeld met mensen en geld
        title_en: Small example with people and money

        """ + households + funding
      )
    ] + householdTables + fundingTables

  /// The part of the scenario file on people and their households.
  package static let households = """

    # Who lives there: people by age, the households they form, and which homes these prefer.
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
      # What a new or empty home sets in motion.
      chains:
        moves: tables/moves.csv
        ending_share: {one_person: 0.5, family: 0.3}
        leaving_odds: {poor: 2}

    """

  /// The part of the scenario file on costs and who pays them.
  private static let funding = """

    # What it costs, and who pays, in the order of the sources; what nobody pays is shown as unfunded.
    funding:
      costs: tables/action_costs.csv
      price_rise_per_year: 0.02
      vat_rate: 0.21
      # By the year from which each rate holds.
      transfer_tax: {2025: 0.1}
      organisation: {share: 0.05, at_most: 0.1, programmes: [restructure]}
      sources:
        national_fund:
          title_nl: Rijksfonds
          title_en: National fund
          cap_euro: 2000000
          programmes:
            restructure: {maximum_share: 0.5}
        # Only for what is left, and euro for euro with the town.
        deal:
          title_nl: Regiodeal
          title_en: Regional deal
          to_year: 2027
          cap_euro: 300000
          after: [national_fund]
          matched_by: town_budget
          programmes:
            restructure: {}
        town_budget:
          title_nl: Gemeente
          title_en: Town
          programmes:
            restructure: {maximum_euro_per_dwelling: 20000}

    """

  /// The tables of people and their households.
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

  /// The table of prices.
  private static let fundingTables: [(path: String, text: String)] = [
    (
      "tables/action_costs.csv",
      """
      programme,event,dwelling_type,item,per,euro,share,price_year,vat,source,confidence
      restructure,renovation,,works,dwelling,40000,,2025,excluded,example,assumption
      restructure,demolition,,acquisition,dwelling,100000,0.5,2025,none,example,assumption
      restructure,demolition,,works,m2,50,,2025,included,example,assumption
      new_homes,construction,,works,dwelling,200000,,2025,included,example,assumption
      new_homes,construction,,sale,dwelling,190000,,2025,included,example,assumption

      """
    )
  ]
}
