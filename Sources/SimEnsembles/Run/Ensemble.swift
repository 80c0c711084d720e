internal import Dispatch
internal import SimNumerics
public import SimScenarios
internal import Synchronization

/// An ensemble that is ready to run: its scenario read and checked, its central run done, its draws decided.
///
/// Members come in blocks; which members a block has, and what it gives, depends on the plan alone. Threads, shards and
/// ranks take blocks, and an ``EnsembleState`` is the same however they were divided.
public struct Ensemble: Sendable {
  /// What is run.
  public let plan: EnsemblePlan
  /// The scenario whose numbers vary.
  public let family: ScenarioFamily
  /// The draws of every member.
  public let sampler: Sampler
  /// How a member is run, and what is kept of it.
  public let run: MemberRun
  let identity: EnsembleIdentity
  let statistics: StatisticsLayout
  /// Which cells of the members have statistics.
  let kept: KeptCells
  /// How members are written, where they are.
  private let rows: MemberRows?

  /// Reads the scenario of a plan and runs it with its central values.
  ///
  /// - Parameters:
  ///   - plan: what is run.
  ///   - threads: how many blocks of the central run may be computed side by side.
  ///   - files: where files are read from.
  /// - Throws: ``EnsembleError`` where the scenario, a name or the number of members is wrong.
  public init(
    _ plan: EnsemblePlan, threads: Int = 1, files: any InputFiles = DiskFiles()
  ) throws(EnsembleError) {
    self.plan = plan
    family = try Self.family(of: plan, files: files)
    do {
      sampler = try Sampler(
        seed: plan.seed,
        parameters: family.parameters.map {
          UncertainParameter(name: $0.name, distribution: $0.distribution, group: $0.group)
        }, design: plan.design, members: plan.members)
    } catch {
      throw .sampling(error)
    }
    do {
      run = try MemberRun(family, stochasticSeed: plan.isStochastic ? plan.seed : nil, threads: threads)
    } catch {
      throw .simulation(member: -1, error)
    }
    identity = try EnsembleIdentity(plan, family)
    // Small blocks of many cells, large ones of few: a block takes 4 to 8 megabytes, for which the system has large pages.
    kept = KeptCells(run)
    let cells = kept.count
    let members = ((1 << 19) + cells - 1) / max(1, cells)
    let blockSize = max(8, min(1024, VectorMath.powerOfTwo(atLeast: members)))
    statistics = StatisticsLayout(
      cells: cells, members: plan.members, bytes: plan.memory, blockSize: blockSize)
    rows = plan.keepsMembers ? MemberRows(run.layout) : nil
  }

  private static func family(
    of plan: EnsemblePlan, files: any InputFiles
  ) throws(EnsembleError) -> ScenarioFamily {
    let all: ScenarioFamily
    do {
      all = try ScenarioFamily.load(plan.scenario, overrides: plan.overrides, files: files)
    } catch {
      throw .scenario(error)
    }
    let names = all.parameters.map(\.name)
    for pattern in plan.only where !names.contains(where: NamePattern(pattern).matches) {
      throw .noSuchParameter(pattern: pattern, nearest: NearestKey.nearest(to: pattern, among: names))
    }
    let family = plan.only.isEmpty ? all : all.varying(plan.only.map(NamePattern.init))
    guard !family.parameters.isEmpty || plan.isStochastic else {
      throw .nothingVaries(scenario: plan.scenario)
    }
    return family
  }

  /// The state without any member.
  public var emptyState: EnsembleState {
    EnsembleState(identity, layout: statistics, targetCount: run.layout.targets.count)
  }

  /// The number of blocks of the whole ensemble.
  public var blockCount: Int { emptyState.blockCount }

  /// The members of a block.
  ///
  /// - Parameter block: the number of the block, from 0 and below ``blockCount``.
  /// - Returns: the numbers of its members, counted from 0 over the whole ensemble.
  public func members(ofBlock block: Int) -> Range<Int> {
    let start = block * statistics.blockSize
    return start..<min(plan.members, start + statistics.blockSize)
  }

