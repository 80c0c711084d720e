import HousingSim
import SimScenarios
import Testing

/// What the scenarios of Parkstad say about the proposal.
struct ParkstadPolicyTests {
  private func sum(
    _ indicator: String, _ years: ClosedRange<Int>, in name: String = "parkstad", zone: String? = nil
  ) throws -> Double {
    let result = try ScenarioRuns.run(name)
    let values = years.map { result.value(indicator, year: $0, zone: zone) }
    try #require(!values.contains(nil), "\(indicator) lacks a year")
    return values.reduce(0) { $0 + ($1 ?? 0) }
  }

  /// Dwellings of `programmes.csv` per year, in the region.
  private func programme(
    _ key: String, _ column: String, in name: String
  ) throws -> ColumnSums {
    ColumnSums(
      of: column, in: try #require(ScenarioRuns.run(name).table("programmes.csv")), by: ["year"]
    ) { $0["programme"] == key && $0["zone"] == Scenario.regionKey }
  }

  // MARK: - The deal and the ten-year task

  @Test func `900 private homes are restructured in 2023-2025, 300 a year, all in focus areas`() throws {
    for year in 2023...2025 {
      expectEqual(try sum("done_restructure_private", year...year), 300, "restructured in \(year)")
    }
    let zones = try ScenarioRuns.run("parkstad").scenario.axes.zones
    let focus = try zones.filter { $0.group == "focus" }.reduce(0) {
      $0 + (try sum("done_restructure_private", 2023...2025, zone: $1.key))
    }
    expectEqual(focus, 900, "restructured in focus areas")
    #expect(try sum("done_restructure_private", 2026...2050) == 0)
  }

  @Test func `8,000 poor homes are restructured in ten years, the 900 among them`() throws {
    expectEqual(try sum("done_restructure", 2023...2032), 8000, "restructured")
    let own = try programme("restructure", "done", in: "parkstad")
    let narrow = try programme("restructure_private", "done", in: "parkstad")
    for year in 2023...2025 {
      expectEqual(own["\(year)"] + narrow["\(year)"], 800, "restructured in \(year)")
    }
  }

  @Test func `7,500 dwellings are built in ten years, replacements on top`() throws {
    expectEqual(try sum("done_new_build", 2023...2032), 7500, "built")
    expectEqual(try sum("construction", 2023...2032), 7500, "built as new construction")
    #expect(try sum("replacement", 2025...2034) > 0)
    #expect(try sum("replacement", 2023...2024) == 0)
  }

  @Test func `4,500 owner-occupied and 4,700 social-rent homes are insulated by the end of 2026`() throws {
    expectEqual(try sum("done_insulate_owner_occupied", 2023...2026), 4500, "owner-occupied")
    expectEqual(try sum("done_insulate_social_rent", 2023...2026), 4700, "social rent")
  }

  @Test func `a tenth of all homes is ready for heating without gas at the end of 2026`() throws {
    let result = try ScenarioRuns.run("parkstad")
    #expect(try #require(result.value("gas_free_ready_share", year: 2026)) >= 0.1 * (1 - 1e-9))
    #expect(try #require(result.value("gas_free_ready_share", year: 2022)) < 0.05)
  }

  @Test func `16,000 m2 of shops is withdrawn and half of it becomes homes of 83 m2`() throws {
    expectEqual(try sum("floor_area_withdrawn", 2023...2025), 16_000, "withdrawn")
    expectEqual(try sum("transformation", 2023...2025), 8000 / 83.0, "homes from shops")
  }

  @Test func `all targets are met`() throws {
    let result = try ScenarioRuns.run("parkstad")
    #expect(result.targets.count == 9)
    for target in result.targets { #expect(target.isMet, "\(target.key): \(target.value ?? 0)") }
    for name in ["parkstad-demolish", "parkstad-renovate"] {
      for target in try ScenarioRuns.run(name).targets where target.key == "poor_homes_restructured" {
        #expect(target.isMet, "\(name): \(target.value ?? 0)")
      }
    }
  }

  @Test func `one hub is open from 2024 and two from 2025`() throws {
    let result = try ScenarioRuns.run("parkstad")
    #expect((2023...2026).map { result.value("hubs_open", year: $0) } == [0, 1, 2, 2])
  }

  // MARK: - Other scenarios

  @Test func `without policy every target that asks for something is missed`() throws {
    let targets = try ScenarioRuns.run("parkstad-no-policy").targets
    #expect(targets.count == 9)
    for target in targets { #expect(target.isMet == (target.key == "hubs_at_most"), "\(target.key)") }
    let result = try ScenarioRuns.run("parkstad-no-policy")
    let (start, end) = (
      result.value("poor_dwellings", year: 2022), result.value("poor_dwellings", year: 2032)
    )
    #expect((end ?? 0) > (start ?? .infinity))
  }

  @Test
  func `the first deal does 400 homes a year until the transfer tax rises, and the budget stops it after`()
    throws
  {
    let name = "parkstad-previous-deal"
    #expect(try sum("done_restructure_private", 2019...2022, in: name) < 1600)
    let table = try #require(ScenarioRuns.run(name).table("programmes.csv"))
    let years = try #require(table.integers(of: "year"))
    let causes = try #require(table.texts(of: "cause"))
    let programmes = try #require(table.texts(of: "programme"))
    let zones = try #require(table.texts(of: "zone"))
    #expect(Set(programmes) == ["restructure_private"])
    for row in years.indices {
      #expect(
        years[row] >= 2021 ? ["", "budget"].contains(causes[row]) : causes[row].isEmpty, "row \(row + 1)")
      if zones[row] == Scenario.regionKey { #expect((causes[row] == "budget") == (years[row] >= 2021)) }
    }
    let done = try programme("restructure_private", "done", in: name)
    let planned = try programme("restructure_private", "planned", in: name)
    for year in 2019...2022 { expectEqual(planned["\(year)"], 400, "planned in \(year)") }
    for year in 2019...2020 { expectEqual(done["\(year)"], 400, "done in \(year)") }
    // 35 million euro at 42,885 + 0.324 x 135,000 x 1.08 a home.
    for year in 2021...2022 {
      expectEqual(done["\(year)"], 35e6 / (42_885 + 0.324 * 135_000 * 1.08), "done in \(year)")
    }
  }

  @Test func `renovating demolishes less and releases less than demolishing`() throws {
    let years = 2023...2050
    for indicator in ["demolition", "released", "replacement"] {
      let renovate = try sum(indicator, years, in: "parkstad-renovate")
      let mixed = try sum(indicator, years)
      let demolish = try sum(indicator, years, in: "parkstad-demolish")
      #expect(renovate < mixed && mixed < demolish, "\(indicator): \(renovate), \(mixed), \(demolish)")
    }
    #expect(
      try sum("renovation", years, in: "parkstad-renovate")
        > sum("renovation", years, in: "parkstad-demolish"))
  }
}
