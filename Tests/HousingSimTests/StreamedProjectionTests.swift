import HousingSim
import SimNumerics
import Testing

/// A small stock with rules that differ by type and cohort, and a source with a number for every cell.
private struct Sample {
  let axes: StockAxes
  let hazards: DemolitionHazards
  let rules: [TransitionRule]

  init(zones: Int) throws {
    let condition = StateAxis(
      key: "condition", labels: try Axis([Label("good"), Label("fair"), Label("poor")]))
    let heating = StateAxis(key: "heating", labels: try Axis([Label("free"), Label("gas")]))
    axes = try StockAxes(
      zones: Axis(
        (0..<zones).map { Zone(key: "z\($0)", municipality: "m", group: "g", latitude: 50.9, longitude: 6) }),
      dwellingTypes: Axis([
        DwellingType(key: "terraced", dwellingClass: "single_family"),
        DwellingType(key: "apartment", dwellingClass: "multi_family"),
      ]),
      baselineCohorts: [
        Cohort(key: "old", firstYear: 1900, lastYear: 1979),
        Cohort(key: "young", firstYear: 1980, lastYear: 2019),
      ],
      states: QualityStates(axes: Axis([condition, heating])), years: 2020...2024)
    hazards = try DemolitionHazards(axes: axes, classOfState: [0, 0, 0, 0, 1, 1]) {
      year, type, group, cohort in
      0.002 * Double(1 + type + group) + 0.001 * Double(cohort == 0 ? year : 0)
    }
    rules = [
      try TransitionRule(
        key: "wear", selection: DwellingSelection(axes: axes, labels: [0: [0]]), target: [0: 1],
        probability: 0.07, years: 2020...2024),
      try TransitionRule(
        key: "neglect", selection: DwellingSelection(axes: axes, cohorts: [0], labels: [0: [1]]),
        target: [0: 2], probability: 0.05, years: 2021...2024),
      try TransitionRule(
        key: "heat_pump", selection: DwellingSelection(axes: axes, dwellingTypes: [0], labels: [1: [1]]),
        target: [1: 0], probability: 0.03, years: 2020...2024),
    ]
  }

  func streamed(zonesPerBlock: Int) throws -> StreamedProjection {
    try StreamedProjection(axes: axes, hazards: hazards, rules: rules, zonesPerBlock: zonesPerBlock)
  }

  /// The same years with all zones in one stock, years x types x states, the start first.
  func unstreamed(_ source: some StockBlockSource, years: Int) throws -> (
    dwellings: [Double], demolished: [Double]
  ) {
    let projection = try Projection(axes: axes, hazards: hazards, rules: rules)
    let zones = 0..<axes.zones.count
    var stock = HousingStock(layout: axes.layout, activeCohorts: axes.baselineCohortCount)
    var spare = [Double](repeating: 0, count: axes.layout.count)
    var lost = [Double](repeating: 0, count: axes.layout.typeCount * axes.layout.columnCount)
    each(type: axes.dwellingTypes.indices, of: &stock) { source.fill(&$0, type: $1, zones: zones) }
    var dwellings = rowTotals(stock)
    var demolished: [Double] = []
    for year in 0..<years {
      projection.advance(&stock, yearIndex: year, spare: &spare, demolished: &lost)
      for type in axes.dwellingTypes.indices {
        demolished.append(
          lost[type * axes.layout.columnCount..<(type + 1) * axes.layout.columnCount].reduce(0, +))
      }
      stock.openNextCohort()
      each(type: axes.dwellingTypes.indices, of: &stock) {
        source.build(&$0, yearIndex: year, cohort: axes.newCohort(yearIndex: year), type: $1, zones: zones)
      }
      dwellings += rowTotals(stock)
    }
    return (dwellings, demolished)
  }

  /// Hands out the part of every type on its own, as blocks do, and puts it back.
  private func each(
    type types: Range<Int>, of stock: inout HousingStock, _ change: (inout HousingStock, Int) -> Void
  ) {
    let whole = stock.layout
    let layout = StockLayout(
      typeCount: 1, stateCount: whole.stateCount, cohortCount: whole.cohortCount, zoneCount: whole.zoneCount)
    for type in types {
      var part = HousingStock(layout: layout, activeCohorts: stock.activeCohorts)
      change(&part, type)
      for state in 0..<layout.stateCount {
        for cohort in 0..<stock.activeCohorts {
          for zone in 0..<layout.zoneCount {
            stock[type: type, state: state, cohort: cohort, zone: zone] +=
              part[type: 0, state: state, cohort: cohort, zone: zone]
          }
        }
      }
    }
  }

  private func rowTotals(_ stock: HousingStock) -> [Double] {
    let columns = axes.layout.columnCount
    return (0..<axes.layout.rowCount).map { stock.dwellings[$0 * columns..<($0 + 1) * columns].reduce(0, +) }
  }
}

/// Dwellings that depend on the position of the cell in the whole stock, never on the block.
private struct NumberedCells: StockBlockSource {
  func fill(_ stock: inout HousingStock, type: Int, zones: Range<Int>) {
    for cohort in 0..<stock.activeCohorts {
      add(to: &stock, cohort: cohort, type: type, zones: zones, scale: 1)
    }
  }

