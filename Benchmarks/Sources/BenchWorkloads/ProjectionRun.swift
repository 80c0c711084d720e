import HousingSim
import SimNumerics

/// A projection of all zones in one stock, which can be run again and again from the same start.
public struct ProjectionRun: ~Copyable {
  /// The region that is projected.
  public let region: SyntheticRegion
  private let projection: Projection
  private var stock: HousingStock
  private var spare: [Double]
  private var demolished: [Double]

  /// Makes a run and its arrays.
  public init(_ region: SyntheticRegion) throws {
    self.region = region
    projection = try Projection(axes: region.axes, hazards: region.hazards, rules: region.rules)
    stock = Self.start(region)
    spare = Array(repeating: 0, count: region.axes.layout.count)
    demolished = Array(repeating: 0, count: region.axes.layout.typeCount * region.axes.layout.columnCount)
  }

  private static func start(_ region: SyntheticRegion) -> HousingStock {
    var stock = HousingStock(layout: region.axes.layout, activeCohorts: region.axes.baselineCohortCount)
    for type in region.axes.dwellingTypes.indices {
      for cohort in 0..<region.axes.baselineCohortCount {
        ClosedFormStock().add(
          to: &stock, at: type, cohort: cohort, type: type, zones: region.axes.zones.indices)
      }
    }
    return stock
  }

  /// Goes back to the start.
  public mutating func reset() {
    // A copy of a kept start would be made, and its memory mapped, in the first year on the clock.
    stock = Self.start(region)
    for cell in spare.indices { spare[cell] = 0 }
  }

  /// Takes the stock through all years.
  ///
  /// - Returns: seconds spent in the projection; the dwellings that are built are added outside the clock.
  public mutating func run(threads: Int) -> Double {
    let clock = ContinuousClock()
    var time = Duration.zero
    for year in 0..<region.axes.yearCount {
      time += clock.measure {
        projection.advance(&stock, yearIndex: year, spare: &spare, demolished: &demolished, threads: threads)
      }
      stock.openNextCohort()
      for type in region.axes.dwellingTypes.indices {
        ClosedFormStock().add(
          to: &stock, at: type, cohort: region.axes.newCohort(yearIndex: year), type: type,
          zones: region.axes.zones.indices, everyState: 14, scale: 0.1)
      }
    }
    return time.seconds
  }

  /// All dwellings in the stock.
  public var total: Double { stock.dwellings.reduce(0, +) }
}

/// Square matrices for the dgemm of this OpenBLAS, one product per lane.
public struct ReferenceProduct: ~Copyable {
  private let order: Int
  private let left: [Double]
  private let right: [Double]
  private var result: [Double]

  /// Makes matrices of a given order.
  public init(order: Int) {
    self.order = order
    left = (0..<order * order).map { Double($0 % 7) + 0.5 }
    right = (0..<order * order).map { Double($0 % 5) - 1.5 }
    result = Array(repeating: 0, count: order * order)
  }

  /// The flops of the product.
  public var flops: Double { 2 * Double(order) * Double(order) * Double(order) }

  /// Multiplies once, on one thread.
  ///
  /// - Returns: seconds.
  public mutating func run() -> Double {
    ContinuousClock().measure {
      BLAS.multiply(left, right, into: &result, rows: order, inner: order, columns: order)
    }.seconds
  }
}

extension Duration {
  /// The duration in seconds.
  public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
