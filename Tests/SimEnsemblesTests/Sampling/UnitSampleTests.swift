import SimEnsembles
import Testing

/// The designs of an ensemble.
@Suite struct UnitSampleTests {
  private func names(_ count: Int) -> [String] { (0..<count).map { "factor \($0)" } }

  private func cells(_ sample: UnitSample, factor: Int, of members: Range<Int>, count: Int) -> Set<Int> {
    Set(members.map { Int(sample.unit(member: $0, factor: factor) * Double(count)) })
  }

  @Test(arguments: [1, 2, 3, 10, 64, 1_000, 4_099])
  func `a Latin hypercube has one member in every interval of every factor`(_ members: Int) throws {
    let sample = try UnitSample(seed: 3, factors: names(40), design: .latinHypercube, members: members)
    for factor in 0..<40 {
      #expect(cells(sample, factor: factor, of: 0..<members, count: members) == Set(0..<members))
    }
  }

  @Test func `scrambled Sobol points keep one point in each interval of every aligned run`() throws {
    let count = SobolSequence.availableDimensions
    let sample = try UnitSample(seed: 5, factors: names(count), design: .sobol, members: 1 << 12)
    for factor in 0..<count {
      for bits in [1, 4, 8] {
        let start = (factor % 9) << bits
        #expect(
          cells(sample, factor: factor, of: start..<start + 1 << bits, count: 1 << bits).count == 1 << bits)
      }
    }
  }

  @Test func `pairs of scrambled Sobol factors fill all boxes of the first two dimensions`() throws {
    let sample = try UnitSample(seed: 9, factors: names(2), design: .sobol, members: 256)
    // A (0, 8, 2)-net: each box of area 2^-8 holds one point.
    for bits in 0...8 {
      let boxes = (0..<256).map { member -> Int in
        let x = Int(sample.unit(member: member, factor: 0) * Double(1 << bits))
        return x << (8 - bits) | Int(sample.unit(member: member, factor: 1) * Double(1 << (8 - bits)))
      }
      #expect(Set(boxes).count == 256)
    }
  }

  @Test(arguments: SampleDesign.allCases)
  func `numbers are uniform over seeds: every decile of a given member is equally likely`(
    _ design: SampleDesign
  ) throws {
    let seeds = 4_000
    for member in [0, 1, 2, 9] {
      var found = [Int](repeating: 0, count: 10)
      for seed in 0..<seeds {
        let sample = try UnitSample(seed: UInt64(seed), factors: ["x"], design: design, members: 10)
        found[Int(sample.unit(member: member, factor: 0) * 10)] += 1
      }
      let expected = Double(seeds) / 10
      let statistic = found.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
      #expect(statistic < 30, "\(found)")
    }
  }

  @Test func `all orders of four members are equally likely in a Latin hypercube`() throws {
    var found: [[Int]: Int] = [:]
    for seed in 0..<12_000 {
      let sample = try UnitSample(seed: UInt64(seed), factors: ["x"], design: .latinHypercube, members: 4)
      found[(0..<4).map { Int(sample.unit(member: $0, factor: 0) * 4) }, default: 0] += 1
    }
    #expect(found.count == 24)
    let statistic = found.values.reduce(0) { $0 + (Double($1) - 500) * (Double($1) - 500) / 500 }
    // 23 degrees of freedom: above 56 with a probability below 0.0002.
    #expect(statistic < 56)
  }

  @Test(arguments: SampleDesign.allCases)
  func `factors are uncorrelated within five standard errors`(_ design: SampleDesign) throws {
    let members = 4_096
    let sample = try UnitSample(seed: 2, factors: names(12), design: design, members: members)
    for (first, second) in [(0, 1), (0, 11), (3, 7), (10, 11)] {
      let covariance = (0..<members).reduce(0.0) { sum, member in
        sum + (sample.unit(member: member, factor: first) - 0.5)
          * (sample.unit(member: member, factor: second) - 0.5)
      }
      #expect(abs(covariance * 12) < 5 * Double(members).squareRoot())
    }
  }

  @Test(arguments: SampleDesign.allCases)
  func `a number is the same in any order, and another one for another seed or name`(
    _ design: SampleDesign
  ) throws {
    let sample = try UnitSample(seed: 4, factors: ["a", "b"], design: design, members: 200)
    let forward = (0..<200).map { sample.unit(member: $0, factor: 1) }
    #expect((0..<200).reversed().map { sample.unit(member: $0, factor: 1) } == forward.reversed())
    #expect(forward.allSatisfy { $0 > 0 && $0 < 1 } && Set(forward).count == 200)
    for (seed, name) in [(5 as UInt64, "b"), (4, "c")] {
      let other = try UnitSample(seed: seed, factors: ["a", name], design: design, members: 200)
      #expect((0..<200).count { other.unit(member: $0, factor: 1) == forward[$0] } == 0)
    }
  }

  @Test(arguments: [SampleDesign.plain, .latinHypercube])
  func `a number does not depend on the other factors`(_ design: SampleDesign) throws {
    let alone = try UnitSample(seed: 4, factors: ["b"], design: design, members: 50)
    let among = try UnitSample(seed: 4, factors: ["a", "c", "b"], design: design, members: 50)
    for member in 0..<50 {
      #expect(alone.unit(member: member, factor: 0) == among.unit(member: member, factor: 2))
    }
  }

  @Test(arguments: [SampleDesign.plain, .sobol])
  func `a number does not depend on how many members follow`(_ design: SampleDesign) throws {
    let few = try UnitSample(seed: 4, factors: ["a", "b"], design: design, members: 10)
    let many = try UnitSample(seed: 4, factors: ["a", "b"], design: design, members: 1_000_000)
    for member in 0..<10 {
      #expect(few.unit(member: member, factor: 1) == many.unit(member: member, factor: 1))
    }
  }

  /// The root mean square error over seeds of the mean of a product of exp(x) - e + 2, whose mean is 1.
  private func error(_ design: SampleDesign, members: Int) throws -> Double {
    var squares = 0.0
    for seed in 0..<20 {
      let sample = try UnitSample(seed: UInt64(seed), factors: names(4), design: design, members: members)
      var sum = 0.0
      for member in 0..<members {
        sum += (0..<4).reduce(1.0) { $0 * (1 + 2 * (sample.unit(member: member, factor: $1) - 0.5)) }
      }
      squares += (sum / Double(members) - 1) * (sum / Double(members) - 1) / 20
    }
    return squares.squareRoot()
  }

  @Test func `integrals converge faster with a hypercube and much faster with a Sobol sequence`() throws {
    let plain = try error(.plain, members: 1_024)
    #expect(try error(.latinHypercube, members: 1_024) < 0.8 * plain)
    let sobol = try error(.sobol, members: 1_024)
    #expect(sobol < 0.1 * plain)
    // Four times the members halve a plain error; here it falls at least by a factor of 3.
    #expect(try error(.sobol, members: 4_096) < sobol / 3)
  }

  @Test func `impossible samples are refused`() {
    #expect(throws: SamplingError.noMembers(found: 0)) {
      try UnitSample(seed: 0, factors: [], design: .plain, members: 0)
    }
    #expect(throws: SamplingError.tooManyFactors(found: 1_112, limit: 1_111)) {
      try UnitSample(seed: 0, factors: names(1_112), design: .sobol, members: 1)
    }
    #expect(throws: SamplingError.tooManyMembers(found: 1 << 33, limit: 1 << 32)) {
      try UnitSample(seed: 0, factors: ["a"], design: .latinHypercube, members: 1 << 33)
    }
    #expect(throws: SamplingError.repeatedName("a")) {
      try UnitSample(seed: 0, factors: ["a", "b", "a"], design: .plain, members: 1)
    }
  }
}
