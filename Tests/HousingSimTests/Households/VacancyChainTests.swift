import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct VacancyChainTests {
  /// Q of a year, cells x cells, from the definition: column = vacancy that is filled, row = vacancy left behind.
  private func transitions(_ occupancy: HousingOccupancy, _ moves: HouseholdMoves) -> Matrix {
    let cells = occupancy.cellCount
    let living = occupancy.occupiedCells
    var matrix = Matrix(rows: cells, columns: cells)
    for type in 0..<occupancy.householdTypeCount {
      let leaving = (0..<cells).map { cell -> Double in
        let kind = cell % occupancy.kinds.count
        return occupancy.occupied[type * cells + cell] * moves.movesPerYear[occupancy.kinds.type(of: kind)]
          * moves.leavingOdds[occupancy.kinds.condition(of: kind)]
      }
      let all = leaving.reduce(0, +)
      guard all > 0 else { continue }
      for column in 0..<cells where living[column] > 0 {
        let filled = living[column] / occupancy.dwellings[column]
        let share = occupancy.occupied[type * cells + column] / living[column]
        let onward = filled * share * (1 - moves.endingShares[type])
        for row in 0..<cells { matrix[row, column] += onward * leaving[row] / all }
      }
    }
    return matrix
  }

  @Test func `chains agree with the fundamental matrix on all dwellings`() throws {
    for seed in 1...25 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let year = try fixture.model().year(fixture.stock, yearIndex: 0)
      let counts = try #require(year.chains)
      let chain = try AbsorbingChain(ProjectionMatrix(transitions(year.occupancy, fixture.moves)))
      let started = Matrix(rows: counts.started.count, columns: 1, storage: counts.started)
      expectClose(counts.opened, BLAS.product(chain.fundamentalMatrix, started).storage, limit: 1e-10)
      expectClose(counts.meanLength, chain.meanTime, limit: 1e-10)
      expectClose(counts.varianceOfLength, chain.varianceTime, limit: 1e-8)
    }
  }

  @Test func `every vacancy that starts a chain ends empty or with a household that leaves none`() throws {
    for seed in 1...100 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let year = try fixture.model().year(fixture.stock, yearIndex: 1)
      let counts = try #require(year.chains)
      let line = try #require(year.balance.chains)
      #expect(line.closes)
      let ends = counts.leftVacant.reduce(0, +) + counts.movesEnding.reduce(0, +)
      expectClose(ends, counts.starts, limit: 1e-10)
      // Every vacancy is left or filled by one move, and every move on leaves one.
      let moves = (counts.movesOn + counts.movesEnding).reduce(0, +)
      expectClose(counts.opened.reduce(0, +), moves + counts.leftVacant.reduce(0, +), limit: 1e-10)
      expectClose(counts.opened.reduce(0, +), counts.starts + counts.movesOn.reduce(0, +), limit: 1e-10)
      expectClose(counts.opened.reduce(0, +), counts.starts * (counts.length?.mean ?? 0), limit: 1e-10)
    }
  }

  @Test func `one kind of household without vacancy makes chains of geometric length`() throws {
    var fixture = try HouseholdFixture()
    (fixture.friction, fixture.households) = (0, [1_000])
    for ending in [0.2, 0.5, 1] {
      fixture.moves = HouseholdMoves(
        endingShares: [ending, ending, ending], movesPerYear: [0.1, 0.04], leavingOdds: [1, 1, 1])
      let counts = try #require(try fixture.model().year(fixture.stock, yearIndex: 0).chains)
      expectClose(counts.meanLength, counts.meanLength.map { _ in 1 / ending }, limit: 1e-9)
      let variance = (1 - ending) / (ending * ending)
      for found in counts.varianceOfLength { #expect((found - variance).magnitude <= 1e-8) }
      let length = try #require(counts.length)
      expectClose(length.mean, 1 / ending, limit: 1e-9)
    }
  }

  @Test func `new dwellings and dwellings left by death start chains, and nothing else`() throws {
    var fixture = try HouseholdFixture()
    let born = fixture.axes.newCohort(yearIndex: 0)
    fixture.stock.openNextCohort()
    fixture.stock[type: 1, state: 0, cohort: born, zone: 1] = 25
    let model = try fixture.model()
    let counts = try #require(try model.year(fixture.stock, yearIndex: 0).chains)
    let kind = model.kinds.kind(type: 1, tenure: 0, condition: 0)
    // What the same region without the new dwellings starts is what deaths leave.
    fixture.mortality = (0..<AgeSpan.count).map { $0 < AgeSpan.oldest ? 0 : 1e-12 }
    let alone = try #require(try fixture.model().year(fixture.stock, yearIndex: 0).chains)
    expectClose(alone.starts, 25, limit: 1e-9)
    expectClose(alone.started[18 + kind], 25, limit: 1e-9)
    #expect(counts.starts > 25)
  }

  @Test func `poor dwellings are left empty before good ones`() throws {
    let fixture = try HouseholdFixture()
    let year = try fixture.model().year(fixture.stock, yearIndex: 0)
    let counts = try #require(year.chains)
    for market in 0..<12 {
      let left = (0..<3).map {
        counts.leftVacant[market * 3 + $0] / year.occupancy.dwellings[market * 3 + $0]
      }
      #expect(left[0] < left[1] && left[1] < left[2], "market \(market): \(left)")
    }
  }

  @Test func `the baseline year has no chains`() throws {
    let fixture = try HouseholdFixture()
    let year = try fixture.model().year(fixture.stock, yearIndex: nil)
    #expect(year.chains == nil && year.population == nil && year.year == 2019)
  }
}
