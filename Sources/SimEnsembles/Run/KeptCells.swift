internal import SimNumerics
internal import SimScenarios

/// The cells of a member that statistics are kept of: those in which members may differ.
///
/// What all members share, such as the stock where only the mine varies, needs no statistics: its mean and its quantiles are
/// its value.
struct KeptCells: Sendable {
  /// Ranges of cells, in their order.
  private let ranges: [Range<Int>]
  /// What all members share, one value per cell of the layout.
  private let shared: [Double]
  /// The number of cells with statistics.
  let count: Int

  init(_ run: MemberRun) {
    (ranges, shared) = run.varyingCells()
    count = ranges.reduce(0) { $0 + $1.count }
  }

  /// Writes the cells with statistics of a member over those of an array from a place on.
  func write(_ cells: [Double], to outputs: inout [Double], at start: Int) {
    var next = start
    for range in ranges {
      VectorMath.copy(cells, range, to: &outputs, at: next)
      next += range.count
    }
  }

  /// Statistics of the kept cells, in the place of the cells of the layout; the others hold what all members share.
  func spread<Value>(_ values: [Value], _ other: (Double) -> Value) -> [Value] {
    var all = shared.map(other)
    var next = 0
    for range in ranges {
      all.replaceSubrange(range, with: values[next..<next + range.count])
      next += range.count
    }
    return all
  }

  /// The moments of all cells of a number of members.
  func spread(_ moments: CellMoments, members: Int) -> CellMoments {
    CellMoments(
      count: spread(moments.count) { $0.isNaN ? 0 : members }, mean: spread(moments.mean) { $0 },
      standardDeviation: spread(moments.standardDeviation) { $0.isNaN || members < 2 ? .nan : 0 },
      least: spread(moments.least) { $0 }, greatest: spread(moments.greatest) { $0 })
  }
}
