import HousingSim
import SimNumerics
import SimScenarios
import Testing

@Suite struct StayIndicatorTests {
  @Test(arguments: ScenarioRuns.names)
  func `programmes never make a stay in poor condition longer`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let axes = result.scenario.axes
    for year in result.scenario.baselineYear...axes.years.upperBound {
      for zone in axes.zones.keys.map(Optional.some) + [nil] {
        let alone = result.value("expected_years_poor_without_programmes", year: year, zone: zone)
        guard let treated = result.value("expected_years_poor", year: year, zone: zone), let alone else {
          continue
        }
        #expect(treated >= 1 && treated <= alone * (1 + 1e-9), "\(name) \(year) \(zone ?? "region")")
      }
    }
  }

  @Test func `the ten years of restructuring shorten a stay of decades to years`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let before = try #require(result.value("expected_years_poor", year: 2022))
    let region = try #require(result.value("expected_years_poor", year: 2025))
    let during = try #require(result.value("expected_years_poor", year: 2025, zone: "heerlen_noord"))
    let alone = try #require(result.value("expected_years_poor_without_programmes", year: 2025))
    // Owners mend 1.5 % a year, and a little is demolished: a stay is shorter than 1/0.015 years.
    #expect(before > 40 && before < 1 / 0.015)
    // The focus areas come first, so what stays poor is more and more elsewhere, until their turn comes.
    #expect(during < 6 && region > during && region < alone && alone > 40)
    #expect(try #require(result.value("expected_years_poor", year: 2032)) < 6)
    let untreated = try #require(result.value("expected_years_poor_without_programmes", year: 2050))
    #expect(result.value("expected_years_poor", year: 2050) == untreated)
    for year in [2022, 2025, 2050] {
      let mean = try #require(result.value("expected_years_poor", year: year))
      let deviation = try #require(result.value("sd_years_poor", year: year))
      #expect(deviation > 0 && deviation < 2 * mean)
    }
  }

  @Test func `a stay is given in years`() throws {
    let result = try ScenarioRuns.run("parkstad")
    for key in ["expected_years_poor", "sd_years_poor", "expected_years_poor_without_programmes"] {
      #expect(result.indicators.first { $0.key == key }?.unit == "years", "\(key)")
    }
  }

  @Test func `a scenario without a poor condition has no stays`() throws {
    let renamed = SmallScenario.files.map { ($0.path, Array($0.text.replacing("poor", with: "bad").utf8)) }
    let files = InMemoryFiles(Dictionary(uniqueKeysWithValues: renamed))
    let result = try Simulation.run(Scenario.load(SmallInput.main, files: files))
    #expect(
      result.indicators.first { $0.key == "sd_years_poor" }?.values.joined().allSatisfy { $0 == nil } == true)
    #expect(!RunSummary(result, language: .en).text(directory: "x").contains("years poor"))
  }
}
