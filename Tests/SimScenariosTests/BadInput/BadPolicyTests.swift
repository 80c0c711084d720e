import SimScenarios
import Testing

/// Programmes, lines, rules and hubs that contradict each other or the axes.
struct BadPolicyTests {
  // MARK: - Keys that would be ignored

  @Test func `the dwellings of a share are refused where the quota is a number`() {
    SmallInput("quota: {dwellings: 80}", to: "quota: {dwellings: 80, of: {condition: good}}").expect(
      at: "{condition: good}}",
      "programmes.restructure.quota.of: has a meaning for reach_share only; take it away")
  }

  @Test func `a target for a zone is refused where only the region has the indicator`() {
    SmallInput("indicator: done_restructure", to: "indicator: hubs_open\n    zone: centre").expect(
      at: "centre\n    from",
      "targets.restructured.zone: hubs_open is counted for the region only; take it away")
  }

  @Test func `a central value outside its range is refused`() {
    SmallInput(
      "timber_floor,reuse_potential,0.45,0.45,0.45", to: "timber_floor,reuse_potential,0.5,0.45,0.45",
      in: "tables/material_properties.csv"
    ).expect(
      at: "0.45,0.45", in: "tables/material_properties.csv",
      "central: reuse_potential is 0.45; a number from low to high of its row")
  }

  // MARK: - Years

  @Test func `a first year after the last year is refused`() {
    SmallInput("last_year: 2030", to: "last_year: 2024").expect(
      at: "2024\n", "last_year: is 2024, before first_year 2025; give a last year from 2025 on")
  }

  @Test func `cohorts that reach into the simulated years or overlap are refused`() {
    SmallInput("last_year: 2024}", to: "last_year: 2025}").expect(
      at: "{first_year: 1965",
      "axes.cohorts.from_1965: spans 1965 to 2025; a span that ends before 2025, after 1964 is accepted; *")
    SmallInput("first_year: 1965", to: "first_year: 1960").expect(
      at: "{first_year: 1960",
      "axes.cohorts.from_1965: spans 1960 to 2024; *order the cohorts by year, without overlap")
  }

  @Test func `a programme that ends before it starts is refused`() {
    SmallInput(
      "from_year: 2025\n    to_year: 2028\n    where", to: "from_year: 2027\n    to_year: 2026\n    where"
    ).expect(
      at: "2026\n    where",
      "programmes.restructure.to_year: is 2026, before from_year 2027; give a year from 2027 on")
  }

  @Test func `a programme outside the simulated years is refused`() {
    SmallInput("to_year: 2028\n    where", to: "to_year: 2031\n    where").expect(
      at: "2031",
      "programmes.restructure.to_year: is 2031; a year from 2025 to 2030 (first_year to last_year)")
    SmallInput(
      "from_year: 2025\n    to_year: 2028\n    where", to: "from_year: 2024\n    to_year: 2028\n    where"
    ).expect(
      at: "2024\n    to",
      "programmes.restructure.from_year: is 2024; a year from 2025 to 2030 (first_year to last_year)")
  }

  @Test func `construction, a rule and a target outside the simulated years are refused`() {
    SmallInput("to_year: 2030\n    dwellings", to: "to_year: 2040\n    dwellings").expect(
      at: "2040", "construction.new_homes.to_year: is 2040; *")
    SmallInput("to: {condition: poor}", to: "to: {condition: poor}\n    from_year: 2031").expect(
      at: "2031", "transitions.decay.from_year: is 2031; a year from 2025 to 2030 (first_year to last_year)")
    SmallInput("to_year: 2028\n    at_least", to: "to_year: 2038\n    at_least").expect(
      at: "2038", "targets.restructured.to_year: is 2038; *")
  }

  // MARK: - Selections and zones

  @Test func `a programme that selects nothing is refused`() {
    SmallInput(
      "where: {condition: poor}\n",
      to: "where: {condition: poor, dwelling_type: house, dwelling_class: multi_family}\n"
    ).expect(
      at: "{condition: poor, dwelling_type",
      "programmes.restructure.where: selects no dwelling; conditions that can hold together; take one away")
  }

  @Test func `an unknown axis and an unknown label in a selection name the nearest`() {
    SmallInput("where: {condition: poor}\n", to: "where: {conditions: poor}\n").expect(
      at: "poor}\n    quota",
      "programmes.restructure.where.conditions: cannot select by *'conditions'*did you mean 'condition'?")
    SmallInput("where: {condition: poor}\n", to: "where: {condition: por}\n").expect(
      at: "por}\n", "programmes.restructure.where.condition: *'por'*did you mean 'poor'?")
  }

