internal import SimNumerics

/// Margins that follow each other and are scaled together.
///
/// They cannot tell apart the lines of the table that count alike in all of them. Scaling to them one after the other
/// needs the sums of such lines only, and the cells get the product of their factors in one pass.
struct MarginBlock: Sendable {
  /// A block has at most this share of the lines of the table; larger ones would not spare passes.
  private static let largestShare = 0.25

  /// Per line of the table, its line of joint sums.
  let lineOfCells: LineGroups
  /// Per line of joint sums, the first line of the table that it adds up.
  private let firstLines: [Int]
  /// Where the lines of joint sums count in the margins.
  let margins: [MarginLines]

  /// Makes blocks of margins over a table, in their order.
  static func blocks(_ margins: [MarginLines], lineCount: Int) -> [MarginBlock] {
    var blocks: [[MarginLines]] = []
    for margin in margins {
      let joined = (blocks.last ?? []) + [margin]
      if joined.count > 1,
        Double(joint(joined, lineCount: lineCount).firstLines.count) <= largestShare * Double(lineCount)
      {
        blocks[blocks.count - 1] = joined
      } else {
        blocks.append([margin])
      }
    }
    return blocks.map { MarginBlock($0, lineCount: lineCount) }
  }

  private init(_ margins: [MarginLines], lineCount: Int) {
    let joint = Self.joint(margins, lineCount: lineCount)
    lineOfCells = LineGroups(joint.positions)
    firstLines = joint.firstLines
    self.margins = margins.map { $0.over(joint.firstLines) }
  }

  private static func joint(
    _ margins: [MarginLines], lineCount: Int
  ) -> (positions: [Int], firstLines: [Int]) {
    var known: [[Int]: Int] = [:]
    var (positions, firstLines) = ([Int](), [Int]())
    for line in 0..<lineCount {
      let place = margins.map { $0.lineOfCells.positions[line] }
      let position = known[place] ?? firstLines.count
      if position == firstLines.count { firstLines.append(line) }
      known[place] = position
      positions.append(position)
    }
    return (positions, firstLines)
  }

  /// The number of lines of joint sums.
  var lineCount: Int { firstLines.count }
}

/// The largest residual of a margin: where it is, and its size relative to the total there.
struct MarginResidual {
  let position: Int
  let relative: Double
}

/// The sums and factors of a block of margins in a fit.
struct BlockFit {
  /// Per line of the table, its line of joint sums and factors.
  let lineOfCells: LineGroups
  /// Sums of the cells, joint lines x padded width; afterwards scaled with every margin.
  var sums: [Double]
  /// Whether the first margin has added up the sums as they are.
  private var isAdded = false
  /// What the cells are scaled by, same shape.
  private(set) var factors: [Double]
  private let width: Int
  private var margins: [MarginFit]

  init(_ block: MarginBlock, margins: [Margin], width: Int) {
    lineOfCells = block.lineOfCells
    sums = Array(repeating: 0, count: block.lineCount * width)
    factors = sums
    self.width = width
    self.margins = zip(block.margins, margins).map { MarginFit($0, $1, width: width) }
  }

  /// Empties the sums, to be added to.
  mutating func clearSums() {
    VectorMath.clear(&sums)
    isAdded = false
  }

  /// Scales the sums to one margin after the other, and makes the factors that do the same to the cells.
  mutating func makeFactors() throws(SynthesisError) {
    var all = factors.mutableSpan
    all.update(repeating: 1)
    for margin in margins.indices {
      if margin > 0 || !isAdded { margins[margin].add(sums) }
      try margins[margin].makeFactors()
      margins[margin].scale(&factors)
      if margin < margins.count - 1 { margins[margin].scale(&sums) }
    }
    isAdded = false
  }

  /// The largest residual of every margin.
  mutating func residuals() -> [MarginResidual] {
    isAdded = true
    return margins.indices.map { margin in
      margins[margin].add(sums)
      return margins[margin].residual()
    }
  }
}

/// The sums and factors of a margin in a fit.
private struct MarginFit {
  private let margin: Margin
  private let places: MarginLines
  private let width: Int
  /// The sums of its lines, lines of sums x padded width.
  private var sums: [Double]
  /// The factors of its lines, same shape.
  private var factors: [Double]
  /// What is added up to its totals, or scales to them.
  private var totals: [Double]

  init(_ places: MarginLines, _ margin: Margin, width: Int) {
    self.places = places
    self.margin = margin
    self.width = width
    sums = Array(repeating: 0, count: places.firstTotals.count * width)
    factors = sums
    totals = Array(repeating: 0, count: margin.totals.count)
  }

  /// Adds up joint lines to what belongs to each total.
  mutating func add(_ joint: [Double]) {
    VectorMath.clear(&sums)
    VectorMath.addLines(joint, width: width, places.lineOfCells, to: &sums)
    VectorMath.clear(&totals)
    let (places, added) = (places, sums)
    let (first, lanes, sums) = (places.firstTotals.span, places.laneTotals.span, added.span)
    let width = width
    var totals = totals.mutableSpan
    for line in first.indices {
      for lane in lanes.indices { totals[first[line] + lanes[lane]] += sums[line * width + lane] }
    }
  }

  /// The largest residual of what was added up.
  func residual() -> MarginResidual {
    var worst = MarginResidual(position: 0, relative: 0)
    for (position, total) in margin.totals.enumerated() where total > 0 {
      let relative = (totals[position] - total).magnitude / total
      if !(relative <= worst.relative) { worst = MarginResidual(position: position, relative: relative) }
    }
    return worst
  }

  /// Makes of what was added up the factors that lead to the totals.
  mutating func makeFactors() throws(SynthesisError) {
    for (position, total) in margin.totals.enumerated() {
      if totals[position] > 0 {
        totals[position] = total / totals[position]
      } else if total > 0 {
        throw SynthesisError.noSupport(margin: margin.name, cell: margin.describe(position), total: total)
      }
    }
    let (places, ratios) = (places, totals)
    let (first, lanes, totals) = (places.firstTotals.span, places.laneTotals.span, ratios.span)
    let width = width
    var factors = factors.mutableSpan
    for line in first.indices {
      for lane in lanes.indices { factors[line * width + lane] = totals[first[line] + lanes[lane]] }
    }
  }

  /// Scales joint lines by the factors; its own sums are then without meaning.
  mutating func scale(_ joint: inout [Double]) {
    let lines = places.lineOfCells
    VectorMath.scaleLines(&joint, width: width, by: factors, lines, adding: lines, to: &sums)
  }
}
