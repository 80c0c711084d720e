import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct FittingBlockTests {
  @Test(arguments: [1e-9, 1e9]) func `margins scaled together end where those scaled one by one do`(
    tolerance: Double
  ) throws {
    // Of 72 lines the first three margins tell 6 apart and the others 12, each fewer than a quarter.
    var random = SplitMix64(seed: 5)
    let sizes = [4, 3, 2, 3, 5]
    let axes = try Axis(
      try sizes.enumerated().map { axis, size in
        SynthesisAxis(key: "axis\(axis)", labels: try Axis((0..<size).map { Label("label\($0)") }))
      })
    let count = sizes.reduce(1, *)
    let seed = (0..<count).map { _ in random.number(in: 0.1...5) }
    let table = (0..<count).map { _ in random.number(in: 0.1...5) }
    let order = [4, 1, 2, 0, 3]
    func label(_ cell: Int, _ axis: Int) -> Int {
      cell / sizes[(axis + 1)...].reduce(1, *) % sizes[axis]
    }
    func sums(_ cells: [Double], _ axis: Int) -> [Double] {
      cells.indices.reduce(into: Array(repeating: 0, count: sizes[axis])) { $0[label($1, axis)] += cells[$1] }
    }
    let fit = try ProportionalFitting.fit(
      seed: seed, axes: axes,
      margins: order.map {
        Margin(name: axes[$0].key, axes: [.init(axes[$0])], totals: sums(table, $0))
      }, tolerance: tolerance)
    var expected = seed
    for _ in 0..<fit.iterations {
      for axis in order {
        let factors = zip(sums(table, axis), sums(expected, axis)).map { $0 / $1 }
        expected = expected.indices.map { expected[$0] * factors[label($0, axis)] }
      }
    }
    #expect(tolerance > 1 ? fit.iterations == 1 : fit.iterations > 2)
    expectClose(fit.cells, expected)
    for (residual, axis) in zip(fit.residuals, order) {
      let left = zip(sums(fit.cells, axis), sums(table, axis)).map { ($0 - $1).magnitude / $1 }
      #expect(residual.margin == axes[axis].key)
      #expect((residual.relative - (left.max() ?? 0)).magnitude < 1e-12)
    }
  }
}
