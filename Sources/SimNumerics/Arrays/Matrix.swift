/// A dense matrix of doubles, row after row in one contiguous array.
public struct Matrix: Sendable, Equatable {
  /// The number of rows, 0 or more.
  public let rows: Int
  /// The number of columns, 0 or more.
  public let columns: Int
  @usableFromInline var elements: [Double]

  /// The entries, row-major: entry (i, j) stands at `i * columns + j`.
  @inlinable public var storage: [Double] { elements }

  /// Makes a matrix of one repeated value.
  ///
  /// - Parameters:
  ///   - rows: the number of rows, 0 or more.
  ///   - columns: the number of columns, 0 or more.
  ///   - value: the value of every entry, any number.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix cannot be \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    elements = Array(repeating: value, count: rows * columns)
  }

  /// Makes a matrix of row-major entries.
  ///
  /// - Parameters:
  ///   - rows: the number of rows, 0 or more.
  ///   - columns: the number of columns, 0 or more.
  ///   - storage: `rows * columns` entries, row after row.
  public init(rows: Int, columns: Int, storage: [Double]) {
    precondition(
      rows >= 0 && columns >= 0 && storage.count == rows * columns,
      "\(storage.count) entries do not fill a matrix of \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    elements = storage
  }

  /// Takes the entries out, so that their memory can be written again; the matrix is empty afterwards.
  package mutating func takeStorage() -> [Double] {
    let taken = elements
    self = Matrix(rows: 0, columns: 0)
    return taken
  }

  /// Makes the identity matrix of an order.
  ///
  /// - Parameter order: the number of rows and of columns, 0 or more.
  /// - Returns: `order x order`, 1 on the diagonal and 0 beside it.
  public static func identity(_ order: Int) -> Matrix {
    var matrix = Matrix(rows: order, columns: order)
    for position in 0..<order { matrix[position, position] = 1 }
    return matrix
  }

  /// The entry in a row and a column, both counted from 0.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rows``.
  ///   - column: the column, from 0 and below ``columns``; a place outside of the matrix ends the program.
  @inlinable public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return elements[row * columns + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      elements[row * columns + column] = newValue
    }
  }

  /// The transposed matrix, of shape `columns x rows`.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { result[column, row] = self[row, column] }
    }
    return result
  }
}
