internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Runs the members of an ensemble and keeps of each the numbers of a ``MemberLayout``.
///
/// A stage is run again only for what members change: where none changes an input of the housing model all share one
/// ``HousingRecord``, and where none changes a weight also the masses of its events.
public struct MemberRun: Sendable {
  /// Which numbers are kept.
  public let layout: MemberLayout
  /// The run with the central values.
  public let central: RunResult
  private let record: HousingRecord
  private let masses: [EventMasses]?
  private let variesHousing: Bool
  private let stochasticSeed: UInt64?
  /// For every series of the layout its place among those of the housing record or of the mine.
  private let sources: [Source]
  private let targets: [MemberTarget]
  /// What all members share of the cells, not a number elsewhere.
  private var shared: [Double]

  /// Where the values of a series come from.
  private enum Source: Sendable {
    case housing(Int)
    case other(Int)
    case mine(Int)
  }

  /// Runs the central scenario, which decides what is kept.
  ///
  /// - Parameters:
  ///   - family: the scenario and what varies.
  ///   - stochasticSeed: the seed of chance events in whole dwellings, or `nil` for expectations.
  ///   - threads: how many blocks of the central run may be computed side by side.
  /// - Throws: ``SimulationError`` where an account does not close.
  public init(
    _ family: ScenarioFamily, stochasticSeed: UInt64? = nil, threads: Int = 1
  ) throws(SimulationError) {
    let scenario = family.central
    let (central, record) = try Simulation.runRecorded(scenario, threads: threads)
    self.central = central
    let layout = MemberLayout(scenario, series: central.indicators)
    self.layout = layout
    self.record = record
    self.stochasticSeed = stochasticSeed
    variesHousing = family.variesHousing || stochasticSeed != nil
    masses = variesHousing || family.variesContent ? nil : record.masses(of: scenario.mineModel)
    let mine = MineRunner(record, of: scenario).values.heads
    sources = layout.series.map { series in
      if let place = record.values.heads.firstIndex(where: { $0.key == series.key }) {
        return .housing(place)
      }
      if let place = record.otherSeries.firstIndex(where: { $0.key == series.key }) {
        return .other(place)
      }
      guard let place = mine.firstIndex(where: { $0.key == series.key }) else {
        preconditionFailure("no member has the indicator \(series.key)")
      }
      return .mine(place)
    }
    targets = scenario.targets.map { MemberTarget($0, layout) }
    shared = Array(repeating: .nan, count: layout.cellCount)
    if !variesHousing {
      var cells = shared
      writeHousing(record, into: &cells)
      shared = cells
    }
  }

  /// The memory that one thread runs members in, one after the other.
  public func makeRunner() -> MemberRunner {
    MemberRunner(record, of: central.scenario, hasHousing: variesHousing, cells: shared)
  }

  /// Runs one member.
  ///
  /// - Parameters:
  ///   - member: what the member runs with.
  ///   - number: the number of the member, from which its chance events follow.
  ///   - runner: the memory of the thread.
  ///   - cells: its numbers, `layout.cellCount` of them; what they held is replaced.
  /// - Throws: ``SimulationError`` where an account does not close.
  public func run(
    _ member: ScenarioMember, number: Int, using runner: inout MemberRunner, into cells: inout [Double]
  ) throws(SimulationError) {
    try run(member, number: number, using: &runner)
    if cells.count != layout.cellCount { cells = Array(repeating: .nan, count: layout.cellCount) }
    VectorMath.copy(runner.cells, cells.indices, to: &cells)
  }

  /// Runs one member, whose numbers the memory of the thread then holds (``MemberRunner/cells``).
  ///
  /// - Parameters:
  ///   - member: what the member runs with.
  ///   - number: the number of the member, from which its chance events follow.
  ///   - runner: the memory of the thread, made by this run.
  /// - Throws: ``SimulationError`` where an account does not close.
  public func run(
    _ member: ScenarioMember, number: Int, using runner: inout MemberRunner
  ) throws(SimulationError) {
    let scenario = central.scenario
    var housing = record
    if variesHousing {
      housing = try runner.record(
        member, of: scenario, drawing: stochasticSeed.map { HousingDraws(seed: $0, member: number) })
    }
    let siting = scenario.siting?.memberQuestion
    var throughput = siting.map { HubThroughput(of: $0.hubs, member.mineModel.inputs) }
    try runner.mine.run(member.mineModel, effects: member.effects, masses: masses) { year, flows in
      if let siting, year >= siting.openingIndex { throughput?.add(flows.harvest) }
    }
    if variesHousing { writeHousing(housing, into: &runner.cells) }
    writeMine(runner.mine.values, into: &runner.cells)
    for (position, target) in targets.enumerated() {
      let value = target.value(in: runner.cells)
      runner.cells[layout.valueCell(target: position)] = value ?? .nan
      runner.cells[layout.metCell(target: position)] = target.goal.isMet(by: value) ? 1 : 0
    }
    if let siting, let throughput, let prices = member.sitingPrices {
      let detour = member.mineModel.inputs.roadDetourFactor / siting.roadDetourFactor
      let amounts = throughput.tonnesPerYear.map { $0 * detour }
      runner.evaluate(siting, amounts, prices)
      write(runner.costs, siting, amounts, prices, into: &runner.cells)
    }
  }

