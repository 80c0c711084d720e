import SimNumerics
import SimTestSupport
import Testing
import UrbanMine

@Suite struct HubOptionCostsTests {
  /// Sites at kilometres 0 and 10 of a road with a zone at each end, one or both open.
  private func road() throws -> HubOptions {
    let kilometres = Matrix(rows: 2, columns: 2, storage: [0, 10, 10, 0])
    return try HubOptions(unitCosts: kilometres, kilometres: kilometres, fixedCosts: [0, 0])
  }

  @Test func `costs are transport of every zone to its nearest site, and the hubs`() throws {
    let options = try road()
    var costs = HubOptionCosts(options)
    try costs.evaluate(options, tonnes: [6, 4], euroPerTonneKm: 2, euroPerHub: 100)
    #expect(options.options == [[0], [1], [0, 1]])
    #expect(costs.tonneKilometres == [40, 60, 0])
    #expect(costs.euro == [180, 220, 200] && costs.best == 0)
    #expect(costs.regret(ofOption: 1) == 40 && costs.regret(ofOption: 0) == 0)
  }

  @Test func `a choice changes where the flow that is saved pays for the hub`() throws {
    let options = try road()
    let tonnes = [6.0, 4]
    var costs = HubOptionCosts(options)
    try costs.evaluate(options, tonnes: tonnes, euroPerTonneKm: 2, euroPerHub: 100)
    // One hub costs 100 + 80 t and two cost 200, so that the second pays from t = 1.25 on.
    let all = FlowRange(costs, options, tonnes: tonnes, euroPerTonneKm: 2)
    #expect(all.highest == 1.25 && all.optionAbove == 2)
    #expect(all.lowest == 0 && all.optionBelow == nil)
    // Less from the first zone: site 1 costs 100 + 120 t against 180, from t = 2 / 3 down.
    let first = FlowRange(costs, options, tonnes: tonnes, zone: 0, euroPerTonneKm: 2)
    expectClose(first.lowest, 2.0 / 3)
    #expect(first.optionBelow == 1 && first.highest == .infinity && first.optionAbove == nil)
  }

  @Test func `without anything to move no flow changes the choice`() throws {
    let options = try road()
    var costs = HubOptionCosts(options)
    try costs.evaluate(options, tonnes: [0, 0], euroPerTonneKm: 2, euroPerHub: 100)
    let range = FlowRange(costs, options, tonnes: [0, 0], euroPerTonneKm: 2)
    #expect(range.lowest == 0 && range.highest == .infinity)
  }

  @Test func `less flow does not change between as many hubs, however dear they are beside transport`() throws
  {
    let options = try road()
    var random = SplitMix64(seed: 7)
    var singles = 0
    for _ in 0..<500 {
      let tonnes = [random.number(in: 0...50), random.number(in: 0...50)]
      let euro = random.number(in: 0.01...2)
      var costs = HubOptionCosts(options)
      try costs.evaluate(options, tonnes: tonnes, euroPerTonneKm: euro, euroPerHub: 300_000)
      guard options.options[costs.best].count == 1 else { continue }
      singles += 1
      let range = FlowRange(costs, options, tonnes: tonnes, euroPerTonneKm: euro)
      #expect(range.lowest == 0 && range.optionBelow == nil)
    }
    #expect(singles > 400)
  }

