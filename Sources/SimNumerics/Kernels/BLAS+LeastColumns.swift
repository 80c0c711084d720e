internal import CSimMath
internal import Dispatch
internal import Synchronization

extension BLAS {
  /// The least entry of each row of a product whose entries are never stored.
  package struct LeastColumns: Sendable, Equatable {
    /// The column of the least entry of each row, the first where several are equal.
    package var columns: [Int32]
    /// The least entry of each row.
    package var values: [Double]
    /// The sum of each column of the left factor.
    package var leftSums: [Double]

    /// Makes a finding of columns and values, one of each per row, and sums.
    package init(columns: [Int32], values: [Double], leftSums: [Double]) {
      self.columns = columns
      self.values = values
      self.leftSums = leftSums
    }
  }

  /// The sums of the columns of a matrix without negative entries, added up in the order of the rows.
  ///
  /// - Parameter matrix: the entries.
  /// - Returns: one sum per column, or `nil` where an entry is negative or not finite, or a sum is not finite.
  package static func columnSums(_ matrix: Matrix) -> [Double]? {
    let width = matrix.columns
    var sums = [Double](repeating: 0, count: width)
    var least = sums
    unsafe matrix.storage.withUnsafeBufferPointer { entries in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe least.withUnsafeMutableBufferPointer { least in
          for row in 0..<matrix.rows {
            let start = row * width
            for column in 0..<width {
              let value = unsafe entries[start + column]
              unsafe sums[column] += value
              unsafe least[column] = unsafe value < least[column] ? value : least[column]
            }
          }
        }
      }
    }
    return sums.allSatisfy(\.isFinite) && least.allSatisfy { $0 == 0 } ? sums : nil
  }

  /// The least entry of each row of C = A B + o for matrices without negative entries.
  ///
  /// The rows are taken in blocks whose part of C stays in the cache. A block is multiplied in single precision; every
  /// term is 0 or more, so an entry is off by a share of itself,
  ///
  ///     |c' - c| <= (k + 3) 2^-24 c     (N. J. Higham 2002, Accuracy and Stability of Numerical Algorithms, ch. 3)
  ///
  /// and only columns within that share of the least one are added up in double precision, in the order of k. The
  /// result is that of double precision throughout, and the same for any number of threads. The k + 1 terms count o.
  ///
  /// - Parameters:
  ///   - left: A, `rows x inner`, every entry to be finite and 0 or more.
  ///   - right: B, `inner x columns`, every entry finite and 0 or more.
  ///   - offsets: o, what is added to every entry of a column, finite and 0 or more.
  ///   - threads: how many blocks may run side by side, 1 or more.
  /// - Returns: column and value of the least entry, one of each per row; `nil` where an entry is negative or not finite.
  package static func leastColumns(
    _ left: Matrix, _ right: Matrix, offsets: [Double], threads: Int
  ) -> LeastColumns? {
    precondition(
      left.columns == right.rows && right.columns > 0 && offsets.count == right.columns
        && right.columns < Int(Int32.max),
      "a \(left.rows) x \(left.columns) and a \(right.rows) x \(right.columns) matrix with "
        + "\(offsets.count) offsets have no least columns")
    guard let scaled = ScaledFactors(left, right, offsets) else { return nil }
    var found = LeastColumns(
      columns: Array(repeating: 0, count: left.rows), values: Array(repeating: 0, count: left.rows),
      leftSums: scaled.columnSums)
    unsafe left.storage.withUnsafeBufferPointer { rows in
      unsafe scaled.panels.withUnsafeBufferPointer { single in
        unsafe scaled.transposed.withUnsafeBufferPointer { double in
          unsafe found.columns.withUnsafeMutableBufferPointer { columns in
            unsafe found.values.withUnsafeMutableBufferPointer { values in
              let search = unsafe LeastSearch(
                inner: left.columns, width: right.columns, scale: scaled.leftScale, offsets: offsets,
                rows: rows,
                single: single,
                double: double, columns: columns, values: values)
              unsafe search.run(rowCount: left.rows, threads: threads)
            }
          }
        }
      }
    }
    return found
  }
}

/// The factors of a product scaled to 0...1, so that single precision neither overflows nor loses small rows.
private struct ScaledFactors {
  /// What a left entry is multiplied by.
  let leftScale: Double
  /// The sums of the columns of the left factor.
  let columnSums: [Double]
  /// The right factor and, as its last row, the offsets in single precision: panels of columns,
  /// `[panel][inner + 1][column of the panel]`, filled up with zeros.
  let panels: [Float]
  /// The right factor in double precision, `columns x inner`, each column in one piece.
  let transposed: [Double]

