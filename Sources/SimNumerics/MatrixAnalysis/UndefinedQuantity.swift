/// Why a quantity of a projection matrix has no value.
public enum UndefinedQuantity: Error, Sendable, Equatable, CustomStringConvertible {
  /// The dominant eigenvalue is 0: after at most as many steps as there are states nothing is left.
  case noGrowth
  /// Several classes of states grow at the dominant rate, so the outcome depends on the start.
  case severalDominantClasses(Int)
  /// Some states do not reach the class that grows fastest, so the outcome depends on the start.
  case notErgodic
  /// Not every state reaches every other one.
  case reducible
  /// The cycles have a common divisor above 1, so that the states swing for ever with this period.
  case imprimitive(period: Int)
  /// There is one eigenvalue only, or all others are 0, so nothing decays.
  case noSecondEigenvalue
  /// The bound is never passed: the largest (or smallest) size is the one before the first step.
  case noExcursion
  /// The size had not settled after this many steps, because the second eigenvalue lies so near the first.
  case notSettled(steps: Int)
  /// The logarithms of the net reproductive rate and of lambda do not both exist, or lambda is 1.
  case noGenerationTime
  /// The spectral radius of the transient part is this, not below 1: some states are never left.
  case radiusNotBelowOne(Double)
  /// A column (from 1) of the transient part adds up to this, above 1, so it holds no probabilities.
  case columnAboveOne(column: Int, sum: Double)
  /// An entry (from 1) of the transient part is larger than that of the whole matrix.
  case partAboveWhole(row: Int, column: Int)

  /// The reason in one sentence.
  public var description: String {
    switch self {
    case .noGrowth: "the dominant eigenvalue is 0: nothing is left after a few steps"
    case .severalDominantClasses(let count):
      "\(count) separate classes of states grow at the dominant rate, so it depends on the start"
    case .notErgodic: "some states never reach the class that grows fastest, so it depends on the start"
    case .reducible: "the matrix is reducible: not every state reaches every other one"
    case .imprimitive(let period): "the matrix is imprimitive: it swings with a period of \(period) steps"
    case .noSecondEigenvalue: "no eigenvalue but the dominant one differs from 0"
    case .noExcursion: "the size never passes its value before the first step"
    case .notSettled(let steps): "the size has not settled after \(steps) steps"
    case .noGenerationTime: "it asks for rates above 0 and a dominant eigenvalue other than 1"
    case .radiusNotBelowOne(let radius):
      "the spectral radius of the transient part is \(radius); it has to be below 1"
    case .columnAboveOne(let column, let sum):
      "column \(column) of the transient part adds up to \(sum), above 1"
    case .partAboveWhole(let row, let column):
      "row \(row), column \(column) of the transient part is above that of the whole matrix"
    }
  }
}
