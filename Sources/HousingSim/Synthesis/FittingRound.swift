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
  let lineOfCells: LineGroups
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

/// The largest residual of a margin: where it is, and its size relative to the total there.
struct MarginResidual {
  let position: Int
  let relative: Double
}

/// The cells of a fit, and the sums of its margins over them.
struct FittingRound {
  private(set) var cells: [Double]
  private let lines: FittingLines
  private let groups: [MarginLines]
  private let margins: [Margin]
  /// Per margin the sums of its lines, lines of sums x padded width.
  private var sums: [[Double]]
  /// Per margin the factors of its lines, same shape.
  private var factors: [[Double]]
  /// Per margin the sums of its groups.
  private var totals: [[Double]]

  init(lines: FittingLines, groups: [MarginLines], margins: [Margin], seed: [Double]) {
    self.lines = lines
    self.groups = groups
    self.margins = margins
    cells = lines.packed(seed)
    sums = groups.map { Array(repeating: 0, count: $0.firstTotals.count * lines.paddedWidth) }
    factors = sums
    totals = margins.map { Array(repeating: 0, count: $0.totals.count) }
    VectorMath.addLines(cells, width: lines.paddedWidth, groups[0].lineOfCells, to: &sums[0])
  }

  /// Scales the cells to one margin after the other; afterwards the sums of the first one are those of the cells.
  mutating func run() throws(SynthesisError) {
    for margin in margins.indices {
      try makeFactors(margin)
      let next = (margin + 1) % margins.count
      VectorMath.clear(&sums[next])
      VectorMath.scaleLines(
        &cells, width: lines.paddedWidth, by: factors[margin], groups[margin].lineOfCells,
        adding: groups[next].lineOfCells, to: &sums[next])
    }
  }

  /// The largest residual of every margin.
  mutating func residuals() -> [MarginResidual] {
    for margin in margins.indices.dropFirst() {
      VectorMath.clear(&sums[margin])
      VectorMath.addLines(cells, width: lines.paddedWidth, groups[margin].lineOfCells, to: &sums[margin])
    }
    return margins.indices.map { residual(of: $0) }
  }

  /// The largest residual of the first margin, whose sums a round leaves behind.
  mutating func firstResidual() -> MarginResidual { residual(of: 0) }

  private mutating func residual(of margin: Int) -> MarginResidual {
    addUp(margin)
    var worst = MarginResidual(position: 0, relative: 0)
    for (position, total) in margins[margin].totals.enumerated() where total > 0 {
      let relative = (totals[margin][position] - total).magnitude / total
      if !(relative <= worst.relative) { worst = MarginResidual(position: position, relative: relative) }
    }
    return worst
  }

  /// Adds up the sums of a margin over the labels that share a total.
  private mutating func addUp(_ margin: Int) {
    VectorMath.clear(&totals[margin])
    let places = groups[margin]
    for (line, first) in places.firstTotals.enumerated() {
      for (lane, offset) in places.laneTotals.enumerated() {
        totals[margin][first + offset] += sums[margin][line * lines.paddedWidth + lane]
      }
    }
  }

  /// Makes of the sums of a margin the factors that its cells are scaled by.
  private mutating func makeFactors(_ margin: Int) throws(SynthesisError) {
    addUp(margin)
    for (position, total) in margins[margin].totals.enumerated() {
      if totals[margin][position] > 0 {
        totals[margin][position] = total / totals[margin][position]
      } else if total > 0 {
        throw SynthesisError.noSupport(
          margin: margins[margin].name, cell: margins[margin].describe(position), total: total)
      }
    }
    let places = groups[margin]
    for (line, first) in places.firstTotals.enumerated() {
      for (lane, offset) in places.laneTotals.enumerated() {
        factors[margin][line * lines.paddedWidth + lane] = totals[margin][first + offset]
      }
    }
  }
}
