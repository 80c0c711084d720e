import Foundation
import SimNumerics
import Testing

/// One line of the fixture: value + rest is the function of x to more digits than a double holds.
private struct ExactValue {
  let function: Substring
  let shape: Double
  let x: Double
  let value: Double
  let rest: Double

  init(_ line: Substring) throws {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    function = fields[0]
    shape = Double(fields[1]) ?? 0
    x = try #require(Double(fields[2]))
    value = try #require(Double(fields[3]))
    rest = try #require(Double(fields[4]))
  }

  func error(of found: Double) -> Double { abs((found - value) - rest) }

  static func all(_ function: String) throws -> [ExactValue] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/special/values.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { try ExactValue($0) }
      .filter { $0.function == function }
  }
}

@Suite struct AccuracyTests {
  private func expectWithinFourUlp(_ function: String, _ form: ([Double]) -> [Double]) throws {
    let exact = try ExactValue.all(function)
    #expect(exact.count > 400)
    for (value, found) in zip(exact, form(exact.map(\.x))) {
      #expect(
        value.error(of: found) <= 4 * value.value.ulp,
        "\(function) of \(value.x) is \(value.value), not \(found)")
    }
  }

  @Test func `erfc is within 4 ulp of 50 digits, also where it is tiny`() throws {
    try expectWithinFourUlp("erfc") { SpecialFunctions.complementaryError($0) }
  }

  @Test func `the tail of the normal distribution is within 4 ulp of 50 digits`() throws {
    try expectWithinFourUlp("normal") { SpecialFunctions.normalUpperTail($0) }
  }

  @Test func `exp is within 4 ulp of 50 digits, from underflow to overflow`() throws {
    try expectWithinFourUlp("exp") { SpecialFunctions.exponential($0) }
  }

  @Test func `ln is within 4 ulp of 50 digits, also below the normal numbers`() throws {
    try expectWithinFourUlp("log") { SpecialFunctions.logarithm($0) }
  }

  @Test func `the incomplete gamma ratio is within 4 ulp or 1e-15 for shapes from 0.05 to 500`() throws {
    let exact = try ExactValue.all("gamma")
    #expect(Set(exact.map(\.shape)).count == 11)
    for value in exact {
      let found = SpecialFunctions.upperGammaRatio(shape: value.shape, at: [value.x])[0]
      #expect(
        value.error(of: found) <= max(4 * value.value.ulp, 1e-15),
        "shape \(value.shape) at \(value.x): \(value.value), not \(found)")
    }
  }

  @Test(arguments: ["erfc", "normal", "exp", "log"])
  func `an entry has the same bits at any position and for any length`(_ function: String) throws {
    let form: ([Double]) -> [Double] =
      switch function {
      case "erfc": { SpecialFunctions.complementaryError($0) }
      case "normal": { SpecialFunctions.normalUpperTail($0) }
      case "exp": { SpecialFunctions.exponential($0) }
      default: { SpecialFunctions.logarithm($0) }
      }
    let x = try ExactValue.all(function).map(\.x)
    let whole = form(x)
    for (start, length) in [(0, 1), (1, 7), (3, 8), (5, 9), (2, 100), (77, 1), (11, 333)] {
      let part = form(Array(x[start..<start + length]))
      #expect(part.map(\.bitPattern) == whole[start..<start + length].map(\.bitPattern))
    }
  }

  @Test func `functions of neighbours never go the wrong way by more than rounding`() {
    let x = (0..<40_000).map { Double($0) * 0.0007 - 1 }
    let tails = SpecialFunctions.complementaryError(x)
    for (before, after) in zip(tails, tails.dropFirst()) { #expect(after <= before + 4 * before.ulp) }
  }
}
