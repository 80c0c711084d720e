/// Money is added up in whole cents, so that sums of it are exact (up to 90 million million euro).
enum Cents {
  /// Euro as the nearest number of whole cents.
  static func of(euro: Double) -> Double { (euro * 100).rounded() }

  /// Cents as euro.
  static func euro(_ cents: Double) -> Double { cents / 100 }

  /// The whole cents that do not exceed an amount, but for rounding: 2,250,000 euro less a billionth of a cent is that many.
  static func floor(_ cents: Double) -> Double { (cents + noise * cents.magnitude).rounded(.down) }

  /// The whole cents that are not below an amount, but for rounding.
  static func ceiling(_ cents: Double) -> Double { (cents - noise * cents.magnitude).rounded(.up) }

  /// What rounding may make of an amount, as a share of it: products and sums of a few thousand numbers.
  private static let noise = 1e-12
}
