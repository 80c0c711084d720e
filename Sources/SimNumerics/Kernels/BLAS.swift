internal import CSimBLAS
internal import Dispatch
internal import Synchronization

/// Matrix products on OpenBLAS, which is pinned to one thread: parallelism is ours, over independent blocks.
///
/// OpenBLAS splits a product over its own threads in a way that changes the last bits, so it gets one thread, and
/// independent blocks run side by side instead. Each block is the same computation whatever the number of
/// threads, so results do not depend on it. Together with `LAPACK.swift` this file holds all unsafe code.
public enum BLAS {
  /// Pins OpenBLAS to one thread, once for the process, and reads how it was built.
  private static let build: String = {
    openblas_set_num_threads(1)
    guard let text = unsafe openblas_get_config() else { return "OpenBLAS, build unknown" }
    return unsafe String(cString: text)
  }()

  /// The version and the build options of the OpenBLAS in use, for the run record.
  public static var configuration: String { build }

  /// The product of two matrices: C = A B.
  ///
  /// - Parameters:
  ///   - left: A, of shape `m x k`.
  ///   - right: B, of shape `k x n`.
  /// - Returns: C, of shape `m x n`; all zero where k is 0.
  public static func product(_ left: Matrix, _ right: Matrix) -> Matrix {
    precondition(
      left.columns == right.rows,
      "a \(left.rows) x \(left.columns) matrix cannot multiply one of \(right.rows) x \(right.columns)")
    var storage = [Double](repeating: 0, count: left.rows * right.columns)
    multiply(
      left.storage, right.storage, into: &storage,
      rows: left.rows, inner: left.columns, columns: right.columns)
    return Matrix(rows: left.rows, columns: right.columns, storage: storage)
  }