  func build(_ stock: inout HousingStock, yearIndex: Int, cohort: Int, type: Int, zones: Range<Int>) {
    add(to: &stock, cohort: cohort, type: type, zones: zones, scale: 0.1)
  }

  private func add(to stock: inout HousingStock, cohort: Int, type: Int, zones: Range<Int>, scale: Double) {
    for state in 0..<stock.layout.stateCount {
      for (zone, number) in zones.enumerated() {
        let value = Double((type * 31 + state * 17 + cohort * 7 + number * 3) % 11) / 11
        stock[type: 0, state: state, cohort: cohort, zone: zone] = value * scale
      }
    }
  }
}

/// A source that builds nothing.
private struct OnlyBaseline: StockBlockSource {
  func fill(_ stock: inout HousingStock, type: Int, zones: Range<Int>) {
    NumberedCells().fill(&stock, type: type, zones: zones)
  }
}

@Suite struct StreamedProjectionTests {
  private func agree(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * max(abs($0), abs($1)) }
  }

  @Test(arguments: [1, 2, 5, 23, 1000])
  func `blocks of any size give the totals of the projection of all zones at once`(zonesPerBlock: Int) throws
  {
    let sample = try Sample(zones: 23)
    let expected = try sample.unstreamed(NumberedCells(), years: 5)
    let found = try sample.streamed(zonesPerBlock: zonesPerBlock).run(NumberedCells(), years: 5, threads: 2)
    #expect(agree(found.dwellings, expected.dwellings))
    #expect(agree(found.demolished, expected.demolished))
  }

  @Test func `the number of threads does not change a bit, nor does a repeated run`() throws {
    let projection = try Sample(zones: 23).streamed(zonesPerBlock: 3)
    let expected = projection.run(NumberedCells(), years: 5, threads: 1)
    for threads in [1, 2, 3, 7, 1, 2, 3, 7] {
      let found = projection.run(NumberedCells(), years: 5, threads: threads)
      #expect(found.dwellings.map(\.bitPattern) == expected.dwellings.map(\.bitPattern))
      #expect(found.demolished.map(\.bitPattern) == expected.demolished.map(\.bitPattern))
    }
  }

  @Test func `a last block with fewer zones is counted once`() throws {
    let projection = try Sample(zones: 7).streamed(zonesPerBlock: 4)
    #expect(projection.blockCount == 2 * 2)
    #expect(projection.zonesPerBlock == 4)
  }

  @Test func `a block is never larger than the number of zones`() throws {
    let projection = try Sample(zones: 7).streamed(zonesPerBlock: 64)
    #expect(projection.zonesPerBlock == 7)
    #expect(projection.blockCount == 2)
  }

  @Test func `one zone goes through all years`() throws {
    let sample = try Sample(zones: 1)
    let expected = try sample.unstreamed(NumberedCells(), years: 5)
    let found = try sample.streamed(zonesPerBlock: 64).run(NumberedCells(), years: 5, threads: 3)
    #expect(agree(found.dwellings, expected.dwellings))
  }

  @Test func `after zero years there is the stock of the start and no demolition`() throws {
    let sample = try Sample(zones: 9)
    let found = try sample.streamed(zonesPerBlock: 2).run(NumberedCells(), years: 0, threads: 2)
    #expect(agree(found.dwellings, try sample.unstreamed(NumberedCells(), years: 0).dwellings))
    #expect(found.demolished.isEmpty)
    #expect(found.total(afterYears: 0) > 0)
  }

  @Test func `a stock without zones has totals of zero`() throws {
    let found = try Sample(zones: 0).streamed(zonesPerBlock: 64).run(NumberedCells(), years: 2, threads: 2)
    #expect(found.dwellings == Array(repeating: 0, count: 3 * 2 * 6))
    #expect(found.demolished == [0, 0, 0, 0])
  }

  @Test func `without construction, what the stock loses is what is demolished`() throws {
    let found = try Sample(zones: 11).streamed(zonesPerBlock: 4).run(OnlyBaseline(), years: 5)
    for year in 0..<5 {
      let demolished = found.demolished(yearIndex: year, type: 0) + found.demolished(yearIndex: year, type: 1)
      let lost = found.total(afterYears: year) - found.total(afterYears: year + 1)
      #expect(demolished > 0)
      #expect(abs(lost - demolished) <= 1e-12 * found.total(afterYears: 0))
    }
  }

  @Test func `totals are read by year, type and state`() throws {
    let found = try Sample(zones: 3).streamed(zonesPerBlock: 2).run(NumberedCells(), years: 1)
    #expect(found.dwellings(afterYears: 1, type: 1, state: 4) == found.dwellings[1 * 12 + 1 * 6 + 4])
    #expect(found.demolished(yearIndex: 0, type: 1) == found.demolished[1])
  }

  @Test func `rules that move more than all dwellings are refused`() throws {
    let sample = try Sample(zones: 3)
    let rule = try TransitionRule(
      key: "flood", selection: DwellingSelection(axes: sample.axes, labels: [0: [0]]), target: [0: 2],
      probability: 0.99, years: 2020...2024)
    let error = #expect(throws: HousingInputError.self) {
      try StreamedProjection(
        axes: sample.axes, hazards: sample.hazards, rules: sample.rules + [rule], zonesPerBlock: 2)
    }
    #expect(error?.description.contains("move 1.06 of the dwellings out of column") == true)
  }
}
