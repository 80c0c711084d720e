/// The square matrices that multiply blocks, kept by what is not zero.
///
/// A matrix of which more than a quarter is not zero is multiplied dense: below that the sparse product, one multiply-add
/// for each entry and column from the first cache, takes less time.
package struct BlockFactors: Sendable {
  /// The order of every matrix.
  package let order: Int
  /// The number of matrices.
  package let count: Int
  /// The number of entries that may not be zero.
  package let entryCount: Int
  /// Where the entries of every row start, `matrices x order + 1` positions; then per entry its column.
  let places: [Int]
  /// Per entry its value; then the dense matrices.
  private(set) var values: [Double]
  /// Per matrix where its dense form stands in `values`, or `nil` where it is multiplied sparse.
  let denseStarts: [Int?]

  /// Matrices of which no more than one part in this many is not zero are multiplied sparse.
  private static let sparsity = 4
  /// Matrices of a lower order are always multiplied sparse: a dense product takes longer to start.
  private static let leastDenseOrder = 32

  /// Makes matrices of zeros.
  ///
  /// - Parameters:
  ///   - order: the order of every matrix.
  ///   - columns: per matrix and row the columns of the entries, ascending.
  package init(order: Int, columns: [[Int]]) {
    precondition(
      (order == 0 ? columns.isEmpty : columns.count % order == 0)
        && columns.allSatisfy { $0.allSatisfy { (0..<order).contains($0) } },
      "\(columns.count) rows do not make matrices of order \(order)")
    self.order = order
    count = order == 0 ? 0 : columns.count / order
    let starts = columns.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    places = starts + columns.joined()
    entryCount = starts[columns.count]
    var size = entryCount
    denseStarts = (0..<count).map { matrix in
      let entries = starts[(matrix + 1) * order] - starts[matrix * order]
      guard entries * Self.sparsity > order * order, order >= Self.leastDenseOrder else { return nil }
      size += order * order
      return size - order * order
    }
    values = Array(repeating: 0, count: size)
  }

  /// The entries of a row of a matrix, as positions among all entries.
  package func entries(matrix: Int, row: Int) -> Range<Int> {
    places[matrix * order + row]..<places[matrix * order + row + 1]
  }

  /// The entry of a row and a column of a matrix, which must have one.
  package func entry(_ matrix: Int, row: Int, column: Int) -> Int {
    let found = entries(matrix: matrix, row: row).first { self.column(ofEntry: $0) == column }
    guard let found else { preconditionFailure("matrix \(matrix) has no entry at \(row), \(column)") }
    return found
  }

  /// The column of an entry.
  package func column(ofEntry entry: Int) -> Int { places[count * order + 1 + entry] }

  /// The value of an entry.
  package subscript(entry entry: Int) -> Double { values[entry] }

  /// Sets the values of all entries.
  package mutating func replace(_ shares: [Double]) {
    precondition(shares.count == entryCount, "\(shares.count) values for \(entryCount) entries")
    for entry in shares.indices { values[entry] = shares[entry] }
    for (matrix, start) in denseStarts.enumerated() {
      guard let start else { continue }
      for row in 0..<order {
        for entry in entries(matrix: matrix, row: row) {
          values[start + row * order + column(ofEntry: entry)] = shares[entry]
        }
      }
    }
  }

  /// The multiply-adds of a matrix and one column.
  func work(of matrix: Int) -> Int {
    denseStarts[matrix] == nil
      ? places[(matrix + 1) * order] - places[matrix * order] : order * order
  }
}
