import SimScenarios
import Testing

/// Keys and plain values of the scenario file.
struct BadKeyTests {
  // MARK: - Unknown keys

  @Test func `an unknown key at the top names the nearest key`() {
    var input = SmallInput("title_en: Small example", to: "title_eng: Small example")
    input.expect(
      at: "title_eng", "title_eng: this key is not known; keys are name, *; did you mean 'title_en'?")
    input = SmallInput("transitions:", to: "transition:")
    input.expect(
      at: "transition:", "transition: this key is not known; keys are *; did you mean 'transitions'?")
  }

  @Test func `an unknown key of a part names the nearest key`() {
    let input = SmallInput(
      "  new_cohorts_as: from_1965\n\n# What", to: "  new_cohorts_as: from_1965\n  scales: 2\n\n# What")
    input.expect(
      at: "scales",
      "demolition.scales: this key is not known; keys are rates, scale, new_cohorts_as, *; did you mean 'scale'?"
    )
  }

  @Test func `an unknown key of a programme names the nearest key`() {
    SmallInput("careful_dismantling_share", to: "careful_dismantling_shares").expect(
      at: "careful_dismantling_shares",
      "programmes.restructure.careful_dismantling_shares: this key is not known; keys are *; "
        + "did you mean 'careful_dismantling_share'?")
  }

  @Test func `an unknown action names the nearest action`() {
    SmallInput("demolish: {share: 0.25}", to: "demolsh: {share: 0.25}").expect(
      at: "demolsh",
      "programmes.restructure.actions.demolsh: this key is not known; keys are renovate, insulate, "
        + "make_gas_free_ready, convert_tenure, demolish, demolish_and_replace, merge; did you mean 'demolish'?"
    )
  }

  @Test func `an unknown key of a quota, a mix, a hub capacity and a target is named with its whole path`() {
    var input = SmallInput("{dwellings: 80}", to: "{dwellings: 80, dwelling_per_year: 3}")
    input.expect(
      at: "dwelling_per_year",
      "programmes.restructure.quota.dwelling_per_year: this key is not known; keys are dwellings, "
        + "dwellings_per_year, reach_share, of; did you mean 'dwellings_per_year'?")
    input = SmallInput("condition: {good: 1}", to: "condition: {good: 1}\n      colour: {red: 1}")
    input.expect(
      at: "colour",
      "construction.new_homes.mix.colour: this key is not known; keys are dwelling_type, tenure, condition, "
        + "energy_label, heating*")
    input = SmallInput("tonnes_per_year: 100}", to: "tonnes_per_year: 100, tons: 1}")
    input.expect(
      at: "tons: 1",
      "hubs.town_hub.capacities.timber.tons: this key is not known; keys are materials, tonnes_per_year*")
    input = SmallInput("    at_least: 80", to: "    at_least: 80\n    goal: 80")
    input.expect(at: "goal", "targets.restructured.goal: this key is not known; keys are *")
  }

  @Test func `an unknown key beside a number and its origin is named`() {
    SmallInput("poor: {value: 100, low: 50", to: "poor: {value: 100, lowest: 50").expect(
      at: "lowest",
      "baseline.condition.poor.lowest: this key is not known; keys are value, low, high, source, confidence, "
        + "distribution, stddev, alpha, beta, values, weights; "
        + "did you mean 'low'?")
  }

  // MARK: - Wrong types, missing keys

  @Test func `a text where a number is wanted says so`() {
    SmallInput("dwellings: 50", to: "dwellings: many").expect(
      at: "many",
      "construction.new_homes.dwellings: 'many' is not a number; a number in dwellings, 0 or more, is expected"
    )
  }

  @Test func `a quoted number says to take the quotes away`() {
    SmallInput("dwellings: 50", to: "dwellings: \"50\"").expect(
      at: "\"50\"",
      "construction.new_homes.dwellings: is the quoted text '50'; a number in dwellings, 0 or more, is expected; "
        + "take the quotes away")
  }

  @Test func `a percentage and a decimal comma say how to write them`() {
    var input = SmallInput("share: 0.25", to: "share: 25%")
    input.expect(
      at: "25%",
      "programmes.restructure.actions.demolish.share: '25%' is not a number; a number, from 0 to 1, is expected; "
        + "write a share: 1.7 % is 0.017")
    input = SmallInput("floor_area_m2: 500", to: "floor_area_m2: 1,500")
    input.expect(
      at: "1,500",
      "hubs.town_hub.floor_area_m2: '1,500' is not a number; a number in m2, above 0, is expected; "
        + "write the decimal point as ., and no separators of thousands")
  }

  @Test func `a list or a map where a number is wanted, and a number where a map is wanted, say so`() {
    var input = SmallInput("share: 0.25", to: "share: [0.25]")
    input.expect(
      at: "[0.25]",
      "programmes.restructure.actions.demolish.share: is a list; a number, from 0 to 1, is expected")
    input = SmallInput("quota: {dwellings: 80}", to: "quota: 80")
    input.expect(at: "80\n    zones", "programmes.restructure.quota: is '80'; a map is expected")
    input = SmallInput(
      "tenure: [owner_occupied, rented]\n  condition", to: "tenure: {owner_occupied: 1}\n  condition")
    input.expect(
      at: "{owner_occupied: 1}", "axes.tenure: is a map; a name or a list of names is expected")
  }

  @Test func `a year that is not whole and a delay that is not whole say so`() {
    var input = SmallInput("last_year: 2030", to: "last_year: 2030.5")
    input.expect(
      at: "2030.5", "last_year: 2030.5 is not a whole number; a year, from 1500 to 2500, is expected")
    input = SmallInput("storage_months: 6", to: "storage_months: 6.5")
    input.expect(
      at: "6.5",
      "hubs.town_hub.maximum_storage_months: 6.5 is not a whole number; a whole number in months, from 0 to 240, "
        + "is expected")
  }

