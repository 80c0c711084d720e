import SimEnsembles
import SimNumerics

/// Outputs of an invented ensemble: a function of member and cell, so that blocks can be made in any order.
struct TestOutputs {
  let layout: StatisticsLayout
  let members: Int
  /// The share of the values that are absent.
  var absent = 0.0
  /// Rounds the values, so that many of them are equal.
  var steps = 0.0

  /// The number of blocks.
  var blocks: Int { (members + layout.blockSize - 1) / layout.blockSize }

  /// The value of a cell: normal, with a mean and a spread of its own; cell 1 is skewed, cell 2 grows with the member.
  func value(member: Int, cell: Int) -> Double {
    let stream = ParameterStream(seed: 77, name: "cell \(cell)")
    if stream.uniform(member: member, index: 1) < absent { return .nan }
    let unit = stream.uniform(member: member)
    let score = NormalDistribution.quantile(unit)
    let value =
      switch cell {
      case 1: unit * unit * unit * 1e6
      case 2: Double(member) + 0.25 * unit
      default: 1e4 * Double(cell) + (1 + Double(cell)) * score
      }
    return steps > 0 ? (value / steps).rounded() * steps : value
  }

  /// The values of one cell, absent ones left out.
  func column(_ cell: Int) -> [Double] {
    (0..<members).map { value(member: $0, cell: cell) }.filter { !$0.isNaN }
  }

  /// The outputs of a block, `members x cells`.
  func block(_ block: Int) -> (outputs: [Double], members: Int) {
    let range = block * layout.blockSize..<min((block + 1) * layout.blockSize, members)
    let outputs = range.flatMap { member in (0..<layout.cells).map { value(member: member, cell: $0) } }
    return (outputs, range.count)
  }

  /// A forest with some blocks, inserted in the order given.
  func forest(_ blocks: some Sequence<Int>) throws(ForestError) -> StatisticsForest {
    var forest = StatisticsForest(layout: layout)
    for number in blocks {
      let block = block(number)
      try forest.insert(outputs: block.outputs, members: block.members, block: number)
    }
    return forest
  }
}
