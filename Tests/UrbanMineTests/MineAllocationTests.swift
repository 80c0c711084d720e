import CAllocationCounter
import HousingSim
import Testing
import UrbanMine

@Suite struct MineAllocationTests {
  /// By rule everything is laid out before the first year; a product below about 100 x 100 x 100 makes OpenBLAS take one
  /// buffer, so a year with any event is allowed one allocation per product.
  @Test(.enabled(if: allocation_counting() == 1 && build_is_optimised() == 1), arguments: 0..<20)
  func `a year by rule allocates nothing of its own after the first`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let inputs = try RandomMine(&random).inputs
    let flows = (0..<inputs.yearCount).map { _ in RandomMine.flows(for: inputs, &random) }
    let model = MineModel(inputs)
    var state = model.makeState()
    var result = model.makeFlows()
    var work = model.makeWorkspace()
    try model.step(flows[0], yearIndex: 0, state: &state, into: &result, using: &work)
    let before = allocation_count()
    for year in 1..<inputs.yearCount {
      try model.step(flows[year], yearIndex: year, state: &state, into: &result, using: &work)
    }
    let products = 2 * inputs.profiles.count * (inputs.yearCount - 1)
    #expect(allocation_count() - before <= UInt(products))
  }
}