  init?(_ left: Matrix, _ right: Matrix, _ offsets: [Double]) {
    guard let sums = BLAS.columnSums(left), let rightSums = BLAS.columnSums(right),
      offsets.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return nil }
    columnSums = sums
    // No entry is larger than the sum of its column. The offsets are the row of a further left entry of 1.
    leftScale = 1 / max(sums.max() ?? 0, 1)
    let rightLargest = max(rightSums.max() ?? 0, offsets.max() ?? 0)
    let rightScale = rightLargest > 0 ? 1 / max(rightLargest, 1e-300) : 1
    panels = Self.panels(right.storage + offsets, width: right.columns, scale: rightScale)
    transposed = right.transposed.storage
  }

  private static func panels(_ rows: [Double], width: Int, scale: Double) -> [Float] {
    let count = (width + panelWidth - 1) / panelWidth
    let inner = rows.count / width
    var panels = [Float](repeating: 0, count: count * inner * panelWidth)
    for row in 0..<inner {
      for column in 0..<width {
        let (panel, place) = column.quotientAndRemainder(dividingBy: panelWidth)
        panels[(panel * inner + row) * panelWidth + place] = Float(rows[row * width + column] * scale)
      }
    }
    return panels
  }
}

/// The columns of a panel of the right factor.
private let panelWidth = Int(SIM_PANEL)

/// Rows multiplied at once, a multiple of the step of the kernel: their part of the product stays in the cache.
private let blockRows = 16 * Int(SIM_ROW_STEP)

/// The search for least columns; blocks write to rows that do not overlap, hence safe to share.
@unsafe private struct LeastSearch: @unchecked Sendable {
  let inner: Int
  let width: Int
  let scale: Double
  let offsets: [Double]
  let rows: UnsafeBufferPointer<Double>
  let single: UnsafeBufferPointer<Float>
  let double: UnsafeBufferPointer<Double>
  let columns: UnsafeMutableBufferPointer<Int32>
  let values: UnsafeMutableBufferPointer<Double>

  /// The distance between two rows of a product: whole panels.
  private var stride: Int { unsafe (width + panelWidth - 1) / panelWidth * panelWidth }

  /// The largest ratio of two entries in single precision whose order may differ in double precision.
  private var doubt: Float { unsafe 1 + 2.5 * Float(inner + 4) * 0x1p-24 }

  func run(rowCount: Int, threads: Int) {
    let blocks = (rowCount + blockRows - 1) / blockRows
    guard blocks > 0 else { return }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      var scaled = unsafe [Float](repeating: 0, count: blockRows * (inner + 1))
      var product = unsafe [Float](repeating: 0, count: blockRows * stride)
      var groups = [Float](repeating: 0, count: 8)
      var block = next.add(1, ordering: .relaxed).oldValue
      while block < blocks {
        let first = block * blockRows
        let last = min(first + blockRows, rowCount)
        unsafe multiply(first..<last, &scaled, &product)
        unsafe groups.withUnsafeMutableBufferPointer { groups in
          for row in first..<last { unsafe find(row, product, start: (row - first) * stride, groups) }
        }
        block = next.add(1, ordering: .relaxed).oldValue
      }
    }
  }

  private func multiply(_ block: Range<Int>, _ scaled: inout [Float], _ product: inout [Float]) {
    let terms = unsafe inner + 1
    unsafe scaled.withUnsafeMutableBufferPointer { scaled in
      for row in 0..<block.count {
        let place = unsafe scaled.baseAddress.map { unsafe $0 + row * terms }
        let source = unsafe rows.baseAddress.map { unsafe $0 + (block.lowerBound + row) * inner }
        unsafe sim_scale_to_single(source, scale, place, inner)
        unsafe scaled[row * terms + inner] = Float(scale)
      }
    }
    // Rows beyond the block are multiplied too where the step asks for it, and never read.
    let step = Int(SIM_ROW_STEP)
    let rowCount = (block.count + step - 1) / step * step
    unsafe sim_multiply_panels(scaled, rowCount, terms, single.baseAddress, stride / panelWidth, &product)
  }

  /// Finds the least entry of a row among those that single precision cannot tell apart.
  ///
  /// `groups` has room for the least entries of the eight parts of the row.
  private func find(
    _ row: Int, _ product: [Float], start: Int, _ groups: UnsafeMutableBufferPointer<Float>
  ) {
    unsafe product.withUnsafeBufferPointer { product in
      let entries = unsafe UnsafeBufferPointer(rebasing: product[start..<start + width])
      let length = ((entries.count + 7) / 8 + 15) / 16 * 16
      unsafe sim_least_of_parts(entries.baseAddress, entries.count, length, groups.baseAddress, groups.count)
      let least = unsafe groups.min() ?? .greatestFiniteMagnitude
      // Next to the smallest numbers of single precision an error is no longer a share of the value.
      let limit = least > 1e-25 ? unsafe least * doubt : Float.greatestFiniteMagnitude
      var best = (value: Double.infinity, column: 0)
      for group in 0..<8 where unsafe group * length < entries.count && groups[group] <= limit {
        for column in group * length..<min((group + 1) * length, entries.count)
        where unsafe entries[column] <= limit {
          let value = unsafe sum(row, column)
          if value < best.value { best = (value, column) }
        }
      }
      unsafe columns[row] = Int32(best.column)
      unsafe values[row] = best.value
    }
  }

  /// One entry of the product in double precision.
  private func sum(_ row: Int, _ column: Int) -> Double {
    var sum = 0.0
    for position in unsafe 0..<inner {
      sum += unsafe rows[row * inner + position] * double[column * inner + position]
    }
    return unsafe sum + offsets[column]
  }
}
