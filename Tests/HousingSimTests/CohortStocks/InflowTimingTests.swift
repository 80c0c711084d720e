import HousingSim
import Testing

@Suite struct InflowTimingTests {
  @Test(arguments: 2...10)
  func `quadrature is exact for polynomials up to degree 2n - 3`(points: Int) {
    let nodes = InflowTiming.quadrature(points: points).nodes
    #expect(nodes.count == points)
    for degree in 0...(2 * points - 3) {
      let sum = nodes.reduce(0.0) { total, node in
        total + node.weight * (0..<degree).reduce(1.0) { power, _ in power * node.position }
      }
      #expect((sum * Double(degree + 1) - 1).magnitude < 4e-15, "degree \(degree) with \(points) points")
    }
    // One degree further it is not exact.
    let beyond = nodes.reduce(0.0) { total, node in
      total + node.weight * (0..<(2 * points - 2)).reduce(1.0) { power, _ in power * node.position }
    }
    #expect(beyond > 1 / Double(2 * points - 1))
  }

  @Test(arguments: 2...10)
  func `points are symmetric, with both ends, and weights are positive`(points: Int) {
    let nodes = InflowTiming.quadrature(points: points).nodes
    #expect(nodes.first?.position == 0 && nodes.last?.position == 1)
    for (node, mirrored) in zip(nodes, nodes.reversed()) {
      #expect((node.position + mirrored.position - 1).magnitude < 1e-16)
      #expect(node.weight == mirrored.weight && node.weight > 0)
    }
    for position in nodes.indices.dropFirst() {
      #expect(nodes[position].position > nodes[position - 1].position)
    }
  }

  @Test func `points agree with their closed forms`() {
    // On -1...1: n = 4 has 1/sqrt 5 with 5/6; n = 5 has sqrt(3/7) with 49/90 and 0 with 32/45.
    let four = InflowTiming.quadrature(points: 4).nodes
    #expect((2 * four[2].position - 1 - 1 / 5.0.squareRoot()).magnitude < 2e-16)
    #expect((2 * four[2].weight - 5.0 / 6).magnitude < 3e-16)
    let five = InflowTiming.quadrature(points: 5).nodes
    #expect((2 * five[3].position - 1 - (3.0 / 7).squareRoot()).magnitude < 2e-16)
    #expect((2 * five[3].weight - 49.0 / 90).magnitude < 3e-16)
    #expect(five[2].position == 0.5 && (2 * five[2].weight - 32.0 / 45).magnitude < 3e-16)
    // n = 6: sqrt((1 - 2 / sqrt 7) / 3) with (14 + sqrt 7) / 30.
    let six = InflowTiming.quadrature(points: 6).nodes
    #expect((2 * six[3].position - 1 - ((1 - 2 / 7.0.squareRoot()) / 3).squareRoot()).magnitude < 3e-16)
    #expect((2 * six[3].weight - (14 + 7.0.squareRoot()) / 30).magnitude < 3e-16)
  }

  @Test(arguments: [1, 0, -3, 11])
  func `other numbers of points are refused`(points: Int) {
    #expect(throws: CohortStockError.quadraturePoints(found: points)) {
      try CohortStockModel(
        periods: StockPeriods(yearly: 2000...2001), lifetimes: StockLifetimes(.fixed(mean: 3)),
        timing: .quadrature(points: points))
    }
  }
}
