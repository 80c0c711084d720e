/// What the Urban Mine costs or saves; the raw values are the words of the result files.
///
/// Costs are positive, what is saved is negative.
public enum CostItem: String, Sendable, CaseIterable {
  /// Dismantling with care instead of demolishing: the extra cost.
  case carefulDismantling = "careful_dismantling"
  /// Staff and energy of the open hubs.
  case hubFixed = "hub_fixed"
  /// Cleaning, testing, trimming and storing what the hubs receive.
  case hubHandling = "hub_handling"
  /// The buildings of the open hubs, as a yearly charge over their lifetime.
  case hubBuilding = "hub_building"
  /// Interest on the land under the open hubs.
  case hubLand = "hub_land"
  /// Transport to and from the hubs.
  case transport
  /// Gate fees that are not paid for what is used again: 0 or less.
  case gateFeeAvoided = "gate_fee_avoided"
  /// New products that are not bought for what is used again: 0 or less.
  case primaryMaterialAvoided = "primary_material_avoided"

  /// Whether the item is a saving.
  public var isSaving: Bool { self == .gateFeeAvoided || self == .primaryMaterialAvoided }
}
