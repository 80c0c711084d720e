/// What an ensemble runs: which scenario, how many members, and how their numbers are drawn.
///
/// Everything that the results depend on stands here; threads, shards and restarts do not.
public struct EnsemblePlan: Sendable, Equatable {
  /// The scenario file.
  public var scenario: String
  /// Texts `key=value` that replace values of the file.
  public var overrides: [String]
  /// The number of members, 1 or more.
  public var members: Int
  /// The seed of all draws.
  public var seed: UInt64
  /// How the members are spread over the unit cube.
  public var design: SampleDesign
  /// Names of the numbers that vary, with `*` for any characters; all uncertain numbers where there are none.
  public var only: [String]
  /// Whether dwellings are whole and events chance, instead of expectations.
  public var isStochastic: Bool
  /// The memory that the statistics may take, in bytes; with more members than fit, quantiles have a stated rank error.
  public var memory: Int
  /// Whether every number of every member is written, to `members.csv`.
  public var keepsMembers: Bool

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - scenario: the scenario file.
  ///   - overrides: texts `key=value` that replace values of the file.
  ///   - members: the number of members, 1 or more.
  ///   - seed: the seed of all draws.
  ///   - design: how the members are spread over the unit cube.
  ///   - only: names of the numbers that vary, with `*` for any characters; all uncertain numbers where there
  ///     are none.
  ///   - isStochastic: whether dwellings are whole and events chance.
  ///   - memory: what the statistics may take, in bytes.
  ///   - keepsMembers: whether every number of every member is written, to `members.csv`.
  public init(
    scenario: String, overrides: [String] = [], members: Int, seed: UInt64 = 1,
    design: SampleDesign = .plain, only: [String] = [], isStochastic: Bool = false,
    memory: Int = 1 << 30, keepsMembers: Bool = false
  ) {
    self.scenario = scenario
    self.overrides = overrides
    self.members = members
    self.seed = seed
    self.design = design
    self.only = only
    self.isStochastic = isStochastic
    self.memory = memory
    self.keepsMembers = keepsMembers
  }
}

/// A part of an ensemble: the blocks of members that one of several jobs runs.
public struct EnsembleShard: Sendable, Equatable, CustomStringConvertible {
  /// Which part, from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// The whole ensemble.
  public static let whole = EnsembleShard(number: 1, of: 1)

  /// A part by its number.
  ///
  /// - Parameters:
  ///   - number: which part, 1 to `count`.
  ///   - count: how many parts there are.
  public init(number: Int, of count: Int) {
    precondition((1...max(1, count)).contains(number), "part \(number) of \(count)")
    self.number = number
    self.count = count
  }

  /// Reads `2/5`: the second of five parts; `nil` unless both numbers are whole and 1 <= number <= count.
  ///
  /// - Parameter text: the number of the part, `/`, and the number of parts.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
      return nil
    }
    self.init(number: number, of: count)
  }

  /// The blocks of this part: as many as every other part has, or one more.
  ///
  /// - Parameter total: the number of blocks of the whole ensemble.
  /// - Returns: the numbers of the blocks, from 0.
  public func blocks(of total: Int) -> Range<Int> {
    func bound(_ part: Int) -> Int {
      let (quotient, rest) = total.quotientAndRemainder(dividingBy: count)
      return part * quotient + part * rest / count
    }
    return bound(number - 1)..<bound(number)
  }

  /// The part as it is written: `2/5`.
  public var description: String { "\(number)/\(count)" }
}
