import SimEnsembles
import SimNumerics
import Testing

/// Statistics do not depend on how blocks came together.
@Suite struct StatisticsForestTests {
  @Test(arguments: [1, 5, 64, 400, 403, 1_023])
  func `random orders and partitions give the same bytes`(_ members: Int) throws {
    let layout = StatisticsLayout(cells: 11, blockSize: 4, capacity: 32)
    let outputs = TestOutputs(layout: layout, members: members, absent: 0.1)
    let whole = try outputs.forest(0..<outputs.blocks)
    var random = RandomSource(ParameterStream(seed: 1, name: "partition"), member: members)
    for _ in 0..<12 {
      let order = (0..<outputs.blocks).shuffled(using: &random)
      let parts = Int.random(in: 1...7, using: &random)
      var lists = [[Int]](repeating: [], count: parts)
      for block in order { lists[Int.random(in: 0..<parts, using: &random)].append(block) }
      var joined = StatisticsForest(layout: layout)
      for list in lists {
        // As after a restart: from the bytes.
        try joined.merge(StatisticsForest(bytes: outputs.forest(list).bytes))
      }
      #expect(joined.bytes == whole.bytes)
      #expect(joined.blocks == [0..<outputs.blocks])
      #expect(joined.members == members)
    }
  }

  @Test func `a part of the blocks keeps to itself and knows which they are`() throws {
    let layout = StatisticsLayout(cells: 2, blockSize: 2, capacity: 8)
    let outputs = TestOutputs(layout: layout, members: 40)
    let forest = try outputs.forest([7, 3, 4, 19, 2, 5, 6])
    #expect(forest.blocks == [2..<8, 19..<20])
    #expect(forest.entries.map(\.position.level) == [1, 2, 0])
    #expect(forest.contains(block: 5) && !forest.contains(block: 8) && !forest.contains(block: 0))
    #expect(forest.members == 14)
  }

