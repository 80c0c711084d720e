internal import RealModule

/// Points and weights of Gauss-Lobatto quadrature, computed to the precision of a double.
enum GaussLobatto {
  /// Points x in 0...1, ends included, and weights w that add up to 1: integral of f over 0...1 = sum of w f(x).
  ///
  /// Exact for polynomials of degree up to 2n - 3. On -1...1 the inner points are the roots of P'(n-1), and
  /// w = 2 / (n (n-1) P(n-1)(x)^2), with P the Legendre polynomials; Newton's method from the Chebyshev points.
  /// Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 25.4.32.
  ///
  /// - Parameter count: the number of points, 2 or more.
  /// - Returns: the points in increasing order with their weights.
  static func nodes(_ count: Int) -> [InflowNode] {
    precondition(count >= 2, "Gauss-Lobatto quadrature has 2 points or more, not \(count)")
    let degree = count - 1
    // The lower half is computed and mirrored, so that points and weights are symmetric to the last bit.
    let lower = (0..<(count + 1) / 2).map { position -> InflowNode in
      let isCentre = 2 * position == degree
      let point = isCentre ? 0 : root(position, degree)
      let value = legendre(degree, point).value
      return InflowNode(position: (1 + point) / 2, weight: 1 / (Double(count * degree) * value * value))
    }
    let upper = lower.prefix(count / 2).reversed().map { node in
      InflowNode(position: 1 - node.position, weight: node.weight)
    }
    return lower + upper
  }

  /// The point on -1...1 at a position counted from the low end.
  private static func root(_ position: Int, _ degree: Int) -> Double {
    guard position > 0 else { return -1 }
    var point = -Double.cos(.pi * Double(position) / Double(degree))
    // Newton doubles the correct digits; from the Chebyshev points eight rounds are more than enough.
    for _ in 0..<8 {
      let (value, previous) = legendre(degree, point)
      point -= (point * value - previous) / (Double(degree + 1) * value)
    }
    return point
  }

  /// P(degree) and P(degree - 1) at a point, by the three-term recurrence.
  private static func legendre(_ degree: Int, _ point: Double) -> (value: Double, previous: Double) {
    var previous = 1.0
    var value = point
    for order in stride(from: 2, through: degree, by: 1) {
      let next = (Double(2 * order - 1) * point * value - Double(order - 1) * previous) / Double(order)
      previous = value
      value = next
    }
    return (value, previous)
  }
}
