internal import SimNumerics

/// What is the same in every step of a year: the mass of the year over the number of steps.
struct StandingYear: Sendable {
  /// Suitable kg per step, grades x zones.
  private(set) var offered: [Double]
  /// Demand in kg per step that a grade and worse ones may meet, grades x zones.
  private(set) var wanted: [Double]
  /// Demand in kg per step, streams x zones.
  private(set) var demand: [Double]
  /// What is suitable of the zone at hand in kg per year, per stream.
  private var suitable: [Double]
  /// Whether a new use asks for a grade, per grade.
  private(set) var isAsked: [Bool]
  /// The grades that each zone offers, zone by zone; those of a zone begin at its start.
  private(set) var offers: [Int] = []
  private(set) var offerStarts: [Int]
  /// The grades that each zone asks for and stores may hold, zone by zone: stream by stream, the worst grade first.
  private(set) var asks: [Int] = []
  private(set) var askStarts: [Int]
  /// What the zones nearest to each hub offer in kg per step, per capacity group of all hubs.
  private(set) var intake: [Double]
  /// The same after refurbishment in m3 and in kg, per hub.
  private(set) var intakeM3: [Double]
  private(set) var intakeKg: [Double]
  /// What the zones nearest to each hub offer in kg per step, hubs x grades.
  private(set) var received: [Double]
  /// What of it comes out of refurbishment in kg per step, by zone of release, hubs x grades x zones.
  private(set) var refurbished: [Double]
  /// How many steps of the year took in all that was offered.
  var fullSteps = 0
  /// Whether the nearest open hub has a line for all that is offered.
  private(set) var hasLines = true
  /// The books of a step before anything moves.
  private(set) var books: StepLedger

  init(zoneCount: Int, streamCount: Int, gradeCount: Int, hubCount: Int, groupCount: Int) {
    offered = Array(repeating: 0, count: gradeCount * zoneCount)
    wanted = offered
    demand = Array(repeating: 0, count: zoneCount * streamCount)
    suitable = Array(repeating: 0, count: streamCount)
    isAsked = Array(repeating: false, count: gradeCount)
    offerStarts = Array(repeating: 0, count: zoneCount + 1)
    askStarts = offerStarts
    offers.reserveCapacity(offered.count)
    asks.reserveCapacity(offered.count)
    intake = Array(repeating: 0, count: groupCount)
    intakeM3 = Array(repeating: 0, count: hubCount)
    intakeKg = intakeM3
    received = Array(repeating: 0, count: hubCount * gradeCount)
    refurbished = Array(repeating: 0, count: hubCount * gradeCount * zoneCount)
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
    let share = 1 / Double(result.stepCount)
    for zone in nearestOpenHub.indices {
      divide(zone, result.harvest, share, model.streams)
      book(zone, hub: nearestOpenHub[zone], share, &result)
      offerStarts[zone + 1] = offers.count
      if nearestOpenHub[zone] >= 0 { addIntake(of: zone, at: nearestOpenHub[zone], model) }
      askStarts[zone + 1] = asks.count
    }
    coverDemand(model.streams, &result)
  }

  private mutating func emptyIntake() {
    hasLines = true
    fullSteps = 0
    VectorMath.clear(&received)
    VectorMath.clear(&refurbished)
    for group in intake.indices { intake[group] = 0 }
    for hub in intakeM3.indices {
      intakeM3[hub] = 0
      intakeKg[hub] = 0
    }
  }

