import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ProportionalFittingTests {
  private func axis(_ key: String, _ count: Int) throws -> SynthesisAxis {
    SynthesisAxis(key: key, labels: try Axis((0..<count).map { Label("\(key)\($0)") }))
  }

  private func margin(_ axis: SynthesisAxis, _ totals: [Double]) -> Margin {
    Margin(name: axis.key, axes: [.init(axis)], totals: totals)
  }

  /// The rows and columns of a two-way table as axes.
  private func twoWay(_ rows: Int, _ columns: Int) throws -> (
    axes: Axis<SynthesisAxis>, row: SynthesisAxis, column: SynthesisAxis
  ) {
    let row = try axis("row", rows)
    let column = try axis("column", columns)
    return (try Axis([row, column]), row, column)
  }

  @Test func `a flat seed gives the independent table`() throws {
    let table = try twoWay(2, 2)
    let fit = try ProportionalFitting.fit(
      seed: [1, 1, 1, 1], axes: table.axes,
      margins: [margin(table.row, [30, 70]), margin(table.column, [40, 60])])
    expectClose(fit.cells, [12, 18, 28, 42])
    #expect(fit.residuals.map(\.margin) == ["row", "column"])
    #expect(fit.residuals.allSatisfy { $0.relative <= 1e-9 })
    #expect(fit.iterations == 1)
  }

  @Test func `the odds ratio of the seed is kept`() throws {
    let table = try twoWay(2, 2)
    let fit = try ProportionalFitting.fit(
      seed: [6, 1, 1, 1], axes: table.axes,
      margins: [margin(table.row, [30, 70]), margin(table.column, [40, 60])])
    let cells = fit.cells
    expectClose(cells[0] * cells[3] / (cells[1] * cells[2]), 6, limit: 1e-7)
    expectClose([cells[0] + cells[1], cells[2] + cells[3]], [30, 70], limit: 1e-9)
    expectClose([cells[0] + cells[2], cells[1] + cells[3]], [40, 60], limit: 1e-9)
  }

  @Test func `odds ratios stay where no margin speaks`() throws {
    // The margins bind rows to columns; the depth within each pair keeps the odds of the seed.
    var random = SplitMix64(seed: 21)
    let axes = try Axis([try axis("row", 3), try axis("column", 4), try axis("depth", 2)])
    let seed = (0..<24).map { _ in random.number(in: 0.1...5) }
    let totals = (0..<12).map { _ in random.number(in: 1...100) }
    let both = Margin(name: "both", axes: [.init(axes[0]), .init(axes[1])], totals: totals)
    let cells = try ProportionalFitting.fit(seed: seed, axes: axes, margins: [both]).cells
    for pair in 0..<12 {
      expectClose(cells[2 * pair] / cells[2 * pair + 1], seed[2 * pair] / seed[2 * pair + 1])
      expectClose(cells[2 * pair] + cells[2 * pair + 1], totals[pair])
    }
  }

  @Test func `one margin scales its groups in one round`() throws {
    let table = try twoWay(2, 3)
    let fit = try ProportionalFitting.fit(
      seed: [1, 2, 3, 4, 5, 6], axes: table.axes, margins: [margin(table.row, [60, 30])])
    expectClose(fit.cells, [10, 20, 30, 8, 10, 12])
    #expect(fit.iterations == 1)
  }

  @Test func `without margins the seed is the answer`() throws {
    let table = try twoWay(2, 2)
    let fit = try ProportionalFitting.fit(seed: [1, 0, 2, 3], axes: table.axes, margins: [])
    #expect(fit.cells == [1, 0, 2, 3])
    #expect(fit.residuals.isEmpty)
  }

  @Test func `totals of zero empty their cells`() throws {
    let table = try twoWay(2, 2)
    let fit = try ProportionalFitting.fit(
      seed: [1, 1, 1, 1], axes: table.axes,
      margins: [margin(table.row, [0, 10]), margin(table.column, [4, 6])])
    #expect(fit.cells == [0, 0, 4, 6])
    let nothing = try ProportionalFitting.fit(
      seed: [1, 1, 1, 1], axes: table.axes, margins: [margin(table.row, [0, 0])])
    #expect(nothing.cells == [0, 0, 0, 0])
  }

  @Test func `three axes hold grouped margins`() throws {
    var random = SplitMix64(seed: 22)
    let zone = try axis("zone", 5)
    let type = try axis("type", 3)
    let tenure = try axis("tenure", 2)
    let axes = try Axis([zone, type, tenure])
    let town = Margin.AxisUse(
      axis: "zone", groupOfLabel: [0, 1, 0, 2, 1], groups: try Axis(["t0", "t1", "t2"].map(Label.init)))
    let table = (0..<30).map { _ in random.number(in: 0...50) }
    var perTown = [Double](repeating: 0, count: 9)
    var perTownTenure = [Double](repeating: 0, count: 6)
    var perZone = [Double](repeating: 0, count: 5)
    for cell in 0..<30 {
      let group = town.groupOfLabel[cell / 6]
      perTown[cell / 2 % 3 * 3 + group] += table[cell]
      perTownTenure[group * 2 + cell % 2] += table[cell]
      perZone[cell / 6] += table[cell]
    }
    let margins = [
      // The axes of a margin need not stand in the order of the table.
      Margin(name: "type x town", axes: [.init(type), town], totals: perTown),
      Margin(name: "town x tenure", axes: [town, .init(tenure)], totals: perTownTenure),
      margin(zone, perZone),
    ]
    let fit = try ProportionalFitting.fit(
      seed: Array(repeating: 1, count: 30), axes: axes, margins: margins)
    var found = (
      [Double](repeating: 0, count: 9), [Double](repeating: 0, count: 6), [Double](repeating: 0, count: 5)
    )
    for cell in 0..<30 {
      let group = town.groupOfLabel[cell / 6]
      found.0[cell / 2 % 3 * 3 + group] += fit.cells[cell]
      found.1[group * 2 + cell % 2] += fit.cells[cell]
      found.2[cell / 6] += fit.cells[cell]
    }
    expectClose(found.0, perTown, limit: 1e-9)
    expectClose(found.1, perTownTenure, limit: 1e-9)
    expectClose(found.2, perZone, limit: 1e-9)
  }

  @Test func `margins of random tables hold and structural zeros stay zero`() throws {
    var random = SplitMix64(seed: 23)
    for _ in 0..<100 {
      let table = try twoWay(random.integer(in: 1...6), random.integer(in: 1...6))
      let rows = table.row.labels.count
      let columns = table.column.labels.count
      let truth = (0..<rows * columns).map { _ in random.chance(0.15) ? 0 : random.number(in: 1...100) }
      // The seed is zero where the true table is, and differs from it elsewhere.
      let seed = truth.map { $0 == 0 ? 0 : random.number(in: 0.5...2) }
      var rowTotals = [Double](repeating: 0, count: rows)
      var columnTotals = [Double](repeating: 0, count: columns)
      for cell in truth.indices {
        rowTotals[cell / columns] += truth[cell]
        columnTotals[cell % columns] += truth[cell]
      }
      let fit = try ProportionalFitting.fit(
        seed: seed, axes: table.axes,
        margins: [margin(table.row, rowTotals), margin(table.column, columnTotals)])
      for cell in truth.indices {
        rowTotals[cell / columns] -= fit.cells[cell]
        columnTotals[cell % columns] -= fit.cells[cell]
        #expect((fit.cells[cell] == 0) == (seed[cell] == 0))
      }
      let scale = truth.reduce(0, +)
      for left in rowTotals + columnTotals { #expect(Tolerance.holds(residual: left, scale: scale)) }
      expectNonNegative(fit.cells)
    }
  }

  @Test func `margins that count different totals are named with their sums`() throws {
    let table = try twoWay(2, 2)
    let error = #expect(throws: SynthesisError.self) {
      try ProportionalFitting.fit(
        seed: [1, 1, 1, 1], axes: table.axes,
        margins: [margin(table.row, [30, 70]), margin(table.column, [40, 61])])
    }
    #expect(error?.description == "the margins row and column count different totals: 100.0 and 101.0")
  }

  @Test func `a margin over an axis that the table lacks is refused when the plan is made`() throws {
    let table = try twoWay(2, 2)
    let other = try axis("colour", 2)
    let error = #expect(throws: SynthesisError.self) {
      try FittingPlan(axes: table.axes, margins: [margin(table.row, [1, 1]), margin(other, [1, 1])])
    }
    #expect(error == .unknownAxis(margin: "colour", axis: "colour", known: ["row", "column"]))
    #expect(
      error?.description
        == "the margin colour uses the axis colour, which the table lacks; it has row, column")
  }

  @Test(arguments: [[0], [0, 1, 1], [0, 2], [0, -1]]) func `groups that do not fit the labels are refused`(
    groups: [Int]
  ) throws {
    let table = try twoWay(2, 2)
    let use = Margin.AxisUse(axis: "row", groupOfLabel: groups, groups: table.column.labels)
    let error = #expect(throws: SynthesisError.self) {
      try FittingPlan(axes: table.axes, margins: [Margin(name: "rows", axes: [use], totals: [1, 1])])
    }
    #expect(error == .groupsDoNotFit(margin: "rows", axis: "row", labels: 2, found: groups.count))
  }

  @Test func `totals that do not fill their margin are refused`() throws {
    let table = try twoWay(2, 2)
    let error = #expect(throws: SynthesisError.self) {
      try ProportionalFitting.fit(
        seed: [1, 1, 1, 1], axes: table.axes, margins: [margin(table.row, [1, 2, 3])])
    }
    #expect(error?.description == "the margin row has 3 totals for 2 combinations of its groups")
  }

  @Test func `a total where the seed allows nothing is named`() throws {
    let table = try twoWay(2, 2)
    let both = Margin(name: "both", axes: [.init(table.row), .init(table.column)], totals: [1, 2, 3, 4])
    let error = #expect(throws: SynthesisError.self) {
      try ProportionalFitting.fit(seed: [1, 1, 0, 1], axes: table.axes, margins: [both])
    }
    #expect(
      error?.description
        == "the margin both wants 3.0 at row=row1 column=column0, where the seed and the other margins allow nothing"
    )
  }

  @Test(arguments: [-1, Double.nan, .infinity]) func `a total that is no count is named`(value: Double) throws
  {
    let table = try twoWay(2, 2)
    let error = #expect(throws: SynthesisError.self) {
      try ProportionalFitting.fit(
        seed: [1, 1, 1, 1], axes: table.axes, margins: [margin(table.row, [1, value])])
    }
    #expect(error?.description == "the margin row has \(value) at row=row1")
  }

  @Test func `margins that contradict each other are infeasible and named`() throws {
    // Row 0 can only stand in column 0, and holds more than that column does.
    let table = try twoWay(2, 2)
    let error = #expect(throws: SynthesisError.self) {
      try ProportionalFitting.fit(
        seed: [1, 0, 1, 1], axes: table.axes,
        margins: [margin(table.row, [60, 40]), margin(table.column, [50, 50])])
    }
    guard case .infeasible(let margins, let worstCell, let relative, _) = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    #expect(margins == ["row", "column"])
    #expect(worstCell.hasPrefix("row at row=row"))
    #expect(relative > 0.1)
    #expect(error?.description.hasPrefix("the margins row, column conflict: after ") == true)
  }

  @Test func `a fit that may not go on says so`() throws {
    let table = try twoWay(2, 2)
    let error = #expect(throws: SynthesisError.self) {
      try ProportionalFitting.fit(
        seed: [6, 1, 1, 1], axes: table.axes,
        margins: [margin(table.row, [30, 70]), margin(table.column, [40, 60])], maximumIterations: 2)
    }
    guard case .infeasible(_, _, _, let iterations) = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    #expect(iterations == 2)
  }

  @Test(arguments: [1, 7, 8, 9, 17]) func `one plan fits many seeds and totals as fits of their own do`(
    labels: Int
  ) throws {
    var random = SplitMix64(seed: 24)
    let axes = try Axis([try axis("row", 3), try axis("depth", 2), try axis("last", labels)])
    let halves = Margin.AxisUse(
      axis: "last", groupOfLabel: (0..<labels).map { $0 % 2 },
      groups: try Axis(["even", "odd"].map(Label.init)))
    func margins(_ table: [Double]) -> [Margin] {
      var totals = ([Double](repeating: 0, count: 6), [Double](repeating: 0, count: labels))
      for (cell, value) in table.enumerated() {
        totals.0[cell % labels % 2 * 3 + cell / (2 * labels)] += value
        totals.1[cell % labels] += value
      }
      return [
        Margin(name: "halves", axes: [halves, .init(axes[0])], totals: totals.0), margin(axes[2], totals.1),
      ]
    }
    let zero = [Double](repeating: 0, count: 6 * labels)
    let plan = try FittingPlan(axes: axes, margins: margins(zero))
    for _ in 0..<20 {
      let table = zero.map { _ in random.number(in: 1...100) }
      let seed = zero.map { _ in random.number(in: 0.1...5) }
      let wanted = margins(table)
      let found = try plan.fit(seed: seed, totals: wanted.map(\.totals))
      let alone = try ProportionalFitting.fit(seed: seed, axes: axes, margins: wanted)
      expectSameBits(found.cells, alone.cells)
      for (margin, sums) in zip(wanted, margins(found.cells)) {
        expectClose(sums.totals, margin.totals, limit: 1e-9, margin.name)
      }
    }
  }
}
