import SimPrograms
import SimTestSupport
import Testing

@Suite struct LinearProgramTests {
  @Test func `a programme without columns costs nothing`() {
    let found = LinearProgram().solve()
    #expect(found.status == .optimal && found.values == [] && found.objective == 0 && found.gap == 0)
  }

  @Test func `columns without rows stand at their cheaper bound`() {
    var program = LinearProgram()
    program.addColumn(cost: 2, bounds: 1...4)
    program.addColumn(cost: -3, bounds: 0...2.5, isWhole: true)
    program.addColumn(cost: 0, bounds: LinearProgram.free)
    let found = program.solve()
    #expect(found.status == .optimal && found.values == [1, 2, 0] && found.objective == -4)
  }

  @Test func `a whole column between two whole numbers has no value`() {
    var program = LinearProgram()
    program.addColumn(cost: 1, bounds: 0.2...0.8, isWhole: true)
    #expect(program.solve().status == .infeasible)
    program.addRow([.init(1, 0)], bounds: 0...1)
    #expect(program.solve().status == .infeasible)
  }

  @Test func `a textbook programme has its optimum and its prices`() {
    // Maximise 3 x + 5 y with x <= 4, 2 y <= 12, 3 x + 2 y <= 18: x = 2, y = 6, prices 0, 1.5 and 1
    // (F. S. Hillier and G. J. Lieberman, Introduction to Operations Research, the Wyndor Glass example).
    var program = LinearProgram()
    let x = program.addColumn(cost: -3)
    let y = program.addColumn(cost: -5)
    program.addRow([.init(1, x)], bounds: -Double.infinity...4)
    program.addRow([.init(2, y)], bounds: -Double.infinity...12)
    program.addRow([.init(3, x), .init(2, y)], bounds: -Double.infinity...18)
    let found = program.solve()
    #expect(found.status == .optimal)
    expectClose(found.values, [2, 6])
    expectClose([found.objective, found.bound], [-36, -36])
    expectClose(found.rowPrices, [0, -1.5, -1])
  }

  @Test func `entries of one column in a row add up`() {
    var program = LinearProgram()
    program.addColumn(cost: 1)
    program.addRow([.init(1, 0), .init(2, 0)], bounds: 6...Double.infinity)
    expectClose(program.solve().values, [2])
  }

  @Test func `rows that exclude each other are infeasible`() {
    for isWhole in [false, true] {
      var program = LinearProgram()
      program.addColumn(cost: 1, isWhole: isWhole)
      program.addColumn(cost: 1, isWhole: isWhole)
      program.addRow([.init(1, 0), .init(1, 1)], bounds: 5...Double.infinity)
      program.addRow([.init(1, 0), .init(1, 1)], bounds: -Double.infinity...4)
      let found = program.solve()
      #expect(found.status == .infeasible && found.values == [] && found.objective == .infinity)
    }
  }

  @Test func `a cost that falls without end is unbounded`() {
    for isWhole in [false, true] {
      var program = LinearProgram()
      program.addColumn(cost: -1, isWhole: isWhole)
      program.addColumn(cost: 1, isWhole: isWhole)
      program.addRow([.init(1, 0), .init(-1, 1)], bounds: 0...3)
      program.setCost(0.5, ofColumn: 1)
      #expect(program.solve().status == .unbounded)
    }
  }

  @Test func `an infeasible programme with a cost that falls without end is infeasible`() {
    for isWhole in [false, true] {
      var program = LinearProgram()
      program.addColumn(cost: -1, isWhole: isWhole)
      program.addColumn(cost: 0, bounds: 0...1, isWhole: isWhole)
      program.addRow([.init(1, 1)], bounds: 2...Double.infinity)
      program.addRow([.init(1, 0), .init(1, 1)], bounds: 0...Double.infinity)
      #expect(program.solve().status == .infeasible)
    }
  }

  @Test func `an infeasible whole programme with a feasible relaxation is infeasible`() {
    var program = LinearProgram()
    program.addColumn(cost: 1, bounds: 0...9, isWhole: true)
    program.addColumn(cost: 1, bounds: 0...9, isWhole: true)
    program.addRow([.init(2, 0), .init(2, 1)], bounds: 5...5)
    #expect(program.relaxed.solve().status == .optimal)
    #expect(program.solve().status == .infeasible)
  }

  @Test func `a second goal keeps the first`() {
    var program = LinearProgram()
    program.addColumn(cost: -1, bounds: 0...3)
    program.addColumn(cost: -1, bounds: 0...3)
    let total = program.addRow([.init(1, 0), .init(1, 1)], bounds: 0...4)
    let most = -program.solve().objective
    program.setBounds(most...most, ofRow: total)
    program.setCost(5, ofColumn: 0)
    program.setCost(2, ofColumn: 1)
    expectClose(program.solve().values, [1, 3])
  }

