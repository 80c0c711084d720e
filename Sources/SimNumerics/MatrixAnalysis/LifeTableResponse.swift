/// The decomposition of a difference between two projection matrices, such as two scenarios or two zones, into what
/// every entry contributes to the difference in growth (a life-table response experiment).
///
/// With S the sensitivities of lambda at the mean of both matrices:
///
///     contribution(i, j) = (a(i, j) - b(i, j)) S(i, j)
///     lambda(A) - lambda(B) = sum of contributions + residual
///
/// At the mean the terms of first and second order are exact, so the residual is of third order in A - B.
///
/// Source: H. Caswell (2001), Matrix Population Models, 2nd ed., section 10.1.
public struct LifeTableResponse: Sendable {
  /// lambda of the matrix A that is explained, per step.
  public let lambda: Double
  /// lambda of the reference B, per step.
  public let referenceLambda: Double
  /// The contributions, `order x order`, in the unit of lambda.
  public let contributions: Matrix

  /// Compares a matrix with a reference.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - reference: B, of the order of A.
  /// - Returns: the decomposition, or why the mean of both has no sensitivities.
  /// - Throws: ``NumericsError`` where LAPACK has no answer.
  public static func compare(
    _ matrix: ProjectionMatrix, with reference: ProjectionMatrix
  ) throws(NumericsError) -> Result<LifeTableResponse, UndefinedQuantity> {
    precondition(matrix.order == reference.order, "order \(matrix.order) is not \(reference.order)")
    let mean = Self.mean([matrix, reference])
    let lambda = try AsymptoticGrowth(matrix).lambda
    let other = try AsymptoticGrowth(reference).lambda
    let difference = matrix.matrix.adding(reference.matrix, times: -1)
    return try AsymptoticGrowth(mean).sensitivity.map { sensitivity in
      LifeTableResponse(
        lambda: lambda, referenceLambda: other,
        contributions: Matrix(
          rows: difference.rows, columns: difference.columns,
          storage: zip(difference.storage, sensitivity.storage).map { $0 * $1 }))
    }
  }

  /// The mean of matrices, weighted where weights are given: what a group of years, zones or scenarios is compared by.
  ///
  /// - Parameters:
  ///   - matrices: one or more matrices of one order.
  ///   - weights: one weight per matrix, each 0 or more, with a finite sum above 0; equal ones where left out.
  /// - Returns: the weighted mean.
  public static func mean(_ matrices: [ProjectionMatrix], weights: [Double]? = nil) -> ProjectionMatrix {
    let weights = weights ?? Array(repeating: 1, count: matrices.count)
    let sum = weights.reduce(0, +)
    precondition(
      weights.count == matrices.count && weights.allSatisfy { $0 >= 0 } && sum > 0 && sum.isFinite,
      "\(weights.count) weights with sum \(sum) for \(matrices.count) matrices")
    var mean = Matrix(rows: matrices[0].order, columns: matrices[0].order)
    for (matrix, weight) in zip(matrices, weights) { mean = mean.adding(matrix.matrix, times: weight / sum) }
    return ProjectionMatrix(unchecked: mean)
  }

  /// The sum of the contributions, in the order of the rows.
  public var sum: Double { contributions.storage.reduce(0, +) }

  /// What the contributions leave of the difference, of third order in the difference of the matrices.
  public var residual: Double { lambda - referenceLambda - sum }
}