  /// The cells in which members may differ, as ranges that do not touch, and what all of them have in the others.
  ///
  /// Where members share one housing record, its indicators are the same for all of them.
  ///
  /// - Returns: ranges of cells in their order, and one value per cell of the layout, not-a-number where members differ or
  ///   there is none.
  public func varyingCells() -> (ranges: [Range<Int>], shared: [Double]) {
    guard !variesHousing else { return ([0..<layout.cellCount], shared) }
    var ranges: [Range<Int>] = []
    func add(_ cells: Range<Int>) {
      if let last = ranges.last, last.upperBound == cells.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<cells.upperBound
      } else {
        ranges.append(cells)
      }
    }
    for (series, source) in zip(layout.series, sources) {
      guard case .mine = source else { continue }
      let first = layout.cell(series, year: series.firstYear, position: 0)
      add(first..<first + series.yearCount * layout.zones.count)
    }
    add(layout.indicatorCellCount..<layout.cellCount)
    return (ranges, shared)
  }

  private func writeHousing(_ housing: HousingRecord, into cells: inout [Double]) {
    for (series, source) in zip(layout.series, sources) {
      let start = layout.cell(series, year: series.firstYear, position: 0)
      switch source {
      case .housing(let place): copy(housing.values, place, series, to: start, of: &cells)
      case .other(let place):
        var cell = start
        for year in housing.otherSeries[place].values {
          for value in year {
            cells[cell] = value ?? .nan
            cell += 1
          }
        }
      case .mine: break
      }
    }
  }

  private func writeMine(_ mine: IndicatorBlock, into cells: inout [Double]) {
    for (series, source) in zip(layout.series, sources) {
      guard case .mine(let place) = source else { continue }
      copy(mine, place, series, to: layout.cell(series, year: series.firstYear, position: 0), of: &cells)
    }
  }

  private func copy(
    _ block: IndicatorBlock, _ place: Int, _ series: MemberLayout.Series, to start: Int,
    of cells: inout [Double]
  ) {
    let from = block.offset(indicator: place, year: series.firstYear - block.firstYear)
    VectorMath.copy(block.values, from..<from + series.yearCount * layout.zones.count, to: &cells, at: start)
  }

  private func write(
    _ costs: HubOptionCosts?, _ siting: MemberSiting, _ tonnes: [Double], _ prices: SitingPrices,
    into cells: inout [Double]
  ) {
    guard let costs else { return }
    let range = FlowRange(costs, siting.options, tonnes: tonnes, euroPerTonneKm: prices.euroPerTonneKm)
    cells[layout.flipCells.below] = range.optionBelow == nil ? .nan : range.lowest
    cells[layout.flipCells.above] = range.optionAbove == nil ? .nan : range.highest
    for option in layout.siteOptions.indices {
      cells[layout.costCell(option: option)] = costs.euro[option]
      cells[layout.regretCell(option: option)] = costs.regret(ofOption: option)
      cells[layout.bestCell(option: option)] = option == costs.best ? 1 : 0
      cells[layout.workCell(option: option)] = costs.tonneKilometres[option]
    }
  }
}

/// The memory of a thread that runs members one after the other.
public struct MemberRunner: ~Copyable {
  /// The numbers of the last member, as many as the layout of the run has.
  public internal(set) var cells: [Double]
  private var housing: HousingMemory?
  var mine: MineRunner
  private(set) var costs: HubOptionCosts?

  init(_ record: HousingRecord, of scenario: Scenario, hasHousing: Bool, cells: [Double]) {
    self.cells = cells
    housing = hasHousing ? HousingMemory(scenario) : nil
    mine = MineRunner(record, of: scenario)
    costs = scenario.siting?.memberQuestion.map { HubOptionCosts($0.options) }
  }

  /// Runs the housing model of a member, which the mine then takes.
  mutating func record(
    _ member: ScenarioMember, of scenario: Scenario, drawing draws: HousingDraws?
  ) throws(SimulationError) -> HousingRecord {
    guard var memory = housing.take() else {
      preconditionFailure("this memory has no housing model")
    }
    do {
      try memory.take(member.housing, member.mineModel)
    } catch {
      throw SimulationError.member(error)
    }
    let record = try HousingRecord(
      scenario, member.mineModel, member.households, member.funding, using: &memory, drawing: draws)
    housing = consume memory
    mine.take(record)
    return record
  }

  /// What every choice of sites costs a member.
  mutating func evaluate(_ siting: MemberSiting, _ tonnes: [Double], _ prices: SitingPrices) {
    // Amounts and prices were checked when they were read; a negative one would be a fault of ours.
    try? costs?.evaluate(
      siting.options, tonnes: tonnes, euroPerTonneKm: prices.euroPerTonneKm, euroPerHub: prices.euroPerHub)
  }
}

/// A target with the cells that its value is made of.
private struct MemberTarget: Sendable {
  let goal: Scenario.Target
  private let cells: [Int]

  init(_ goal: Scenario.Target, _ layout: MemberLayout) {
    self.goal = goal
    let position = goal.zone.flatMap { layout.zones.firstIndex(of: $0) } ?? layout.zones.count - 1
    guard let series = layout.series.first(where: { $0.key == goal.indicator }) else {
      cells = []
      return
    }
    let known = series.firstYear..<series.firstYear + series.yearCount
    let years = goal.years.filter(known.contains)
    let used = series.kind == .flow ? years : years.last.map { [$0] } ?? []
    cells = used.map { layout.cell(series, year: $0, position: position) }
  }

  /// The sum of a flow or the last value of a state; `nil` without values.
  func value(in all: [Double]) -> Double? {
    let known = cells.lazy.map { all[$0] }.filter { !$0.isNaN }
    return known.isEmpty ? nil : known.reduce(0, +)
  }
}
