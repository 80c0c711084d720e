/// What one line needs in a year, in whole cents.
///
///     unprofitable part = max(0, cost - revenue)
///     organisation      = share / (1 - share) x unprofitable part
///     to be funded      = unprofitable part + organisation
struct FundingNeed: Sendable, Equatable {
  /// The amount of every item but organisation, in the order of ``FundingItem``, each 0 or more.
  let items: [Double]
  /// Organisation.
  let organisation: Double
  /// Dwellings that the line treated or built.
  let dwellings: Double

  init(items: [Double], organisationShare: Double, dwellings: Double) {
    self.items = items
    self.dwellings = dwellings
    let cost = Self.sum(items, revenues: false)
    let unprofitable = max(0, cost - Self.sum(items, revenues: true))
    organisation = (unprofitable * organisationShare / (1 - organisationShare)).rounded()
  }

  /// What is paid, organisation aside.
  var cost: Double { Self.sum(items, revenues: false) }
  /// What is earned.
  var revenue: Double { Self.sum(items, revenues: true) }
  /// What is earned, as far as it pays for the cost.
  var revenueUsed: Double { min(cost, revenue) }
  /// What sources are asked for.
  var asked: Double { cost - revenueUsed + organisation }

  /// An item in euro as the result files have it: what is earned is negative.
  func euro(_ item: FundingItem) -> Double {
    let cents = item == .organisation ? organisation : items[item.position]
    return Cents.euro(item.isRevenue ? 0 - cents : cents)
  }

  private static func sum(_ items: [Double], revenues: Bool) -> Double {
    FundingItem.allCases.reduce(0) { $1.isRevenue == revenues ? $0 + items[$1.position] : $0 }
  }
}
