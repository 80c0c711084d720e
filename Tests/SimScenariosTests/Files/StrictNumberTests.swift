import SimScenarios
import Testing

struct StrictNumberTests {
  @Test(arguments: [
    ("0", 0), ("-1", -1), ("+2", 2), ("1.", 1), (".5", 0.5), ("-.5e3", -500), ("1e-3", 0.001),
    ("6.02E23", 6.02e23),
    ("007", 7), ("1e-999", 0),
  ])
  func `a decimal number is read`(text: String, number: Double) {
    #expect(StrictNumber(text) == .number(number))
  }

  @Test(arguments: [".nan", ".NaN", ".inf", "-.Inf", "+.INF", "nan", "inf", "-Infinity", "1e999", "-1e999"])
  func `a number that is not finite is told apart`(text: String) {
    #expect(StrictNumber(text) == .notFinite)
  }

  @Test(arguments: [
    "", " ", "1_000", "0x10", "0o7", "0b1", "12:30:45", "1,5", "1 ", " 1", "1e", "e5", ".", "-", "--1",
    "1.2.3", "1e5.0",
    "five", "5%", "١", "1\u{0}", "0x1p3",
  ])
  func `anything else is no number`(text: String) {
    #expect(StrictNumber(text) == .notANumber)
  }

  @Test func `a range knows its ends and names them`() {
    #expect(
      NumberRange.share.contains(0) && NumberRange.share.contains(1) && !NumberRange.share.contains(1.0001))
    #expect(!NumberRange.positive.contains(0) && NumberRange.positive.contains(1e-300))
    #expect(!NumberRange.any.contains(.infinity) && !NumberRange.any.contains(.nan))
    let halfOpen = NumberRange(low: 1, high: 2.5, includesHigh: false)
    #expect(halfOpen.contains(1) && !halfOpen.contains(2.5))
    let ranges: [NumberRange] = [
      .any, .nonNegative, .positive, .share, halfOpen, .atMost(3), .closed(-1...1),
    ]
    #expect(
      ranges.map(\.description) == [
        "any number", "0 or more", "above 0", "from 0 to 1", "from 1 and below 2.5", "at most 3",
        "from -1 to 1",
      ])
  }
}
