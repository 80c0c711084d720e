import SimScenarios
import Testing

/// Indicators, targets and overrides that name nothing or contradict each other.
struct BadTargetTests {
  // MARK: - Indicators and targets

  @Test func `a target with two goals or with none is refused`() {
    SmallInput("    at_least: 80", to: "    at_least: 80\n    at_most: 90").expect(
      at: "indicator: done", "targets.restructured: has two goals; either at_least or at_most is accepted")
    SmallInput("    at_least: 80\n", to: "").expect(
      at: "indicator: done", "targets.restructured: has no goal; either at_least or at_most is accepted")
  }

  @Test func `a target on an unknown indicator names the nearest`() {
    SmallInput("indicator: done_restructure", to: "indicator: done_restucture").expect(
      at: "done_restucture",
      "targets.restructured.indicator: *'done_restucture'*did you mean 'done_restructure'?")
  }

  @Test(arguments: ["reuse_rate", "dwellings", "demolition", "done_restructure", "done_anything"])
  func `an indicator may not carry a built-in name`(name: String) {
    SmallInput("  poor_share: {kind", to: "  \(name): {kind").expect(
      at: "{kind", "indicators.\(name): '\(name)' is a built-in indicator; choose another name")
  }

  @Test func `a count takes no whole`() {
    SmallInput(
      "{kind: share, where: {condition: poor}}",
      to: "{kind: count, where: {condition: poor}, of: {tenure: rented}}"
    ).expect(
      at: "{tenure: rented}}", "indicators.poor_share.of: `of` has a meaning for kind: share only")
  }

  // MARK: - Overrides

  @Test func `an override that cannot be read or applied says why`() {
    SmallInput(overrides: ["demolition.scale"]).expect([
      "--set demolition.scale:1:1: error: no '=' in 'demolition.scale'; write key=value"
    ])
    SmallInput(overrides: ["a b=1"]).expect([
      "--set a b=1:1:1: error: the key 'a b' has an empty or spaced part; *"
    ])
    SmallInput(overrides: ["first_year.x=1"]).expect([
      "--set first_year.x=1:1:1: error: first_year.x: the path runs through *"
    ])
    SmallInput(overrides: ["demolition.scal=1"]).expect([
      "--set demolition.scal=1:1:1: error: demolition.scal: this key is not known; *; did you mean 'scale'?"
    ])
    SmallInput(overrides: ["hubs.town_hub.yield=1.2"]).expect([
      "--set hubs.town_hub.yield=1.2:1:1: error: hubs.town_hub.yield: 1.2 is out of range; a number, from 0 to 1, is expected"
    ])
    SmallInput(overrides: ["programmes.restructure.to_year=2031"]).expect([
      "--set programmes.restructure.to_year=2031:1:1: error: programmes.restructure.to_year: is 2031; *"
    ])
  }
}
