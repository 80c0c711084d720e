internal import CSimBLAS
internal import CSimMath
internal import Dispatch
internal import Synchronization

extension BLAS {
  /// Advances every block of a batch by its factors: first thin out, then multiply.
  ///
  /// With X the block (`order x columns`), s the share kept and T the factor of a range of columns:
  ///
  ///     kept(i, j)  = s(class of i, group of j) X(i, j)
  ///     before(j)   = sum over i of X(i, j)
  ///     removed(j)  = sum over i of (X(i, j) - kept(i, j))
  ///     Y(., j)     = T kept(., j)   for every j of the range
  ///
  /// - Parameters:
  ///   - plan: the shapes and offsets of the batch.
  ///   - factors: the matrices T of the plan, column = from, row = to.
  ///   - kept: the shares s, from `plan.keptStart` on, per block `classes x groups`.
  ///   - reach: per row of every block the columns that may not be zero; only these are visited.
  ///   - source: the blocks X, each `order x columns`; holds the kept values afterwards.
  ///   - destination: the blocks Y, same shape; outside of `reach` it must be zero.
  ///   - before: per block `columns`, overwritten.
  ///   - removed: per block `columns`, overwritten.
  ///   - threads: how many blocks may run side by side, 1 or more; the result does not depend on it. Little work is
  ///     done by one thread.
  package static func advance(
    _ plan: BlockPlan, factors: BlockFactors, kept: [Double], reach: RowRuns, source: inout [Double],
    destination: inout [Double], before: inout [Double], removed: inout [Double], threads: Int
  ) {
    plan.check(factors: factors, kept: kept.count, source: source.count, reach: reach)
    let sums = plan.blocks.count * plan.columns
    precondition(destination.count == source.count && removed.count == sums && before.count == sums)
    VectorMath.clear(&before)
    VectorMath.clear(&removed)
    let lanes = plan.work(factors) >= workPerThread ? threads : 1
    unsafe BlockInputs.with(plan, factors, kept, reach) { inputs in
      unsafe withBases(&source, &destination, &before, &removed) { source, destination, before, removed in
        let arrays = unsafe BlockArrays(
          inputs: inputs, rowCount: reach.rowCount, rowsOfFactors: factors.count * factors.order,
          denseStarts: factors.denseStarts, source: source, destination: destination, before: before,
          removed: removed)
        unsafe run(plan, arrays, threads: lanes)
      }
    }
  }

  /// Multiply-adds of a batch below which a second thread takes longer to start than it saves.
  private static let workPerThread = 1 << 22

  /// Calls a function with pointers to four arrays, unless one of them is empty.
  private static func withBases(
    _ first: inout [Double], _ second: inout [Double], _ third: inout [Double], _ fourth: inout [Double],
    _ body: (
      UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>,
      UnsafeMutablePointer<Double>
    ) -> Void
  ) {
    unsafe first.withUnsafeMutableBufferPointer { first in
      unsafe second.withUnsafeMutableBufferPointer { second in
        unsafe third.withUnsafeMutableBufferPointer { third in
          unsafe fourth.withUnsafeMutableBufferPointer { fourth in
            guard let first = first.baseAddress, let second = second.baseAddress,
              let third = third.baseAddress, let fourth = fourth.baseAddress
            else { return }
            unsafe body(first, second, third, fourth)
          }
        }
      }
    }
  }

  private static func run(_ plan: BlockPlan, _ arrays: BlockArrays, threads: Int) {
    guard threads > 1, plan.units.count > 1 else {
      for unit in plan.units { unsafe arrays.advance(unit, of: plan) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, plan.units.count)) { _ in
      // Each lane takes the next unit that is left; which lane that is does not matter for the unit.
      var position = next.add(1, ordering: .relaxed).oldValue
      while position < plan.units.count {
        unsafe arrays.advance(plan.units[position], of: plan)
        position = next.add(1, ordering: .relaxed).oldValue
      }
    }
  }
}

/// What the blocks of a batch are computed from.
@unsafe private struct BlockInputs {
  let places: UnsafePointer<Int>
  let values: UnsafePointer<Double>
  let kept: UnsafePointer<Double>
  let reach: UnsafePointer<Int>
  let rows: UnsafePointer<Int>

  /// Calls a function with pointers to what a batch reads, unless it has no cells.
  static func with(
    _ plan: BlockPlan, _ factors: BlockFactors, _ kept: [Double], _ reach: RowRuns,
    _ body: (BlockInputs) -> Void
  ) {
    unsafe factors.places.withUnsafeBufferPointer { places in
      unsafe factors.values.withUnsafeBufferPointer { values in
        unsafe kept.withUnsafeBufferPointer { kept in
          unsafe reach.entries.withUnsafeBufferPointer { reach in
            unsafe plan.rowClasses.withUnsafeBufferPointer { rows in
              guard let places = places.baseAddress, let values = values.baseAddress,
                let kept = kept.baseAddress, let reach = reach.baseAddress,
                let rows = rows.baseAddress
              else { return }
              unsafe body(
                BlockInputs(places: places, values: values, kept: kept, reach: reach, rows: rows))
            }
          }
        }
      }
    }
  }
}

/// The arrays of one batch; blocks write to parts of them that do not overlap, hence safe to share.
@unsafe private struct BlockArrays: @unchecked Sendable {
  let inputs: BlockInputs
  let rowCount: Int
  let rowsOfFactors: Int
  let denseStarts: [Int?]
  let source: UnsafeMutablePointer<Double>
  let destination: UnsafeMutablePointer<Double>
  let before: UnsafeMutablePointer<Double>
  let removed: UnsafeMutablePointer<Double>

  /// Thins out the columns of a unit and multiplies them, while they are in the cache.
  func advance(_ unit: BlockPlan.Unit, of plan: BlockPlan) {
    let (first, last) = (unit.columns.lowerBound, unit.columns.upperBound)
    let start = unit.block * plan.order * plan.stride
    let sums = unit.block * plan.columns
    var block = unsafe describe(unit, of: plan)
    unsafe sim_thin_out(&block, first, last, source + start, before + sums, removed + sums)
    guard let dense = unsafe denseStarts[unit.factor] else {
      return unsafe sim_multiply_sparse(&block, first, last, source + start, destination + start)
    }
    unsafe BLAS.gemm(
      inputs.values + dense, UnsafePointer(source + start + first), destination + start + first,
      rows: plan.order, inner: plan.order, columns: unit.columns.count, stride: plan.stride)
  }

  private func describe(_ unit: BlockPlan.Unit, of plan: BlockPlan) -> sim_block {
    unsafe sim_block(
      rows: plan.order, stride: plan.stride, group_size: plan.groupSize,
      run_starts: inputs.reach + unit.block * plan.order, runs: inputs.reach + rowCount + 1,
      entry_starts: inputs.places + unit.factor * plan.order, sources: inputs.places + rowsOfFactors + 1,
      shares: inputs.values, classes: inputs.rows, row_order: inputs.rows + plan.order,
      kept: inputs.kept + plan.keptStart + unit.block * plan.classCount * plan.groups, groups: plan.groups)
  }
}
