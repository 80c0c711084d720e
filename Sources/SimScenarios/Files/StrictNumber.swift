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
    var mantissaDigits = 0
    var exponentDigits = 0
    var hasPoint = false
    var hasExponent = false
    var maySign = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if hasExponent { exponentDigits += 1 } else { mantissaDigits += 1 }
      case UInt8(ascii: "+") where maySign, UInt8(ascii: "-") where maySign: break
      case UInt8(ascii: ".") where !hasPoint && !hasExponent: hasPoint = true
      case UInt8(ascii: "e") where !hasExponent && mantissaDigits > 0,
        UInt8(ascii: "E") where !hasExponent && mantissaDigits > 0:
        hasExponent = true
        maySign = true
        continue
      default: return false
      }
      maySign = false
    }
    return mantissaDigits > 0 && (!hasExponent || exponentDigits > 0)
  }

  private static func namesNotFinite(_ text: String) -> Bool {
    var word = text.lowercased()[...]
    if word.hasPrefix("-") || word.hasPrefix("+") { word.removeFirst() }
    if word.hasPrefix(".") { word.removeFirst() }
    return ["nan", "inf", "infinity"].contains(word)
  }
}
