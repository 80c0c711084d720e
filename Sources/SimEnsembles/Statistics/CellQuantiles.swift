internal import Dispatch
internal import SimNumerics
internal import Synchronization

extension BlockForest where Node == StatisticsNode {
  /// The greatest error of the rank of a quantile, as a share of the members; 0 where all values are kept.
  ///
  /// A quantile at probability p is a value, or lies between two neighbours, whose ranks among the members differ from
  /// p (n - 1) by no more than this share of the members.
  public var rankError: Double {
    let low = entries.reduce(0) { $0 + $1.node.rankErrors.low }
    let high = entries.reduce(0) { $0 + $1.node.rankErrors.high }
    return members == 0 ? 0 : Double(max(low, high)) / Double(members)
  }

  /// Quantiles of every cell.
  ///
  /// At probability p of n values: linear between the two values whose ranks from 0 enclose p (n - 1), definition 7 of
  /// R. J. Hyndman and Y. Fan (1996), The American Statistician 50:361-365. A kept value that stands for w members counts
  /// as w values.
  ///
  /// - Parameters:
  ///   - probabilities: numbers from 0 to 1, in any order.
  ///   - threads: how many groups of cells may be sorted side by side; the result does not depend on it.
  /// - Returns: for every probability one number per cell; not-a-number without values.
  public func quantiles(_ probabilities: [Double], threads: Int = 1) -> [[Double]] {
    precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "probabilities \(probabilities)")
    precondition(layout.capacity > 0, "no values are kept for quantiles")
    let cells = layout.cells
    let moments = self.moments
    let parts = weightedRows
    let groups = (cells + Self.groupSize - 1) / Self.groupSize
    let next = Atomic<Int>(0)
    let found = Mutex([[[Double]]](repeating: [], count: groups))
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, groups))) { _ in
      while true {
        let group = next.add(1, ordering: .relaxed).oldValue
        guard group < groups else { break }
        let range = group * Self.groupSize..<min((group + 1) * Self.groupSize, cells)
        let quantiles = quantiles(probabilities, of: range, parts, moments)
        found.withLock { $0[group] = quantiles }
      }
    }
    let all = found.withLock { $0 }
    return probabilities.indices.map { place in all.flatMap { $0[place] } }
  }

  /// The number of cells that a thread takes at once, a multiple of the lanes.
  private static var groupSize: Int { 64 * VectorMath.lanes }

  /// Quantiles of a range of cells that begins at a multiple of the lanes.
  private func quantiles(
    _ probabilities: [Double], of range: Range<Int>, _ parts: [(rows: VectorMath.CellRows, weight: Int)],
    _ moments: CellMoments
  ) -> [[Double]] {
    let cells = layout.cells
    var result = probabilities.map { _ in [Double](repeating: .nan, count: range.count) }
    for first in stride(from: range.lowerBound, to: range.upperBound, by: VectorMath.lanes) {
      let columns = parts.map { part in
        OrderedColumns(
          values: VectorMath.sortedTile(part.rows, cell: first, cells: cells),
          rows: part.rows.count(cells: cells), weight: part.weight)
      }
      for cell in first..<min(first + VectorMath.lanes, range.upperBound) where moments.count[cell] > 0 {
        let positions = probabilities.map { $0 * Double(moments.count[cell] - 1) }
        let found = OrderedColumns.values(columns, lane: cell - first, at: positions)
        for (place, value) in found.enumerated() {
          result[place][cell - range.lowerBound] = min(
            max(value, moments.least[cell]), moments.greatest[cell])
        }
      }
    }
    return result
  }

  /// The kept values of all nodes: those that stand for one member each in one part, the others by node.
  private var weightedRows: [(rows: VectorMath.CellRows, weight: Int)] {
    var single: [[Double]] = []
    var parts: [(rows: VectorMath.CellRows, weight: Int)] = []
    for entry in entries {
      if entry.node.rows.isSorted {
        parts.append((entry.node.rows, layout.weight(level: entry.position.level)))
      } else {
        single += entry.node.rows.chunks
      }
    }
    if !single.isEmpty { parts.append((VectorMath.CellRows(chunks: single, isSorted: false), 1)) }
    return parts
  }
}

/// Ordered values of eight cells, each of which stands for as many members.
private struct OrderedColumns {
  /// `rows x 8`, padding behind.
  let values: [Double]
  let rows: Int
  let weight: Int

  /// The numbers at positions of the joint order of one lane, linear between neighbours.
  ///
  /// - Parameters:
  ///   - columns: the sets of values.
  ///   - lane: which of the eight cells.
  ///   - positions: ranks from 0, whole or between.
  /// - Returns: one number per position.
  static func values(_ columns: [OrderedColumns], lane: Int, at positions: [Double]) -> [Double] {
    let ranks = Set(positions.flatMap { [Int($0), Int($0) + 1] }).sorted()
    let found = Dictionary(uniqueKeysWithValues: zip(ranks, select(columns, lane, ranks)))
    return positions.map { position in
      let rank = Int(position)
      let value = found[rank, default: .infinity]
      let share = position - Double(rank)
      let next = found[rank + 1, default: .infinity]
      return share > 0 && next.isFinite ? value + share * (next - value) : value
    }
  }

  /// The values with increasing ranks; infinity behind the last one.
  private static func select(_ columns: [OrderedColumns], _ lane: Int, _ ranks: [Int]) -> [Double] {
    if columns.count == 1, let only = columns.first {
      return ranks.map { rank in
        let row = rank / only.weight
        return row < only.rows ? only.values[row * VectorMath.lanes + lane] : .infinity
      }
    }
    var next = [Int](repeating: 0, count: columns.count)
    var passed = 0
    return ranks.map { rank in
      while true {
        var (least, place) = (Double.infinity, -1)
        for (column, row) in next.enumerated() where row < columns[column].rows {
          let value = columns[column].values[row * VectorMath.lanes + lane]
          if place < 0 || value < least { (least, place) = (value, column) }
        }
        guard place >= 0 else { return .infinity }
        if passed + columns[place].weight > rank { return least }
        passed += columns[place].weight
        next[place] += 1
      }
    }
  }
}
