/// A small commented scenario, the starting point of `simrunner new`.
///
/// Its numbers are examples; every one of them is marked so in the files.
package enum SmallScenario {
  /// The scenario file and its tables, by their path in the new directory.
  package static let files: [(path: String, text: String)] = base + effectTables + homes

  /// The scenario file, and the tables of the stock and the mine.
  private static let base: [(path: String, text: String)] = [
    (
      "small.yaml",
      """
      # A small scenario to start from: one town with a centre and an edge, two dwelling types, two cohorts.
      # Every number here is an example, not a measurement: replace it, and say where yours comes from.
      # `simrunner schema` lists every key with its unit, range and meaning.
      name: small
      title_nl: Klein voorbeeld
      title_en: Small example
      first_year: 2025
      last_year: 2030

      axes:
        dwelling_types: {apartment: multi_family, house: single_family}
        cohorts:
          before_1965: {first_year: 1900, last_year: 1964}
          from_1965: {first_year: 1965, last_year: 2024}
        # State axes, best label first.
        tenure: [owner_occupied, rented]
        condition: [good, poor]
        energy_label: [A, D, G]
        heating: [gas_free_ready, gas]

      # The stock at the end of 2024 is fitted to these tables.
      baseline:
        zones: tables/zones.csv
        stock: tables/stock.csv
        tenure: tables/tenure.csv
        energy_labels: tables/energy_labels.csv
        heating: tables/heating.csv
        condition:
          # A number can carry its range and origin.
          poor: {value: 100, low: 50, high: 200, source: example, confidence: assumption}

      demolition:
        rates: tables/demolition_rates.csv
        new_cohorts_as: from_1965

      # What happens without a programme, as yearly probabilities.
      transitions:
        decay:
          from: {condition: good}
          to: {condition: poor}
          probability_per_year: {value: 0.005, low: 0.002, high: 0.01, source: example, confidence: assumption}

      # What is done about it, in the order in which the programmes take their dwellings.
      programmes:
        restructure:
          title_nl: Herstructurering
          title_en: Restructuring
          from_year: 2025
          to_year: 2028
          where: {condition: poor}
          quota: {dwellings: 80}
          zones: {method: priority, order: [focus, rest]}
          careful_dismantling_share: 0.5
          actions:
            renovate: {share: 0.75, at_least: {condition: good, energy_label: A, heating: gas_free_ready}}
            demolish: {share: 0.25}

      construction:
        new_homes:
          title_nl: Nieuwbouw
          title_en: New homes
          from_year: 2026
          to_year: 2030
          dwellings: 50
          zones: {method: shares, shares: {centre: 0.4, edge: 0.6}}
          mix:
            dwelling_type: {apartment: 0.5, house: 0.5}
            tenure: {owner_occupied: 0.5, rented: 0.5}
            condition: {good: 1}
            energy_label: {A: 1}
            heating: {gas_free_ready: 1}

      materials:
        intensity: tables/material_intensity.csv
        components: tables/components.csv
        component_ratios: tables/component_ratios.csv
        treatment: tables/treatment.csv
        properties: tables/material_properties.csv
        renovation_profiles: tables/renovation_profiles.csv
        new_build: tables/new_build.csv
        new_cohorts_as: from_1965

      mine:
        steps_per_year: 4
        sites: tables/hub_sites.csv
        road_detour_factor: 1.35

      hubs:
        town_hub:
          title_nl: Stadshub
          title_en: Town hub
          site: harbour
          opening_year: 2026
          floor_area_m2: 500
          logistics_share: 0.3
          stack_height_m: 3.5
          fill_share: 0.8
          maximum_storage_months: 6
          capacities:
            timber: {materials: [timber_floor], tonnes_per_year: 100}

      indicators:
        poor_share: {kind: share, where: {condition: poor}}

      targets:
        restructured:
          indicator: done_restructure
          from_year: 2025
          to_year: 2028
          at_least: 80
          source: example

      """ + effects
    ),
    (
      "tables/zones.csv",
      """
      zone,name,municipality,group,latitude,longitude,dwellings,source,confidence
      centre,Centre,town,focus,50.9,5.98,600,example,assumption
      edge,Edge,town,rest,50.92,6,400,example,assumption

      """
    ),
    (
      "tables/stock.csv",
      """
      municipality,dwelling_type,cohort,dwellings,floor_area_m2_per_dwelling,source,confidence
      town,apartment,before_1965,150,70,example,assumption
      town,apartment,from_1965,250,75,example,assumption
      town,house,before_1965,250,110,example,assumption
      town,house,from_1965,350,125,example,assumption

      """
    ),
    (
      "tables/tenure.csv",
      """
      municipality,tenure,share_percent,source,confidence
      town,owner_occupied,60,example,assumption
      town,rented,38,example,assumption
      town,unknown,2,example,assumption

      """
    ),
    (
      "tables/energy_labels.csv",
      """
      dwelling_type,cohort,energy_label,share,source,confidence
      apartment,before_1965,A,0.05,example,assumption
      apartment,before_1965,D,0.45,example,assumption
      apartment,before_1965,G,0.5,example,assumption
      apartment,from_1965,A,0.3,example,assumption
      apartment,from_1965,D,0.6,example,assumption
      apartment,from_1965,G,0.1,example,assumption
      house,before_1965,A,0.1,example,assumption
      house,before_1965,D,0.5,example,assumption
      house,before_1965,G,0.4,example,assumption
      house,from_1965,A,0.4,example,assumption
      house,from_1965,D,0.5,example,assumption
      house,from_1965,G,0.1,example,assumption

      """
    ),
    (
      "tables/heating.csv",
      """
      municipality,heating,share,source,confidence
      town,gas_free_ready,0.05,example,assumption
      town,gas,0.95,example,assumption

      """
    ),
    (
      "tables/demolition_rates.csv",
      """
      dwelling_type,cohort,rate_per_year,source,confidence
      apartment,before_1965,0.004,example,assumption
      apartment,from_1965,0.001,example,assumption
      house,before_1965,0.002,example,assumption
      house,from_1965,0.0005,example,assumption

      """
    ),
    (
      "tables/material_intensity.csv",
      """
      dwelling_type,cohort,material,kg_per_m2,source,confidence
      apartment,before_1965,concrete,900,example,assumption
      apartment,before_1965,wood,60,example,assumption
      apartment,from_1965,concrete,900,example,assumption
      apartment,from_1965,wood,30,example,assumption
      house,before_1965,concrete,900,example,assumption
      house,before_1965,wood,60,example,assumption
      house,from_1965,concrete,900,example,assumption
      house,from_1965,wood,30,example,assumption

      """
    ),
    (
      "tables/components.csv",
      """
      component,material,unit,kg_per_unit,stored_density_kg_per_m3,source,confidence
      timber_floor,wood,m2 upper floor,28,510,example,assumption

      """
    ),
    (
      "tables/component_ratios.csv",
      """
      dwelling_type,cohort,component,units_per_m2,source,confidence
      apartment,before_1965,timber_floor,0.4,example,assumption
      apartment,from_1965,timber_floor,0,example,assumption
      house,before_1965,timber_floor,0.5,example,assumption
      house,from_1965,timber_floor,0.1,example,assumption

      """
    ),
    (
      "tables/treatment.csv",
      """
      material,recycled_share,downcycled_share,incinerated_share,landfilled_share,source,confidence
      concrete,0.05,0.94,0,0.01,example,assumption
      wood,0,0.3,0.7,0,example,assumption

      """
    ),
    (
      "tables/material_properties.csv",
      """
      material,parameter,low,central,high,unit,source,confidence
      concrete,reuse_potential,0,0,0,fraction of collected mass,example,assumption
      wood,reuse_potential,0,0,0,fraction of collected mass,example,assumption
      timber_floor,reuse_potential,0.45,0.45,0.45,fraction of collected mass,example,assumption
      concrete,refurbishment_yield,0.8,0.8,0.8,fraction of received mass,example,assumption
      wood,refurbishment_yield,0.8,0.8,0.8,fraction of received mass,example,assumption
      timber_floor,refurbishment_yield,0.8,0.8,0.8,fraction of received mass,example,assumption
      concrete,stored_density_kg_per_m3,1000,1000,1000,kg/m3,example,assumption
      wood,stored_density_kg_per_m3,510,510,510,kg/m3,example,assumption
      timber_floor,stored_density_kg_per_m3,510,510,510,kg/m3,example,assumption
      concrete,maximum_reuse_share_of_demand,0.5,0.5,0.5,fraction of demand,example,assumption
      wood,maximum_reuse_share_of_demand,0.5,0.5,0.5,fraction of demand,example,assumption
      timber_floor,maximum_reuse_share_of_demand,0.5,0.5,0.5,fraction of demand,example,assumption
      concrete,secondary_share_of_demand,0.03,0.03,0.03,fraction of demand,example,assumption
      wood,secondary_share_of_demand,0.04,0.04,0.04,fraction of demand,example,assumption
      timber_floor,secondary_share_of_demand,0.04,0.04,0.04,fraction of demand,example,assumption

      """
    ),
    (
      "tables/renovation_profiles.csv",
      """
      profile,material,released_share,taken_up_share,source,confidence
      renovation,concrete,0.01,0.02,example,assumption
      renovation,wood,0.1,0.2,example,assumption
      renovation,timber_floor,0.2,0.2,example,assumption

      """
    ),
    (
      "tables/new_build.csv",
      """
      dwelling_type,floor_area_m2_per_dwelling,source,confidence
      apartment,70,example,assumption
      house,120,example,assumption

      """
    ),
    (
      "tables/hub_sites.csv",
      """
      site,latitude,longitude,source,confidence
      harbour,50.91,5.99,example,assumption

      """
    ),
  ]
}
