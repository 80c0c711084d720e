internal import SimNumerics

/// Count, mean, standard deviation and range of every cell; each array has one entry per cell.
public struct CellMoments: Sendable, Equatable {
  /// The number of members that have a value.
  public let count: [Int]
  /// The mean, in the unit of the cell, as are the following; not-a-number without values.
  public let mean: [Double]
  /// The standard deviation, with n - 1 in the denominator; not-a-number for fewer than two values.
  public let standardDeviation: [Double]
  /// The least value; not-a-number without values.
  public let least: [Double]
  /// The greatest value; not-a-number without values.
  public let greatest: [Double]

  /// The standard error of the mean: standard deviation / sqrt(count).
  public var standardError: [Double] {
    zip(standardDeviation, count).map { $0 / Double($1).squareRoot() }
  }
}

extension BlockForest where Node == StatisticsNode {
  /// The number of members of all blocks that are there.
  public var members: Int { entries.reduce(0) { $0 + $1.node.members } }

  /// Adds the outputs of a block.
  ///
  /// - Parameters:
  ///   - outputs: `members x cells`, in the order of the members; not-a-number where a value is absent.
  ///   - members: the number of members, at most a block; fewer in the last block only.
  ///   - block: the number of the block, from 0.
  /// - Throws: ``ForestError/repeatedBlock(_:)``.
  public mutating func insert(outputs: [Double], members: Int, block: Int) throws(ForestError) {
    try insert(StatisticsNode(outputs: outputs, members: members, layout: layout), block: block)
  }

  /// The moments of every cell over all blocks, joined from the first node to the last.
  public var moments: CellMoments {
    let cells = layout.cells
    var all = VectorMath.moments(of: [], members: 0, cells: cells)
    for entry in entries { VectorMath.mergeMoments(&all, entry.node.moments) }
    func row(_ number: Int, from least: Double, _ value: (Int, Double) -> Double) -> [Double] {
      (0..<cells).map { all[$0] >= least ? value($0, all[number * cells + $0]) : .nan }
    }
    return CellMoments(
      count: (0..<cells).map { Int(all[$0]) }, mean: row(1, from: 1) { $1 },
      standardDeviation: row(2, from: 2) { ($1 / (all[$0] - 1)).squareRoot() },
      least: row(3, from: 1) { $1 }, greatest: row(4, from: 1) { $1 })
  }
}
