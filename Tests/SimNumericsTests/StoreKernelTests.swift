import SimNumerics
import SimTestSupport
import Testing

@Suite struct StoreKernelTests {
  /// A random shape, with streams that fill no vector, one, or more than one.
  private func shape(_ random: inout SplitMix64) -> StoreShape {
    StoreShape(
      zones: random.integer(in: 1...5), hubs: random.integer(in: 1...3), ranks: random.integer(in: 1...3),
      streams: random.integer(in: 1...19))
  }

  private func numbers(_ count: Int, _ random: inout SplitMix64) -> [Double] {
    (0..<count).map { _ in random.chance(0.3) ? 0 : random.number(in: 0...2) }
  }

  @Test func `amounts are divided over ranks by their shares`() {
    var random = SplitMix64(seed: 81)
    for _ in 0..<60 {
      let shape = shape(&random)
      let (amounts, shares) = (numbers(shape.table, &random), numbers(shape.grades, &random))
      var parts = [Double](repeating: .nan, count: shape.lot)
      VectorMath.divide(amounts, times: 0.25, by: shares, shape, into: &parts)
      for cell in parts.indices {
        let (row, grade) = (cell / shape.grades, cell % shape.grades)
        #expect(parts[cell] == amounts[row * shape.streams + grade % shape.streams] * 0.25 * shares[grade])
      }
    }
  }

  @Test func `what is due leaves a lot over its zones, and the rest is weighed anew`() {
    var random = SplitMix64(seed: 82)
    for _ in 0..<60 {
      let shape = shape(&random)
      let before = numbers(2 * shape.lot, &random)
      var lots = before
      var weights = [Double](repeating: 0, count: 2 * shape.grades)
      VectorMath.fold(
        before, shape.lot..<2 * shape.lot, into: &weights, shape.grades..<2 * shape.grades)
      let demand = (0..<shape.grades).map { grade in
        random.chance(0.3) ? .infinity : random.chance(0.5) ? weights[shape.grades + grade] * 0.5 : 0
      }
      var due = demand
      var sums = numbers(shape.table, &random)
      let known = sums
      var taken = [Double](repeating: 0, count: shape.streams)
      VectorMath.take(
        &lots, lot: 1, weights: &weights, due: &due, hub: 0, to: &sums, taken: &taken, shape)
      #expect(Array(lots[..<shape.lot]) == Array(before[..<shape.lot]))
      for grade in 0..<shape.grades {
        let cells = (0..<shape.zones).map { shape.lot + $0 * shape.grades + grade }
        let (old, new) = (cells.reduce(0) { $0 + before[$1] }, cells.reduce(0) { $0 + lots[$1] })
        expectClose(new, demand[grade] == .infinity ? 0 : old - min(old, demand[grade]), limit: 1e-14)
        expectClose(weights[shape.grades + grade], new, limit: 1e-14)
        if demand[grade] == .infinity { #expect(new == 0) }
        #expect(due[grade] == (demand[grade] == .infinity ? .infinity : 0))
      }
      for stream in 0..<shape.streams {
        let rows = (0..<shape.zones).map { $0 * shape.streams + stream }
        expectClose(taken[stream], rows.reduce(0) { $0 + sums[$1] - known[$1] }, limit: 1e-13)
      }
    }
  }

  @Test func `pairs are served in their order, the worst rank first, within held and wanted`() {
    var random = SplitMix64(seed: 83)
    for _ in 0..<60 {
      let shape = shape(&random)
      let pairs = (0..<shape.zones * shape.hubs).map { _ in
        (random.integer(in: 0...shape.zones - 1), random.integer(in: 0...shape.hubs - 1))
      }
      let order = ServiceOrder(zones: pairs.map(\.0), hubs: pairs.map(\.1), of: shape)
      var wanted = numbers(shape.lot, &random)
      var held = numbers(shape.hubs * shape.grades, &random)
      var (ownWanted, ownHeld) = (wanted, held)
      var drawn = [Double](repeating: 0, count: held.count)
      var moved = [Double](repeating: 0, count: shape.hubs * shape.table + 3)
      var served = [Double](repeating: 0, count: shape.table)
      var ownServed = served
      VectorMath.serve(
        order, shape, wanted: &wanted, held: &held, drawn: &drawn, moved: &moved, from: 3, served: &served)
      for (zone, hub) in pairs {
        for stream in 0..<shape.streams {
          for rank in stride(from: shape.ranks - 1, through: 0, by: -1) {
            let limits = (0...rank).map { (zone * shape.ranks + $0) * shape.streams + stream }
            let store = (hub * shape.ranks + rank) * shape.streams + stream
            let mass = max(0, min(ownHeld[store], limits.map { ownWanted[$0] }.min() ?? 0))
            ownHeld[store] -= mass
            for limit in limits { ownWanted[limit] -= mass }
            ownServed[zone * shape.streams + stream] += mass
          }
        }
      }
      expectClose(wanted, ownWanted, limit: 1e-14)
      expectClose(held, ownHeld, limit: 1e-14)
      expectClose(served, ownServed, limit: 1e-14)
      expectClose(drawn.reduce(0, +), served.reduce(0, +), limit: 1e-12)
      expectClose(moved.reduce(0, +), served.reduce(0, +), limit: 1e-12)
    }
  }

  @Test func `an equation is the signed sum of rows, and the worst line is kept`() {
    var random = SplitMix64(seed: 84)
    for _ in 0..<60 {
      let width = random.integer(in: 1...19)
      let books = (0..<5 * width).map { _ in random.number(in: -3...3) }
      let equation = BookEquation([0, 4], less: [2])
      var line = [Double](repeating: .nan, count: 2 * width)
      var worst = [Double](repeating: 0, count: 2 * width)
      #expect(VectorMath.check(equation, of: books, within: 3, worst: &worst, line: &line))
      #expect(worst == line)
      for stream in 0..<width {
        let terms = [books[stream], books[4 * width + stream], -books[2 * width + stream]]
        expectClose(line[stream], terms.reduce(0, +), limit: 1e-14)
        #expect(line[width + stream] == terms.map(\.magnitude).max())
      }
      var broken = books
      broken[random.integer(in: 0...width - 1)] = random.chance(0.5) ? .nan : .infinity
      #expect(!VectorMath.check(equation, of: broken, within: 3, worst: &worst, line: &line))
    }
  }

  @Test func `rows are added up`() {
    var random = SplitMix64(seed: 85)
    for width in 0..<20 {
      let cells = numbers(4 + 3 * width, &random)
      var sums = [Double](repeating: .nan, count: 3)
      VectorMath.sumRows(cells, from: 4, width: width, into: &sums)
      for row in 0..<3 {
        let first = 4 + row * width
        expectClose(sums[row], cells[first..<first + width].reduce(0, +), limit: 1e-14)
      }
    }
  }
}
