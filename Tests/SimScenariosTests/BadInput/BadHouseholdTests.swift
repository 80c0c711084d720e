import SimScenarios
import Testing

/// Mistakes in population, households and vacancy.
struct BadHouseholdTests {
  private let population = "tables/population.csv"
  private let mortality = "tables/mortality.csv"
  private let headship = "tables/headship.csv"
  private let shares = "tables/household_types.csv"
  private let counts = "tables/household_counts.csv"
  private let preferences = "tables/housing_preferences.csv"

  private func with(_ old: String, to new: String, in path: String = SmallInput.main) -> SmallInput {
    SmallInput.withHouseholds(old, to: new, in: path)
  }

  @Test func `the small scenario with households has no problem`() throws {
    let scenario = try SmallInput.withHouseholds().load()
    #expect(scenario.households != nil)
    #expect(try SmallInput().load().households == nil)
  }

  @Test func `a headship above one is refused in its cell`() {
    with("65_plus,0.7,", to: "65_plus,1.7,", in: headship).expect(
      at: "1.7", in: headship,
      "households_per_person: 1.7 is out of range; a number, from 0 to 1, is expected")
  }

  @Test func `a headship above one after calibration is refused at the number of households`() {
    with("town,950,", to: "town,1500,", in: counts).expect(
      at: "1500", in: counts,
      "households: town needs 1.* households per person of age 65 to reach its number of households; at most one "
        + "household per person of every age is accepted")
  }

  @Test func `a share of one-person households that no age has is refused`() {
    var input = with("20_64,one_person,0.3,", to: "20_64,one_person,0,", in: shares)
    input.replace("20_64,family,0.7,", with: "20_64,family,1,", in: shares)
    input.replace("65_plus,one_person,0.5,", with: "65_plus,one_person,0,", in: shares)
    input.replace("65_plus,family,0.5,", with: "65_plus,family,1,", in: shares)
    input.expect(
      at: "38,", in: counts,
      "one_person_share_percent: no household types of town fit its one-person households: the margin one-person "
        + "households wants 361* at household_type=one person, where the seed and the other margins allow nothing; "
        + "at most one household per person of every age is accepted")
  }

