internal import SimNumerics

/// A table as lines along its last axis, each filled up with zeros to a multiple of eight cells.
struct FittingLines: Sendable {
  /// The sizes of the axes.
  let sizes: [Int]
  /// The number of lines.
  let count: Int
  /// The number of labels of the last axis.
  let width: Int
  /// The number of cells of a line with the zeros behind it.
  let paddedWidth: Int

  init(sizes: [Int]) {
    self.sizes = sizes
    width = sizes.last ?? 1
    count = sizes.dropLast().reduce(1, *)
    paddedWidth = VectorMath.padded(width)
  }

  /// The number of cells of the table.
  var cellCount: Int { count * width }

  func packed(_ table: [Double]) -> [Double] {
    var cells = [Double](repeating: 0, count: count * paddedWidth)
    for line in 0..<count {
      for lane in 0..<width { cells[line * paddedWidth + lane] = table[line * width + lane] }
    }
    return cells
  }

  func unpacked(_ cells: [Double]) -> [Double] {
    var table = [Double](repeating: 0, count: cellCount)
    for line in 0..<count {
      for lane in 0..<width { table[line * width + lane] = cells[line * paddedWidth + lane] }
    }
    return table
  }
}

/// Where the lines of a table count in a margin.
struct MarginLines: Sendable {
  /// Per line of the table, its line of sums and factors.
  private(set) var lineOfCells: LineGroups
  /// Per line of sums, the position of its first total.
  let firstTotals: [Int]
  /// Per label of the last axis, how far its total stands from the first one of its line.
  let laneTotals: [Int]

  init(_ margin: Margin, axes: Axis<SynthesisAxis>, lines: FittingLines) throws(SynthesisError) {
    let uses = try Self.uses(margin, axes: axes)
    let last = axes.count - 1
    laneTotals = (0..<lines.width).map { lane in
      uses.reduce(0) { $0 + ($1.axis == last ? $1.stride * $1.groupOfLabel[lane] : 0) }
    }
    var firstTotals: [Int] = []
    var lineOfTotal: [Int: Int] = [:]
    var lineOfCells: [Int] = []
    for line in 0..<lines.count {
      var rest = line
      var labels = lines.sizes.map { _ in 0 }
      for axis in lines.sizes.indices.dropLast().reversed() {
        labels[axis] = rest % lines.sizes[axis]
        rest /= lines.sizes[axis]
      }
      let total = uses.reduce(0) {
        $0 + ($1.axis == last ? 0 : $1.stride * $1.groupOfLabel[labels[$1.axis]])
      }
      let known = lineOfTotal[total] ?? firstTotals.count
      if known == firstTotals.count { firstTotals.append(total) }
      lineOfTotal[total] = known
      lineOfCells.append(known)
    }
    self.firstTotals = firstTotals
    self.lineOfCells = LineGroups(lineOfCells)
  }

  /// The same margin over some lines of the table only.
  func over(_ lines: [Int]) -> MarginLines {
    var part = self
    part.lineOfCells = LineGroups(lines.map { lineOfCells.positions[$0] })
    return part
  }

  /// The axes of a margin: their position in the table, what a group counts among the totals, and the groups.
  private static func uses(
    _ margin: Margin, axes: Axis<SynthesisAxis>
  ) throws(SynthesisError) -> [(axis: Int, stride: Int, groupOfLabel: [Int])] {
    var stride = margin.axes.reduce(1) { $0 * $1.groups.count }
    var uses: [(axis: Int, stride: Int, groupOfLabel: [Int])] = []
    for use in margin.axes {
      guard let axis = axes.position(of: use.axis) else {
        throw .unknownAxis(margin: margin.name, axis: use.axis, known: axes.keys)
      }
      let labels = axes[axis].labels.count
      guard use.groupOfLabel.count == labels,
        use.groupOfLabel.allSatisfy({ use.groups.indices.contains($0) })
      else {
        throw .groupsDoNotFit(
          margin: margin.name, axis: use.axis, labels: labels, found: use.groupOfLabel.count)
      }
      stride /= max(use.groups.count, 1)
      uses.append((axis, stride, use.groupOfLabel))
    }
    return uses
  }
}

/// The cells of a fit, scaled to one block of margins after the other.
struct FittingRound {
  private(set) var cells: [Double]
  private let lines: FittingLines
  private var blocks: [BlockFit]

  init(lines: FittingLines, blocks: [MarginBlock], margins: [Margin], seed: [Double]) {
    self.lines = lines
    var rest = margins[...]
    self.blocks = blocks.map { block in
      let own = rest.prefix(block.margins.count)
      rest = rest.dropFirst(block.margins.count)
      return BlockFit(block, margins: Array(own), width: lines.paddedWidth)
    }
    cells = lines.packed(seed)
    add(toBlock: 0)
  }

  /// Scales the cells to all margins; afterwards the sums of the first block are those of the cells.
  mutating func run() throws(SynthesisError) {
    for block in blocks.indices {
      try blocks[block].makeFactors()
      let next = (block + 1) % blocks.count
      let (factors, groups) = (blocks[block].factors, blocks[block].lineOfCells)
      blocks[next].clearSums()
      VectorMath.scaleLines(
        &cells, width: lines.paddedWidth, by: factors, groups, adding: blocks[next].lineOfCells,
        to: &blocks[next].sums)
    }
  }

  /// The largest residual of every margin.
  mutating func residuals() -> [MarginResidual] {
    for block in blocks.indices.dropFirst() { add(toBlock: block) }
    return blocks.indices.flatMap { blocks[$0].residuals() }
  }

  /// The largest residuals of the margins of the first block, whose sums a round leaves behind.
  mutating func firstResiduals() -> [MarginResidual] { blocks[0].residuals() }

  private mutating func add(toBlock block: Int) {
    blocks[block].clearSums()
    VectorMath.addLines(
      cells, width: lines.paddedWidth, blocks[block].lineOfCells, to: &blocks[block].sums)
  }
}
