import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct DwellingSelectionTests {
  @Test func `no condition selects everything`() throws {
    let axes = try SmallTown(zones: 3, years: 2).axes
    let everything = DwellingSelection(axes: axes)
    #expect(everything.rows == Array(0..<axes.layout.rowCount))
    #expect(everything.cohorts == [0, 1, 2, 3])
    #expect(everything.zones == [0, 1, 2])
    #expect(!everything.isEmpty)
  }

  @Test func `conditions on several axes all hold`() throws {
    let town = try SmallTown(zones: 2)
    let selection = town.select("house zone1 old poor C D")
    #expect(selection.zones == [1])
    #expect(selection.cohorts == [0])
    let states = town.axes.states
    for row in 0..<town.axes.layout.rowCount {
      let state = town.axes.layout.state(ofRow: row)
      let expected =
        town.axes.layout.type(ofRow: row) == 1 && states.label(of: state, on: 1) == 2
        && states.label(of: state, on: 2) >= 2
      #expect(selection.rows.contains(row) == expected)
    }
  }

  @Test func `positions that the axes lack select nothing`() throws {
    let axes = try SmallTown().axes
    #expect(DwellingSelection(axes: axes, zones: [7]).isEmpty)
    #expect(DwellingSelection(axes: axes, dwellingTypes: []).isEmpty)
    #expect(DwellingSelection(axes: axes, cohorts: []).isEmpty)
    #expect(DwellingSelection(axes: axes, labels: [0: [9]]).isEmpty)
  }
}
