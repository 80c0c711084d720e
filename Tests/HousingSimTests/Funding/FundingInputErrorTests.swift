import HousingSim
import Testing

/// Sources and prices that cannot fund anything.
struct FundingInputErrorTests {
  private func expect(
    _ sources: [FundingSource], _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      FundingInputs.problems(of: sources, lines: ["p0", "p1"]).map(\.description) == [text],
      sourceLocation: sourceLocation)
    do {
      _ = try FundedTown(treated: [1, 1], sources)
      Issue.record("no error: \(text)", sourceLocation: sourceLocation)
    } catch {
      #expect("\(error)" == text, sourceLocation: sourceLocation)
    }
  }

  @Test func `sources that wait for each other are named in a circle`() {
    expect(
      [.of("free"), .of("a", after: ["c"]), .of("b", after: ["a"]), .of("c", after: ["b", "free"])],
      "a comes after c, c after b, b after a")
    expect([.of("a", after: ["a"])], "a comes after a")
    // One that only waits for the circle is not named.
    expect(
      [.of("waiting", after: ["a"]), .of("a", after: ["b"]), .of("b", after: ["a"])],
      "a comes after b, b after a")
  }

  @Test func `a source that does not exist is named`() {
    expect([.of("a", after: ["b"])], "a names the source b, which does not exist")
    expect(
      [.of("a", match: .init(source: "b", ratio: 1))], "a names the source b, which does not exist")
  }

  @Test func `a match has to pay for the same line, and cannot be matched itself`() {
    expect(
      [.of("a", lines: [0, 1], match: .init(source: "b", ratio: 1)), .of("b", lines: [0])],
      "a pays for p1 only along with b, which does not pay for it")
    expect(
      [
        .of("a", match: .init(source: "b", ratio: 1)), .of("b", match: .init(source: "c", ratio: 1)),
        .of("c"),
      ],
      "a pays along with b, which itself has to be matched")
    expect([.of("a", match: .init(source: "a", ratio: 1))], "a cannot pay along with itself")
  }

  @Test func `two sources of one key, and numbers outside their range, are refused`() {
    expect([.of("a"), .of("a")], "there are two sources a")
    expect([.of("a", cap: -1)], "the cap of a cannot be -1.0")
    expect([.of("a", cap: .nan)], "the cap of a cannot be nan")
    expect([.of("a", share: 1.5)], "the share of p0 of a cannot be 1.5")
    expect([.of("a", perDwelling: -2)], "the most per dwelling of p0 of a cannot be -2.0")
    expect(
      [.of("a", match: .init(source: "b", ratio: 0)), .of("b")], "the ratio of the match of a cannot be 0.0")
  }

  @Test func `prices below 0, organisation of everything and limits on floor area are refused`() {
    #expect(throws: FundingInputError.outOfRange(owner: "p0", quantity: "the price of works", found: -1)) {
      try FundedTown(prices: [FundedTown.price(-1)], [])
    }
    #expect(
      throws: FundingInputError.outOfRange(owner: "p0", quantity: "the share of organisation", found: 1)
    ) {
      try FundedTown(organisation: 1, [])
    }
    #expect(throws: FundingInputError.notPerDwelling(line: "p0")) {
      try FundedTown(
        prices: [FundedTown.price(1, .works, .floorArea(.renovation, type: 1))], isLimited: true, [])
    }
  }
}
