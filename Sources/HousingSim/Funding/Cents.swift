/// Money is added up in whole cents, so that sums of it are exact (up to 90 million million euro).
enum Cents {
  /// Euro as the nearest number of whole cents.
  static func of(euro: Double) -> Double { (euro * 100).rounded() }

  /// Cents as euro.
  static func euro(_ cents: Double) -> Double { cents / 100 }

  /// The whole cents that do not exceed an amount.
  static func floor(_ cents: Double) -> Double { cents.rounded(.down) }

  /// The whole cents that are not below an amount.
  static func ceiling(_ cents: Double) -> Double { cents.rounded(.up) }
}