  @Test func `a rule cannot tell zones apart`() {
    SmallInput("to: {condition: poor}", to: "to: {condition: poor}\n    where: {zone: centre}").expect(
      at: "centre}", "transitions.decay.where.zone: *")
  }

  @Test func `a rule whose from and where exclude each other is refused`() {
    SmallInput("to: {condition: poor}", to: "to: {condition: poor}\n    where: {condition: poor}").expect(
      at: "from: {condition: good}", "transitions.decay: from and where cannot hold together")
  }

  @Test func `an unknown zone in an order of priority names the nearest`() {
    SmallInput("[focus, rest]", to: "[focus, rst]").expect(
      at: "[focus, rst]", "programmes.restructure.zones.order: *'rst'*did you mean 'rest'?")
  }

  @Test func `priority without an order and shares without shares are refused`() {
    SmallInput("order: [focus, rest]", to: "shares: {centre: 1}").expect(
      at: "{method: priority",
      "programmes.restructure.zones.order: priority needs an order of zones, groups or municipalities")
    SmallInput(", shares: {centre: 0.4, edge: 0.6}", to: "").expect(
      at: "{method: shares", "construction.new_homes.zones.shares: the method shares needs a share per zone")
  }

  @Test func `an unknown zone in shares names the nearest`() {
    SmallInput("edge: 0.6", to: "edg: 0.6").expect([
      "*: error: construction.new_homes.zones.shares: the shares add up to 0.4; 1 is accepted; add 0.6",
      "*: error: construction.new_homes.zones.shares.edg: *'edg'*did you mean 'edge'?",
    ])
  }

  @Test func `an unknown zone of a target names the nearest`() {
    SmallInput("indicator: done_restructure", to: "indicator: done_restructure\n    zone: center").expect(
      at: "center\n", "targets.restructured.zone: *'center'*did you mean 'centre'?")
  }

  @Test func `priority has no meaning for construction`() {
    SmallInput("{method: shares, shares: {centre: 0.4, edge: 0.6}}", to: "{method: priority, order: [focus]}")
      .expect(
        at: "priority, order: [focus]}",
        "construction.new_homes.zones.method: priority has no meaning for construction; proportional or shares is accepted"
      )
  }

  // MARK: - Shares

  @Test func `shares of actions above one say their sum and what to take away`() {
    SmallInput("demolish: {share: 0.25}", to: "demolish: {share: 0.5}").expect(
      at: "renovate: {share",
      "programmes.restructure.actions: the shares add up to 1.25; 1 is accepted; take away 0.25")
  }

  @Test func `shares of zones above one say their sum`() {
    SmallInput("centre: 0.4, edge: 0.6", to: "centre: 0.5, edge: 0.75").expect(
      at: "{centre: 0.5",
      "construction.new_homes.zones.shares: the shares add up to 1.25; 1 is accepted; take away 0.25")
  }

  @Test func `shares of a mix above one say their sum`() {
    SmallInput(
      "tenure: {owner_occupied: 0.5, rented: 0.5}", to: "tenure: {owner_occupied: 0.75, rented: 0.5}"
    ).expect(
      at: "{owner_occupied: 0.75",
      "construction.new_homes.mix.tenure: the shares add up to 1.25; 1 is accepted; take away 0.25")
  }

  @Test func `rules that move more than all dwellings out of a state name it`() {
    SmallInput(
      "    probability_per_year: {value: 0.005, low: 0.002, high: 0.01",
      to: """
            probability_per_year: 0.6
          collapse:
            from: {condition: good, energy_label: D, tenure: rented, heating: gas}
            to: {energy_label: G}
            probability_per_year: {value: 0.505, low: 0.002, high: 1
        """
    ).expect(
      at: "decay:",
      "transitions: in 2025 the rules for apartment before_1965 move 1.1* of the dwellings out of column *rented*good*D*gas*; 1 is all"
    )
  }

  // MARK: - Programmes

  @Test func `a quota given in two ways or in none is refused`() {
    SmallInput("{dwellings: 80}", to: "{dwellings: 80, dwellings_per_year: 20}").expect(
      at: "{dwellings: 80, ",
      "programmes.restructure.quota: gives dwellings and dwellings_per_year; one of dwellings, dwellings_per_year, reach_share is accepted"
    )
    SmallInput("{dwellings: 80}", to: "{of: {condition: poor}}").expect(
      at: "{of: ",
      "programmes.restructure.quota: gives no number; one of dwellings, dwellings_per_year, reach_share is accepted"
    )
  }

