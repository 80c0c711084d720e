/// The sums behind Sobol indices and their standard errors over some blocks of base samples.
///
/// With a, b and c(i) the outputs of the rows A, B and A with factor i from B, d = c - a, and e = (b - m) d, q = d^2 / 2,
/// v = ((a - m)^2 + (b - m)^2) / 2, where m is the mean of a and b over the block. Co-moments join pairwise as in
/// ``StatisticsNode``, the other sums are added. A base sample with an absent value in one row of a cell counts in no
/// index of that cell.
public struct SobolNode: ForestNode {
  /// What is kept of every cell.
  enum OfCell: Int, CaseIterable {
    /// The number of base samples, the means of a and b, the sums of their squared deviations, the sum of v^2.
    case count, meanA, meanB, squareA, squareB, vv
  }

  /// What is kept of every cell and factor.
  enum OfFactor: Int, CaseIterable {
    /// The mean of d, the co-moment of b and d, and the sums of q, e^2, e v, q^2 and q v.
    case mean, product, q, ee, ev, qq, qv
  }

  /// `kinds x cells`.
  private(set) var cellSums: [Double]
  /// `kinds x factors x cells`.
  private(set) var factorSums: [Double]

  /// The sums of a block.
  ///
  /// - Parameters:
  ///   - outputs: `samples x rows x cells` with the rows of ``SobolPlan``; not-a-number where a value is absent.
  ///   - samples: the number of base samples, at most a block of the layout.
  ///   - layout: the shape.
  public init(outputs: [Double], samples: Int, layout: SobolLayout) {
    let rows = layout.factors + 2
    precondition(
      outputs.count == samples * rows * layout.cells && samples <= layout.blockSize,
      "\(outputs.count) outputs for \(samples) samples x \(rows) rows x \(layout.cells) cells")
    cellSums = [Double](repeating: 0, count: OfCell.allCases.count * layout.cells)
    factorSums = [Double](repeating: 0, count: OfFactor.allCases.count * layout.factors * layout.cells)
    var block = SampleBlock(outputs: outputs, samples: samples, rows: rows, cells: layout.cells)
    block.markComplete()
    addMeans(block)
    for factor in 0..<layout.factors { add(block, factor: factor, factors: layout.factors) }
    addSquares(block)
  }

  /// The means of a and b, and the number of samples.
  private mutating func addMeans(_ block: SampleBlock) {
    let cells = block.cells
    block.forEach { sample, cell in
      cellSums[cell] += 1
      cellSums[cells + cell] += block[sample, 0, cell]
      cellSums[2 * cells + cell] += block[sample, 1, cell]
    }
    for cell in 0..<cells where cellSums[cell] > 0 {
      cellSums[cells + cell] /= cellSums[cell]
      cellSums[2 * cells + cell] /= cellSums[cell]
    }
  }

  /// The squares of a and b, and v^2.
  private mutating func addSquares(_ block: SampleBlock) {
    let cells = block.cells
    block.forEach { sample, cell in
      let a = block[sample, 0, cell] - cellSums[cells + cell]
      let b = block[sample, 1, cell] - cellSums[2 * cells + cell]
      cellSums[3 * cells + cell] += a * a
      cellSums[4 * cells + cell] += b * b
      let v = squareMean(block, sample, cell)
      cellSums[5 * cells + cell] += v * v
    }
  }

  /// The sums of one factor.
  private mutating func add(_ block: SampleBlock, factor: Int, factors: Int) {
    let cells = block.cells
    let (start, step) = (factor * cells, factors * cells)
    block.forEach { sample, cell in
      factorSums[start + cell] += block[sample, factor + 2, cell] - block[sample, 0, cell]
    }
    for cell in 0..<cells where cellSums[cell] > 0 { factorSums[start + cell] /= cellSums[cell] }
    block.forEach { sample, cell in
      let place = start + cell
      let d = block[sample, factor + 2, cell] - block[sample, 0, cell]
      let b = block[sample, 1, cell]
      let middle = (cellSums[cells + cell] + cellSums[2 * cells + cell]) / 2
      let (e, q, v) = ((b - middle) * d, d * d / 2, squareMean(block, sample, cell))
      factorSums[step + place] += (b - cellSums[2 * cells + cell]) * (d - factorSums[place])
      factorSums[2 * step + place] += q
      factorSums[3 * step + place] += e * e
      factorSums[4 * step + place] += e * v
      factorSums[5 * step + place] += q * q
      factorSums[6 * step + place] += q * v
    }
  }

