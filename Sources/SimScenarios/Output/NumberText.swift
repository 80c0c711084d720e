extension [UInt8] {
  /// Appends a whole number in decimal digits.
  mutating func append(text value: Int) {
    let start = count
    var rest = value.magnitude
    repeat {
      append(UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"))
      rest /= 10
    } while rest > 0
    if value < 0 { append(UInt8(ascii: "-")) }
    self[start...].reverse()
  }

  /// Appends the shortest digits that read back to the same double, without `.0` after a whole number.
  ///
  /// Negative zero is written `-0`, because `0` reads back to another bit pattern.
  ///
  /// - Parameter value: a finite number; the caller refuses others with a text that says where they stand.
  mutating func append(text value: Double) {
    // All whole numbers below 2^53 are exact, so their digits are those of the integer.
    if value.magnitude < 0x1p53, let whole = Int(exactly: value), whole != 0 || value.sign == .plus {
      return append(text: whole)
    }
    append(contentsOf: value.description.utf8)
    if suffix(2).elementsEqual(".0".utf8) { removeLast(2) }
  }
}
