import HousingSim
import Testing

/// Who pays how much, with numbers that can be checked by hand: ten dwellings a year at 1,000 euro.
struct FundingAllocationTests {
  private func grants(_ town: FundedTown, line: Int = 0) -> [[Double]] {
    town.run().map { year in
      (0..<year.sourceCount).map { year.granted(line: line, source: $0) } + [year.unfunded(line: line)]
    }
  }

  @Test func `sources pay in their order, each up to its limit, and the rest is unfunded`() throws {
    let town = try FundedTown([
      .of("capped", cap: 3_000), .of("partial", share: 0.2), .of("flat", perDwelling: 100),
    ])
    #expect(grants(town) == [[3_000, 2_000, 1_000, 4_000]])
    let steps = try #require(town.run().first).steps
    #expect(steps.map(\.source) == [0, 1, 2, nil])
    #expect(steps.map(\.asked) == [10_000, 7_000, 5_000, 4_000])
    #expect(steps.map(\.allowed) == [3_000, 2_000, 1_000, 4_000])
    #expect(steps.map(\.limit) == [.cap, .share, .perDwelling, nil])
  }

  @Test func `a source that can give all has no limit in its step, and the next one is not asked`() throws {
    let year = try #require(try FundedTown([.of("all"), .of("idle")]).run().first)
    #expect(year.granted(line: 0, source: 0) == 10_000 && year.granted(line: 0, source: 1) == 0)
    #expect(year.steps.map(\.source) == [0] && year.steps[0].limit == nil)
  }

  @Test func `a limit in cents is that many, not one less by rounding`() throws {
    for cents in 1...999 {
      // 0.29 x 100 x 10 is less than 290 in binary numbers.
      let town = try FundedTown([.of("flat", perDwelling: Double(cents) / 100)])
      #expect(grants(town) == [[Double(10 * cents) / 100, Double(1_000_000 - 10 * cents) / 100]])
    }
  }

  @Test func `without a source all is unfunded, without dwellings there is nothing to fund`() throws {
    #expect(grants(try FundedTown([])) == [[10_000]])
    let idle = try FundedTown(treated: [0], [.of("a", cap: 10)])
    #expect(grants(idle) == [[0, 0]])
    #expect(try #require(idle.run().first).steps.isEmpty)
  }

