/// Why a year of the mine could not be taken.
public enum MineStepError: Error, Equatable, CustomStringConvertible {
  /// Mass was lost or made.
  case balance(MineBalanceError)
  /// The dispatch programme of a step has no proven best plan.
  case dispatch(year: Int, step: Int, status: String)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .balance(let error): "\(error)"
    case .dispatch(let year, let step, let status):
      "the dispatch programme of year \(year), step \(step) ended as \(status), not as optimal"
    }
  }
}
