import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct QualityStateTests {
  private func states(_ sizes: [Int]) throws -> QualityStates {
    let axes = try sizes.enumerated().map { position, size in
      StateAxis(key: "axis\(position)", labels: try Axis((0..<size).map { Label("label\($0)") }))
    }
    return QualityStates(axes: try Axis(axes))
  }

  @Test func `states count row-major with the last axis fastest`() throws {
    let states = try states([3, 2, 4])
    #expect(states.count == 24)
    var number = 0
    for first in 0..<3 {
      for second in 0..<2 {
        for third in 0..<4 {
          #expect(states.state(labels: [first, second, third]) == number)
          #expect((0..<3).map { states.label(of: number, on: $0) } == [first, second, third])
          number += 1
        }
      }
    }
  }

  @Test func `a move changes one label and no other`() throws {
    let states = try states([3, 2, 4])
    for state in 0..<states.count {
      for axis in 0..<3 {
        for label in states.axes[axis].labels.indices {
          let moved = states.state(state, moving: axis, to: label)
          for other in 0..<3 {
            let expected = other == axis ? label : states.label(of: state, on: other)
            #expect(states.label(of: moved, on: other) == expected)
          }
        }
      }
    }
  }

  @Test func `without axes there is one state`() throws {
    #expect(try states([]).count == 1)
    #expect(try states([]).state(labels: []) == 0)
  }

  @Test func `a state is written as its labels`() throws {
    let town = try SmallTown()
    #expect(
      town.axes.states.describe(town.state("private poor D gas"))
        == "tenure=private condition=poor energy_label=D heating=gas")
  }

  @Test func `a cohort is added for every simulated year`() throws {
    let axes = try SmallTown(years: 3).axes
    #expect(axes.cohorts.keys == ["old", "recent", "2020", "2021", "2022"])
    #expect(axes.yearCount == 3)
    #expect(axes.cohorts[axes.newCohort(yearIndex: 1)].firstYear == 2021)
  }

  @Test func `a baseline cohort named like a simulated year is named`() throws {
    let town = try SmallTown()
    let error = #expect(throws: AxisError.self) {
      try StockAxes(
        zones: town.axes.zones, dwellingTypes: town.axes.dwellingTypes,
        baselineCohorts: [Cohort(key: "2020", firstYear: 2000, lastYear: 2019)], states: town.axes.states,
        years: 2020...2021)
    }
    #expect(error == .duplicateKey("2020"))
  }

  @Test func `the effect of an event on the stock is plus one, nothing or minus one`() {
    let effects = HousingEvent.allCases.map { "\($0.rawValue) \(Int($0.stockEffect))" }
    #expect(
      effects == [
        "autonomous_demolition -1", "demolition -1", "renovation 0", "insulation 0", "gas_free_ready 0",
        "merge_out -1", "merge_in 1", "tenure_conversion 0", "construction 1", "replacement 1",
        "transformation 1",
      ])
  }
}
