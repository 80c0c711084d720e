/// What happens to a material in a year, by zone; the raw values are the words of the result files.
///
/// The flows from ``released`` to ``processLoss`` stand in the zone of release, the demand flows in the zone of use.
public enum MaterialFlow: String, Sendable, CaseIterable {
  /// Mass that comes out of dwellings.
  case released
  /// Released mass that a hub receives.
  case toHub = "to_hub"
  /// Mass that leaves a store and goes into a dwelling.
  case reused
  /// Mass that goes back into building products.
  case recycled
  /// Mass that goes into products of lower use, such as road base.
  case downcycled
  /// Mass that is burnt.
  case incinerated
  /// Mass that is landfilled.
  case landfilled
  /// Mass that is lost in refurbishment.
  case processLoss = "process_loss"
  /// Mass that dwellings take up.
  case demand
  /// Demand that is met from a store of a hub.
  case demandReused = "demand_reused"
  /// Demand that is met by recycled material.
  case demandRecycled = "demand_recycled"
  /// Demand that is met by primary material.
  case demandPrimary = "demand_primary"

  /// The place of the flow in an array of flows, equal to its place in `allCases`.
  @inlinable public var position: Int {
    switch self {
    case .released: 0
    case .toHub: 1
    case .reused: 2
    case .recycled: 3
    case .downcycled: 4
    case .incinerated: 5
    case .landfilled: 6
    case .processLoss: 7
    case .demand: 8
    case .demandReused: 9
    case .demandRecycled: 10
    case .demandPrimary: 11
    }
  }

  /// The number of flows.
  @inlinable public static var count: Int { 12 }
}