  @Test(arguments: 0..<30)
  func `members agree with the evaluation of the ensemble, in any order and any blocks`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let example = try RandomRoads(&random)
    let members = Matrix(
      rows: example.members.count, columns: example.zones, storage: example.members.flatMap { $0 })
    let all = try example.options.evaluate(amounts: members)
    var costs = HubOptionCosts(example.options)
    var tallies = [HubOptionTally(optionCount: example.options.options.count)]
    tallies.append(tallies[0])
    for member in example.members.indices.reversed() {
      try costs.evaluate(
        example.options, tonnes: example.members[member], euroPerTonneKm: example.euro, euroPerHub: 30)
      tallies[member % 2].add(costs)
      expectClose(costs.euro[costs.best], all.leastCost[member])
      expectClose(costs.euro.min() ?? 0, all.leastCost[member])
    }
    var merged = tallies[1]
    merged.add(tallies[0])
    tallies[0].add(tallies[1])
    #expect(merged == tallies[0] && merged.memberCount == example.members.count)
    for row in all.rows where row.probabilityBest > 0 {
      #expect(merged.probabilityBest(ofOption: row.option) == row.probabilityBest)
    }
  }

  @Test(arguments: 0..<30)
  func `within its range a choice stays the cheapest, beyond it another one is`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let example = try RandomRoads(&random)
    for (member, tonnes) in example.members.enumerated() {
      let zone = member % 2 == 0 ? nil : member % example.zones
      var costs = HubOptionCosts(example.options)
      try costs.evaluate(example.options, tonnes: tonnes, euroPerTonneKm: example.euro, euroPerHub: 30)
      let chosen = costs.best
      let range = FlowRange(
        costs, example.options, tonnes: tonnes, zone: zone, euroPerTonneKm: example.euro)
      func regret(_ factor: Double) throws -> (regret: Double, scale: Double) {
        var other = costs
        let scaled = tonnes.indices.map { zone == nil || zone == $0 ? tonnes[$0] * factor : tonnes[$0] }
        try other.evaluate(example.options, tonnes: scaled, euroPerTonneKm: example.euro, euroPerHub: 30)
        return (other.regret(ofOption: chosen), other.euro[chosen])
      }
      #expect(range.lowest <= 1 && range.highest >= 1)
      for factor in [range.lowest, min(range.highest, 1e3)] {
        let inside = try regret(1 + 0.999 * (factor - 1))
        #expect(inside.regret <= 1e-12 * inside.scale)
      }
      if range.optionAbove != nil, range.highest > 1 { #expect(try regret(range.highest * 1.01).regret > 0) }
      if range.optionBelow != nil, range.lowest > 1e-6, range.lowest < 1 {
        #expect(try regret(range.lowest * 0.99).regret > 0)
      }
    }
  }

  @Test func `numbers that cannot be are refused by name`() throws {
    let options = try road()
    var costs = HubOptionCosts(options)
    let accepted = "a finite number that is not negative"
    #expect(throws: SitingError.outOfRange("member", "amount of zone 1", -1, accepted)) {
      try costs.evaluate(options, tonnes: [1, -1], euroPerTonneKm: 1, euroPerHub: 1)
    }
    #expect(throws: SitingError.outOfRange("member", "transport (euro/t km)", .infinity, accepted)) {
      try costs.evaluate(options, tonnes: [1, 1], euroPerTonneKm: .infinity, euroPerHub: 1)
    }
    #expect(throws: SitingError.outOfRange("member", "fixed cost (euro/year)", -2, accepted)) {
      try costs.evaluate(options, tonnes: [1, 1], euroPerTonneKm: 1, euroPerHub: -2)
    }
  }

  @Test func `throughput is what is supplied and what it can replace, in the zones of both`() throws {
    // 8 and 0 t of wood supplied, three quarters pass; 2 and 6 t asked for, half may be reused: 4 t move.
    var mine = SmallMine()
    mine.longitudes = [0, 1]
    mine.streams = [SmallMine.stream(potential: 0.75, reuseShare: 0.5)]
    var run = try mine.start()
    let year = try run.year(demolished: [8000, 0], built: [2000, 6000])
    var throughput = HubThroughput(of: [SmallMine.hub()], run.model.inputs)
    #expect(throughput.tonnesPerYear == [0, 0])
    throughput.add(year.harvest)
    expectClose(throughput.tonnesPerYear, [4 + 1, 3])
    throughput.add(try run.year(demolished: [0, 0], built: [0, 0]).harvest)
    expectClose(throughput.tonnesPerYear, [2.5, 1.5])
  }
}

/// Sites and zones on a plane of random distances, with random members.
private struct RandomRoads {
  let zones: Int
  let euro: Double
  let options: HubOptions
  let members: [[Double]]

  init(_ random: inout SplitMix64) throws {
    zones = random.integer(in: 1...8)
    let (zones, sites) = (zones, random.integer(in: 2...6))
    euro = random.number(in: 0.1...2)
    let kilometres = Matrix(
      rows: zones, columns: sites, storage: (0..<zones * sites).map { _ in random.number(in: 0...20) })
    let costs = Matrix(
      rows: zones, columns: sites, storage: kilometres.storage.map { [euro] in $0 * euro })
    options = try HubOptions(
      unitCosts: costs, kilometres: kilometres, fixedCosts: Array(repeating: 30, count: sites))
    members = (0..<random.integer(in: 1...20)).map { _ in (0..<zones).map { _ in random.number(in: 0...9) } }
  }
}
