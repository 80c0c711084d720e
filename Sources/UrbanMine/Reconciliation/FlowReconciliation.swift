public import SimNumerics

/// What the data say about a flow.
public enum FlowKnowledge: String, Sendable, CaseIterable {
  /// Measured, and other measurements speak about it too, so that it is tested and corrected.
  case redundant
  /// Measured, and nothing else speaks about it, so that it stays as it is.
  case justMeasured = "just_measured"
  /// Measured without any error.
  case exact
  /// Not measured, and fixed by the balances.
  case observable
  /// Not measured, and left open by the balances.
  case unobservable
}

/// Flows that meet all balances.
public struct FlowReconciliation: Sendable, Equatable {
  /// What is known about each flow, in the order of the network.
  public let knowledge: [FlowKnowledge]
  /// The reconciled mass of each flow, in t, in the same order; `nil` where it is unobservable.
  public let values: [Double?]
  /// The standard error of the reconciled mass of each flow, in t; `nil` where it is unobservable.
  public let standardErrors: [Double?]
  /// Measured - reconciled over its standard deviation, per flow, without a unit; `nil` for flows that are
  /// not redundant.
  public let normalisedResiduals: [Double?]
  /// The test whether the measurements agree but for their errors.
  public let test: ChiSquareTest

  /// The largest part of a standard error that counts as rounding.
  private static let rounding = 1e-7

  init(_ estimate: LeastSquaresEstimate, measured: [Int], exact: [Int], of network: FlowNetwork) {
    let flows = network.flows
    test = estimate.test
    var residuals = [Double?](repeating: nil, count: flows.count)
    for (row, flow) in measured.enumerated() { residuals[flow] = estimate.normalisedResiduals[row] }
    normalisedResiduals = residuals
    let fixed = estimate.isDetermined
    knowledge = flows.indices.map { position in
      if exact.contains(position) { return .exact }
      if flows[position].measured != nil { return residuals[position] == nil ? .justMeasured : .redundant }
      return fixed[position] ? .observable : .unobservable
    }
    values = flows.indices.map { position in
      if exact.contains(position) { return flows[position].measured }
      return fixed[position] ? estimate.values[position] : nil
    }
    // A flow that exact ones fix has no error; what the arithmetic leaves is a share of the largest one.
    let largest = estimate.standardDeviations.max() ?? 0
    standardErrors = flows.indices.map { position in
      let error = estimate.standardDeviations[position]
      return fixed[position] ? (error > Self.rounding * largest ? error : 0) : nil
    }
  }

  /// The flow with the largest normalised residual, the first suspect where the test fails; `nil` without redundancy.
  ///
  /// Where several flows are only tested together they have the same residual, and the first of them is given.
  public var suspect: Int? {
    var (largest, found): (Double, Int?) = (0, nil)
    for (flow, residual) in normalisedResiduals.enumerated() {
      // Equal residuals differ by rounding, which must not decide.
      guard let size = residual?.magnitude, size > largest * (1 + 1e-9) else { continue }
      (largest, found) = (size, flow)
    }
    return found
  }
}
