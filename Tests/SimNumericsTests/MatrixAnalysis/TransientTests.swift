import SimNumerics
import SimTestSupport
import Testing

@Suite struct TransientTests {
  @Test func `a matrix with equal columns is steady from the first step on`() throws {
    let growth = try AsymptoticGrowth(ProjectionMatrix(Matrix(rows: [[1, 1], [1, 1]])))
    #expect(growth.lambda == 2 && growth.dampingRatio == .failure(.noSecondEigenvalue))
    let bounds = try TransientBounds(growth)
    let reactivity = try bounds.reactivity.get()
    expectClose([reactivity.upper, reactivity.lower], [1, 1], limit: 1e-14)
    let kreiss = try bounds.kreiss.get()
    expectClose([kreiss.upper, kreiss.lower], [1, 1], limit: 1e-12)
  }

  @Test func `the bounds hold for every start`() throws {
    var random = SplitMix64(seed: 21)
    for _ in 0..<40 {
      let order = random.integer(in: 2...9)
      let growth = try AsymptoticGrowth(ProjectionMatrix(random.matrix(order: order, zeros: 0.3)))
      guard growth.structure.isPrimitive else { continue }
      let bounds = try TransientBounds(growth)
      let start = try TransientStart(random.shares(order), growth: growth)
      let (first, last) = (try bounds.reactivity.get(), try bounds.inertia.get())
      let (reactivity, inertia) = (try start.reactivity.get(), try start.inertia.get())
      let slack = 1e-12
      #expect(reactivity <= first.upper + slack && reactivity >= first.lower - slack)
      #expect(inertia <= last.upper * (1 + slack) && inertia >= last.lower * (1 - slack))
      let kreiss = try bounds.kreiss.get()
      #expect(kreiss.upper >= last.upper && kreiss.lower <= last.lower)
      if let largest = try? bounds.maximumAmplification.get() { #expect(largest.size >= first.upper - slack) }
    }
  }

  @Test func `the stable distribution is a start without transients`() throws {
    let growth = try AsymptoticGrowth(ProjectionMatrix(Matrix(rows: [[0.2, 1.5], [0.4, 0.6]])))
    let start = try TransientStart(try growth.stableDistribution.get(), growth: growth)
    expectClose([try start.reactivity.get(), try start.inertia.get()], [1, 1])
    #expect(try start.keyfitzDistance.get() < 1e-14 && start.cohenDistance.get() < 1e-13)
    #expect(try start.convergenceTime.get() == 1)
  }

  @Test func `a start is scaled to sum to one`() throws {
    let growth = try AsymptoticGrowth(ProjectionMatrix(Matrix(rows: [[0.2, 1.5], [0.4, 0.6]])))
    let (small, large) = (
      try TransientStart([1, 3], growth: growth), try TransientStart([10, 30], growth: growth)
    )
    #expect(small.start == [0.25, 0.75] && small.start == large.start && small.inertia == large.inertia)
  }
}
