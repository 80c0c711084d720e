/// What is the same in every step of a year: the mass of the year over the number of steps.
struct StandingYear: Sendable {
  /// Suitable kg per step, grades x zones.
  private(set) var offered: [Double]
  /// Demand in kg per step that a grade and worse ones may meet, grades x zones.
  private(set) var wanted: [Double]
  /// Demand in kg per step, zones x streams.
  private(set) var demand: [Double]
  /// Whether a new use asks for a grade, per grade.
  private(set) var isAsked: [Bool]
  /// The grades that each zone offers, zone by zone; those of a zone begin at its start.
  private(set) var offers: [Int] = []
  private(set) var offerStarts: [Int]
  /// The grades that each zone asks for, zone by zone: stream by stream, the worst grade first.
  private(set) var asks: [Int] = []
  private(set) var askStarts: [Int]
  /// What the zones nearest to each hub offer in kg per step, per capacity group of all hubs.
  private(set) var intake: [Double]
  /// The same after refurbishment in m3 and in kg, per hub.
  private(set) var intakeM3: [Double]
  private(set) var intakeKg: [Double]
  /// Whether the nearest open hub has a line for all that is offered.
  private(set) var hasLines = true
  /// The books of a step before anything moves.
  private(set) var books: StepLedger

  init(zoneCount: Int, streamCount: Int, gradeCount: Int, hubCount: Int, groupCount: Int) {
    offered = Array(repeating: 0, count: gradeCount * zoneCount)
    wanted = offered
    demand = Array(repeating: 0, count: zoneCount * streamCount)
    isAsked = Array(repeating: false, count: gradeCount)
    offerStarts = Array(repeating: 0, count: zoneCount + 1)
    askStarts = offerStarts
    offers.reserveCapacity(offered.count)
    asks.reserveCapacity(offered.count)
    intake = Array(repeating: 0, count: groupCount)
    intakeM3 = Array(repeating: 0, count: hubCount)
    intakeKg = intakeM3
    books = StepLedger(streamCount: streamCount, hubCount: hubCount)
  }

  /// Prepares a year, and books in its tables what no hub changes: what is not dismantled, finds no hub or fails.
  ///
  /// Where no hub is open nothing is inspected and nothing is refused.
  mutating func prepare(_ model: MineModel, nearestOpenHub: [Int], _ result: inout MineFlows) {
    books.reset()
    offers.removeAll(keepingCapacity: true)
    asks.removeAll(keepingCapacity: true)
    for grade in isAsked.indices { isAsked[grade] = false }
    emptyIntake()
    let streams = result.streamCount
    let share = 1 / Double(result.stepCount)
    for zone in nearestOpenHub.indices {
      for stream in 0..<streams {
        let collected = result.harvest.careful[zone * streams + stream]
        demand[zone * streams + stream] = result.harvest.demand[zone * streams + stream] * share
        let suitable = divide(collected * share, zone, stream, nearestOpenHub.count, model.streams) / share
        book(zone, stream, collected: collected, suitable: suitable, hub: nearestOpenHub[zone], &result)
      }
      offerStarts[zone + 1] = offers.count
      if nearestOpenHub[zone] >= 0 { addIntake(of: zone, at: nearestOpenHub[zone], model) }
      askStarts[zone + 1] = asks.count
    }
  }

  private mutating func emptyIntake() {
    hasLines = true
    for group in intake.indices { intake[group] = 0 }
    for hub in intakeM3.indices {
      intakeM3[hub] = 0
      intakeKg[hub] = 0
    }
  }

  /// Adds what a zone offers to what its nearest open hub is to take in.
  private mutating func addIntake(of zone: Int, at hub: Int, _ model: MineModel) {
    for position in offerStarts[zone]..<offerStarts[zone + 1] {
      let grade = offers[position]
      let stream = model.streams.streams[grade]
      let line = hub * books.streamCount + stream
      let mass = offered[grade * (offerStarts.count - 1) + zone]
      guard model.plan.groups[line] >= 0 else {
        hasLines = false
        continue
      }
      intake[model.plan.groups[line]] += mass
      intakeKg[hub] += mass * model.plan.yields[line]
      intakeM3[hub] += mass * model.plan.yields[line] * model.streams.storedM3PerKg[stream]
    }
  }

  /// Divides what a step collects and asks for among the grades of a stream; returns the mass that is suitable.
  private mutating func divide(
    _ collected: Double, _ zone: Int, _ stream: Int, _ zones: Int, _ plan: StreamPlan
  ) -> Double {
    let asked = demand[zone * (demand.count / zones) + stream]
    var suitable = 0.0
    let grades = plan.firstGrades[stream]..<plan.firstGrades[stream + 1]
    for grade in grades {
      let mass = collected * plan.potential[grade]
      offered[grade * zones + zone] = mass
      suitable += mass
      if mass > 0 { offers.append(grade) }
    }
    var grade = grades.upperBound
    while grade > grades.lowerBound {
      grade -= 1
      let mass = asked * plan.acceptedShare[grade]
      wanted[grade * zones + zone] = mass
      guard mass > 0 else { continue }
      isAsked[grade] = true
      asks.append(grade)
    }
    return suitable
  }

  /// Books the year in the tables and a step of it in the books.
  private mutating func book(
    _ zone: Int, _ stream: Int, collected: Double, suitable: Double, hub: Int, _ result: inout MineFlows
  ) {
    let share = 1 / Double(result.stepCount)
    let released = result.harvest.released[zone * result.streamCount + stream]
    let demand = result.harvest.demand[zone * result.streamCount + stream]
    guard released > 0 || demand > 0 else { return }
    let careless = released - collected
    let flows = result.offset(zone: zone, stream: stream, flow: .released)
    let causes = result.offset(zone: zone, stream: stream, cause: .notDismantled)
    result.materials[flows] = released
    result.materials[flows + MaterialFlow.demand.position] = demand
    result.unused[causes] = careless
    books[.released, stream] += released * share
    books[.demand, stream] += demand * share
    books[.notDismantled, stream] += careless * share
    guard collected > 0 else { return }
    let failed = hub < 0 ? collected : max(0, collected - suitable)
    let cause: UnusedCause = hub < 0 ? .noHub : .refusedUnsuitable
    result.unused[causes + cause.position] = failed
    books[cause, stream] += failed * share
    if hub >= 0 { books[.refusedUnsuitable, hub, stream] += failed * share }
  }
}
