/// Where the chains of a family may have entries, and where they have some once states are taken out.
///
/// States are taken out from the last to the first: all that leads to state k is led on to where k leads. What can come of
/// that depends on the places of the entries alone, so it is found once for all chains (symbolic elimination).
///
/// Source: D. J. Rose and R. E. Tarjan (1978), SIAM Journal on Applied Mathematics 34:176-197.
public struct SojournPattern: Sendable {
  /// One possible move.
  public struct Move: Sendable, Hashable {
    /// The state that is left.
    public let from: Int
    /// The state that is reached.
    public let to: Int

    /// Makes a move.
    ///
    /// - Parameters:
    ///   - from: the state that is left, from 0.
    ///   - to: the state that is reached, from 0; both have to be states of the pattern that the move is given to.
    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  /// The number of states.
  public let order: Int
  /// The neighbours of every state: first its sources, then its targets.
  let neighbours: [Int]
  /// Where the sources of every state start, and its targets: two entries per state, and the end.
  private let starts: [Int]

  /// Finds what moves lead to.
  ///
  /// - Parameters:
  ///   - order: the number of states.
  ///   - moves: the possible moves; those of a state to itself may be left out.
  public init(order: Int, moves: some Sequence<Move>) {
    self.order = order
    var leads = [Bool](repeating: false, count: order * order)
    for move in moves {
      precondition(
        (0..<order).contains(move.from) && (0..<order).contains(move.to), "\(move) among \(order) states")
      leads[move.from * order + move.to] = true
    }
    var found = [(sources: [Int], targets: [Int])](repeating: ([], []), count: order)
    for state in (0..<order).reversed() {
      let sources = (0..<state).filter { leads[$0 * order + state] }
      let targets = (0..<state).filter { leads[state * order + $0] }
      for source in sources {
        for target in targets { leads[source * order + target] = true }
      }
      found[state] = (sources, targets)
    }
    var (neighbours, starts) = ([Int](), [0])
    for state in found {
      for part in [state.sources, state.targets] {
        neighbours += part
        starts.append(neighbours.count)
      }
    }
    (self.neighbours, self.starts) = (neighbours, starts)
  }

  /// The pattern of one chain, column = from, row = to.
  init(of chain: Matrix) {
    self.init(
      order: chain.columns,
      moves: (0..<chain.storage.count).lazy.filter { chain.storage[$0] > 0 }.map {
        Move(from: $0 % chain.columns, to: $0 / chain.columns)
      })
  }

  /// Where in ``neighbours`` the earlier states stand from which a state may be reached when it is taken out, ascending.
  func sources(of state: Int) -> Range<Int> { starts[2 * state]..<starts[2 * state + 1] }

  /// Where in ``neighbours`` the earlier states stand to which it may then lead, ascending.
  func targets(of state: Int) -> Range<Int> { starts[2 * state + 1]..<starts[2 * state + 2] }
}
