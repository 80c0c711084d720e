import SimScenarios
import Testing

/// Observations that cannot be, and rates that cannot be updated.
struct BadMonitoringTests {
  private func expect(
    _ rows: String, at snippet: String, in path: String = "seen.csv", monitoring: String? = nil,
    _ text: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let input =
      monitoring.map { MonitoringTests.input(rows, monitoring: $0) } ?? MonitoringTests.input(rows)
    input.expect(at: snippet, in: path, text, sourceLocation: sourceLocation)
  }

  @Test func `an observation outside the horizon is refused`() {
    expect(
      "2031,decay,region,4,1", at: "2031",
      "year: is 2031; a year from 2025 to 2030 (first_year to last_year) is accepted for decay")
    expect(
      "2024,decay,region,4,1", at: "2024",
      "year: is 2024; a year from 2025 to 2030 (first_year to last_year) is accepted for decay")
    expect(
      "2023,dwellings,region,1000,1", at: "2023",
      "year: is 2023; a year from 2024 to 2030 (the year before first_year to last_year) is accepted for dwellings"
    )
  }

  @Test func `an unknown indicator or zone is refused with the nearest one`() {
    expect(
      "2025,decai,region,4,1", at: "decai",
      "indicator: 'decai' is not known; labels are autonomous_demolition, decay, dwellings, poor; did you mean 'decay'?"
    )
    expect(
      "2025,decay,edje,4,1", at: "edje",
      "zone: 'edje' is not known; labels are centre, edge, municipality:town, region; did you mean 'edge'?")
  }

  @Test func `the same observation twice is refused`() {
    expect(
      "2025,decay,region,4,1\n2025,decay,region,5,1", at: "2025,decay,region,5",
      "year, indicator, zone: the row year=2025, indicator=decay, zone=region stands twice; the first is in line 2"
    )
  }

  @Test func `a negative count and a negative error are refused`() {
    expect("2025,decay,region,-4,1", at: "-4", "value: -4 is out of range; *")
    expect("2025,decay,region,4,-1", at: "-1", "standard_error: -1 is out of range; *")
  }

  @Test func `events that are counted in a whole and in its part are refused`() {
    expect(
      "2025,decay,region,4,1\n2025,decay,edge,2,1", at: "2,1",
      "value: decay of 2025 in 'edge' counts dwellings twice; line 2 has 'region'; keep one of the two")
  }

  @Test func `counts that contradict each other are refused with the worst one`() {
    expect(
      "2025,decay,region,1,\n2026,decay,region,60,", at: "60,", monitoring: "rates: [decay]",
      "value: the observations of decay contradict each other: chi-square is * on 1 degrees of freedom, "
        + "probability *; this one is * standard deviations off; a probability of 0.001 or more is accepted; "
        + "correct it or its standard error, or give on_contradiction: widen")
  }

  @Test func `counts of the outcomes of one state that contradict each other are refused together`() {
    TwoOutcomes.input(
      "2025,spoil,region,40,\n2025,insulate,region,2,\n2026,spoil,region,2,\n2026,insulate,region,60,"
    ).expect(
      at: "60,", in: "seen.csv",
      "value: the observations of spoil and insulate contradict each other: chi-square is * on 2 degrees of "
        + "freedom, probability *; this one is * standard deviations off; *")
  }

  @Test func `outcomes that together take more dwellings than there are are refused`() {
    TwoOutcomes.input("2025,spoil,region,120,\n2025,insulate,region,121,").expect(
      at: "121,", in: "seen.csv",
      "value: makes 241 of spoil and insulate in 'region' together; the run has * dwellings there that they can happen to"
    )
  }

  @Test func `states that contradict each other are refused`() {
    expect(
      "2025,dwellings,region,1000,1\n2026,dwellings,region,1400,1", at: "1400",
      "value: the observations of dwellings contradict each other: chi-square is * on 1 degrees of freedom, *"
    )
  }

  @Test func `a whole that is not the sum of its parts is refused`() {
    expect(
      "2025,dwellings,centre,600,3\n2025,dwellings,edge,400,4\n2025,dwellings,region,1100,0", at: "1100",
      "value: dwellings of 2025 in 'region' is 100 off the sum of its parts; their standard errors explain 5; "
        + "correct the values or their standard errors")
  }

  @Test func `more moves than dwellings are refused`() {
    expect(
      "2025,decay,centre,700,1", at: "700",
      "value: is 700 of decay in 'centre'; the run has * dwellings there that it can happen to")
  }

  @Test func `a rate without a range or a name cannot be updated`() {
    let rows = "2025,decay,region,4,1"
    var input = MonitoringTests.input(rows)
    input.replace(
      "{value: 0.005, low: 0.002, high: 0.01, source: example, confidence: assumption}", with: "0.005")
    input.expect(
      at: "0.005",
      "transitions.decay.probability_per_year: has no range, so nothing is said about what it was before; "
        + "low and high, one below the other, are expected of a rate that is updated")
    expect(
      rows, at: "[decai]", in: SmallInput.main, monitoring: "rates: [decai]",
      "monitoring.rates: there is no 'decai'; demolition, decay are accepted; did you mean 'decay'?")
    expect(
      rows, at: "observations: seen", in: SmallInput.main, monitoring: "on_contradiction: refuse",
      "monitoring: names neither rates nor indicators; at least one of them is expected")
  }

  @Test func `an indicator that is a share or unknown cannot be filtered`() {
    expect(
      "2025,dwellings,region,1000,1", at: "{poor_share", in: SmallInput.main,
      monitoring: "rates: [decay]\n  indicators: {poor_share: 0.1}",
      "monitoring.indicators: there is no 'poor_share'; dwellings, poor are accepted*")
  }

  @Test func `a probability whose range no probability has is refused`() {
    var input = MonitoringTests.input("2025,decay,region,4,1")
    input.replace("value: 0.005, low: 0.002, high: 0.01", with: "value: 0, low: 0, high: 0.01")
    input.expect(
      at: "{value: 0, low: 0",
      "transitions.decay.probability_per_year: is 0 from 0 to 0.01; a value above 0, and a range that a "
        + "probability can have, is accepted")
  }

  @Test func `observed rates that take more than all out of a state are refused, not clipped`() {
    var input = MonitoringTests.input("2025,decay,region,850,", monitoring: "rates: [decay]")
    input.replace("value: 0.005, low: 0.002, high: 0.01", with: "value: 0.5, low: 0.3, high: 0.7")
    input.replace(
      "transitions:\n",
      with: "transitions:\n  let:\n    from: {condition: good, tenure: owner_occupied}\n"
        + "    to: {tenure: rented}\n    probability_per_year: 0.4\n")
    input.expect(
      at: "observations: seen",
      "monitoring: with the observed rates, in 2025 the rules for * move 1.3* of the dwellings out of column *"
    )
  }

  @Test func `demolition by lifetime has no scale to update`() throws {
    var input = MonitoringTests.input("2025,decay,region,4,1")
    input.replace(
      "demolition:\n", with: "demolition:\n  lifetime: old\n  lifetimes: tables/lifetimes.csv\n")
    input.files["tables/lifetimes.csv"] = Array(
      "lifetime,distribution,mean,stddev,source,confidence\nold,normal,120,30,example,assumption\n".utf8)
    input.expect(
      at: "[demolition, decay]",
      "monitoring.rates: demolition follows a lifetime, which has no scale to update; take demolition out, or use rates"
    )
  }
}
