import SimEnsembles
import SimNumerics
import SimScenarios
import SimTestSupport
import Testing

/// Ensembles of a scenario whose rates were observed: members draw from what is then known.
@Suite struct MonitoredEnsembleTests {
  private static let members = 4_096
  /// The half width of 5 to 95 % in standard deviations.
  private static let halfWidth = 1.6448536269514722

  /// The small scenario with observations of the first year.
  private func ensemble(_ rows: String, rates: String, only: [String]) throws -> Ensemble {
    var texts = Dictionary(uniqueKeysWithValues: SmallScenario.files.map { ($0.path, $0.text) })
    let main = try #require(texts["small.yaml"])
    texts["small.yaml"] =
      main.replacing(
        "transitions:\n",
        with: TransitionTexts.twoOutcomes
      ).replacing(
        "  new_cohorts_as: from_1965\n\n# What happens",
        with: "  new_cohorts_as: from_1965\n  scale: {value: 1, low: 0.5, high: 2}\n\n# What happens"
      ).replacing(
        "targets:\n",
        with: "monitoring:\n  observations: seen.csv\n  rates: [\(rates)]\n\ntargets:\n")
    texts["seen.csv"] = "year,indicator,zone,value,standard_error\n\(rows)\n"
    return try Ensemble(
      EnsemblePlan(scenario: "small.yaml", members: Self.members, only: only), files: InMemoryFiles(texts))
  }