  @Test func `a municipality without inhabitants or households is named`() {
    with("town,950,38,example,assumption\n", to: "", in: counts).expect([
      "\(counts):1:1: error: the table has no rows*"
    ])
    var input = SmallInput.withHouseholds()
    input.replace("edge,Edge,town,", with: "edge,Edge,village,", in: "tables/zones.csv")
    let problems = input.problems()
    #expect(
      problems.contains("\(population):4:1: error: municipality: the row municipality=village is missing"),
      "\(problems.joined(separator: "\n"))")
    #expect(problems.contains("\(counts):2:1: error: municipality: the row municipality=village is missing"))
    with("town,0_19,400", to: "twon,0_19,400", in: population).expect(
      at: "twon", in: population,
      "municipality: 'twon' is not known; labels are town; did you mean 'town'?")
  }

  @Test func `ages that are missing, twice or unreadable are named`() {
    with("town,20_64,1200,example,assumption\n", to: "", in: population).expect(
      at: "65_plus", in: population,
      "age_group: town lacks the ages 20 to 64; ages from 0 on without a gap")
    with("65_plus,400", to: "65_89,400", in: population).expect(
      at: "65_89", in: population,
      "age_group: town lacks the ages 90 to 100 and over; ages from 0 on without a gap")
    with("20_64,1200", to: "15_64,1200", in: population).expect(
      at: "15_64", in: population, "age_group: age 15 of town stands in line 2 already; every age once")
    with("20_64,1200", to: "20-64,1200", in: population).expect(
      at: "20-64", in: population,
      "age_group: '20-64' is no age group; an age such as 0, or a span such as 5_9 or 90_plus within 0 and 100"
    )
    with("women,65_plus,2020", to: "women,70_plus,2020", in: mortality).expect(
      at: "70_plus", in: mortality,
      "age_group: mortality of women from 2020 lacks the ages 65 to 69; ages from 0 on without a gap")
    with("20_64,0.55", to: "20_59,0.55", in: headship).expect(
      at: "65_plus", in: headship,
      "age_group: headship lacks the ages 60 to 64; ages from 20 on without a gap")
  }

  @Test func `periods that overlap or end before they start are refused`() {
    with("20_39,2020,2029", to: "20_39,2020,2019", in: "tables/fertility.csv").expect(
      at: "2020,2019", in: "tables/fertility.csv",
      "from_year: the period 2020 to 2019; periods that follow each other without overlap are accepted")
    with("men,65_plus,2020,2029,0.06", to: "men,65_plus,2020,2030,0.06", in: mortality).expect(
      at: "2030", in: mortality,
      "to_year: the period from 2020 ends in 2030, and in 2029 in another row")
  }

  @Test func `shares that do not add up are refused at the end of their group`() {
    with("20_64,family,0.7", to: "20_64,family,0.6", in: shares).expect(
      at: "0.6", in: shares,
      "share: the shares of age group '20_64' add up to 0.9; 1 is accepted; correct the shares of the group that "
        + "ends here")
    with("family,house,rented,0.2", to: "family,house,rented,0.3", in: preferences).expect([
      "\(preferences):9:21: error: share: the shares of family add up to 1.1; 1 is accepted; correct the shares of "
        + "the group that ends here"
    ])
    with("women,20_29,0.5", to: "women,20_29,0.4", in: "tables/migration_profile.csv").expect(
      at: "0.4", in: "tables/migration_profile.csv",
      "share: the shares add up to 0.9; 1 is accepted")
  }

  @Test func `preferences that are missing, zero or of an unknown type are named`() {
    with("family,house,rented,0.2", to: "family,house,rented,0", in: preferences).expect(
      at: "0,example,assumption\n", in: preferences,
      "share: 0 is out of range; a number, above 0 to 1, is expected")
    with("family,house,rented,0.2,example,assumption\n", to: "", in: preferences).expect(
      at: "family,house,owner_occupied", in: preferences,
      "household_type, dwelling_type, tenure: the row household_type=family, dwelling_type=house, tenure=rented is "
        + "missing")
    with("65_plus,family,", to: "65_plus,famly,", in: shares).expect(
      at: "famly", in: shares,
      "household_type: 'famly' is not known; labels are one_person, family; did you mean 'family'?")
  }

  @Test func `migration that empties an age is refused with the place and the age`() {
    with("migration_per_year: 5", to: "migration_per_year: -400").expect(
      at: "-400",
      "households.migration_per_year: migration empties town in 2024: -* men of age 2* would be left; a net "
        + "migration that leaves people of every age is accepted; let fewer leave, or divide them otherwise in "
        + "households.migration_profile")
  }

  @Test func `a count of inhabitants after the baseline is refused`() {
    with("population_year: 2024", to: "population_year: 2026").expect(
      at: "2026\n  mortality",
      "households.population_year: counts the inhabitants of 1 January 2026; the baseline stands at the end of 2024; "
        + "a year from 1925 to 2025 is accepted")
  }

  @Test func `numbers out of range and missing keys are named`() {
    with("frictional_vacancy: 0.02", to: "frictional_vacancy: 0.9").expect(
      at: "0.9\n  preferences", "households.frictional_vacancy: 0.9 is out of range; *from 0 to 0.5*")
    with("ending_share: {one_person: 0.5,", to: "ending_share: {one_person: 0,").expect(
      at: "0, family", "households.chains.ending_share.one_person: 0 is out of range; *above 0 to 1*")
    with("ending_share: {one_person: 0.5, ", to: "ending_share: {").expect(
      at: "{family", "households.chains.ending_share: the share of one_person is missing")
    with("leaving_odds: {poor: 2}", to: "leaving_odds: {porr: 2}").expect(
      at: "2}\n",
      "households.chains.leaving_odds.porr: there is no 'porr'; good, poor are accepted; did you mean 'poor'?"
    )
    with("types: [one_person, family]", to: "types: [one_person]").expect([
      "tables/household_types.csv:3:7: error: household_type: 'family' is not known; *",
      "tables/household_types.csv:5:9: error: household_type: 'family' is not known; *",
      "tables/housing_preferences.csv:6:1: error: household_type: 'family' is not known; *",
      "tables/housing_preferences.csv:7:1: error: household_type: 'family' is not known; *",
      "tables/housing_preferences.csv:8:1: error: household_type: 'family' is not known; *",
      "tables/housing_preferences.csv:9:1: error: household_type: 'family' is not known; *",
      "small.yaml:*: error: households.types: names one type; the type of one person and at least one other",
    ])
  }

  @Test func `an odds ratio of an unknown label is named`() {
    with("tenure,rented,2", to: "tenure,rentd,2", in: "tables/vacancy_odds.csv").expect(
      at: "rentd", in: "tables/vacancy_odds.csv",
      "label: the axis tenure has no 'rentd'; owner_occupied, rented are accepted; did you mean 'rented'?")
  }

  @Test func `construction driven by the stock needs households and no fixed shares`() {
    SmallInput("dwellings: 50", to: "dwellings: 50\n    method: stock_driven").expect(
      at: "stock_driven",
      "construction.new_homes.method: stock_driven asks what households need, and there are none; fixed, or a part "
        + "'households', is accepted")
    with("dwellings: 50", to: "dwellings: 50\n    method: stock_driven").expect(
      at: "shares, shares",
      "construction.new_homes.zones.method: stock_driven builds where the stock of a municipality falls short; "
        + "proportional is accepted")
  }

  @Test func `an indicator of households needs households, and its name is taken`() {
    SmallInput("indicator: done_restructure", to: "indicator: vacancy_share").expect(
      at: "vacancy_share", "targets.restructured.indicator: there is no 'vacancy_share'; *")
    SmallInput("poor_share: {kind", to: "inhabitants: {kind").expect(
      at: "{kind", "indicators.inhabitants: 'inhabitants' is a built-in indicator; choose another name")
  }
}
