/// What can happen to dwellings in a year; the raw values are the words of the result files.
public enum HousingEvent: String, Sendable, CaseIterable {
  /// Demolition that no programme asks for.
  case autonomousDemolition = "autonomous_demolition"
  /// Demolition by a programme.
  case demolition
  /// Renovation by a programme.
  case renovation
  /// Insulation by a programme.
  case insulation
  /// Made ready for heating without natural gas by a programme.
  case gasFreeReady = "gas_free_ready"
  /// A dwelling that is merged into another one.
  case mergeOut = "merge_out"
  /// A dwelling that is the result of a merger.
  case mergeIn = "merge_in"
  /// Moved to another tenure by a programme.
  case tenureConversion = "tenure_conversion"
  /// New construction.
  case construction
  /// New construction in the place of demolished dwellings.
  case replacement
  /// A dwelling made from other floor space, such as shops.
  case transformation

  /// What one event of this kind adds to the number of dwellings: +1, 0 or -1.
  public var stockEffect: Double {
    switch self {
    case .autonomousDemolition, .demolition, .mergeOut: -1
    case .renovation, .insulation, .gasFreeReady, .tenureConversion: 0
    case .mergeIn, .construction, .replacement, .transformation: 1
    }
  }
}
