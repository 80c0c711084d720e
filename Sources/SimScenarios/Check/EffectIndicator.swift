internal import UrbanMine

/// The indicators of hubs, emissions and costs; the raw values are their keys.
///
/// Where the denominator of a ratio is 0 the ratio has no value, and `summary.csv` has no row of it.
package enum EffectIndicator: String, Sendable, CaseIterable {
  /// Received mass over capacity.
  case hubUse = "hub_use"
  /// Volume in store over the volume of the stores.
  case storeLevel = "store_level"
  /// Mean time in store.
  case monthsInStore = "months_in_store"
  /// Natural gas of dwellings.
  case gasUse = "gas_use"
  /// Electricity of dwellings.
  case electricityUse = "electricity_use"
  /// Emissions of the use of energy in dwellings.
  case operational = "operational_co2e"
  /// Emissions of the production of what dwellings take up.
  case embodied = "embodied_co2e"
  /// Emissions that reuse avoids.
  case avoided = "co2e_avoided_by_reuse"
  /// Costs of the Urban Mine.
  case spent = "urban_mine_spent"
  /// Savings of the Urban Mine.
  case saved = "urban_mine_saved"
  /// Costs less savings.
  case netCost = "urban_mine_net_cost"
  /// Net cost of a tonne that is used again.
  case costPerTonneReused = "cost_per_tonne_reused"
  /// Net cost of a tonne of emissions avoided.
  case costPerTonneAvoided = "cost_per_tonne_co2e_avoided"
  /// Emissions avoided by a euro spent.
  case avoidedPerEuro = "co2e_avoided_per_euro"

  /// The place of the indicator in an array of all, equal to its place in `allCases`.
  var place: Int {
    switch self {
    case .hubUse: 0
    case .storeLevel: 1
    case .monthsInStore: 2
    case .gasUse: 3
    case .electricityUse: 4
    case .operational: 5
    case .embodied: 6
    case .avoided: 7
    case .spent: 8
    case .saved: 9
    case .netCost: 10
    case .costPerTonneReused: 11
    case .costPerTonneAvoided: 12
    case .avoidedPerEuro: 13
    }
  }

  /// The unit of the values.
  package var unit: String {
    switch self {
    case .hubUse, .storeLevel: "1"
    case .monthsInStore: "months"
    case .gasUse: "m3/year"
    case .electricityUse: "kWh/year"
    case .operational, .embodied, .avoided: "kg CO2e/year"
    case .spent, .saved, .netCost: "euro/year"
    case .costPerTonneReused: "euro/t"
    case .costPerTonneAvoided: "euro/t CO2e"
    case .avoidedPerEuro: "kg CO2e/euro"
    }
  }

  /// The formula and its source, in the words of the result files.
  package var formula: String {
    switch self {
    case .hubUse: "received / capacity of the open hubs"
    case .storeLevel:
      "volume in store / volume of the stores of the open hubs, mean over the ends of the steps"
    case .monthsInStore: "mean mass in store / (dispatched + expired per month) (Little 1961)"
    case .gasUse: "sum over labels and heatings of floor area x m3 per m2"
    case .electricityUse: "sum over labels and heatings of floor area x kWh per m2"
    case .operational: "operation_gas + operation_electricity of carbon.csv, stock at the end of the year"
    case .embodied:
      "embodied_new_build + embodied_renovation + reuse_avoided_production + recycled_input of carbon.csv"
    case .avoided: "-(reuse_avoided_production + reuse_refurbishment + reuse_transport) of carbon.csv"
    case .spent: "sum of the positive items of the Urban Mine in costs.csv"
    case .saved: "-sum of the negative items of the Urban Mine in costs.csv"
    case .netCost: "urban_mine_spent - urban_mine_saved"
    case .costPerTonneReused: "urban_mine_net_cost / tonnes reused; none where nothing is reused"
    case .costPerTonneAvoided:
      "urban_mine_net_cost / t CO2e avoided by reuse; none where nothing is avoided"
    case .avoidedPerEuro: "co2e_avoided_by_reuse / urban_mine_spent; none where nothing is spent"
    }
  }

  /// Whether the values of several years add up.
  var isFlow: Bool { unit.hasSuffix("/year") }

  /// Whether zones have no value of it.
  var isRegional: Bool {
    switch self {
    case .gasUse, .electricityUse, .operational, .embodied, .avoided: false
    default: true
    }
  }

  /// Whether it may be below 0: what is avoided, what is earned, and recycling that emits more than it saves.
  package var isSigned: Bool {
    switch self {
    case .embodied, .avoided, .netCost, .costPerTonneReused, .costPerTonneAvoided, .avoidedPerEuro: true
    default: false
    }
  }

  /// Whether it has a value for the baseline year too.
  var hasBaseline: Bool { self == .gasUse || self == .electricityUse || self == .operational }

  /// Whether it needs the factors of `effects`.
  var needsFactors: Bool { self != .hubUse && self != .storeLevel && self != .monthsInStore }

  /// The indicators of a scenario.
  static func all(hasFactors: Bool) -> [EffectIndicator] {
    allCases.filter { hasFactors || !$0.needsFactors }
  }
}