  @Test func `a cap lasts for all years, and can be spread over them`() throws {
    #expect(
      grants(try FundedTown(years: 3, [.of("a", cap: 15_000, years: 3)])) == [
        [10_000, 0], [5_000, 5_000], [0, 10_000],
      ])
    let spread = try FundedTown(years: 3, [.of("a", cap: 15_000, years: 3, spread: true)])
    #expect(grants(spread) == [[5_000, 5_000], [5_000, 5_000], [5_000, 5_000]])
    #expect(spread.run()[0].steps[0].limit == .yearlyPart)
    #expect(spread.run()[2].steps[0].limit == .cap)
  }

  @Test func `what a spread source does not spend in a year goes on to the next ones`() throws {
    let town = try FundedTown(
      years: 2, [.of("first", cap: 8_000, years: 1), .of("a", cap: 10_000, years: 2, spread: true)])
    #expect(grants(town) == [[8_000, 2_000, 0], [0, 8_000, 2_000]])
  }

  @Test func `a source pays in its years only, and its steps say so`() throws {
    let town = try FundedTown(years: 2, [.of("a", years: 1)])
    #expect(grants(town) == [[10_000, 0], [0, 10_000]])
    #expect(town.run()[1].steps[0].limit == .period)
  }

  @Test func `a matched source gives no more than the other can pay along`() throws {
    func matched(_ cap: Double?, _ ratio: Double, own: Double = 8_000) throws -> [[Double]] {
      grants(
        try FundedTown([
          .of("deal", cap: own, match: .init(source: "region", ratio: ratio)), .of("region", cap: cap),
        ]))
    }
    #expect(try matched(3_000, 1) == [[3_000, 3_000, 4_000]])
    #expect(try matched(3_000, 2) == [[1_500, 3_000, 5_500]])
    #expect(try matched(3_000, 0.5) == [[6_000, 3_000, 1_000]])
    #expect(try matched(nil, 1) == [[5_000, 5_000, 0]])
    #expect(try matched(0, 1) == [[0, 0, 10_000]])
    // What the region has left goes to what is still unfunded.
    #expect(try matched(6_000, 1, own: 2_000) == [[2_000, 6_000, 2_000]])
  }

  @Test func `sources wait for those that they come after`() throws {
    let town = try FundedTown([
      .of("last", cap: 9_000, after: ["first", "second"]), .of("second", cap: 2_000, after: ["first"]),
      .of("first", cap: 1_000),
    ])
    #expect(town.funding.inputs.sources.map(\.key) == ["first", "second", "last"])
    #expect(grants(town) == [[1_000, 2_000, 7_000, 0]])
  }

  @Test func `lines ask in the order of the scenario, but for those that are named first`() throws {
    let source = FundingSource.of("a", cap: 15_000, lines: [0, 1])
    let plain = try FundedTown(treated: [10, 10], [source])
    #expect(grants(plain) == [[10_000, 0]] && grants(plain, line: 1) == [[5_000, 5_000]])
    let swapped = try FundedTown(treated: [10, 10], first: [1], [source])
    #expect(grants(swapped) == [[5_000, 5_000]] && grants(swapped, line: 1) == [[10_000, 0]])
  }

  @Test func `sales pay first, and what they bring above the cost pays for nothing else`() throws {
    func year(_ sale: Double) throws -> FundingYear {
      try #require(
        try FundedTown(prices: [FundedTown.price(1_000), FundedTown.price(sale, .sale)], [.of("a")]).run()
          .first)
    }
    let part = try year(300)
    #expect(part.cost(line: 0, item: .sale) == -3_000 && part.revenueUsed(line: 0) == 3_000)
    #expect(part.asked(line: 0) == 7_000 && part.granted(line: 0, source: 0) == 7_000)
    let profit = try year(1_500)
    #expect(profit.cost(line: 0, item: .sale) == -15_000 && profit.revenueUsed(line: 0) == 10_000)
    #expect(profit.asked(line: 0) == 0 && profit.unfunded(line: 0) == 0 && profit.balance.residual == [0])
  }

  @Test func `organisation is a share of all that sources are asked for`() throws {
    let year = try #require(
      try FundedTown(
        prices: [FundedTown.price(1_000), FundedTown.price(100, .sale)], organisation: 0.1, [.of("a")]
      ).run().first)
    #expect(year.cost(line: 0, item: .organisation) == 1_000)
    #expect(year.asked(line: 0) == 10_000 && year.grossCost(line: 0) == 11_000)
  }

  @Test func `prices count dwellings of an event, their floor area, or all that was treated`() throws {
    let house = 1
    func works(_ measure: CostMeasure) throws -> Double {
      let town = try FundedTown(prices: [FundedTown.price(2, .works, measure)], [])
      return try #require(town.run().first).cost(line: 0, item: .works)
    }
    #expect(try works(.treated) == 20)
    #expect(try works(.dwellings(.renovation, type: house)) == 20)
    #expect(try works(.floorArea(.renovation, type: house)) == 2_000)
    #expect(try works(.dwellings(.renovation, type: 0)) == 0)
    #expect(try works(.dwellings(.demolition, type: house)) == 0)
    #expect(try works(.withdrawnFloorArea) == 0)
  }

  // MARK: - Limited programmes

  @Test func `a limited programme does what its sources can pay for, and nothing is unfunded`() throws {
    func done(_ sources: FundingSource...) throws -> Double {
      let year = try #require(try FundedTown(isLimited: true, sources).run().first)
      #expect(year.unfunded(line: 0) <= 0.01 * Double(sources.count))
      return year.dwellings(line: 0)
    }
    #expect(try done(.of("a")) == 10)
    #expect(try done(.of("a", cap: 10_000)) == 10)
    #expect(try done(.of("a", cap: 0)) < 1e-4)
    #expect((try done(.of("a", cap: 5_500)) - 5.5).magnitude < 1e-4)
    #expect((try done(.of("a", cap: 3_000), .of("b", cap: 1_000)) - 4).magnitude < 1e-4)
    #expect((try done(.of("half", share: 0.5), .of("b", cap: 1_000)) - 2).magnitude < 1e-4)
    // Half of every dwelling has nobody who pays for it.
    #expect(try done(.of("half", share: 0.5)) < 1e-4)
    #expect(try done() == 0)
  }

  @Test func `the second limited programme has what the first one leaves, and a year what the years before`()
    throws
  {
    let town = try FundedTown(
      treated: [10, 10], years: 3, isLimited: true, [.of("a", cap: 33_000, years: 3, lines: [0, 1])])
    let done = town.run().map { year in (0..<2).map { year.dwellings(line: $0).rounded() } }
    #expect(done == [[10, 10], [10, 3], [0, 0]])
  }
}