  @Test func `a block that is there is refused and nothing changes`() throws {
    let layout = StatisticsLayout(cells: 2, blockSize: 2, capacity: 8)
    let outputs = TestOutputs(layout: layout, members: 40)
    var forest = try outputs.forest(4..<10)
    let before = forest.bytes
    #expect(throws: ForestError.repeatedBlock(6)) {
      try forest.insert(outputs: [1, 2], members: 1, block: 6)
    }
    #expect(throws: ForestError.repeatedBlock(8)) { try forest.merge(outputs.forest([0, 8])) }
    #expect(throws: ForestError.repeatedBlock(4)) { try forest.merge(outputs.forest(0..<8)) }
    #expect(forest.bytes == before)
  }

  @Test func `forests of other layouts are refused, both named`() throws {
    var forest = StatisticsForest(layout: StatisticsLayout(cells: 2, blockSize: 2, capacity: 8))
    let other = StatisticsForest(layout: StatisticsLayout(cells: 3, blockSize: 2, capacity: 8))
    #expect(
      throws: ForestError.layoutsDiffer(
        "2 cells in blocks of 2 with 8 values kept", "3 cells in blocks of 2 with 8 values kept")
    ) { try forest.merge(other) }
  }

  @Test func `foreign, cut, changed and newer bytes are refused`() throws {
    let layout = StatisticsLayout(cells: 3, blockSize: 4, capacity: 8)
    let bytes = try TestOutputs(layout: layout, members: 45).forest([0, 1, 2, 3, 7]).bytes
    #expect(try StatisticsForest(bytes: bytes).bytes == bytes)
    #expect(throws: ForestError.foreignBytes) { try StatisticsForest(bytes: []) }
    #expect(throws: ForestError.foreignBytes) {
      try StatisticsForest(bytes: Array("name,value\n".utf8) + bytes)
    }
    for count in [40, 41, 100, bytes.count - 8, bytes.count - 1] {
      #expect(throws: ForestError.length(expected: bytes.count, found: count)) {
        try StatisticsForest(bytes: Array(bytes.prefix(count)))
      }
    }
    #expect(throws: ForestError.length(expected: bytes.count, found: bytes.count + 1)) {
      try StatisticsForest(bytes: bytes + [0])
    }
    for position in 32..<bytes.count {
      var changed = bytes
      changed[position] ^= 0x10
      #expect(throws: ForestError.damaged) { try StatisticsForest(bytes: changed) }
    }
    var newer = bytes
    newer[8] = 9
    #expect(throws: ForestError.version(expected: 1, found: 9)) { try StatisticsForest(bytes: newer) }
    var foreign = bytes
    foreign.replaceSubrange(16..<20, with: Array("sobo".utf8))
    #expect(throws: ForestError.kindDiffers(expected: "stat", found: "sobo")) {
      try StatisticsForest(bytes: foreign)
    }
  }

  @Test func `impossible numbers in bytes that are whole are refused`() throws {
    let layout = StatisticsLayout(cells: 3, blockSize: 4, capacity: 8)
    let bytes = try TestOutputs(layout: layout, members: 6).forest(0..<2).bytes
    // Cells, size of blocks, capacity, number of nodes, level, index, members and a rank error stand behind the frame.
    for (position, number) in [
      (32, -1), (40, 3), (48, 12), (48, 2), (48, 1 << 50), (56, -1), (56, 9), (64, 41), (72, -1), (80, -5),
      (88, -1),
      (32, 1 << 27),
    ] {
      var changed = bytes
      for byte in 0..<8 { changed[position + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte)) }
      let checksum = VectorMath.checksum(changed, count: changed.count - 8)
      for byte in 0..<8 {
        changed[changed.count - 8 + byte] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt64(byte)))
      }
      #expect(throws: ForestError.self, "\(number) at \(position)") { try StatisticsForest(bytes: changed) }
    }
  }

  @Test func `moments are those of two passes over all values`() throws {
    let layout = StatisticsLayout(cells: 70, blockSize: 16, capacity: 0)
    let outputs = TestOutputs(layout: layout, members: 1_000, absent: 0.05)
    let moments = try outputs.forest((0..<outputs.blocks).reversed()).moments
    for cell in 0..<layout.cells {
      let values = outputs.column(cell)
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(values.count - 1)).squareRoot()
      #expect(moments.count[cell] == values.count)
      #expect(abs(moments.mean[cell] - mean) <= 1e-13 * values.reduce(0) { max($0, $1.magnitude) })
      #expect(abs(moments.standardDeviation[cell] / deviation - 1) < 1e-12)
      #expect(moments.least[cell] == values.min() && moments.greatest[cell] == values.max())
      #expect(
        moments.standardError[cell] == moments.standardDeviation[cell] / Double(values.count).squareRoot())
    }
  }

  @Test func `a variance far below the mean does not drown`() throws {
    let layout = StatisticsLayout(cells: 1, blockSize: 2, capacity: 0)
    var forest = StatisticsForest(layout: layout)
    for block in 0..<500 { try forest.insert(outputs: [1e9, 1e9 + 1], members: 2, block: block) }
    #expect(abs(forest.moments.standardDeviation[0] - (250.0 / 999).squareRoot()) < 1e-9)
  }

  @Test func `nothing, one member and absent values have the moments that exist`() throws {
    let layout = StatisticsLayout(cells: 2, blockSize: 4, capacity: 4)
    var forest = StatisticsForest(layout: layout)
    #expect(forest.members == 0 && forest.moments.count == [0, 0] && forest.blocks.isEmpty)
    #expect(forest.moments.mean.allSatisfy { $0.isNaN } && forest.rankError == 0)
    #expect(forest.quantiles([0.5])[0].allSatisfy { $0.isNaN })
    #expect(try StatisticsForest(bytes: forest.bytes).bytes == forest.bytes)
    try forest.insert(outputs: [3, .nan], members: 1, block: 9)
    let moments = forest.moments
    #expect(moments.count == [1, 0] && moments.mean[0] == 3 && moments.least[0] == 3)
    #expect(moments.mean[1].isNaN && moments.standardDeviation.allSatisfy { $0.isNaN })
    #expect(forest.quantiles([0, 0.3, 1]).map { $0[0] } == [3, 3, 3])
    #expect(forest.quantiles([0.5])[0][1].isNaN)
  }

  @Test func `an ensemble without outputs is counted all the same`() throws {
    let layout = StatisticsLayout(cells: 0, blockSize: 2, capacity: 2)
    var forest = StatisticsForest(layout: layout)
    for block in 0..<5 { try forest.insert(outputs: [], members: 2, block: block) }
    #expect(forest.members == 10 && forest.moments.mean.isEmpty && forest.quantiles([0.5]) == [[]])
    #expect(try StatisticsForest(bytes: forest.bytes).members == 10)
  }
}
