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

  @Test func `equations are signed sums of rows, and the worst line of each is kept`() {
    var random = SplitMix64(seed: 84)
    for _ in 0..<60 {
      let width = random.integer(in: 1...19)
      let books = (0..<5 * width).map { _ in random.number(in: -3...3) }
      let equations = [BookEquation([0, 4], less: [2]), BookEquation([1], less: [3, 0, 2])]
      var worst = [Double](repeating: 0, count: 4 * width)
      #expect(VectorMath.check(BookEquations(equations), of: books, within: 4, worst: &worst))
      var sums = [Double](repeating: .nan, count: 4)
      VectorMath.sum(BookEquations(equations), of: books, width: width, into: &sums)
      for (position, equation) in equations.enumerated() {
        var line = [Double](repeating: .nan, count: 2 * width)
        VectorMath.draw(equation, of: books, into: &line)
        #expect(Array(worst[2 * position * width..<2 * (position + 1) * width]) == line)
        #expect((sums[2 * position] - line.prefix(width).reduce(0, +)).magnitude <= 1e-12)
        #expect(sums[2 * position + 1] == line.suffix(width).max())
        let signs = position == 0 ? [1.0, 0, -1, 0, 1] : [-1, 1, -1, -1, 0]
        for stream in 0..<width {
          let terms = signs.indices.map { signs[$0] * books[$0 * width + stream] }
          #expect((line[stream] - terms.reduce(0, +)).magnitude <= 1e-13)
          #expect(line[width + stream] == terms.map(\.magnitude).max())
        }
      }
      let before = worst
      #expect(VectorMath.check(BookEquations(equations), of: books.map { $0 / 8 }, within: 4, worst: &worst))
      #expect(worst == before, "a line with the same residual in relation to its terms is not worse")
      var broken = books
      broken[random.integer(in: 0...2 * width - 1)] = random.chance(0.5) ? .nan : .infinity
      #expect(!VectorMath.check(BookEquations(equations), of: broken, within: 4, worst: &worst))
    }
  }

  @Test func `no equation holds of any books`() {
    var worst: [Double] = []
    #expect(VectorMath.check(BookEquations([]), of: [1, 2], within: 0, worst: &worst))
  }

  @Test func `a step closes by what hubs received, refurbished and gave out`() {
    var random = SplitMix64(seed: 86)
    for _ in 0..<60 {
      let shape = shape(&random)
      let (width, hubs) = (shape.streams, shape.hubs)
      let rows = StepRows(
        released: 0, toHub: 1, processLoss: 2, refurbishmentLoss: 3, demandReused: 4, treated: 5, columns: 7,
        columnCount: 5, stores: 7 + 5 * hubs, received: 0, refurbished: 1, dispatched: 2, inStore: 3,
        expired: 4)
      let before = numbers((7 + 6 * hubs) * width, &random)
      let (yields, treatment) = (numbers(hubs * width, &random), numbers(2 * width, &random))
      var books = before
      VectorMath.closeStep(&books, rows, yields: yields, treatment: treatment, shape)
      for stream in 0..<width {
        func was(_ row: Int) -> Double { before[row * width + stream] }
        func found(_ row: Int) -> Double { books[row * width + stream] }
        var (received, lost, reused, treated) = (0.0, 0.0, 0.0, was(0))
        for hub in 0..<hubs {
          let first = 7 + 5 * hub
          let refurbished = was(first) * yields[hub * width + stream]
          #expect(found(first + 1) == refurbished && found(first + 3) == was(7 + 5 * hubs + hub))
          received += was(first)
          lost += was(first) - refurbished
          reused += was(first + 2)
          treated += was(first + 4) - was(first)
        }
        expectClose([1, 2, 3, 4].map(found), [received, lost, lost, reused], limit: 1e-14)
        expectClose(
          [5, 6].map(found), [0, 1].map { treated * treatment[$0 * width + stream] }, limit: 1e-14)
      }
    }
  }

  @Test func `all is due of a store that has given all it held, or that was asked for`() {
    var random = SplitMix64(seed: 87)
    for count in 0..<40 {
      let (held, drawn) = (numbers(count, &random), numbers(count, &random))
      var due = [Double](repeating: .nan, count: count)
      let isDrawn = VectorMath.findDue(0..<count, held: held, drawn: drawn, due: &due)
      #expect(isDrawn == drawn.contains { $0 > 0 })
      for store in 0..<count {
        #expect(due[store] == (held[store] > 0 || drawn[store] == 0 ? drawn[store] : .infinity))
      }
      let last = (0..<count).map { _ in Double(random.integer(in: 0...9)) - 1 }
      due = [Double](repeating: .nan, count: count + 2)
      VectorMath.findAsked(last, since: 4, due: &due, from: 1)
      #expect(Array(due[1..<count + 1]) == last.map { $0 >= 4 ? .infinity : 0 })
      #expect(due[0].isNaN && due[count + 1].isNaN)
    }
  }

  @Test func `rows are added up with weights`() {
    var random = SplitMix64(seed: 88)
    for width in 1..<20 {
      let (cells, weights) = (numbers(2 + 3 * width, &random), numbers(width, &random))
      var sums = [Double](repeating: .nan, count: 3)
      VectorMath.weighRows(cells, from: 2, by: weights, into: &sums)
      for row in 0..<3 {
        let terms = weights.indices.map { cells[2 + row * width + $0] * weights[$0] }
        expectClose(sums[row], terms.reduce(0, +), limit: 1e-14)
      }
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
