/// What a programme costs or earns; the raw values are the words of the result files.
///
/// Costs are positive, what is earned is negative.
public enum FundingItem: String, Sendable, CaseIterable {
  /// Dwellings that are bought.
  case acquisition
  /// Transfer tax on what is bought.
  case transferTax = "transfer_tax"
  /// Building, renovating, demolishing.
  case works
  /// Value added tax on works whose price is stated without it.
  case vat
  /// Organisation and delivery capacity.
  case organisation
  /// What is sold, or let at its value: 0 or less.
  case sale

  /// Whether the item is earned.
  public var isRevenue: Bool { self == .sale }

  /// The number of items.
  static let count = allCases.count
  /// The position in the order of the result files.
  var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
