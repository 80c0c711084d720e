import SimNumerics
import SimScenarios
import SimTestSupport
import Testing

@Suite struct MonitoringTests {
  /// The small scenario with observations.
  static func input(
    _ rows: String,
    monitoring: String = "rates: [demolition, decay]\n  indicators: {dwellings: 0.01, poor: 0.1}",
    header: String = "year,indicator,zone,value,standard_error"
  ) -> SmallInput {
    var input = SmallInput(
      "targets:\n", to: "monitoring:\n  observations: seen.csv\n  \(monitoring)\n\ntargets:\n")
    input.replace(
      "poor_share: {kind", with: "poor: {kind: count, where: {condition: poor}}\n  poor_share: {kind")
    input.replace(
      "  new_cohorts_as: from_1965\n\n# What happens",
      with: "  new_cohorts_as: from_1965\n  scale: {value: 1, low: 0.5, high: 2}\n\n# What happens")
    input.files["seen.csv"] = Array("\(header)\n\(rows)\n".utf8)
    return input
  }

  private func run(_ rows: String) throws -> RunResult { try Simulation.run(Self.input(rows).load()) }

  /// A value of `monitoring.csv`.
  private func value(
    _ result: RunResult, _ quantity: String, _ stage: String, _ statistic: String = "mean", year: Int = 2025,
    zone: String = "region"
  ) throws -> Double? {
    let table = try #require(result.table("monitoring.csv"))
    let texts = ["quantity", "zone", "stage", "statistic"].map { table.texts(of: $0) ?? [] }
    let years = table.integers(of: "year") ?? []
    let row = years.indices.first { row in
      years[row] == year && texts.map { $0[row] } == [quantity, zone, stage, statistic]
    }
    return row.map { (table.numbers(of: "value") ?? [])[$0] }
  }

  @Test func `a scenario without monitoring has no table of it`() throws {
    let result = try Simulation.run(SmallInput().load())
    #expect(result.table("monitoring.csv") == nil)
    #expect(!RunSummary(result, language: .en).text(directory: "x").contains("posterior"))
  }

  @Test func `what the run expects leaves its rates where they were`() throws {
    let plain = try Simulation.run(Self.input("2025,decay,region,4.5,1", monitoring: "rates: [decay]").load())
    let expected = try #require(try value(plain, "decay", "prior"))
    let result = try Simulation.run(
      Self.input("2025,decay,region,\(expected),0", monitoring: "rates: [decay]").load())
    let key = "transitions.decay.probability_per_year"
    let (prior, posterior) = (try value(result, key, "prior"), try value(result, key, "posterior"))
    expectClose(posterior ?? 0, 0.005, limit: 1e-9)
    expectClose(prior ?? 0, 0.005, limit: 1e-12)
    let deviations = [
      try value(result, key, "prior", "standard_deviation"),
      try value(result, key, "posterior", "standard_deviation"),
    ].map { $0 ?? 0 }
    // Low 0.002 and high 0.01 are 5 and 95 %.
    expectClose(deviations[0], 0.008 / 3.2897072539029444)
    #expect(deviations[1] < deviations[0])
  }

  @Test func `a count of the first year updates in closed form`() throws {
    let result = try run("2025,decay,region,20,\n2025,autonomous_demolition,region,9,")
    // 900 good dwellings at the start, of which autonomous demolition leaves the rest.
    let exposed = try #require(try value(result, "decay", "prior")) / 0.005
    let decay = DirichletColumn(mean: 0.005, standardDeviation: 0.008 / 3.2897072539029444)
      .updated(counts: [20, exposed - 20])
    let found = try value(result, "transitions.decay.probability_per_year", "posterior")
    // How many are exposed depends a little on how many are demolished.
    expectClose(found ?? 0, decay.means[0], limit: 0.01)
    let expected = try #require(try value(result, "autonomous_demolition", "prior"))
    let scale = GammaRate(mean: 1, standardDeviation: 1.5 / 3.2897072539029444).updated(
      count: 9, exposure: expected)
    expectClose(try value(result, "demolition.scale", "posterior") ?? 0, scale.mean, limit: 1e-9)
    expectClose(try value(result, "demolition.scale", "data") ?? 0, 9 / expected, limit: 1e-9)
    // The run itself has the updated rate.
    let events = try #require(result.value("autonomous_demolition", year: 2025))
    expectClose(events, scale.mean * expected, limit: 1e-9)
    expectClose(events, try value(result, "autonomous_demolition", "posterior") ?? 0, limit: 1e-9)
  }

