internal import SimScenarios

/// Numbers as readers of a language write them.
struct NumberFormat: Sendable {
  let language: SummaryLanguage

  /// A number with a fixed count of decimals, thousands apart.
  ///
  /// - Parameters:
  ///   - value: a finite number.
  ///   - decimals: 0 to 6 digits after the decimal mark.
  /// - Returns: the text; values that round to zero have no sign.
  func text(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 0x1p62 else { return Self.shortest(value) }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    var whole = padded.dropLast(decimals)
    var groups: [Substring] = []
    while whole.count > 3 {
      groups.insert(whole.suffix(3), at: 0)
      whole = whole.dropLast(3)
    }
    let sign = value < 0 && scaled > 0 ? "\u{2212}" : ""
    let integer = ([whole] + groups).joined(separator: language == .nl ? "." : ",")
    return sign + integer + (decimals > 0 ? (language == .nl ? "," : ".") + padded.suffix(decimals) : "")
  }

  /// A number with at least three significant digits and at most six decimals.
  func significant(_ value: Double) -> String {
    var decimals = 0
    var scale = 1.0
    while decimals < 6, value != value.rounded(), value.magnitude * scale < 100 {
      decimals += 1
      scale *= 10
    }
    return text(value, decimals: decimals)
  }

  /// The shortest text that reads back to the same double, without `.0`.
  static func shortest(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
