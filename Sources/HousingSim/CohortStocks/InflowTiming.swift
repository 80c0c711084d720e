/// A moment of a period at which a share of its inflow enters.
public struct InflowNode: Sendable, Equatable {
  /// The place in the period: 0 its start, 1 its end.
  public let position: Double
  /// The share of the inflow that enters there; all shares of a period add up to 1.
  public let weight: Double
}

/// When in its period the inflow enters the stock.
///
/// The share of cohort c that is present at the end of period t is sum over q of w(q) S(b(t+1) - v(q)), where the
/// inflow enters at v(q) = b(c) + x(q) L(c) with share w(q). `end` is the convention of ODYM, `middle` the default
/// of flodym.
public enum InflowTiming: Sendable, Equatable {
  /// At the start of the period: x = 0.
  case start
  /// In the middle of the period: x = 0.5.
  case middle
  /// At the end of the period: x = 1.
  case end
  /// Evenly over the period, by Gauss-Lobatto quadrature of 2 to 10 points.
  case quadrature(points: Int)

  /// The numbers of points that quadrature may have.
  public static let quadraturePoints = 2...10

  /// The moments and shares of the inflow.
  public var nodes: [InflowNode] {
    switch self {
    case .start: [InflowNode(position: 0, weight: 1)]
    case .middle: [InflowNode(position: 0.5, weight: 1)]
    case .end: [InflowNode(position: 1, weight: 1)]
    case .quadrature(let points): GaussLobatto.nodes(points)
    }
  }

  func check() throws(CohortStockError) {
    guard case .quadrature(let points) = self, !Self.quadraturePoints.contains(points) else { return }
    throw .quadraturePoints(found: points)
  }
}
