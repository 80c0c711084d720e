/// A span of whole years of age, both ends included; the last age stands for everyone who is older too.
public struct AgeSpan: Sendable, Hashable {
  /// The oldest single year of age, which stands for everyone of that age or older.
  public static let oldest = 100
  /// The number of single years of age.
  public static let count = oldest + 1

  /// The first age, in years.
  public let first: Int
  /// The last age, in years.
  public let last: Int

  /// Makes a span of ages within 0 and ``oldest``, the first not after the last.
  ///
  /// - Parameters:
  ///   - first: the first age, in years, 0 or more.
  ///   - last: the last age, in years, from `first` to ``oldest``.
  public init(first: Int, last: Int) {
    precondition(0 <= first && first <= last && last <= Self.oldest, "ages from \(first) to \(last)")
    self.first = first
    self.last = last
  }

  /// Reads a span as tables write it: `5_9`, one age such as `0`, or `90_plus`; `nil` where the text is
  /// none or lies outside 0 and ``oldest``.
  ///
  /// - Parameter text: the text of a cell.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard let first = parts.first.flatMap(Self.age), parts.count <= 2 else { return nil }
    let last =
      parts.count == 1 ? first : parts[1].elementsEqual("plus".utf8) ? Self.oldest : Self.age(parts[1])
    guard let last, first <= last, last <= Self.oldest else { return nil }
    self.first = first
    self.last = last
  }

  /// The age that digits stand for; any that is too old counts as one past ``oldest``.
  private static func age(_ digits: Substring.UTF8View) -> Int? {
    guard !digits.isEmpty else { return nil }
    var age = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      age = min(10 * age + Int(digit - UInt8(ascii: "0")), oldest + 1)
    }
    return age
  }

  /// The single years of age.
  public var ages: ClosedRange<Int> { first...last }
}

/// The sexes that vital statistics tell apart; the raw values are the words of tables.
public enum Sex: String, Sendable, CaseIterable {
  /// Men and boys.
  case men
  /// Women and girls.
  case women

  /// The position in arrays by sex.
  public var position: Int { self == .men ? 0 : 1 }
}
