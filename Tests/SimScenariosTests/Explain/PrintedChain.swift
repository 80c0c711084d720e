import Testing

/// Computes amounts from the printed text of an explanation, as a reader would.
enum PrintedChain {
  /// The amount that the lines of a printed chain give.
  static func recompute(_ text: String) throws -> Double {
    var amount = 0.0
    for line in text.split(separator: "\n").dropFirst(2) where line.hasPrefix("  ") && !line.hasPrefix("    ")
    {
      let words = line.dropFirst(2)
      if words.hasPrefix("= ") { continue }
      if let operation = words.first, "+-x".contains(operation), words.dropFirst().first == " " {
        let value = try number(words.dropFirst(2))
        amount = operation == "x" ? amount * value : operation == "+" ? amount + value : amount - value
        continue
      }
      let start = try #require(words.firstRange(of: ": ")).upperBound
      let product = words[start...].split(separator: " = ")[0]
      let parts = product.split(separator: " / ")
      let factors = try parts[0].split(separator: " x ").map { try number($0) }
      amount += factors.reduce(1, *) / (parts.count > 1 ? try number(parts[1]) : 1)
    }
    return amount
  }

  private static func number(_ text: Substring) throws -> Double {
    try #require(Double(text.prefix { $0 != " " }))
  }
}
