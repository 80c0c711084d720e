import SimEnsembles
import SimNumerics
import Testing

/// Values of uncertain parameters.
@Suite struct SamplerTests {
  private static let parameters = [
    UncertainParameter(name: "wall", distribution: .uniform(low: 0, high: 10), group: "concrete"),
    UncertainParameter(name: "cost", distribution: .normal(mean: 5, standardDeviation: 2)),
    UncertainParameter(
      name: "floor", distribution: .lognormal(mean: 3, standardDeviation: 1), group: "concrete"),
    UncertainParameter(name: "concrete", distribution: .discrete(values: [2, 1], weights: [1, 1])),
  ]

  @Test(arguments: SampleDesign.allCases)
  func `parameters of a group share one factor and others do not`(_ design: SampleDesign) throws {
    let sampler = try Sampler(seed: 1, parameters: Self.parameters, design: design, members: 100)
    #expect(sampler.factorOfParameter == [0, 1, 0, 2])
    #expect(sampler.sample.factors == ["group concrete", "cost", "concrete"])
    var values = [Double](repeating: 0, count: 4)
    for member in 0..<100 {
      sampler.values(member: member, into: &values)
      let unit = sampler.unit(member: member, parameter: 0)
      #expect(values[0] == 10 * unit)
      #expect(sampler.unit(member: member, parameter: 2) == unit)
      #expect(sampler.unit(member: member, parameter: 3) != unit)
      #expect(values[2] == Self.parameters[2].distribution.quantile(unit))
      #expect(values[1] == sampler.value(member: member, parameter: 1))
    }
  }

  @Test func `values at a point use the numbers of the factors`() throws {
    let sampler = try Sampler(seed: 1, parameters: Self.parameters, design: .plain, members: 1)
    var values = [Double](repeating: 0, count: 4)
    sampler.values(at: [0.25, 0.5, 0.75], into: &values)
    #expect(values == [2.5, 5, Self.parameters[2].distribution.quantile(0.25), 2])
  }

  @Test func `an ensemble without uncertain parameters has members without values`() throws {
    let sampler = try Sampler(seed: 1, parameters: [], design: .sobol, members: 3)
    var values: [Double] = []
    sampler.values(member: 2, into: &values)
    #expect(values.isEmpty && sampler.sample.factors.isEmpty)
  }

  @Test func `the parameter with a wrong distribution is named`() {
    #expect(
      throws: SamplingError.distribution(parameter: "x", .modeOutside(mode: 3, low: 1, high: 2))
    ) {
      try Sampler(
        seed: 1,
        parameters: [
          UncertainParameter(name: "x", distribution: .triangular(low: 1, mode: 3, high: 2))
        ], design: .plain, members: 1)
    }
    #expect(throws: SamplingError.repeatedName("cost")) {
      try Sampler(
        seed: 1, parameters: [Self.parameters[1], Self.parameters[1]], design: .plain, members: 1)
    }
  }
}