  /// Adds what a zone offers to what its nearest open hub is to take in.
  private mutating func addIntake(of zone: Int, at hub: Int, _ model: MineModel) {
    let (zones, first) = (offerStarts.count - 1, hub * isAsked.count)
    for position in offerStarts[zone]..<offerStarts[zone + 1] {
      let grade = offers[position]
      let stream = model.streams.streams[grade]
      let line = hub * books.streamCount + stream
      let mass = offered[grade * zones + zone]
      received[first + grade] += mass
      refurbished[(first + grade) * zones + zone] = mass * model.plan.yields[line]
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
  func bookIntake(_ plan: StreamPlan, nearestOpenHub: [Int], _ result: inout MineFlows) {
    let (zones, steps) = (offerStarts.count - 1, Double(fullSteps))
    for zone in nearestOpenHub.indices where nearestOpenHub[zone] >= 0 {
      let inward = result.offset(leg: .toHub, zone: zone, hub: nearestOpenHub[zone], stream: 0)
      for position in offerStarts[zone]..<offerStarts[zone + 1] {
        let grade = offers[position]
        result.transport[inward + plan.streams[grade]] += offered[grade * zones + zone] * steps
      }
    }
  }

  /// Divides what a zone collects and asks for in a step among the grades of every stream.
  private mutating func divide(_ zone: Int, _ harvest: YearHarvest, _ share: Double, _ plan: StreamPlan) {
    let zones = askStarts.count - 1
    for stream in suitable.indices {
      let collected = harvest.careful[zone * suitable.count + stream] * share
      let asked = harvest.demand[zone * suitable.count + stream] * share
      let grades = plan.firstGrades[stream]..<plan.firstGrades[stream + 1]
      demand[stream * zones + zone] = asked
      var mass = 0.0
      for grade in grades {
        let offer = collected * plan.potential[grade]
        offered[grade * zones + zone] = offer
        wanted[grade * zones + zone] = asked * plan.acceptedShare[grade]
        mass += offer
        if offer > 0 { offers.append(grade) }
      }
      suitable[stream] = mass / share
      var grade = grades.upperBound
      while grade > grades.lowerBound {
        grade -= 1
        guard plan.potential[grade] > 0, wanted[grade * zones + zone] > 0 else { continue }
        isAsked[grade] = true
        asks.append(grade)
      }
    }
  }

  /// Books the year of a zone in the tables and a step of it in the books.
  private mutating func book(_ zone: Int, hub: Int, _ share: Double, _ result: inout MineFlows) {
    let cause: UnusedCause = hub < 0 ? .noHub : .refusedUnsuitable
    for stream in 0..<result.streamCount {
      let cell = zone * result.streamCount + stream
      let released = result.harvest.released[cell]
      let demand = result.harvest.demand[cell]
      guard released > 0 || demand > 0 else { continue }
      let collected = result.harvest.careful[cell]
      let careless = released - collected
      result.materials[cell * MaterialFlow.count + MaterialFlow.released.position] = released
      result.materials[cell * MaterialFlow.count + MaterialFlow.demand.position] = demand
      result.unused[cell * UnusedCause.count + UnusedCause.notDismantled.position] = careless
      books[.released, stream] += released * share
      books[.demand, stream] += demand * share
      books[.notDismantled, stream] += careless * share
      guard collected > 0 else { continue }
      let failed = hub < 0 ? collected : max(0, collected - suitable[stream])
      result.unused[cell * UnusedCause.count + cause.position] = failed
      books[cause, stream] += failed * share
      if hub >= 0 { books[.refusedUnsuitable, hub, stream] += failed * share }
    }
  }

  /// Books how the demand for streams that no store gives is met, and where all is treated that is released of them.
  private mutating func coverDemand(_ plan: StreamPlan, _ result: inout MineFlows) {
    let zones = askStarts.count - 1
    let (steps, count) = (Double(result.stepCount), result.streamCount)
    var materials = result.materials.mutableSpan
    for stream in plan.standingStreams {
      for zone in 0..<zones where demand[stream * zones + zone] > 0 {
        let asked = demand[stream * zones + zone]
        let second = min(plan.secondaryShareOfDemand[stream] * asked, asked)
        let first = (zone * count + stream) * MaterialFlow.count
        materials[first + MaterialFlow.demandRecycled.position] = second * steps
        materials[first + MaterialFlow.demandPrimary.position] = (asked - second) * steps
        books[.demandRecycled, stream] += second
        books[.demandPrimary, stream] += asked - second
      }
      books.treat(books[.released, stream], stream, plan.treatment[stream])
    }
  }
}
