/// Where emissions of a year come from, or are avoided; the raw values are the words of the result files.
///
/// Emissions are positive, what is avoided is negative. All sources but ``recycledOutput`` add up to the emissions of
/// the year; see ``isInTotal``.
public enum CarbonSource: String, Sendable, CaseIterable {
  /// Production of everything that new dwellings take up, as if all of it were primary material.
  case embodiedNewBuild = "embodied_new_build"
  /// Production of everything that existing dwellings take up, as if all of it were primary material.
  case embodiedRenovation = "embodied_renovation"
  /// Primary production avoided by reuse: 0 or less.
  case reuseAvoidedProduction = "reuse_avoided_production"
  /// Refurbishment in the hubs.
  case reuseRefurbishment = "reuse_refurbishment"
  /// Transport to and from the hubs.
  case reuseTransport = "reuse_transport"
  /// What recycled input to dwellings saves against primary material; above 0 where recycling emits more.
  case recycledInput = "recycled_input"
  /// Natural gas burnt in dwellings.
  case operationGas = "operation_gas"
  /// Electricity used in dwellings.
  case operationElectricity = "operation_electricity"
  /// What material recycled out of the region saves elsewhere: beside the total, for it is another view of recycling.
  case recycledOutput = "recycled_output"

  /// Whether the source is part of the emissions of the year.
  ///
  /// Recycling is counted once, where recycled material comes in. Counted where it goes out as well (module D of
  /// EN 15978) it would be counted twice.
  public var isInTotal: Bool { self != .recycledOutput }

  /// The sources that the Urban Mine itself causes or avoids by reuse.
  public static let reuse: [CarbonSource] = [.reuseAvoidedProduction, .reuseRefurbishment, .reuseTransport]

  /// The place of the source in an array of sources, equal to its place in `allCases`.
  @inlinable public var position: Int {
    switch self {
    case .embodiedNewBuild: 0
    case .embodiedRenovation: 1
    case .reuseAvoidedProduction: 2
    case .reuseRefurbishment: 3
    case .reuseTransport: 4
    case .recycledInput: 5
    case .operationGas: 6
    case .operationElectricity: 7
    case .recycledOutput: 8
    }
  }

  /// The number of sources.
  @inlinable public static var count: Int { 9 }
}