  @Test func `prices are the change of the cost per unit of a bound`() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<40 {
      let program = randomCover(&random, isWhole: false)
      let found = program.solve()
      #expect(found.status == .optimal)
      #expect(program.violation(of: found.values) < 1e-9)
      // Strong duality: the cost of the plan is the worth of the right sides and of the upper bounds that bind.
      var worth = zip(program.rowBounds, found.rowPrices).reduce(0) { $0 + $1.0.lowerBound * $1.1 }
      for column in 0..<program.columnCount {
        var reduced = program.costs[column]
        for (terms, price) in zip(program.rowTerms, found.rowPrices) {
          for term in terms where term.column == column { reduced -= term.coefficient * price }
        }
        worth += min(0, reduced) * program.columnBounds[column].upperBound
      }
      expectClose(worth, found.objective, limit: 1e-9)
    }
  }

  @Test func `whole programmes equal enumeration`() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<60 {
      let program = randomCover(&random, isWhole: true)
      let found = program.solve()
      let best = enumerated(program)
      #expect(found.status == (best == nil ? .infeasible : .optimal))
      guard let best else { continue }
      expectClose(found.objective, best, limit: 1e-9)
      #expect(found.gap <= ProgramResult.provenGap && found.bound <= found.objective)
    }
  }

  @Test func `a start that is the best is kept`() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<20 {
      let program = randomCover(&random, isWhole: true)
      let first = program.solve()
      guard first.status == .optimal else { continue }
      let again = program.solve(start: first.values)
      #expect(again.status == .optimal)
      expectClose(again.objective, first.objective)
    }
  }

  @Test func `equal programmes give equal bits`() {
    var random = SplitMix64(seed: 6)
    for isWhole in [false, true] {
      let program = randomCover(&random, isWhole: isWhole)
      let first = program.solve()
      for _ in 0..<3 { #expect(program.solve() == first) }
    }
  }

  @Test func `a search that the time limit ends never calls its plan optimal`() {
    // A market split (G. Cornuejols and M. Dawande 1998, https://doi.org/10.1007/3-540-69346-7_22): split all orders
    // of each product in two halves with the least slack; branch and bound needs very long for it.
    var random = SplitMix64(seed: 7)
    var program = LinearProgram()
    let customers = (0..<50).map { _ in program.addColumn(cost: 0, bounds: 0...1, isWhole: true) }
    for _ in 0..<6 {
      let orders = customers.map { _ in Double(random.integer(in: 0...99)) }
      let over = program.addColumn(cost: 1)
      let under = program.addColumn(cost: 1)
      let terms = zip(orders, customers).map { LinearProgram.Term($0, $1) }
      let half = (orders.reduce(0, +) / 2).rounded(.down)
      program.addRow(terms + [.init(1, under), .init(-1, over)], bounds: half...half)
    }
    let found = program.solve(timeLimit: 0.3)
    #expect(found.status == .feasible || found.status == .undecided)
    #expect(found.gap > 0.5 && found.bound <= found.objective)
    if found.status == .feasible { #expect(program.violation(of: found.values) < 1e-6) }
  }

  @Test func `a violation is told relative to the scale of what is missed`() {
    var program = LinearProgram()
    program.addColumn(cost: 1, bounds: 0...10, isWhole: true)
    program.addRow([.init(1000, 0)], bounds: 0...2000)
    #expect(program.violation(of: [2]) == 0)
    expectClose(program.violation(of: [1.75]), 0.25)
    expectClose(program.violation(of: [4]), 0.5)
    expectClose(program.violation(of: [-1]), 1)
    #expect(program.violation(of: [.nan]) == .infinity)
  }

  /// Columns 0...4 that must cover random rows at least.
  private func randomCover(_ random: inout SplitMix64, isWhole: Bool) -> LinearProgram {
    var program = LinearProgram()
    let columns = random.integer(in: 1...5)
    for _ in 0..<columns {
      program.addColumn(cost: random.number(in: 0.5...5), bounds: 0...4, isWhole: isWhole)
    }
    for _ in 0..<random.integer(in: 1...4) {
      let terms = (0..<columns).map { LinearProgram.Term(random.number(in: 0.1...3), $0) }
      let most = 4 * terms.reduce(0) { $0 + $1.coefficient }
      let share = isWhole ? random.number(in: 0.1...1.05) : random.number(in: 0.1...0.9)
      program.addRow(terms, bounds: most * share...Double.infinity)
    }
    return program
  }

  /// The least cost over all whole values 0...4, or `nil` where none keeps the rows.
  private func enumerated(_ program: LinearProgram) -> Double? {
    var best: Double?
    var count = 1
    for _ in 0..<program.columnCount { count *= 5 }
    for code in 0..<count {
      var rest = code
      let values = (0..<program.columnCount).map { _ in
        defer { rest /= 5 }
        return Double(rest % 5)
      }
      guard program.violation(of: values) <= 1e-9 else { continue }
      best = min(best ?? .infinity, program.cost(of: values))
    }
    return best
  }
}
