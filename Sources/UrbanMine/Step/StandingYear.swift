internal import SimNumerics

/// What is the same in every step of a year: the mass of the year over the number of steps.
struct StandingYear: Sendable {
  /// The shape of the tables.
  private let shape: StoreShape
  /// Suitable kg per step, zones x grades.
  private(set) var offered: [Double]
  /// Demand in kg per step that a grade and worse ones may meet, zones x grades.
  private(set) var wanted: [Double]
  /// The demand of all zones in kg per step that a grade and worse ones may meet, per grade.
  private var asked: [Double]
  /// Whether a new use asks for a grade that stores may hold, per grade.
  private(set) var isAsked: [Bool]
  /// What the zones nearest to each hub offer in kg per step, per capacity group of all hubs.
  private(set) var intake: [Double]
  /// The same after refurbishment in m3 and in kg, per hub.
  private(set) var intakeM3: [Double]
  private(set) var intakeKg: [Double]
  /// What the zones nearest to each hub offer in kg per step, hubs x grades.
  private(set) var received: [Double]
  /// What comes out of refurbishment of what each zone offers its nearest hub, in kg per step, zones x grades.
  private(set) var refurbished: [Double]
  /// What fails inspection at each hub in kg per year, hubs x streams.
  private var refusedByHub: [Double]
  /// The sum of a table over the zones in kg per year, per stream.
  private var sums: [Double]
  /// How many steps of the year took in all that was offered.
  var fullSteps = 0
  /// Whether the nearest open hub has a line for all that is offered.
  private(set) var hasLines = true
  /// The books of a step before anything moves.
  private(set) var books: StepLedger

  init(_ shape: StoreShape, groupCount: Int) {
    self.shape = shape
    offered = Array(repeating: 0, count: shape.lot)
    wanted = offered
    refurbished = offered
    asked = Array(repeating: 0, count: shape.grades)
    isAsked = Array(repeating: false, count: shape.grades)
    intake = Array(repeating: 0, count: groupCount)
    intakeM3 = Array(repeating: 0, count: shape.hubs)
    intakeKg = intakeM3
    received = Array(repeating: 0, count: shape.hubs * shape.grades)
    refusedByHub = Array(repeating: 0, count: shape.hubs * shape.streams)
    sums = Array(repeating: 0, count: shape.streams)
    books = StepLedger(streamCount: shape.streams, hubCount: shape.hubs)
  }

  /// Prepares a year, and books in its tables what no hub changes: what is not dismantled, finds no hub or fails.
  ///
  /// Where no hub is open nothing is inspected and nothing is refused.
  mutating func prepare(_ model: MineModel, nearestOpenHub: [Int], _ result: inout MineFlows) {
    let share = 1 / Double(result.stepCount)
    let plan = model.streams
    VectorMath.divide(result.harvest.careful, times: share, by: plan.potential, shape, into: &offered)
    VectorMath.divide(result.harvest.demand, times: share, by: plan.acceptedShare, shape, into: &wanted)
    VectorMath.fold(wanted, wanted.indices, into: &asked, asked.indices)
    for grade in isAsked.indices { isAsked[grade] = plan.potential[grade] > 0 && asked[grade] > 0 }
    books.reset()
    bookHarvest(&result, share)
    inspect(nearestOpenHub, model.plan, &result)
    emptyIntake()
    for hub in intakeM3.indices { measureIntake(hub, model) }
  }

  private mutating func emptyIntake() {
    hasLines = true
    fullSteps = 0
    for group in intake.indices { intake[group] = 0 }
    for hub in intakeM3.indices {
      intakeM3[hub] = 0
      intakeKg[hub] = 0
    }
  }

  /// Books what the events release and ask for, and what of it is taken down without care.
  private mutating func bookHarvest(_ result: inout MineFlows, _ share: Double) {
    let harvest = result.harvest
    let (released, demand, careless) = (
      MaterialFlow.released.position, MaterialFlow.demand.position, UnusedCause.notDismantled.position
    )
    let table = 0..<shape.table
    VectorMath.copy(harvest.released, table, to: &result.materials, at: released * shape.table)
    VectorMath.copy(harvest.demand, table, to: &result.materials, at: demand * shape.table)
    let first = careless * shape.table
    VectorMath.copy(harvest.released, table, to: &result.unused, at: first)
    VectorMath.add(harvest.careful, from: 0, times: -1, to: &result.unused, first..<first + shape.table)
    bookSum(of: result.materials, .flow(.released), table: released, share)
    bookSum(of: result.materials, .flow(.demand), table: demand, share)
    bookSum(of: result.unused, .cause(.notDismantled), table: careless, share)
  }

  /// Books a step of a table over all zones.
  private mutating func bookSum(of tables: [Double], _ row: BookRow, table: Int, _ share: Double) {
    let first = table * shape.table
    VectorMath.fold(tables, first..<first + shape.table, into: &sums, sums.indices)
    books.add(sums, times: share, to: row)
  }

  /// Books what zones collect in vain, what fails inspection or all of it where no hub is open, and adds up what they offer
  /// their nearest hub.
  private mutating func inspect(_ nearestOpenHub: [Int], _ plan: HubPlan, _ result: inout MineFlows) {
    let (noHub, failed) = (UnusedCause.noHub.position, UnusedCause.refusedUnsuitable.position)
    let steps = Double(result.stepCount)
    VectorMath.inspect(
      result.harvest.careful, offered: offered, nearest: nearestOpenHub, yields: plan.gradeYields,
      steps: steps, to: &result.unused, noHub: noHub, refused: failed, refusedByHub: &refusedByHub,
      received: &received, refurbished: &refurbished, shape)
    bookSum(of: result.unused, .cause(.noHub), table: noHub, 1 / steps)
    bookSum(of: result.unused, .cause(.refusedUnsuitable), table: failed, 1 / steps)
    for hub in intakeM3.indices {
      books.add(
        refusedByHub, from: hub * shape.streams, times: 1 / steps, to: .hub(hub, .refusedUnsuitable))
    }
  }

  /// Measures what a hub is to take in: per line, and after refurbishment by mass and volume.
  private mutating func measureIntake(_ hub: Int, _ model: MineModel) {
    for grade in model.streams.storable {
      let mass = received[hub * shape.grades + grade]
      guard mass > 0 else { continue }
      let stream = model.streams.stream(of: grade)
      let line = hub * shape.streams + stream
      guard model.plan.groups[line] >= 0 else {
        hasLines = false
        continue
      }
      intake[model.plan.groups[line]] += mass
      intakeKg[hub] += mass * model.plan.yields[line]
      intakeM3[hub] += mass * model.plan.yields[line] * model.streams.storedM3PerKg[stream]
    }
  }

  /// Books the transport of what was taken in in the steps that took in all that was offered.
  func bookIntake(nearestOpenHub: [Int], _ result: inout MineFlows) {
    guard fullSteps > 0 else { return }
    for zone in nearestOpenHub.indices where nearestOpenHub[zone] >= 0 {
      let inward = result.offset(leg: .toHub, zone: zone, hub: nearestOpenHub[zone], stream: 0)
      for rank in 0..<shape.ranks {
        VectorMath.add(
          offered, from: (zone * shape.ranks + rank) * shape.streams, times: Double(fullSteps),
          to: &result.transport, inward..<inward + shape.streams)
      }
    }
  }
}