  @Test func `later years are seen with the rates that they led to`() throws {
    let result = try run(
      "2026,autonomous_demolition,region,12,2\n2027,autonomous_demolition,centre,3,1\n2027,autonomous_demolition,municipality:town,0,"
        .replacing("\n2027,autonomous_demolition,municipality:town,0,", with: ""))
    for (year, zone) in [(2026, "region"), (2027, "centre")] {
      let seen = try value(result, "autonomous_demolition", "posterior", year: year, zone: zone)
      let events = result.value("autonomous_demolition", year: year, zone: zone == "region" ? nil : zone)
      expectClose(seen ?? 0, events ?? -1, limit: 1e-8)
    }
    #expect((try value(result, "demolition.scale", "posterior") ?? 0) > 1)
  }

  @Test func `a state is filtered beside the run and does not change it`() throws {
    let plain = try Simulation.run(SmallInput().load())
    let result = try run("2026,dwellings,region,1100,10\n2028,poor,centre,20,4")
    let run = try #require(plain.value("dwellings", year: 2026))
    #expect(result.value("dwellings", year: 2026) == run)
    #expect(try value(result, "dwellings", "prior", year: 2026) == run)
    // Nothing is known of the difference before, so the observation is its estimate, and it spreads as a random walk.
    let start = try #require(plain.value("dwellings", year: 2024))
    for year in 2024...2030 {
      let later = try #require(plain.value("dwellings", year: year))
      let mean = try value(result, "dwellings", "posterior", year: year) ?? 0
      expectClose(mean, later + 1_100 - run, limit: 1e-10)
      let deviation = try value(result, "dwellings", "posterior", "standard_deviation", year: year) ?? 0
      let drift = 0.01 * start
      expectClose(deviation * deviation, 100 + Double(abs(year - 2026)) * drift * drift, limit: 1e-10)
    }
    #expect(try value(result, "dwellings", "prior", "standard_deviation", year: 2026) == nil)
    #expect(try value(result, "poor", "data", year: 2028, zone: "centre") == 20)
  }

  @Test func `the summary shows what was assumed, what was seen and what follows`() throws {
    let result = try run("2025,decay,region,20,\n2026,dwellings,municipality:town,1100,10")
    let text = RunSummary(result, language: .en).text(directory: "x")
    #expect(text.contains("Rates (with standard deviation)"))
    #expect(text.contains("transitions.decay.probability_per_year  0.005 ± 0.00243"))
    #expect(text.contains("demolition.scale"))
    #expect(text.contains("dwellings, municipality:town"))
    #expect(text.contains("demolition.scale may be updated, and nothing of it was observed"))
    let dutch = RunSummary(result, language: .nl).text(directory: "x")
    #expect(dutch.contains("0,005 ± 0,00243") && dutch.contains("woningen, municipality:town"))
  }