  /// A value of `monitoring.csv` of the central run.
  private func value(
    _ ensemble: Ensemble, _ quantity: String, _ stage: String, _ statistic: String = "mean"
  ) throws -> Double {
    let table = try #require(try Simulation.run(ensemble.family.central).table("monitoring.csv"))
    let texts = ["quantity", "stage", "statistic"].map { table.texts(of: $0) ?? [] }
    let row = texts[0].indices.first { row in texts.map { $0[row] } == [quantity, stage, statistic] }
    return (table.numbers(of: "value") ?? [])[try #require(row)]
  }

  /// The values that members run with, by parameter.
  private func draws(_ ensemble: Ensemble) -> [String: [Double]] {
    var values = [Double](repeating: 0, count: ensemble.family.parameters.count)
    var drawn: [String: [Double]] = [:]
    for member in 0..<Self.members {
      ensemble.sampler.values(member: member, into: &values)
      for (parameter, value) in zip(ensemble.family.parameters, ensemble.family.settled(values)) {
        drawn[parameter.name, default: []].append(value)
      }
    }
    return drawn
  }

  /// Expects the mean and the standard deviation of draws within five standard errors.
  private func expectMoments(_ draws: [Double], _ mean: Double, _ deviation: Double, _ name: String) {
    let count = Double(draws.count)
    let found = draws.reduce(0, +) / count
    let variance = draws.reduce(0) { $0 + ($1 - found) * ($1 - found) } / (count - 1)
    let fourth = draws.reduce(0) { sum, draw in
      let square = (draw - found) * (draw - found)
      return sum + square * square
    }
    let spread = ((fourth / count - variance * variance) / count).squareRoot()
    #expect(
      (found - mean).magnitude < 5 * (variance / count).squareRoot(), "\(name): mean \(found) for \(mean)")
    #expect(
      (variance - deviation * deviation).magnitude < 5 * spread,
      "\(name): sd \(variance.squareRoot()) for \(deviation)")
  }

  @Test func `members draw a monitored rate from its posterior, not from its range`() throws {
    let ensemble = try ensemble(
      "2025,autonomous_demolition,region,4,\n2025,decay,region,14,2", rates: "demolition, decay",
      only: ["demolition.scale", "transitions.decay.*"])
    let drawn = draws(ensemble)
    for name in ["demolition.scale", "transitions.decay.probability_per_year"] {
      let known = (
        mean: try value(ensemble, name, "posterior"),
        deviation: try value(ensemble, name, "posterior", "standard_deviation")
      )
      expectMoments(try #require(drawn[name]), known.mean, known.deviation, name)
      // The posterior is far from the range of the file.
      let prior = try value(ensemble, name, "prior")
      #expect((known.mean - prior).magnitude > 0.5 * known.deviation)
      let parameter = try #require(ensemble.family.parameters.first { $0.name == name })
      #expect((parameter.central - known.mean).magnitude < 1e-12)
      #expect(
        (parameter.value(atUnit: 0.05) - (try value(ensemble, name, "posterior", "p05"))).magnitude < 1e-12)
    }
  }

  @Test func `the events of members have the mean and the spread of the posterior`() throws {
    let ensemble = try ensemble(
      "2025,autonomous_demolition,region,4,", rates: "demolition", only: ["demolition.scale"])
    var state = ensemble.emptyState
    try ensemble.run(blocks: Array(0..<ensemble.blockCount), into: &state, threads: 2)
    let moments = state.forest.moments
    let layout = ensemble.run.layout
    let series = try #require(layout.series.first { $0.key == "autonomous_demolition" })
    // The first year is in proportion to the scale.
    let cell = layout.cell(series, year: 2025, position: layout.zones.count - 1)
    let mean = try value(ensemble, "autonomous_demolition", "posterior")
    let deviation = try value(ensemble, "autonomous_demolition", "posterior", "standard_deviation")
    let count = Double(Self.members)
    #expect((moments.mean[cell] - mean).magnitude < 5 * deviation / count.squareRoot())
    // A gamma distribution has an excess kurtosis of 6 / shape, shape = (mean / deviation)^2.
    let excess = 6 * deviation * deviation / (mean * mean)
    let error = deviation * ((2 + excess) / count).squareRoot() / 2
    #expect((moments.standardDeviation[cell] - deviation).magnitude < 5 * error)
    let prior = try value(ensemble, "autonomous_demolition", "prior", "standard_deviation")
    #expect(deviation / mean < 0.9 * prior / (try value(ensemble, "autonomous_demolition", "prior")))
  }

  @Test
  func `rates of one column are drawn together, stay below one and are correlated as a Dirichlet column`()
    throws
  {
    let ensemble = try ensemble(
      "2025,spoil,region,60,\n2025,insulate,region,120,", rates: "spoil, insulate", only: ["transitions.*"])
    let names = ["spoil", "insulate"].map { "transitions.\($0).probability_per_year" }
    let drawn = draws(ensemble)
    let rates = try names.map { try #require(drawn[$0]) }
    var (means, deviations) = ([Double](), [Double]())
    for (name, draws) in zip(names, rates) {
      means.append(try value(ensemble, name, "posterior"))
      deviations.append(try value(ensemble, name, "posterior", "standard_deviation"))
      expectMoments(draws, means.last ?? 0, deviations.last ?? 0, name)
    }
    #expect(zip(rates[0], rates[1]).allSatisfy { $0 > 0 && $1 > 0 && $0 + $1 < 1 })
    // Of a Dirichlet column the correlation is -sqrt(m(1) m(2) / ((1 - m(1)) (1 - m(2)))).
    let expected = -(means[0] * means[1] / ((1 - means[0]) * (1 - means[1]))).squareRoot()
    let products = zip(rates[0], rates[1]).map { ($0 - means[0]) * ($1 - means[1]) }
    let found = products.reduce(0, +) / Double(products.count) / (deviations[0] * deviations[1])
    #expect(expected < -0.1 && (found - expected).magnitude < 5 / Double(products.count).squareRoot())
    // Members can be made of them, and one that varies alone is drawn given the mean of the other.
    _ = try ensemble.family.member(ensemble.family.parameters.map { $0.value(atUnit: 0.999) })
    let alone = ensemble.family.varying([NamePattern(names[1])])
    #expect(alone.settled([means[1]]) == [means[1]])
  }

  @Test func `a monitored rate that does not vary has its posterior mean in every member`() throws {
    let ensemble = try ensemble(
      "2025,spoil,region,60,", rates: "spoil", only: ["transitions.decay.*"])
    let mean = try value(ensemble, "transitions.spoil.probability_per_year", "posterior")
    #expect(mean > 0.025)
    var runner = ensemble.run.makeRunner()
    var cells: [Double] = []
    let member = try ensemble.family.member(ensemble.family.parameters.map(\.central))
    try ensemble.run.run(member, number: 0, using: &runner, into: &cells)
    let layout = ensemble.run.layout
    let series = try #require(layout.series.first { $0.key == "poor_share" })
    let plain = try #require(try Simulation.run(ensemble.family.central).value("poor_share", year: 2026))
    let found = cells[layout.cell(series, year: 2026, position: layout.zones.count - 1)]
    #expect((found - plain).magnitude < 1e-9)
  }
}