  @Test func `a switch that is neither true nor false says so`() {
    SmallInput("from_year: 2026", to: "enabled: yes\n    from_year: 2026").expect(
      at: "yes", "construction.new_homes.enabled: is 'yes'; true or false is expected")
  }

  @Test func `a missing key is named at the map that lacks it, with its meaning`() {
    var input = SmallInput("first_year: 2025\nlast_year", to: "last_year")
    input.expect(
      at: "name: small",
      "first_year: this key is missing; a year is expected; "
        + "First simulated year; the baseline stands at the end of the year before.")
    input = SmallInput(
      "probability_per_year: {value: 0.005, low: 0.002, high: 0.01, source: example, confidence: assumption}",
      to: "from_year: 2025")
    input.expect(
      at: "from: {condition: good}",
      "transitions.decay.probability_per_year: this key is missing; a number is expected; *")
    input = SmallInput("demolish: {share: 0.25}", to: "demolish: {}")
    input.expect(
      at: "{}", "programmes.restructure.actions.demolish.share: this key is missing; a number is expected; *")
    input = SmallInput("{value: 100, low: 50", to: "{low: 50")
    input.expect(
      at: "{low: 50",
      "baseline.condition.poor.value: this key is missing; a map of names to numbers is expected")
  }

  @Test func `a key without a value says so`() {
    SmallInput("name: small", to: "name:").expect(
      at: "\ntitle_nl", "name: has no value; a name is expected; give one, or take the key away")
  }

  // MARK: - Numbers

  @Test func `numbers out of range say the range`() {
    var input = SmallInput("road_detour_factor: 1.35", to: "road_detour_factor: 0.5")
    input.expect(
      at: "0.5\n\nhubs", "mine.road_detour_factor: 0.5 is out of range; a number, from 1 to 5, is expected")
    input = SmallInput("floor_area_m2: 500", to: "floor_area_m2: 0")
    input.expect(
      at: "0\n    logistics",
      "hubs.town_hub.floor_area_m2: 0 is out of range; a number in m2, above 0, is expected")
    input = SmallInput("tonnes_per_year: 100", to: "tonnes_per_year: -1")
    input.expect(
      at: "-1}",
      "hubs.town_hub.capacities.timber.tonnes_per_year: -1 is out of range; a number in t/year, 0 or more, is expected"
    )
    input = SmallInput("first_year: 2025\nlast_year", to: "first_year: 20250\nlast_year")
    input.expect(at: "20250", "first_year: 20250 is out of range; a year, from 1500 to 2500, is expected")
  }

  @Test func `a probability of 1.2 is refused`() {
    SmallInput("{value: 0.005, low: 0.002, high: 0.01", to: "{value: 1.2, low: 0.002, high: 1").expect([
      "small.yaml:41:35: error: transitions.decay.probability_per_year.value: 1.2 is out of range; *"
    ])
  }

  @Test func `a value outside its own low and high is refused`() {
    SmallInput("value: 0.005, low: 0.002", to: "value: 0.005, low: 0.008").expect(
      at: "0.008", "transitions.decay.probability_per_year.low: 0.008 is above the value 0.005")
  }

  @Test(arguments: [".nan", ".NaN", "nan", ".inf", "-.inf", "inf", "1e999", "-1e999"])
  func `a number that is not finite is refused in the scenario file`(text: String) {
    SmallInput("dwellings: 50", to: "dwellings: \(text)").expect(
      at: "\(text)\n    zones: {method: shares",
      "construction.new_homes.dwellings: \(text) is not a finite number; a number in dwellings, 0 or more, is expected"
    )
  }

  @Test(arguments: [".nan", "NaN", "inf", "-inf", "Infinity", "1e999"])
  func `a number that is not finite is refused in a table`(text: String) {
    SmallInput("before_1965,250,110", to: "before_1965,\(text),110", in: "tables/stock.csv").expect(
      at: "\(text),110", in: "tables/stock.csv",
      "dwellings: '\(text)' is not a finite number; a number, 0 or more, is expected")
  }

  @Test func `a number that is not finite is refused in an override`() {
    SmallInput(overrides: ["demolition.scale=1e999"]).expect([
      "--set demolition.scale=1e999:1:1: error: demolition.scale: 1e999 is not a finite number; *"
    ])
  }

  @Test func `only 1, 4 and 12 steps a year are accepted`() {
    SmallInput("steps_per_year: 4", to: "steps_per_year: 3").expect(
      at: "3\n  sites", "mine.steps_per_year: '3' is not known; choose 1, 4, 12*")
  }

  @Test func `a merge of half a dwelling into one is refused`() {
    SmallInput(
      "demolish: {share: 0.25}",
      to: "merge: {share: 0.25, dwellings_into_one: 0.5, at_least: {condition: good}}"
    ).expect(
      at: "0.5, at_least",
      "programmes.restructure.actions.merge.dwellings_into_one: 0.5 is out of range; a number, 1 or more, is expected"
    )
  }

  @Test func `a negative delay of a replacement is refused`() {
    SmallInput(
      "demolish: {share: 0.25}",
      to: """
        demolish_and_replace:
                share: 0.25
                ratio: 1
                delay_years: -1
                mix:
                  dwelling_type: {apartment: 1}
                  tenure: {rented: 1}
                  condition: {good: 1}
                  energy_label: {A: 1}
                  heating: {gas: 1}
        """
    ).expect(
      at: "-1\n",
      "programmes.restructure.actions.demolish_and_replace.delay_years: -1 is out of range; "
        + "a whole number in years, from 0 to 100, is expected")
  }
}
