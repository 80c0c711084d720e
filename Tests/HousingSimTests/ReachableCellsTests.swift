import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ReachableCellsTests {
  /// The cells that hold dwellings although the model says that they never can.
  private func strays(_ stock: HousingStock, _ model: HousingModel) -> Int {
    let layout = stock.layout
    var count = 0
    for row in 0..<layout.rowCount {
      for cohort in 0..<layout.cohortCount {
        guard !model.canHoldDwellings(row: row, cohort: cohort) else { continue }
        let start = layout.offset(row: row, cohort: cohort)
        count += stock.dwellings[start..<start + layout.zoneCount].count { $0 != 0 }
      }
    }
    return count
  }

  @Test func `a cell that cannot be reached stays empty in random models`() throws {
    for seed in 0..<250 {
      var builder = RandomHousing(seed: UInt64(4_000 + seed))
      var run = try HousingRun(builder.inputs())
      for _ in 0..<run.model.axes.yearCount {
        // The step itself expects that no dwelling of any type and cohort is lost.
        run.step()
        #expect(strays(run.state.stock, run.model) == 0, "seed \(seed)")
      }
    }
  }

  @Test func `new dwellings reach what rules and programmes move them to, and nothing else`() throws {
    var town = try SmallTown(years: 3)
    town.put(100, "private poor D gas")
    let decay = try TransitionRule(
      key: "decay", selection: town.select("good"), target: town.labels("fair"), probability: 0,
      years: 2021...2022)
    let convert = town.programme("convert", .convertTenure(to: town.labels("association")), of: "fair", 0)
    let old = town.programme("old", .convertTenure(to: town.labels("private")), of: "fair old", 5)
    let new = ConstructionLine(
      key: "new", dwellings: [0, 0, 0], mix: town.mix("flat", "owner good A ready"),
      distribution: .proportional)
    let model = try HousingModel(
      HousingInputs(
        axes: town.axes, baseline: town.baseline, hazards: .none(axes: town.axes), rules: [decay],
        programmes: [convert, old], construction: [new]))
    let reached = (0..<town.axes.layout.rowCount).filter { model.canHoldDwellings(row: $0, cohort: 2) }
    let flats = ["owner good A ready", "owner fair A ready", "association fair A ready"].map(town.state)
    #expect(reached == flats.sorted())
    #expect((0..<town.axes.layout.rowCount).allSatisfy { model.canHoldDwellings(row: $0, cohort: 0) })
  }

  @Test func `without anything built no new cohort holds dwellings`() throws {
    let town = try SmallTown(years: 2)
    let model = try HousingModel(town.inputs([town.programme("plan", .demolish, 10)]))
    for row in 0..<town.axes.layout.rowCount {
      #expect(!model.canHoldDwellings(row: row, cohort: 2) && !model.canHoldDwellings(row: row, cohort: 3))
    }
  }

  @Test func `totals of a stepped stock are those of all its cells`() throws {
    for seed in 0..<60 {
      var builder = RandomHousing(seed: UInt64(4_500 + seed))
      var run = try HousingRun(builder.inputs())
      let layout = run.model.axes.layout
      var random = SplitMix64(seed: UInt64(seed))
      let area = (0..<layout.zoneCount * layout.typeCount * layout.cohortCount).map { _ in
        random.number(in: 0...200)
      }
      var totals = StockTotals(layout: layout, floorAreaM2: area)
      for _ in 0..<run.model.axes.yearCount {
        run.step()
        run.model.count(run.state.stock, into: &totals)
        let expected = Self.naive(run.state.stock, area)
        expectClose(totals.dwellings, expected.dwellings, "the dwellings of seed \(seed)")
        expectClose(totals.floorAreaM2, expected.area, "the floor area of seed \(seed)")
        let newest = run.state.stock.activeCohorts - 1
        #expect(
          totals.newest
            == (0..<layout.rowCount).flatMap { row in
              let start = layout.offset(row: row, cohort: newest)
              return run.state.stock.dwellings[start..<start + layout.zoneCount]
            })
        let all = DwellingSelection(axes: run.model.axes)
        expectClose(totals.totals(of: all) ?? [], run.state.stock.totals(of: all))
      }
    }
  }

  private static func naive(
    _ stock: HousingStock, _ areas: [Double]
  ) -> (dwellings: [Double], area: [Double]) {
    let layout = stock.layout
    var dwellings = [Double](repeating: 0, count: layout.rowCount * layout.zoneCount)
    var area = dwellings
    for row in 0..<layout.rowCount {
      for cohort in 0..<layout.cohortCount {
        for zone in 0..<layout.zoneCount {
          let cell = stock.dwellings[layout.offset(row: row, cohort: cohort) + zone]
          let group = layout.type(ofRow: row) * layout.cohortCount + cohort
          dwellings[row * layout.zoneCount + zone] += cell
          area[row * layout.zoneCount + zone] +=
            cell * areas[zone * layout.typeCount * layout.cohortCount + group]
        }
      }
    }
    return (dwellings, area)
  }

  @Test func `totals do not answer for selections of some cohorts`() throws {
    let town = try SmallTown()
    #expect(StockTotals(layout: town.axes.layout).totals(of: town.select("old")) == nil)
  }
}
