internal import CSimMath

extension VectorMath {
  /// Multiplies the state of every member by its own matrix, again and again: n(t + 1) = A(m) n(t).
  ///
  /// - Parameters:
  ///   - matrices: `members x order x order`, column = from, row = to.
  ///   - state: n, `order x members`; replaced by the state after all steps.
  ///   - order: the number of states of a member.
  ///   - members: the number of members.
  ///   - steps: the number of products, 0 or more.
  ///   - threads: how many groups of members may run side by side, 1 or more.
  package static func repeatProduct(
    _ matrices: [Double], state: inout [Double], order: Int, members: Int, steps: Int, threads: Int = 1
  ) {
    precondition(
      matrices.count == members * order * order && state.count == order * members && steps >= 0,
      "\(matrices.count) and \(state.count) entries are not \(members) matrices and states of order \(order)")
    guard order > 0, members > 0 else { return }
    unsafe matrices.withUnsafeBufferPointer { matrices in
      unsafe state.withUnsafeMutableBufferPointer { state in
        guard let from = matrices.baseAddress, let to = state.baseAddress else { return }
        let batch = unsafe MatrixLanes(
          matrices: from, state: to, order: order, members: members, steps: steps)
        Blocks.run(members, MatrixLanes.membersPerBlock, threads) { batch.run($0) }
      }
    }
  }
}

/// One matrix and one state for every member; groups write to parts that do not overlap, hence safe to share.
@safe private struct MatrixLanes: @unchecked Sendable {
  /// Members of a unit of work.
  static let membersPerBlock = 64 * LaneRows.lanes

  let matrices: UnsafePointer<Double>
  let state: UnsafeMutablePointer<Double>
  let order: Int
  let members: Int
  let steps: Int

  /// Computes the blocks that a lane is given.
  func run(_ next: () -> Range<Int>?) {
    let entries = order * order
    let matrix = LaneRows(entries)
    let rows = LaneRows(2 * order)
    while let block = next() {
      for first in stride(from: block.lowerBound, to: block.upperBound, by: LaneRows.lanes) {
        let count = min(LaneRows.lanes, members - first)
        unsafe sim_transpose(matrices + first * entries, count, entries, matrix.start)
        unsafe sim_gather(state + first, members, count, order, rows.start, 0)
        unsafe sim_repeat_matrix(matrix.start, rows.start, rows.row(order), order, steps)
        unsafe sim_scatter(rows.start, order, count, state + first, members, 0)
      }
    }
  }
}