  @Test func `data far from what was assumed are pointed out`() throws {
    let result = try run("2025,autonomous_demolition,region,60,")
    #expect(
      result.warnings.contains {
        $0.hasPrefix("the observations say that demolition.scale is ") && $0.contains("standard deviations")
      })
  }

  @Test func `observations that contradict each other can be widened`() throws {
    let rows = "2025,decay,region,1,\n2026,decay,region,60,"
    let result = try Simulation.run(
      Self.input(rows, monitoring: "rates: [decay]\n  on_contradiction: widen").load())
    #expect(
      result.warnings.contains {
        $0.hasPrefix("the observations of decay contradict each other: chi-square is ")
          && $0.contains("so all their variances are multiplied by ")
      })
  }

  @Test func `rates and events carry the 5 and 95 % points of their distributions`() throws {
    let result = try run("2025,decay,region,20,\n2025,autonomous_demolition,region,9,")
    for (key, deviations) in [("transitions.decay.probability_per_year", 0.008), ("demolition.scale", 1.5)] {
      let mean = try #require(try value(result, key, "prior"))
      let deviation = deviations / 3.2897072539029444
      let prior: RateKnowledge =
        key == "demolition.scale"
        ? .events(GammaRate(mean: mean, standardDeviation: deviation))
        : .moves(DirichletColumn(mean: mean, standardDeviation: deviation))
      for (statistic, share) in [("p05", 0.05), ("p95", 0.95)] {
        let found = try value(result, key, "prior", statistic)
        expectClose(found ?? 0, prior.distribution.quantile(share), limit: 1e-9)
      }
      let range = ["p05", "p95"].compactMap { try? value(result, key, "posterior", $0) ?? nil }
      let posterior = try #require(try value(result, key, "posterior"))
      #expect(range.count == 2 && range[0] < posterior && posterior < range[1])
      #expect(try value(result, key, "data", "p05") == nil)
    }
    // Events have the points of their rate times what they come from.
    let events = try #require(try value(result, "autonomous_demolition", "posterior"))
    let scale = try #require(try value(result, "demolition.scale", "posterior"))
    expectClose(
      try value(result, "autonomous_demolition", "posterior", "p95") ?? 0,
      (try value(result, "demolition.scale", "posterior", "p95") ?? 0) * events / scale, limit: 1e-9)
  }

  @Test func `the whole column of a state is updated by the counts of all its outcomes`() throws {
    let result = try Simulation.run(
      TwoOutcomes.input("2025,spoil,region,12,\n2025,insulate,region,3,").load())
    let before = try TwoOutcomes.outcomes.map { try #require(try value(result, $0, "prior")) }
    let after = try TwoOutcomes.outcomes.map { try #require(try value(result, $0, "posterior")) }
    // What may move by one may move by the other.
    let exposed = before[0] / 0.02
    expectClose(before[1] / 0.05, exposed, limit: 1e-9)
    let prior = DirichletColumn(means: [0.02, 0.05], standardDeviations: TwoOutcomes.deviations)
    let known = prior.updated(counts: [12, 3, exposed - 15])
    for (outcome, key) in TwoOutcomes.keys.enumerated() {
      expectClose(try value(result, key, "posterior") ?? 0, known.means[outcome], limit: 1e-9)
      expectClose(
        try value(result, key, "posterior", "standard_deviation") ?? 0, known.standardDeviations[outcome],
        limit: 1e-9)
      // The prior is that of the column, which is worth as much as its least certain rate.
      expectClose(
        try value(result, key, "prior", "standard_deviation") ?? 0, prior.standardDeviations[outcome],
        limit: 1e-9)
      expectClose(after[outcome], known.means[outcome] * exposed, limit: 1e-9)
    }
    #expect(result.warnings.allSatisfy { !$0.contains("one by one") })
  }

  @Test func `outcomes that are counted in other years are updated one by one, and it is said`() throws {
    let result = try Simulation.run(
      TwoOutcomes.input("2025,spoil,region,6,\n2026,insulate,region,3,").load())
    let key = TwoOutcomes.keys[0]
    let exposed = try #require(try value(result, "spoil", "prior")) / 0.02
    let alone = DirichletColumn(mean: 0.02, standardDeviation: TwoOutcomes.deviations[0])
      .updated(counts: [6, exposed - 6])
    expectClose(try value(result, key, "posterior") ?? 0, alone.means[0], limit: 1e-9)
    #expect(
      result.warnings.contains(
        "spoil and insulate leave the same dwellings, but are not counted in the same years and areas: they are updated one by one"
      ))
  }

  @Test func `monitored runs give the same bytes for any number of threads`() throws {
    let scenario = try Self.input("2026,autonomous_demolition,region,12,2\n2026,dwellings,region,1100,10")
      .load()
    let (one, four) = (try Simulation.run(scenario, threads: 1), try Simulation.run(scenario, threads: 4))
    #expect(one.table("monitoring.csv") == four.table("monitoring.csv"))
    #expect(try CSVWriter.bytes(of: try #require(one.table("monitoring.csv"))).isEmpty == false)
  }
}

/// The small scenario with two rules that leave the same dwellings: good ones of label G decay or are insulated.
enum TwoOutcomes {
  static let outcomes = ["spoil", "insulate"]
  static let keys = outcomes.map { "transitions.\($0).probability_per_year" }
  /// Of the ranges 0.01 to 0.04 and 0.03 to 0.08.
  static let deviations = [0.03, 0.05].map { $0 / 3.2897072539029444 }

  static func input(_ rows: String, extra: String = "") -> SmallInput {
    var input = MonitoringTests.input(rows, monitoring: "rates: [spoil, insulate]\(extra)")
    input.replace(
      "transitions:\n",
      with: TransitionTexts.twoOutcomes)
    return input
  }
}
