/// Everything that a housing model carries from one year to the next.
public struct HousingState: Sendable, Equatable {
  /// The dwellings.
  public internal(set) var stock: HousingStock
  /// Replacements that are still to be built: replacement lines x simulated years x zones, in dwellings.
  public internal(set) var replacementsDue: [Double]
  /// Replacements that fall due after the last simulated year, per replacement line, in dwellings.
  public internal(set) var replacementsAfterHorizon: [Double]
  /// What mergers and replacements leave of whole dwellings, merging and replacing actions x zones, in dwellings; 0 in
  /// expectation.
  public internal(set) var remainders: [Double]
}
