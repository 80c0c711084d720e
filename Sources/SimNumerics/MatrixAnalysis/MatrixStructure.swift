/// Which states of a projection matrix reach which others, from the zeros of the matrix alone, hence exact.
///
/// A class is a largest set of states that all reach each other. A matrix is irreducible where all states form one
/// class with at least one way through it, and primitive where moreover the lengths of its cycles have no common
/// divisor. The 1 x 1 zero matrix is reducible.
///
/// Source: H. Caswell (2001), Matrix Population Models, 2nd ed., section 4.5; I. Stott, S. Townley, D. Carslake and
/// D. J. Hodgson (2010), Methods in Ecology and Evolution 1:242-252 (ergodicity of reducible matrices).
public struct MatrixStructure: Sendable, Equatable {
  /// The classes, each ascending; in the order of their first state.
  public let classes: [[Int]]
  /// Per class the greatest common divisor of the lengths of its cycles; 0 for a state without a way back.
  public let periods: [Int]
  /// For every state the states that it reaches in any number of steps, itself included.
  private let reached: [[Bool]]

  /// Finds the classes of a matrix.
  ///
  /// - Parameter matrix: a square matrix, column = from, row = to; every entry that is not 0 is a way.
  public init(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "a \(matrix.rows) x \(matrix.columns) matrix has no states")
    let ways = (0..<matrix.columns).map { from in
      (0..<matrix.rows).filter { matrix[$0, from] != 0 }
    }
    let reached = ways.indices.map { Self.reach(from: $0, ways) }
    var classes: [[Int]] = []
    for state in ways.indices where !classes.contains(where: { $0.contains(state) }) {
      classes.append(ways.indices.filter { reached[state][$0] && reached[$0][state] })
    }
    self.reached = reached
    self.classes = classes
    periods = classes.map { Self.period(of: $0, ways) }
  }

  /// Whether every state reaches every other one.
  public var isIrreducible: Bool { classes.count == 1 && periods[0] > 0 }

  /// Whether some power of the matrix has no zero: irreducible, and its cycles have no common divisor.
  public var isPrimitive: Bool { isIrreducible && periods[0] == 1 }

  /// Whether a state reaches another one in any number of steps, 0 included.
  ///
  /// - Parameters:
  ///   - state: the state to start from, from 0 (a column).
  ///   - other: the state to get to, from 0 (a row).
  /// - Returns: whether there is a way; every state reaches itself.
  public func reaches(_ state: Int, _ other: Int) -> Bool { reached[state][other] }

  private static func reach(from start: Int, _ ways: [[Int]]) -> [Bool] {
    var seen = [Bool](repeating: false, count: ways.count)
    var open = [start]
    seen[start] = true
    while let state = open.popLast() {
      for next in ways[state] where !seen[next] {
        seen[next] = true
        open.append(next)
      }
    }
    return seen
  }

  /// The common divisor of the cycles: of level(u) + 1 - level(v) over all ways u -> v, with levels by breadth first.
  private static func period(of states: [Int], _ ways: [[Int]]) -> Int {
    let members = Set(states)
    var level = [states[0]: 0]
    var queue = [states[0]]
    var divisor = 0
    var head = 0
    while head < queue.count {
      let state = queue[head]
      let next = (level[state] ?? 0) + 1
      head += 1
      for target in ways[state] where members.contains(target) {
        if let known = level[target] {
          divisor = greatestCommonDivisor(divisor, (next - known).magnitude)
        } else {
          level[target] = next
          queue.append(target)
        }
      }
    }
    return divisor
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: UInt) -> Int {
    var (larger, smaller) = (UInt(first), second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return Int(larger)
  }
}
