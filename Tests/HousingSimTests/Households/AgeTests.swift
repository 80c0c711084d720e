import HousingSim
import SimTestSupport
import Testing

@Suite struct AgeTests {
  @Test func `age groups are read as tables write them`() {
    #expect(AgeSpan("0")?.ages == 0...0)
    #expect(AgeSpan("5_9")?.ages == 5...9)
    #expect(AgeSpan("90_plus")?.ages == 90...100)
    #expect(AgeSpan("100_plus")?.ages == 100...100)
    #expect(AgeSpan("00_09")?.ages == 0...9)
    for text in ["", "_", "9_5", "5-9", "5_", "_9", "101", "90_101", "5_9_plus", "plus", "-1", "5.5", "٥"] {
      #expect(AgeSpan(text) == nil, "\(text)")
    }
  }

  private func flat(_ rate: Double) -> [Double] { Array(repeating: rate, count: AgeSpan.count) }

  @Test func `rates hold in the middle of their period and go straight to the next one`() {
    let rates = AgeRates([
      .init(years: 2020...2024, rates: flat(0.1)), .init(years: 2025...2029, rates: flat(0.2)),
      .init(years: 2030...2039, rates: flat(0.4)),
    ])
    for (year, rate) in [
      (1990, 0.1), (2020, 0.1), (2022, 0.1), (2023, 0.12), (2027, 0.2), (2031, 0.2 + 0.2 * 4 / 7.5),
      (2035, 0.4), (2100, 0.4),
    ] {
      // The middle of 2030-2039 is the turn of the year, 7.5 years after that of the period before.
      expectClose(rates.rates(in: year), flat(rate), "the rates of \(year)")
    }
  }

  @Test func `rates of one period hold for ever`() {
    let rates = HouseholdFixture.constant(flat(0.3))
    #expect(rates.rates(in: 1900) == flat(0.3))
    #expect(rates.rates(in: 2500) == flat(0.3))
  }

  @Test func `with one rate at every age survival is exp(-m) and a life lasts 1 / m`() {
    for rate in [0.001, 0.02, 0.5, 1.7] {
      let table = LifeTable(rates: flat(rate))
      expectClose(table.survival, table.survival.map { _ in exponential(-rate) }, limit: 1e-12)
      expectClose(table.lifeExpectancy, 1 / rate, limit: 1e-12)
    }
  }

  @Test func `without deaths everyone lives to the oldest age`() {
    var rates = flat(0)
    rates[AgeSpan.oldest] = 0.5
    let table = LifeTable(rates: rates)
    #expect(table.newbornSurvival == 1)
    #expect(table.survival.prefix(99).allSatisfy { $0 == 1 })
    // A hundred years to the oldest age, and two in it.
    expectClose(table.lifeExpectancy, 102)
    expectClose(Array(table.survival.suffix(2)), [2.0 / 3, 2.0 / 3])
  }

  @Test func `survival is a probability and fewer live on at every age`() {
    for seed in 1...300 {
      var random = SplitMix64(seed: UInt64(seed))
      let rates = (0..<AgeSpan.count).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...2) }
      let last = random.number(in: 0.01...2)
      let table = LifeTable(rates: rates.dropLast() + [last])
      #expect(table.survival.allSatisfy { (0...1).contains($0) } && table.newbornSurvival <= 1)
      let years = table.personYears
      for age in 0..<AgeSpan.oldest - 1 { expectClose(years[age + 1], years[age] * table.survival[age]) }
      expectClose(years[100], (years[99] + years[100]) * table.survival[99])
    }
  }

  /// The exponential function by its series, to the last digits for small arguments.
  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for step in 1...60 {
      term *= x / Double(step)
      sum += term
    }
    return sum
  }
}
