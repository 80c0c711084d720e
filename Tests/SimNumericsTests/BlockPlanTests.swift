import SimNumerics
import SimTestSupport
import Testing

/// A random batch of blocks with the arrays that it works on.
private struct Batch {
  let plan: BlockPlan
  let factors: BlockFactors
  /// The factors as dense matrices, column = from, row = to.
  let dense: [Double]
  let reach: RowRuns
  let kept: [Double]
  let source: [Double]

  init(
    _ random: inout SplitMix64, order: Int? = nil, groupSize: Int? = nil, groups: Int? = nil,
    blocks: Int? = nil
  ) {
    let order = order ?? random.integer(in: 1...9)
    let groupSize = groupSize ?? random.integer(in: 1...5)
    let groups = groups ?? random.integer(in: 1...4)
    let active = groups == 0 ? 0 : random.integer(in: 0...groups)
    let classes = random.integer(in: 1...3)
    let factorCount = random.integer(in: 1...3)
    let start = random.integer(in: 0...3)
    let ranges = (0..<(blocks ?? random.integer(in: 1...5))).map { _ in
      (0..<active).map { group in
        BlockPlan.ProductRange(
          columns: group * groupSize..<(group + 1) * groupSize,
          factor: random.integer(in: 0...factorCount - 1))
      }
    }
    plan = BlockPlan(
      order: order, columns: groups * groupSize, groupSize: groupSize,
      classOfRow: (0..<order).map { _ in random.integer(in: 0...classes - 1) }, classCount: classes,
      blocks: ranges, active: active * groupSize, keptStart: start)
    let entries = (0..<factorCount * order * order).map { _ in random.chance(0.4) }
    var factors = BlockFactors(
      order: order,
      columns: (0..<factorCount * order).map { row in (0..<order).filter { entries[row * order + $0] } })
    let values = (0..<factors.entryCount).map { _ in random.number() }
    factors.replace(values)
    self.factors = factors
    var next = 0
    dense = entries.map { isEntry in
      next += isEntry ? 1 : 0
      return isEntry ? values[next - 1] : 0
    }
    reach = RowRuns(columns: groups * groupSize, allOf: ranges.count * order)
    kept = (0..<start + ranges.count * classes * groups).map { _ in random.chance(0.3) ? 1 : random.number() }
    source = (0..<ranges.count * order * groups * groupSize).map { _ in random.number(in: 0...100) }
  }

  func advanced(
    threads: Int
  ) -> (source: [Double], destination: [Double], before: [Double], removed: [Double]) {
    var source = source
    var destination = [Double](repeating: 0, count: source.count)
    var removed = [Double](repeating: .nan, count: plan.blocks.count * plan.columns)
    var before = removed
    BLAS.advance(
      plan, factors: factors, kept: kept, reach: reach, source: &source, destination: &destination,
      before: &before, removed: &removed, threads: threads)
    return (source, destination, before, removed)
  }

  /// The same by plain loops over single entries.
  func naive() -> (destination: [Double], before: [Double], removed: [Double]) {
    var destination = [Double](repeating: 0, count: source.count)
    var removed = [Double](repeating: 0, count: plan.blocks.count * plan.columns)
    var before = removed
    for block in plan.blocks.indices {
      for range in plan.blocks[block] {
        for column in range.columns {
          for from in 0..<plan.order {
            let share = kept[
              plan.keptStart + (block * plan.classCount + plan.classOfRow[from]) * plan.groups
                + column / plan.groupSize]
            let value = source[(block * plan.order + from) * plan.columns + column]
            before[block * plan.columns + column] += value
            removed[block * plan.columns + column] += value - value * share
            for to in 0..<plan.order {
              destination[(block * plan.order + to) * plan.columns + column] +=
                dense[(range.factor * plan.order + to) * plan.order + from] * value * share
            }
          }
        }
      }
    }
    return (destination, before, removed)
  }
}

@Suite struct BlockPlanTests {
  // Up to order 9 products are sparse; from 32 on those with more than a quarter of entries are dense.
  @Test(arguments: [nil, 40]) func `random batches are the plain loops`(order: Int?) {
    var random = SplitMix64(seed: 5)
    for _ in 0..<(order == nil ? 200 : 10) {
      let batch = Batch(&random, order: order, groupSize: order == nil ? nil : random.integer(in: 1...40))
      let found = batch.advanced(threads: 1)
      let expected = batch.naive()
      expectClose(found.destination, expected.destination, "the products")
      expectClose(found.before, expected.before, "what was there before")
      expectClose(found.removed, expected.removed, limit: 1e-11, "what is removed")
    }
  }

  @Test(arguments: [2, 3, 7]) func `any number of threads gives the same bits`(threads: Int) {
    var random = SplitMix64(seed: 6)
    for _ in 0..<40 {
      let batch = Batch(&random)
      let alone = batch.advanced(threads: 1)
      let shared = batch.advanced(threads: threads)
      expectSameBits(alone.destination, shared.destination)
      expectSameBits(alone.removed, shared.removed)
      expectSameBits(alone.source, shared.source)
    }
  }

  @Test(arguments: [(0, 3, 2), (3, 0, 2), (3, 2, 0)])
  func `a batch without zones, cohorts or types does nothing`(groupSize: Int, groups: Int, blocks: Int) {
    var random = SplitMix64(seed: 7)
    let batch = Batch(&random, groupSize: groupSize, groups: groups, blocks: blocks)
    #expect(batch.advanced(threads: 2).destination.allSatisfy { $0 == 0 })
  }
}
