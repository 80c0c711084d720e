import HousingSim
import SimNumerics
import SimScenarios
import Testing

/// Mixes and segregation in the default run, beside the table of the stock.
struct MixScenarioTests {
  @Test(arguments: [2022, 2032, 2050])
  func `tenure mix, dissimilarity and Theil are those of stock.csv`(year: Int) throws {
    let result = try ScenarioRuns.run("parkstad")
    let axes = result.scenario.axes
    let tenures = axes.states.axes[result.scenario.stateAxes.tenure].labels.keys
    let stock = ColumnSums(
      of: "dwellings", in: try #require(result.table("stock.csv")), by: ["zone", "tenure", "year"])
    let counts = axes.zones.keys.flatMap { zone in tenures.map { stock[zone, $0, "\(year)"] } }
    let segregation = ZoneSegregation(counts: counts, labelCount: tenures.count)
    for (label, tenure) in tenures.enumerated() {
      let key = "tenure_mix_\(tenure)"
      expectEqual(try #require(result.value(key, year: year)), segregation.shares[label], key)
      expectEqual(
        try #require(result.value(key, year: year, zone: axes.zones.keys[3])),
        try #require(segregation.zoneShares[3 * tenures.count + label]), key)
    }
    let parts = try #require(segregation.dissimilarityParts())
    expectEqual(
      try #require(result.value("tenure_dissimilarity", year: year)), parts.reduce(0, +), "dissimilarity")
    let own = axes.zones.keys.map { result.value("tenure_dissimilarity", year: year, zone: $0) ?? .nan }
    expectEqual(own.reduce(0, +), parts.reduce(0, +), "the parts of the zones")
    let groups = ["focus", "rest"].map { group in
      axes.zones.indices.filter { axes.zones[$0].group == group }
    }
    let theil = try #require(segregation.theil(groups: groups))
    func value(_ part: String) throws -> Double {
      try #require(result.value("tenure_theil\(part)", year: year), "\(part)")
    }
    expectEqual(try value(""), theil.index, "Theil")
    expectEqual(
      try value("_between_groups") + value("_within_focus") + value("_within_rest"), theil.index, "its parts")
  }

  @Test func `the label mix adds up to 1 in every zone and year`() throws {
    let result = try ScenarioRuns.run("parkstad")
    for year in result.scenario.baselineYear...result.scenario.axes.years.upperBound {
      for zone in result.scenario.axes.zones.keys.map(Optional.init) + [nil] {
        let sum = "ABCDEFG".reduce(0) {
          $0 + (result.value("label_mix_\($1)", year: year, zone: zone) ?? .nan)
        }
        expectEqual(sum, 1, "\(zone ?? "region") in \(year)")
      }
    }
  }

  @Test func `an indicator of a mix says what it lacks or has too much`() {
    func problems(_ indicator: String) -> SmallInput {
      var input = SmallInput("{kind: share, where: {condition: poor}}", to: indicator)
      input.overrides = ["targets=null"]
      return input
    }
    problems("{kind: theil}").expect(
      at: "{kind: theil}",
      "indicators.poor_share.axis: kind: theil needs an axis; tenure, condition, energy_label, heating are accepted"
    )
    problems("{kind: mix, axis: tenuer}").expect(
      at: "tenuer}",
      "indicators.poor_share.axis: 'tenuer' is not known; choose tenure, condition, energy_label, heating; did you mean 'tenure'?"
    )
    problems("{kind: mix, axis: tenure, of: {condition: poor}}").expect(
      at: "{condition: poor}}", "indicators.poor_share.of: `of` has a meaning for kind: share only")
    problems("{kind: count, axis: tenure, where: {condition: poor}}").expect(
      at: "tenure, where", "indicators.poor_share.axis: `axis` has no meaning for kind: count; take it away")
    problems("{kind: share}").expect(
      at: "{kind: share}",
      "indicators.poor_share.where: this key is missing; a map of axes to names is expected")
  }

  @Test func `a series of a mix may not carry the name of another indicator`() {
    var input = SmallInput(
      "{kind: share, where: {condition: poor}}", to: "{kind: mix, axis: condition}")
    input.replace(
      "  poor_share: {kind", with: "  a_poor: {kind: count, where: {condition: poor}}\n  a: {kind")
    input.expect(
      at: "{kind: mix", "indicators.a: its 'a_poor' already names an indicator; choose another name")
  }

  @Test func `Theil is of the region only, and a target on a zone is refused`() {
    var input = SmallInput("{kind: share, where: {condition: poor}}", to: "{kind: theil, axis: tenure}")
    input.replace("    at_least: 80", with: "    at_least: 80\n    zone: centre")
    input.replace("indicator: done_restructure", with: "indicator: poor_share")
    input.expect(
      at: "centre\n    source",
      "targets.restructured.zone: poor_share is counted for the region only; take it away")
  }
}
