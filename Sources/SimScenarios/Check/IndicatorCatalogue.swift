internal import HousingSim
internal import UrbanMine

/// The keys of the indicators that every run records.
enum IndicatorCatalogue {
  /// The prefix of the indicators of programmes and lines: `done_<key>`, own dwellings and those counted within.
  static let donePrefix = "done_"

  /// The keys of the built-in indicators that every scenario has, in the order of the results.
  static let builtIn: [String] =
    ["dwellings"] + HousingEvent.allCases.map(\.rawValue) + ["floor_area_withdrawn"]
    + mine + stayKeys + stayKeys.map { $0 + withoutProgrammes }

  /// The keys of the built-in indicators of material and hubs, in the order of the results.
  static let mine: [String] =
    MaterialFlow.allCases.map(\.rawValue)
    + ["reuse_rate", "recycling_rate", "circular_input_share", "transport_work", "hubs_open"]

  /// The keys of how long dwellings stay poor: the mean, and the standard deviation over the dwellings.
  static let stayKeys = ["expected_years_poor", "sd_years_poor"]

  /// What follows the keys of ``stayKeys`` for a life without programmes.
  static let withoutProgrammes = "_without_programmes"

  /// The label of the condition that ``stayKeys`` are about; a scenario without it has no values of them.
  static let poorLabel = "poor"

  /// The built-in indicators that zones have no value of.
  static let regional =
    ["hubs_open"] + EffectIndicator.allCases.filter(\.isRegional).map(\.rawValue)
    + HouseholdIndicator.allCases.filter(\.isRegional).map(\.rawValue)

  /// Whether an indicator of the scenario cannot have this key.
  static func isTaken(_ key: String) -> Bool {
    builtIn.contains(key) || key.hasPrefix(donePrefix) || EffectIndicator(rawValue: key) != nil
      || HouseholdIndicator(rawValue: key) != nil
  }

  /// The keys of the indicators of stock, events and material of a scenario, in the order of the results.
  static func keys(lines: [String], indicators: [Scenario.Indicator]) -> [String] {
    builtIn + lines.map { donePrefix + $0 } + indicators.map(\.key)
  }
}