  /// The product of two row-major arrays, written into a third: C = A B.
  ///
  /// Nothing is allocated here; for small products some builds of OpenBLAS take a buffer of their own.
  ///
  /// - Parameters:
  ///   - left: A, `rows x inner`.
  ///   - right: B, `inner x columns`.
  ///   - result: C, `rows x columns`; what it held is replaced.
  ///   - rows: the number of rows of A and C.
  ///   - inner: the number of columns of A and rows of B.
  ///   - columns: the number of columns of B and C.
  public static func multiply(
    _ left: [Double], _ right: [Double], into result: inout [Double], rows: Int, inner: Int, columns: Int
  ) {
    precondition(
      left.count == rows * inner && right.count == inner * columns && result.count == rows * columns,
      "arrays of \(left.count), \(right.count) and \(result.count) entries are not "
        + "\(rows) x \(inner), \(inner) x \(columns) and \(rows) x \(columns)")
    guard rows > 0, columns > 0 else { return }
    _ = build
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe result.withUnsafeMutableBufferPointer { result in
          unsafe gemm(
            left.baseAddress, right.baseAddress, result.baseAddress,
            rows: rows, inner: inner, columns: columns, stride: columns)
        }
      }
    }
  }

  /// The sum of a range of an array, added up in eight interleaved parts, which hides the latency of an addition.
  ///
  /// - Parameters:
  ///   - array: the array.
  ///   - range: the positions to add up.
  /// - Returns: the sum, 0 for an empty range; the same bits every time.
  package static func sum(_ array: [Double], over range: Range<Int>) -> Double {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= array.count, "\(range) of \(array.count) entries")
    return unsafe array.withUnsafeBytes { bytes in
      var parts = SIMD8<Double>(repeating: 0)
      let vectors = range.count / 8
      for vector in 0..<vectors {
        parts += unsafe bytes.loadUnaligned(
          fromByteOffset: (range.lowerBound + 8 * vector) * 8, as: SIMD8<Double>.self)
      }
      return array[(range.lowerBound + 8 * vectors)..<range.upperBound].reduce(parts.sum(), +)
    }
  }

  /// Advances every block of a batch by its factors: first thin out, then multiply.
  ///
  /// With X the block (`order x columns`), s the share kept and T the factor of a range of columns:
  ///
  ///     kept(i, j) = s(class of i, group of j) X(i, j)
  ///     removed(j) = sum over i of (X(i, j) - kept(i, j))
  ///     Y(., j)    = T kept(., j)   for every j of the range
  ///
  /// - Parameters:
  ///   - plan: the shapes and offsets of the batch.
  ///   - factors: the matrices T of the plan, each `order x order`, column = from, row = to.
  ///   - kept: the shares s, from `plan.keptStart` on, per block `classes x groups`.
  ///   - source: the blocks X, each `order x columns`; holds the kept values afterwards.
  ///   - destination: the blocks Y, same shape.
  ///   - removed: per block `columns`, overwritten.
  ///   - threads: how many blocks may run side by side, 1 or more; the result does not depend on it.
  package static func advance(
    _ plan: BlockPlan, factors: [Double], kept: [Double], source: inout [Double],
    destination: inout [Double], removed: inout [Double], threads: Int
  ) {
    plan.check(factors: factors.count, kept: kept.count, source: source.count)
    precondition(destination.count == source.count && removed.count == plan.blocks.count * plan.columns)
    _ = build
    for block in plan.blocks.indices {
      for column in plan.active..<plan.columns { removed[block * plan.columns + column] = 0 }
    }
    unsafe factors.withUnsafeBufferPointer { factors in
      unsafe kept.withUnsafeBufferPointer { kept in
        unsafe source.withUnsafeMutableBufferPointer { source in
          unsafe destination.withUnsafeMutableBufferPointer { destination in
            unsafe removed.withUnsafeMutableBufferPointer { removed in
              let arrays = unsafe BlockArrays(
                factors: factors, kept: kept, source: source, destination: destination, removed: removed)
              unsafe run(plan, arrays, threads: threads)
            }
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

  fileprivate static func gemm(
    _ left: UnsafePointer<Double>?, _ right: UnsafePointer<Double>?, _ result: UnsafeMutablePointer<Double>?,
    rows: Int, inner: Int, columns: Int, stride: Int
  ) {
    unsafe cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(inner),
      1, left, Int32(max(inner, 1)), right, Int32(stride), 0, result, Int32(stride))
  }
}

/// The arrays of one batch; blocks write to parts of them that do not overlap, hence safe to share.
@unsafe private struct BlockArrays: @unchecked Sendable {
  let factors: UnsafeBufferPointer<Double>
  let kept: UnsafeBufferPointer<Double>
  let source: UnsafeMutableBufferPointer<Double>
  let destination: UnsafeMutableBufferPointer<Double>
  let removed: UnsafeMutableBufferPointer<Double>

  /// Thins out the columns of a unit and multiplies them, while they are in the cache.
  func advance(_ unit: BlockPlan.Unit, of plan: BlockPlan) {
    let start = unit.block * plan.order * plan.stride
    unsafe thinOut(unit, start: start, of: plan)
    let offset = start + unit.columns.lowerBound
    unsafe BLAS.gemm(
      factors.baseAddress.map { unsafe $0 + unit.factor * plan.order * plan.order },
      source.baseAddress.map { unsafe UnsafePointer($0 + offset) },
      destination.baseAddress.map { unsafe $0 + offset },
      rows: plan.order, inner: plan.order, columns: unit.columns.count, stride: plan.stride)
  }

  private func thinOut(_ unit: BlockPlan.Unit, start: Int, of plan: BlockPlan) {
    guard let cells = unsafe source.baseAddress, let sums = unsafe removed.baseAddress else { return }
    let lost = unit.block * plan.columns
    for column in unit.columns { unsafe sums[lost + column] = 0 }
    let groups = unit.columns.lowerBound / plan.groupSize..<unit.columns.upperBound / plan.groupSize
    for row in 0..<plan.order {
      let shares = plan.keptStart + (unit.block * plan.classCount + plan.classOfRow[row]) * plan.groups
      for group in groups {
        let share = unsafe kept[shares + group]
        guard share != 1 else { continue }
        let first = group * plan.groupSize
        unsafe thinOut(
          cells + start + row * plan.stride + first, by: share, into: sums + lost + first,
          count: plan.groupSize)
      }
    }
  }

  /// The innermost loop, on plain pointers and counted from 0 so that it becomes vector instructions.
  private func thinOut(
    _ cells: UnsafeMutablePointer<Double>, by share: Double, into lost: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    for cell in 0..<count {
      let before = unsafe cells[cell]
      let after = before * share
      unsafe cells[cell] = after
      unsafe lost[cell] += before - after
    }
  }
}