  /// v of a sample and a cell.
  private func squareMean(_ block: SampleBlock, _ sample: Int, _ cell: Int) -> Double {
    let middle = (cellSums[block.cells + cell] + cellSums[2 * block.cells + cell]) / 2
    let (a, b) = (block[sample, 0, cell] - middle, block[sample, 1, cell] - middle)
    return (a * a + b * b) / 2
  }

  /// Joins a node and its right sibling.
  ///
  /// - Parameters:
  ///   - left: the node with the lower blocks.
  ///   - right: its sibling.
  ///   - position: the place of the parent, which no sum depends on.
  ///   - layout: the shape that both were made for.
  /// - Returns: the node of the parent.
  public static func joined(
    _ left: consuming SobolNode, _ right: SobolNode, at position: TreePosition, _ layout: SobolLayout
  ) -> SobolNode {
    var node = left
    node.add(right, layout)
    return node
  }

  /// Adds the sums of other base samples.
  mutating func add(_ other: SobolNode, _ layout: SobolLayout) {
    let (cells, step) = (layout.cells, layout.factors * layout.cells)
    for cell in 0..<cells {
      let (mine, theirs) = (cellSums[cell], other.cellSums[cell])
      guard theirs > 0 else { continue }
      let share = theirs / (mine + theirs)
      let changeB = other.cellSums[2 * cells + cell] - cellSums[2 * cells + cell]
      for place in stride(from: cell, to: step, by: max(cells, 1)) {
        let change = other.factorSums[place] - factorSums[place]
        factorSums[place] += change * share
        factorSums[step + place] += other.factorSums[step + place] + changeB * change * (mine * share)
        for kind in 2..<OfFactor.allCases.count {
          factorSums[kind * step + place] += other.factorSums[kind * step + place]
        }
      }
      for (mean, square) in [(1, 3), (2, 4)] {
        let change = other.cellSums[mean * cells + cell] - cellSums[mean * cells + cell]
        cellSums[mean * cells + cell] += change * share
        cellSums[square * cells + cell] +=
          other.cellSums[square * cells + cell] + change * change * (mine * share)
      }
      cellSums[5 * cells + cell] += other.cellSums[5 * cells + cell]
      cellSums[cell] = mine + theirs
    }
  }

  /// A node without base samples.
  init(layout: SobolLayout) {
    self.init(outputs: [], samples: 0, layout: layout)
  }

  /// Writes the node.
  ///
  /// - Parameter writer: the bytes, to whose end the sums are added.
  public func write(to writer: inout ByteWriter) {
    writer.write(cellSums)
    writer.write(factorSums)
  }

  /// Reads the node of a place.
  ///
  /// - Parameters:
  ///   - reader: the bytes, at the first number of the node; afterwards behind its last.
  ///   - position: the place of the node, which its length does not depend on.
  ///   - layout: the shape that the node was made for.
  /// - Throws: ``ForestError`` where the bytes do not hold one.
  public init(
    from reader: inout ByteReader, at position: TreePosition, _ layout: SobolLayout
  ) throws(ForestError) {
    cellSums = try reader.doubles(OfCell.allCases.count * layout.cells)
    factorSums = try reader.doubles(OfFactor.allCases.count * layout.factors * layout.cells)
  }
}

/// The sums of any set of blocks of base samples.
public typealias SobolForest = BlockForest<SobolNode>

/// The outputs of a block and which of its values are complete.
private struct SampleBlock {
  let outputs: [Double]
  let samples: Int
  let rows: Int
  let cells: Int
  /// Whether no row of a sample lacks the cell, `samples x cells`.
  private var isComplete: [Bool]

  init(outputs: [Double], samples: Int, rows: Int, cells: Int) {
    self.outputs = outputs
    self.samples = samples
    self.rows = rows
    self.cells = cells
    isComplete = [Bool](repeating: true, count: samples * cells)
  }

  mutating func markComplete() {
    for sample in 0..<samples {
      for row in 0..<rows {
        for cell in 0..<cells where self[sample, row, cell].isNaN {
          isComplete[sample * cells + cell] = false
        }
      }
    }
  }

  subscript(sample: Int, row: Int, cell: Int) -> Double { outputs[(sample * rows + row) * cells + cell] }

  /// Visits the complete values in the order of the samples.
  func forEach(_ visit: (Int, Int) -> Void) {
    for sample in 0..<samples {
      for cell in 0..<cells where isComplete[sample * cells + cell] { visit(sample, cell) }
    }
  }
}
