/// The shape of the sums behind Sobol indices.
public struct SobolLayout: ForestLayout {
  /// The kind of forest.
  public static let kind = "sobo"

  /// The number of output values of an evaluation.
  public let cells: Int
  /// The number of factors.
  public let factors: Int
  /// The number of base samples of a block; the last block may have fewer.
  public let blockSize: Int

  /// A layout.
  ///
  /// - Parameters:
  ///   - cells: the number of output values of an evaluation, 0 or more.
  ///   - factors: the number of factors, 0 or more.
  ///   - blockSize: the number of base samples of a block; the standard errors are low by a share of about 1 / (4 blockSize).
  public init(cells: Int, factors: Int, blockSize: Int = 64) {
    precondition(cells >= 0 && factors >= 0 && blockSize >= 1)
    self.cells = cells
    self.factors = factors
    self.blockSize = blockSize
  }

  /// The layout in words.
  public var description: String { "\(cells) cells and \(factors) factors in blocks of \(blockSize)" }

  /// Writes the layout.
  ///
  /// - Parameter writer: the bytes, to whose end three numbers are added.
  public func write(to writer: inout ByteWriter) {
    for number in [cells, factors, blockSize] { writer.write(number) }
  }

  /// Reads a layout.
  ///
  /// - Parameter reader: the bytes, at the first number of the layout; afterwards behind its last.
  /// - Throws: ``ForestError`` where the bytes do not hold one.
  public init(from reader: inout ByteReader) throws(ForestError) {
    cells = try reader.integer("number of cells", in: 0...1 << 30)
    factors = try reader.integer("number of factors", in: 0...1 << 20)
    blockSize = try reader.integer("size of blocks", in: 1...1 << 40)
  }
}
