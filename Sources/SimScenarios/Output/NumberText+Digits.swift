internal import Foundation

extension Double {
  /// The number with three significant digits, for messages: `12.3`, `0.00123`, `1.23e+07`.
  package var threeDigits: String { String(format: "%.3g", self) }
}
