import Foundation
import Testing

/// `simrunner ensemble` and `sensitivity`: what they answer, and what they refuse.
@Suite struct UncertaintyCommandTests {
  private let region: SmallRegion

  init() throws { region = try SmallRegion() }

  private func run(_ arguments: [String]) throws -> ProgramRun {
    try Program.run(arguments + ["--out", region.folder.appending(path: "results").path])
  }

  @Test func `an ensemble says how likely each target is, and writes quantiles`() throws {
    let run = try run(["ensemble", region.scenario, "--members", "20"])
    #expect(run.exitCode == 0 && run.messages.isEmpty)
    #expect(run.output.contains("20 members, "))
    #expect(run.output.contains("Probability of each target (95 % interval)"))
    let results = region.folder.appending(path: "results")
    let quantiles = try String(contentsOf: results.appending(path: "quantiles.csv"), encoding: .utf8)
    #expect(quantiles.hasPrefix("year,zone,indicator,mean,sd,p05,p25,p50,p75,p95\n"))
    let targets = try String(contentsOf: results.appending(path: "targets.csv"), encoding: .utf8)
    #expect(
      targets.hasPrefix(
        "target,indicator,period,goal,value,met,source,probability,probability_low,probability_high\n"))
    #expect(
      try Program.run(["ensemble", region.scenario, "--members", "20", "--dry-run"]).output.contains(
        "members a second"))
  }

  @Test func `an ensemble in Dutch speaks Dutch`() throws {
    let run = try run(["ensemble", region.scenario, "--members", "4", "--language", "nl", "--stochastic"])
    #expect(run.exitCode == 0)
    #expect(run.output.contains("Kans op elk doel (95 %-interval)"))
  }

  @Test(arguments: [
    (["--members", "0"], "--members is 0; give 1 or more"),
    (["--members", "3", "--shard", "4/3"], "--shard is '4/3'; give i/n with 1 <= i <= n"),
    (["--members", "3", "--design", "sobl"], "--design is 'sobl'; give plain, latin-hypercube, sobol"),
    (["--members", "3", "--checkpoint", "-1"], "--checkpoint is -1.0; give 0 seconds or more"),
  ])
  func `wrong arguments are refused`(arguments: [String], message: String) throws {
    let run = try run(["ensemble", region.scenario] + arguments)
    #expect(run.exitCode == 64)
    #expect(run.messages.contains(message), "\(run.messages)")
  }

  @Test func `a name that no number has is refused with the nearest one`() throws {
    let run = try run([
      "ensemble", region.scenario, "--members", "3", "--only", "transitions.decay.probability",
    ])
    #expect(run.exitCode == 65)
    #expect(
      run.messages
        == "simrunner: error: no uncertain number is named 'transitions.decay.probability'; did you mean 'transitions.decay.probability_per_year'?\n"
    )
  }

  @Test(arguments: ["sobol", "morris"])
  func `a sensitivity ranks what a result depends on before what it does not`(method: String) throws {
    let run = try run([
      "sensitivity", region.scenario, "--samples", "64", "--method", method, "--only", "transitions.*",
      "--only",
      "baseline.condition.*", "--only", "materials.*",
    ])
    #expect(run.exitCode == 0, "\(run.messages)")
    let file = region.folder.appending(path: "results/sensitivity.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let measure = try #require(rows[0].firstIndex(of: method == "sobol" ? "total" : "mu_star"))
    let poor = rows.filter { $0[0] == "2030" && $0[1] == "poor_share" }
    let value = { (name: String) in
      poor.first { $0.contains(Substring(name)) }.flatMap { Double($0[$0.count - rows[0].count + measure]) }
    }
    let condition = try #require(value("baseline.condition.poor"))
    let decay = try #require(value("transitions.decay.probability_per_year"))
    #expect(condition > 0.01 && decay > 0.01)
    // The content of dwellings has no influence on their condition.
    for row in poor where row.contains(where: { $0.contains("materials.") }) {
      let number = try #require(Double(row[row.count - rows[0].count + measure]))
      #expect(number.magnitude < 1e-9, "\(row)")
    }
  }

  @Test func `a sensitivity of one sample is refused`() throws {
    let run = try run(["sensitivity", region.scenario, "--samples", "1"])
    #expect(run.exitCode == 64 && run.messages.contains("--samples is 1; give 2 or more"))
  }
}
