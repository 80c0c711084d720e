import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct StockLayoutTests {
  @Test(arguments: [(1, 1, 1, 1), (3, 4, 2, 5), (1, 7, 1, 3), (2, 0, 3, 4), (2, 3, 4, 0)])
  func `every cell has a place of its own and no place is left`(sizes: (Int, Int, Int, Int)) {
    let layout = StockLayout(
      typeCount: sizes.0, stateCount: sizes.1, cohortCount: sizes.2, zoneCount: sizes.3)
    var offsets: [Int] = []
    for type in 0..<sizes.0 {
      for state in 0..<sizes.1 {
        #expect(layout.type(ofRow: layout.row(type: type, state: state)) == type)
        #expect(layout.state(ofRow: layout.row(type: type, state: state)) == state)
        for cohort in 0..<sizes.2 {
          for zone in 0..<sizes.3 {
            offsets.append(layout.offset(type: type, state: state, cohort: cohort, zone: zone))
          }
        }
      }
    }
    #expect(offsets == Array(0..<layout.count))
    #expect(layout.count == sizes.0 * sizes.1 * sizes.2 * sizes.3)
  }
}
