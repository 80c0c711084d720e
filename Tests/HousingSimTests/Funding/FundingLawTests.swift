import HousingSim
import SimTestSupport
import Testing

/// Laws of the allocation over random programmes, prices and sources.
struct FundingLawTests {
  @Test(arguments: 1...200)
  func `every euro has a source or is unfunded, and no limit is ever exceeded`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let years = random.integer(in: 1...5)
    let town = try Self.town(&random, years: years)
    let sources = town.funding.inputs.sources
    var spent = [Double](repeating: 0, count: sources.count)
    for (index, year) in town.run().enumerated() {
      #expect(year.balance.residual.allSatisfy { $0 == 0 }, "\(year.balance.residual) in year \(index)")
      for line in 0..<year.lineCount {
        let granted = sources.indices.map { year.granted(line: line, source: $0) }
        #expect(granted.allSatisfy { $0 >= 0 } && year.unfunded(line: line) >= 0)
        let paid = granted.reduce(year.revenueUsed(line: line) + year.unfunded(line: line), +)
        #expect((paid - year.grossCost(line: line)).magnitude < 0.005, "line \(line) of year \(index)")
        for (position, source) in sources.enumerated() {
          expectWithinLimits(granted[position], of: source, line, year, calendarYear: 2020 + index)
          spent[position] += granted[position]
          guard let match = source.match, let other = sources.firstIndex(where: { $0.key == match.source })
          else { continue }
          #expect(granted[other] >= match.ratio * granted[position] - 0.005)
        }
      }
    }
    for (total, source) in zip(spent, sources) { #expect(total <= (source.capEuro ?? .infinity) + 0.005) }
  }

  private func expectWithinLimits(
    _ granted: Double, of source: FundingSource, _ line: Int, _ year: FundingYear, calendarYear: Int
  ) {
    guard let claim = source.claim(on: line), source.years.contains(calendarYear) else {
      #expect(granted == 0)
      return
    }
    #expect(granted <= claim.maximumShare * year.asked(line: line) + 0.005)
    let most = (claim.maximumPerDwelling ?? .infinity) * max(year.dwellings(line: line), 1e-12)
    #expect(granted <= most + 0.005)
  }

  @Test(arguments: 1...100)
  func `the steps tell the whole allocation`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(1_000 + seed))
    for year in try Self.town(&random, years: 3).run() {
      for line in 0..<year.lineCount {
        let steps = year.steps.filter { $0.line == line }
        for source in 0..<year.sourceCount {
          let sum = steps.filter { $0.source == source }.reduce(0) { $0 + $1.granted }
          #expect((sum - year.granted(line: line, source: source)).magnitude < 0.005)
        }
        #expect((steps.first?.asked ?? 0) == year.asked(line: line))
        for (step, next) in zip(steps, steps.dropFirst()) {
          #expect((step.asked - step.granted - next.asked).magnitude < 0.005)
        }
        #expect(steps.allSatisfy { $0.granted <= $0.allowed && $0.allowed <= $0.asked })
        // What gives less than it is asked for has a reason.
        #expect(steps.allSatisfy { ($0.limit != nil) == ($0.granted < $0.asked) })
      }
    }
  }

  @Test(arguments: 1...100)
  func `going source by source instead of line by line gives the same amounts`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(2_000 + seed))
    let town = try Self.town(&random, years: 1, withMatch: false)
    let year = try #require(town.run().first)
    var rest = (0..<year.lineCount).map { (year.asked(line: $0) * 100).rounded() }
    for (position, source) in town.funding.inputs.sources.enumerated() {
      guard source.years.contains(2020) else { continue }
      var left = source.capEuro.map { ($0 * 100).rounded() } ?? .infinity
      if source.isSpread { left = (left / Double(source.years.count)).rounded(.down) }
      for line in rest.indices {
        guard let claim = source.claim(on: line) else { continue }
        let byShare = (claim.maximumShare * (year.asked(line: line) * 100).rounded()).rounded(.down)
        let byDwelling = claim.maximumPerDwelling.map {
          ($0 * 100 * year.dwellings(line: line)).rounded(.down)
        }
        let grant = min(rest[line], left, byShare, byDwelling ?? .infinity)
        #expect((year.granted(line: line, source: position) * 100 - grant).magnitude < 0.5)
        rest[line] -= grant
        left -= grant
      }
    }
  }

  @Test(arguments: 1...60)
  func `limited programmes leave nothing unfunded but rounding`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(3_000 + seed))
    let town = try Self.town(&random, years: 4, isLimited: true)
    for year in town.run() {
      for line in 0..<year.lineCount {
        #expect(year.unfunded(line: line) <= 0.01 * Double(2 * year.sourceCount))
      }
    }
  }

  private static func town(
    _ random: inout SplitMix64, years: Int, withMatch: Bool = true, isLimited: Bool = false
  ) throws -> FundedTown {
    let lines = random.integer(in: 1...4)
    let prices = (0..<lines).flatMap { line in
      [FundingItem.works, .acquisition, .sale].map { item in
        ProgrammePrice(
          line: line, item: item, measure: .treated,
          euro: (0..<years).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...90_000) })
      }
    }
    let count = random.integer(in: 1...5)
    var sources = (0..<count).map { source(&random, position: $0, of: count, lines: lines, years: years) }
    if withMatch, count > 1 {
      let partner = sources[count - 1]
      sources[0] = FundingSource(
        key: "s0", years: sources[0].years, capEuro: sources[0].capEuro,
        claims: sources[0].claims.filter { partner.claim(on: $0.line) != nil },
        match: .init(source: partner.key, ratio: random.number(in: 0.1...3)))
    }
    return try FundedTown(
      treated: (0..<lines).map { _ in random.chance(0.1) ? 0 : random.number(in: 0...90) }, years: years,
      prices: prices, organisation: random.number(in: 0...0.3), isLimited: isLimited, sources)
  }

  private static func source(
    _ random: inout SplitMix64, position: Int, of count: Int, lines: Int, years: Int
  ) -> FundingSource {
    let first = random.integer(in: 0...years - 1)
    let last = random.integer(in: first...years - 1)
    let cap = random.chance(0.3) ? nil : random.number(in: 0...4e6)
    let after = position > 0 && random.chance(0.3) ? ["s\(random.integer(in: 0...position - 1))"] : []
    return FundingSource(
      key: "s\(position)", years: 2020 + first...2020 + last, capEuro: cap,
      isSpread: cap != nil && random.chance(0.5), after: after,
      claims: (0..<lines).filter { _ in random.chance(0.7) }.map {
        FundingSource.Claim(
          line: $0, maximumShare: random.chance(0.4) ? 1 : random.number(),
          maximumPerDwelling: random.chance(0.5) ? nil : random.number(in: 0...60_000))
      })
  }
}
