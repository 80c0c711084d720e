import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct StockBalanceTests {
  /// Runs all years of a random model and hands every year to a check.
  private func run(
    seed: Int, threads: Int = 1, check: (HousingInputs, HousingYear, HousingStock) -> Void = { _, _, _ in }
  ) throws -> HousingState {
    var builder = RandomHousing(seed: UInt64(seed))
    let inputs = try builder.inputs()
    var run = try HousingRun(inputs)
    for _ in 0..<inputs.axes.yearCount {
      run.step(threads: threads)
      check(inputs, run.year, run.state.stock)
    }
    return run.state
  }

  @Test(arguments: [0, 100, 200]) func `random models close, stay non-negative and keep their promises`(
    first: Int
  ) throws {
    for seed in first..<first + 100 {
      _ = try run(seed: seed) { inputs, year, _ in
        #expect(year.balance.firstBreach == nil, "seed \(seed)")
        expectNonNegative(year.flows.dwellings, "the events of seed \(seed)")
        let outcomes = year.outcomes
        expectNonNegative(outcomes.planned, "the plans of seed \(seed)")
        expectNonNegative(outcomes.done, "what is done of seed \(seed)")
        for position in outcomes.done.indices {
          let shortfall = outcomes.planned[position] - outcomes.done[position]
          let rounding = 1e-9 * max(1, outcomes.planned[position])
          #expect(shortfall >= -rounding, "seed \(seed)")
          // A cause stands where something is missing, and only there.
          if shortfall > rounding { #expect(!outcomes.causes[position].isEmpty, "seed \(seed)") }
          if outcomes.causes[position].isEmpty { #expect(shortfall <= rounding, "seed \(seed)") }
        }
      }
    }
  }

  @Test func `zones of a programme add up to its quota`() throws {
    for seed in 0..<100 {
      var index = 0
      _ = try run(seed: seed) { inputs, year, _ in
        for (line, programme) in inputs.programmes.enumerated() {
          guard case .dwellings(let quota) = programme.quota else { continue }
          let counted = year.outcomes.total(year.outcomes.counted, line: line)
          let planned = year.outcomes.total(year.outcomes.planned, line: line)
          expectClose([planned, 1], [max(0, quota[index] - counted), 1], limit: 1e-11, "seed \(seed)")
        }
        index += 1
      }
    }
  }

  @Test func `events of a programme are what it did`() throws {
    for seed in 0..<100 {
      _ = try run(seed: seed) { inputs, year, _ in
        for (line, programme) in inputs.programmes.enumerated() {
          for zone in inputs.axes.zones.indices {
            let events: [HousingEvent] = [
              .demolition, .renovation, .insulation, .gasFreeReady, .mergeOut, .tenureConversion,
            ]
            let booked = events.reduce(0) { sum, event in
              sum + year.flows.total(event, programme: programme.key, zone: zone)
            }
            let done = year.outcomes.done[year.outcomes.offset(line: line, zone: zone)]
            expectClose([booked, 1], [done, 1], limit: 1e-9, "what \(programme.key) of seed \(seed) did")
          }
        }
      }
    }
  }

  @Test func `no dwelling is treated twice in a year`() throws {
    for seed in 0..<100 {
      var builder = RandomHousing(seed: UInt64(seed))
      let inputs = try builder.inputs()
      var run = try HousingRun(inputs)
      for _ in 0..<inputs.axes.yearCount {
        // What the projection leaves is all that programmes can treat, as what is built comes after them.
        let before = inputs.axes.zones.indices.map { zone in
          run.state.stock.total(of: DwellingSelection(axes: inputs.axes, zones: [zone]))
        }
        run.step()
        for zone in inputs.axes.zones.indices {
          let gone = run.year.flows.total(.autonomousDemolition, zone: zone)
          let treated = inputs.programmes.indices.reduce(0) { sum, line in
            sum + run.year.outcomes.done[run.year.outcomes.offset(line: line, zone: zone)]
          }
          #expect(treated <= (before[zone] - gone) * (1 + 1e-9) + 1e-9, "seed \(seed), zone \(zone)")
        }
      }
    }
  }

  @Test func `what is demolished and replaced closes over all years`() throws {
    for seed in 0..<100 {
      var change = 0.0
      var ordered = 0.0
      var replaced = 0.0
      let baseline = try RandomHousing.baselineTotal(seed: seed)
      let state = try run(seed: seed) { inputs, year, _ in
        for event in HousingEvent.allCases { change += event.stockEffect * year.flows.total(event) }
        replaced += year.flows.total(.replacement)
        for programme in inputs.programmes {
          let done = year.outcomes.total(
            year.outcomes.done, line: year.outcomes.lines.firstIndex(of: programme.key) ?? -1)
          for action in programme.actions {
            if case .demolishAndReplace(let ratio, _, _) = action.kind {
              ordered += done * action.share * ratio
            }
          }
        }
      }
      expectClose(
        [state.stock.total.value, 1], [baseline + change, 1], limit: 1e-9, "the stock of seed \(seed)")
      let later = state.replacementsAfterHorizon.reduce(0, +)
      expectClose([replaced + later, 1], [ordered, 1], limit: 1e-9, "the replacements of seed \(seed)")
    }
  }

  @Test(arguments: [2, 3, 7]) func `any number of threads gives the same bits`(threads: Int) throws {
    for seed in 0..<60 {
      var alone: [HousingYear] = []
      var shared: [HousingYear] = []
      let left = try run(seed: seed) { _, year, _ in alone.append(year) }
      let right = try run(seed: seed, threads: threads) { _, year, _ in shared.append(year) }
      expectSameBits(left.stock.dwellings, right.stock.dwellings, "the stock of seed \(seed)")
      for (one, other) in zip(alone, shared) {
        expectSameBits(one.flows.dwellings, other.flows.dwellings, "the events of seed \(seed)")
        expectSameBits(one.outcomes.done, other.outcomes.done, "what is done of seed \(seed)")
        expectSameBits(one.balance.residual, other.balance.residual, "the residuals of seed \(seed)")
      }
      #expect(alone == shared)
    }
  }

  @Test func `a workspace that served another run gives the same bits`() throws {
    for seed in 0..<60 {
      var builder = RandomHousing(seed: UInt64(seed))
      let model = try HousingModel(try builder.inputs())
      var workspace = model.makeWorkspace()
      var year = model.makeYear()
      var results: [HousingState] = []
      for _ in 0..<2 {
        var state = model.makeState()
        for index in 0..<model.axes.yearCount {
          model.step(&state, yearIndex: index, into: &year, using: &workspace)
          #expect(year.balance.firstBreach == nil, "seed \(seed)")
        }
        results.append(state)
      }
      expectSameBits(results[0].stock.dwellings, results[1].stock.dwellings, "the stock of seed \(seed)")
    }
  }

  @Test func `a region without zones steps through its years`() throws {
    var run = try HousingRun(SmallTown(zones: 0, years: 2).inputs())
    run.step()
    #expect(run.step().balance.firstBreach == nil)
    #expect(run.state.stock.total.value == 0)
  }

  // MARK: - A balance that is broken on purpose

  /// A year of two zones with known totals: 100 + 50 dwellings, 10 of which are demolished in zone 1.
  private func balance(
    changing change: (inout [Double], inout [Double], inout YearFlows) -> Void
  ) -> StockBalance {
    var before: [Double] = [100, 50]
    var after: [Double] = [100, 40]
    var flows = YearFlows(
      accounts: [EventAccount(event: .autonomousDemolition, programme: nil)], typeCount: 1, cohortCount: 1,
      zoneCount: 2)
    flows.dwellings[1] = 10
    change(&before, &after, &flows)
    var balance = StockBalance(zoneCount: 2)
    balance.close(before: &before, after: after, flows: flows, effects: [-1])
    return balance
  }

  @Test func `a year that adds up leaves nothing over`() {
    let balance = balance { _, _, _ in }
    #expect(balance.firstBreach == nil)
    #expect(balance.residual == [0, 0])
    #expect(balance.scale == [100, 50])
  }

  @Test func `a flow that is missing is noticed in its zone`() {
    let balance = balance { _, _, flows in flows.dwellings[1] = 0 }
    #expect(balance.firstBreach == 1)
    #expect(balance.residual == [0, -10])
  }

  @Test func `a flow a little too large is noticed and rounding is not`() {
    #expect(balance { _, _, flows in flows.dwellings[0] = 1e-6 }.firstBreach == 0)
    #expect(balance { _, _, flows in flows.dwellings[0] = 1e-8 }.firstBreach == nil)
  }

  @Test(arguments: [Double.nan, .infinity]) func `a cell that is no number is noticed`(value: Double) {
    #expect(balance { _, after, _ in after[0] = value }.firstBreach == 0)
    #expect(balance { before, _, _ in before[1] = value }.firstBreach == 1)
    #expect(balance { _, _, flows in flows.dwellings[0] = value }.firstBreach == 0)
  }

  @Test(arguments: [0, 1]) func `a number that is lost in one cell of many is noticed`(cell: Int) {
    let flows = YearFlows(
      accounts: [EventAccount(event: .autonomousDemolition, programme: nil)], typeCount: 2, cohortCount: 1,
      zoneCount: 1)
    var after: [Double] = [5, 5]
    after[cell] = .nan
    var balance = StockBalance(zoneCount: 1)
    var before = [5.0, 5]
    balance.close(before: &before, after: after, flows: flows, effects: [-1])
    #expect(balance.firstBreach == 0)
  }
}

extension RandomHousing {
  /// The dwellings of the baseline of a seed.
  fileprivate static func baselineTotal(seed: Int) throws -> Double {
    var builder = RandomHousing(seed: UInt64(seed))
    return try builder.inputs().baseline.total.value
  }
}