  /// Runs blocks and adds them to a state.
  ///
  /// - Parameters:
  ///   - blocks: the blocks, none of them in the state.
  ///   - state: what is known so far; also after an error the blocks that were complete are in it.
  ///   - threads: how many blocks may run side by side; the state does not depend on it.
  ///   - keep: called with the rows of every block where the plan keeps members, before the block is in the state, on any
  ///     thread, several calls at a time.
  ///   - progress: called after every block with the number of members that have run, on any thread, one call at a time;
  ///     what it returns says whether to go on.
  /// - Throws: ``EnsembleError`` of the first block that has one.
  public func run(
    blocks: [Int], into state: inout EnsembleState, threads: Int = 1,
    keeping keep: @Sendable (_ rows: [UInt8], _ block: Int) throws(EnsembleError) -> Void = { _, _ in },
    progress: @Sendable (_ members: Int, _ state: EnsembleState) -> Bool = { _, _ in true }
  ) throws(EnsembleError) {
    let shared = Mutex(Progress(state: state))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks.count))) { _ in
      var position = next.add(1, ordering: .relaxed).oldValue
      while position < blocks.count, shared.withLock({ $0.goesOn }) {
        let result = Result { () throws(EnsembleError) in
          let outputs = try outputs(ofBlock: blocks[position])
          if let rows = outputs.rows { try keep(rows, blocks[position]) }
          return outputs
        }
        shared.withLock { shared in
          shared.add(result, block: blocks[position])
          if shared.goesOn { shared.goesOn = progress(shared.members, shared.state) }
        }
        position = next.add(1, ordering: .relaxed).oldValue
      }
    }
    let end = shared.withLock { $0 }
    state = end.state
    if let failure = end.failure { throw failure.error }
  }

  /// What the members of a block gave.
  struct BlockOutputs: Sendable {
    let node: StatisticsNode
    let met: [UInt8]
    let members: Int
    /// The rows of `members.csv`, where members are kept.
    let rows: [UInt8]?
  }

  /// Runs the members of a block one after the other.
  func outputs(ofBlock block: Int) throws(EnsembleError) -> BlockOutputs {
    let members = members(ofBlock: block)
    var outputs = VectorMath.unwritten(members.count * statistics.cells)
    var met: [UInt8] = []
    var values = [Double](repeating: 0, count: family.parameters.count)
    var runner = run.makeRunner()
    var text: [UInt8] = []
    for member in members {
      sampler.values(member: member, into: &values)
      try evaluate(values, member: member, &runner)
      kept.write(runner.cells, to: &outputs, at: (member - members.lowerBound) * statistics.cells)
      rows?.append(member: member, runner.cells, to: &text)
      for target in run.layout.targets.indices {
        met.append(runner.cells[run.layout.metCell(target: target)] == 1 ? 1 : 0)
      }
    }
    return BlockOutputs(
      node: StatisticsNode(outputs: outputs, members: members.count, layout: statistics), met: met,
      members: members.count, rows: rows == nil ? nil : text)
  }

  /// Runs the scenario with the values of its uncertain numbers; the runner then holds the numbers of the member.
  func evaluate(
    _ values: [Double], member: Int, _ runner: inout MemberRunner
  ) throws(EnsembleError) {
    let inputs: ScenarioMember
    do {
      inputs = try family.member(values)
    } catch {
      throw .member(member, error)
    }
    do {
      try run.run(inputs, number: member, using: &runner)
    } catch {
      throw .simulation(member: member, error)
    }
  }
}

/// What the threads of an ensemble have in common.
private struct Progress: Sendable {
  var state: EnsembleState
  var members = 0
  var goesOn = true
  var failure: (block: Int, error: EnsembleError)?

  init(state: EnsembleState) { self.state = state }

  mutating func add(_ result: Result<Ensemble.BlockOutputs, EnsembleError>, block: Int) {
    do throws(EnsembleError) {
      let outputs = try result.get()
      try insert(outputs, block: block)
      members += outputs.members
    } catch {
      fail(error, block: block)
    }
  }

  private mutating func insert(_ outputs: Ensemble.BlockOutputs, block: Int) throws(EnsembleError) {
    do {
      try state.insert(outputs.node, met: outputs.met, block: block)
    } catch {
      throw .statistics(error)
    }
  }

  /// The error of the lowest block is the one that is reported.
  private mutating func fail(_ error: EnsembleError, block: Int) {
    goesOn = false
    if failure.map({ block < $0.block }) ?? true { failure = (block, error) }
  }
}
