/// What a text says when it is read as a decimal number.
package enum StrictNumber: Equatable {
  /// A finite number.
  case number(Double)
  /// Infinite, not a number, or too large for a double.
  case notFinite
  /// Something else.
  case notANumber

  /// Reads a decimal number by the grammar of YAML 1.2: digits, one decimal point, an exponent.
  ///
  /// No hexadecimal, octal or sexagesimal numbers, no underscores, no spaces.
  package init(_ text: String) {
    guard Self.hasDecimalForm(text) else {
      self = Self.namesNotFinite(text) ? .notFinite : .notANumber
      return
    }
    guard let number = Double(text) else {
      self = .notANumber
      return
    }
    self = number.isFinite ? .number(number) : .notFinite
  }

  /// Whether a text is `[-+]? (digits [. digits?] | . digits) ([eE] [-+]? digits)?`.
  private static func hasDecimalForm(_ text: String) -> Bool {
    var rest = text.utf8[...]
    skipSign(&rest)
    let whole = skipDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = skipDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      skipSign(&rest)
      guard skipDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func skipSign(_ rest: inout Substring.UTF8View) {
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
  }

  private static func skipDigits(_ rest: inout Substring.UTF8View) -> Int {
    var count = 0
    while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      rest.removeFirst()
      count += 1
    }
    return count
  }

  private static func namesNotFinite(_ text: String) -> Bool {
    var word = text.lowercased()[...]
    if word.hasPrefix("-") || word.hasPrefix("+") { word.removeFirst() }
    if word.hasPrefix(".") { word.removeFirst() }
    return ["nan", "inf", "infinity"].contains(word)
  }
}
