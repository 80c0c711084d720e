/// Many small matrices, one per member of an ensemble, each of which multiplies its own state.
public enum MatrixBatch {
  /// Advances the state of every member by its own matrix, again and again: n(t + 1) = A(m) n(t).
  ///
  /// Cost: order^2 multiply-adds per member and step; members are computed eight at a time, side by side.
  ///
  /// - Parameters:
  ///   - state: n, of shape `order x members`, row-major; replaced by the state after all steps. Any unit.
  ///   - matrices: A, of shape `members x order x order`, row-major, column = from, row = to; without a unit.
  ///   - order: the number of states of a member.
  ///   - members: the number of members.
  ///   - steps: the number of products, 0 or more.
  ///   - threads: how many groups of members may run side by side, 1 or more; the result does not depend on it.
  public static func advance(
    _ state: inout [Double], by matrices: [Double], order: Int, members: Int, steps: Int, threads: Int = 1
  ) {
    VectorMath.repeatProduct(
      matrices, state: &state, order: order, members: members, steps: steps, threads: threads)
  }
}