  @Test func `a share to reach needs the dwellings that it is a share of`() {
    SmallInput("{dwellings: 80}", to: "{reach_share: 0.5}").expect(
      at: "{reach_share",
      "programmes.restructure.quota: reach_share needs `of`, the dwellings whose share is meant")
  }

  @Test func `counting towards an unknown programme names the nearest`() {
    let second = Self.second.replacing("COUNTS", with: "counts_towards: wider_programm")
    SmallInput(
      "construction:\n",
      to: second.replacing("KEY", with: "narrow")
        + Self.second.replacing("KEY", with: "wider_programme").replacing("    COUNTS\n", with: "")
        + "construction:\n"
    ).expect(
      at: "wider_programm\n",
      "programmes.narrow.counts_towards: *'wider_programm'*did you mean 'wider_programme'?")
  }

  @Test func `counting towards an earlier programme or towards itself is refused`() {
    for wider in ["restructure", "narrow"] {
      let second = Self.second.replacing("KEY", with: "narrow").replacing(
        "COUNTS", with: "counts_towards: \(wider)")
      SmallInput("construction:\n", to: second + "construction:\n").expect(
        at: "\(wider)\n    actions", "programmes.narrow.counts_towards: *'\(wider)'*")
    }
  }

  private static let second = """
      KEY:
        from_year: 2025
        to_year: 2026
        where: {condition: poor}
        quota: {dwellings: 1}
        zones: {method: proportional}
        COUNTS
        actions: {demolish: {share: 1}}


    """

  @Test func `a line with the key of a programme is refused`() {
    SmallInput("  new_homes:", to: "  restructure:").expect(
      at: "title_nl: Nieuwbouw",
      "construction.restructure: 'restructure' already names a programme or another line; choose another name"
    )
  }

  @Test func `an action that moves to an unknown label names the nearest`() {
    SmallInput(
      "at_least: {condition: good, energy_label: A", to: "at_least: {condition: god, energy_label: A"
    ).expect(
      at: "god", "programmes.restructure.actions.renovate.at_least.condition: *'god'*did you mean 'good'?")
    SmallInput(
      "at_least: {condition: good, energy_label: A", to: "at_least: {condition: good, energy_label: [A, D]"
    ).expect(
      at: "[A, D], ",
      "programmes.restructure.actions.renovate.at_least.energy_label: names 2 labels; one label is accepted")
  }

  // MARK: - Hubs

  @Test func `a hub that opens after or before the simulated years is refused`() {
    for year in ["2031", "2024"] {
      SmallInput("opening_year: 2026", to: "opening_year: \(year)").expect(
        at: "\(year)\n    floor",
        "hubs.town_hub.opening_year: is \(year); a year from 2025 to 2030 (first_year to last_year)")
    }
  }

  @Test func `a hub on an unknown site names the nearest`() {
    SmallInput("site: harbour", to: "site: harbor").expect(
      at: "harbor\n", "hubs.town_hub.site: *'harbor'*did you mean 'harbour'?")
  }

  @Test func `a material in two capacities of a hub is refused`() {
    SmallInput(
      "timber: {materials: [timber_floor], tonnes_per_year: 100}",
      to:
        "timber: {materials: [timber_floor], tonnes_per_year: 100}\n      wood: {materials: [wood, timber_floor], tonnes_per_year: 1}"
    ).expect(
      at: "[wood, timber_floor]",
      "hubs.town_hub.capacities.wood.materials: 'timber_floor' stands in two capacities of this hub; each material in one"
    )
  }

  @Test func `an unknown material in a capacity names the nearest`() {
    SmallInput("[timber_floor]", to: "[timber_flor]").expect(
      at: "[timber_flor]",
      "hubs.town_hub.capacities.timber.materials: *'timber_flor'*did you mean 'timber_floor'?")
  }

  @Test func `a cohort whose content or rates new dwellings have must exist`() {
    SmallInput("new_cohorts_as: from_1965\n\nmine", to: "new_cohorts_as: from_1956\n\nmine").expect(
      at: "from_1956", "materials.new_cohorts_as: *'from_1956'*did you mean 'from_1965'?")
    SmallInput("new_cohorts_as: from_1965\n\n# What", to: "new_cohorts_as: from_1956\n\n# What").expect(
      at: "from_1956", "demolition.new_cohorts_as: *'from_1956'*did you mean 'from_1965'?")
  }
}
