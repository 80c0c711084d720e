internal import CSimMath

/// Moments and order statistics of many cells, and numbers as bytes; the unsafe code of ``SimEnsembles``.
extension VectorMath {
  /// Count, mean, sum of squared deviations, least and greatest value of every cell.
  ///
  /// - Parameters:
  ///   - rows: `members x cells`; what is not a number is absent.
  ///   - members: the number of rows.
  ///   - cells: the number of columns.
  /// - Returns: `5 x cells`; 0, 0, 0, infinity and minus infinity for a cell without values.
  package static func moments(of rows: [Double], members: Int, cells: Int) -> [Double] {
    precondition(
      rows.count == members * cells, "\(rows.count) values for \(members) members x \(cells) cells")
    var moments = [Double](repeating: 0, count: 5 * cells)
    unsafe rows.withUnsafeBufferPointer { rows in
      unsafe moments.withUnsafeMutableBufferPointer { moments in
        unsafe sim_block_moments(rows.baseAddress, members, cells, moments.baseAddress)
      }
    }
    return moments
  }

  /// Adds the moments of other members, both `5 x cells`.
  package static func mergeMoments(_ left: inout [Double], _ right: [Double]) {
    precondition(left.count == right.count && left.count.isMultiple(of: 5))
    unsafe left.withUnsafeMutableBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe sim_merge_moments(left.baseAddress, right.baseAddress, left.count / 5)
      }
    }
  }

  /// Rows of values of every cell, in one array or in several.
  package struct CellRows: Sendable {
    /// Arrays of whole rows, `rows x cells` each.
    package var chunks: [[Double]]
    /// Whether every column is sorted; then there is one chunk at most.
    package var isSorted: Bool

    package init(chunks: [[Double]], isSorted: Bool) {
      self.chunks = chunks
      self.isSorted = isSorted
    }

    /// The number of rows.
    package func count(cells: Int) -> Int {
      cells == 0 ? 0 : chunks.reduce(0) { $0 + $1.count } / cells
    }
  }

  /// Puts two sets of rows in order, cell by cell, and keeps every other one.
  ///
  /// - Parameters:
  ///   - left: rows of values; what is not a number counts as infinite.
  ///   - right: rows of as many cells.
  ///   - cells: the number of cells.
  ///   - offset: 0 keeps the first, third, ... of the ordered values, 1 the second, fourth, ...
  /// - Returns: the kept rows, sorted.
  package static func collapse(_ left: CellRows, _ right: CellRows, cells: Int, offset: Int) -> CellRows {
    let (first, second) = (left.count(cells: cells), right.count(cells: cells))
    let kept = (first + second + 1 - offset) / 2
    let half = powerOfTwo(atLeast: max(first, second))
    let tile = LaneRows(2 * half)
    var result = unwritten(kept * cells)
    unsafe result.withUnsafeMutableBufferPointer { result in
      guard let result = result.baseAddress else { return }
      for cell in stride(from: 0, to: cells, by: LaneRows.lanes) {
        let lanes = min(LaneRows.lanes, cells - cell)
        unsafe fillSorted(tile.start, left, cell: cell, lanes: lanes, cells: cells, size: half)
        unsafe fillSorted(tile.row(half), right, cell: cell, lanes: lanes, cells: cells, size: half)
        unsafe sim_merge_columns(tile.start, 2 * half)
        unsafe sim_take_alternate(tile.start, offset, kept, result + cell, cells, lanes)
      }
    }
    return CellRows(chunks: [result], isSorted: true)
  }

  /// The ordered values of up to eight cells, `rows x 8`, padded with infinities to a power of two of rows.
  ///
  /// - Parameters:
  ///   - rows: one row or more.
  ///   - cell: the first of the cells; a lane beyond the last cell holds zeros.
  ///   - cells: the number of cells of a row.
  /// - Returns: the tile.
  package static func sortedTile(_ rows: CellRows, cell: Int, cells: Int) -> [Double] {
    let size = powerOfTwo(atLeast: rows.count(cells: cells))
    let lanes = min(LaneRows.lanes, cells - cell)
    var tile = unwritten(size * LaneRows.lanes)
    unsafe tile.withUnsafeMutableBufferPointer { tile in
      guard let start = tile.baseAddress else { return }
      unsafe fillSorted(start, rows, cell: cell, lanes: lanes, cells: cells, size: size)
    }
    return tile
  }

  /// The number of lanes of a tile.
  package static var lanes: Int { LaneRows.lanes }

  /// The bits of numbers as bytes, the lowest first.
  package static func append(_ values: [Double], to bytes: inout [UInt8]) {
    precondition(UInt32(1).littleEndian == 1, "results are written by machines with the lowest byte first")
    unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Numbers from bytes, the inverse of ``append(_:to:)``.
  package static func doubles(in bytes: [UInt8], from offset: Int, count: Int) -> [Double] {
    precondition(UInt32(1).littleEndian == 1, "results are read by machines with the lowest byte first")
    precondition(offset >= 0 && count >= 0 && offset + 8 * count <= bytes.count)
    return unsafe [Double](unsafeUninitializedCapacity: count) { buffer, written in
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 8 * count]))
      }
      written = count
    }
  }

  /// A number that changes with any of the bytes before a position.
  package static func checksum(_ bytes: [UInt8], count: Int) -> UInt64 {
    precondition(count <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { unsafe sim_checksum($0.baseAddress, count) }
  }

  /// The least power of two that is not below a number.
  package static func powerOfTwo(atLeast number: Int) -> Int {
    number <= 1 ? 1 : 1 << (Int.bitWidth - (number - 1).leadingZeroBitCount)
  }

  /// Writes the ordered values of some cells into a tile, infinities behind them.
  private static func fillSorted(
    _ tile: UnsafeMutablePointer<Double>, _ rows: CellRows, cell: Int, lanes: Int, cells: Int, size: Int
  ) {
    var row = 0
    for chunk in rows.chunks where !chunk.isEmpty {
      let count = chunk.count / cells
      unsafe chunk.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        unsafe sim_gather_cells(start + cell, cells, lanes, count, tile + row * LaneRows.lanes)
      }
      row += count
    }
    unsafe (tile + row * LaneRows.lanes).update(repeating: .infinity, count: (size - row) * LaneRows.lanes)
    if !rows.isSorted { unsafe sim_sort_columns(tile, size) }
  }
}
