import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct HousingStockTests {
  /// Every cell of a stock with its position.
  private func cells(_ stock: HousingStock) -> [(
    type: Int, state: Int, cohort: Int, zone: Int, value: Double
  )] {
    var cells: [(type: Int, state: Int, cohort: Int, zone: Int, value: Double)] = []
    for type in 0..<stock.layout.typeCount {
      for state in 0..<stock.layout.stateCount {
        for cohort in 0..<stock.layout.cohortCount {
          for zone in 0..<stock.layout.zoneCount {
            let value = stock[type: type, state: state, cohort: cohort, zone: zone]
            cells.append((type, state, cohort, zone, value))
          }
        }
      }
    }
    return cells
  }

  @Test func `totals of random stocks are sums over their cells`() throws {
    for seed in 0..<50 {
      var builder = RandomHousing(seed: UInt64(seed))
      let axes = try builder.axes()
      let stock = builder.baseline(axes)
      let cells = cells(stock)
      expectClose(stock.total.value, cells.reduce(0) { $0 + $1.value }, "the total")
      var random = SplitMix64(seed: UInt64(seed))
      let zones = random.condition(below: axes.zones.count)
      let types = random.condition(below: axes.dwellingTypes.count)
      let labels = random.condition(below: axes.states.axes[0].labels.count)
      let selection = DwellingSelection(
        axes: axes, zones: zones, dwellingTypes: types, labels: labels.map { [0: $0] } ?? [:])
      let chosen = cells.filter { cell in
        (zones?.contains(cell.zone) ?? true) && (types?.contains(cell.type) ?? true)
          && (labels?.contains(axes.states.label(of: cell.state, on: 0)) ?? true)
      }
      let perZone = axes.zones.indices.map { zone in
        chosen.filter { $0.zone == zone }.reduce(0) { $0 + $1.value }
      }
      expectClose(stock.totals(of: selection), perZone, "the totals per zone")
      expectClose(stock.total(of: selection), perZone.reduce(0, +), "the total of a selection")
    }
  }

  @Test func `a table keeps the axes that are asked for, in that order`() throws {
    for seed in 50..<80 {
      var builder = RandomHousing(seed: UInt64(seed))
      let axes = try builder.axes()
      let stock = builder.baseline(axes)
      let kept = Array(axes.states.axes.indices.reversed())
      let sizes = kept.map { axes.states.axes[$0].labels.count }
      for byType in [false, true] {
        let types = byType ? axes.dwellingTypes.count : 1
        var expected = [Double](repeating: 0, count: axes.zones.count * types * sizes.reduce(1, *))
        for cell in cells(stock) {
          var position = cell.zone * types + (byType ? cell.type : 0)
          for (axis, size) in zip(kept, sizes) {
            position = position * size + axes.states.label(of: cell.state, on: axis)
          }
          expected[position] += cell.value
        }
        expectClose(stock.table(states: axes.states, keeping: kept, byType: byType), expected, "the table")
      }
    }
  }

  @Test func `a table that keeps nothing is the total per zone`() throws {
    var town = try SmallTown(zones: 2)
    town.put(3, zone: 0, "owner good A gas")
    town.put(4, zone: 1, type: "flat", "owner good A gas")
    town.put(5, zone: 1, cohort: "recent", "private poor D gas")
    #expect(town.baseline.table(states: town.axes.states, keeping: [], byType: false) == [3, 9])
    #expect(town.baseline.table(states: town.axes.states, keeping: [], byType: true) == [0, 3, 4, 5])
    #expect(town.baseline.total.value == 12)
  }

  @Test func `a cohort that is still to be built holds no dwellings`() async {
    // They would be missing from every total and from the account of the year.
    await #expect(processExitsWith: .failure) {
      var stock = HousingStock(
        layout: StockLayout(typeCount: 1, stateCount: 1, cohortCount: 2, zoneCount: 1), activeCohorts: 1)
      stock[type: 0, state: 0, cohort: 0, zone: 0] = 5
      stock[type: 0, state: 0, cohort: 1, zone: 0] = 5
    }
  }

  @Test func `an empty stock has no dwellings`() throws {
    let stock = try SmallTown(zones: 0).baseline
    #expect(stock.total.value == 0)
    #expect(stock.totals(of: try SmallTown(zones: 0).select()) == [])
  }
}
