import SimScenarios
import Testing

/// Distributions that are none.
struct BadDistributionTests {
  private static let number = "{value: 100, low: 50, high: 200, source: example, confidence: assumption}"

  private func expect(_ text: String, at snippet: String, _ message: String) {
    SmallInput(Self.number, to: text).expect(at: snippet, message)
  }

  @Test func `an unknown distribution is refused with the nearest known one`() {
    expect(
      "{value: 100, low: 50, high: 200, distribution: triangel}", at: "triangel}",
      "baseline.condition.poor.distribution: 'triangel' is not known; choose triangular, uniform, normal, lognormal, beta, discrete, fixed; did you mean 'triangular'?"
    )
  }

  @Test func `a negative standard deviation is refused`() {
    expect(
      "{value: 100, low: 0, high: 200, stddev: -1, distribution: normal}", at: "normal}",
      "baseline.condition.poor: * is -1.0; it has to be 0 or more; parameters of a normal distribution are expected"
    )
  }

  @Test func `a mode outside its range is refused`() {
    expect(
      "{value: 300, low: 50, high: 200}", at: "200}",
      "baseline.condition.poor.high: 200 is below the value 300")
  }

  @Test func `a parameter that is missing or has no meaning is named`() {
    expect(
      "{value: 100, distribution: uniform, high: 200}", at: "{value: 100, distribution",
      "baseline.condition.poor.low: this key is missing; the distribution uniform needs it")
    expect(
      "{value: 100, low: 50, high: 200, stddev: 3}", at: "3}",
      "baseline.condition.poor.stddev: has no meaning for the distribution triangular; take it away")
  }

  @Test func `draws that leave the range of the key are refused`() {
    expect(
      "{value: 100, stddev: 3, distribution: normal}", at: "normal}",
      "baseline.condition.poor: draws reach from -inf to inf; 0 or more is expected; give low and high within it"
    )
  }

  @Test func `weights that do not fit their values are refused`() {
    expect(
      "{value: 100, values: [80, 120], weights: [1], distribution: discrete}", at: "discrete}",
      "baseline.condition.poor: weights has 1 entries for 2 values; parameters of a discrete distribution are expected"
    )
  }
}
