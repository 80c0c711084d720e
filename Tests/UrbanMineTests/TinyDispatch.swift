import SimNumerics
import UrbanMine

/// Two zones and two hubs where nothing waits, with whole tonnes.
struct TinyDispatch {
  let supply: [Int]
  let demand: [Int]
  let capacity: [Int]
  let longitudes: [Double]
  let hubs: [Double]

  init(_ random: inout TestRandom) {
    func tonnes() -> [Int] { (0..<2).map { _ in Int.random(in: 0...3, using: &random) } }
    supply = tonnes()
    demand = tonnes()
    capacity = tonnes()
    longitudes = (0..<2).map { _ in Double.random(in: 0...2, using: &random) }
    hubs = (0..<2).map { _ in Double.random(in: 0...2, using: &random) }
  }

  func mine(_ policy: DispatchPolicy) -> SmallMine {
    var mine = SmallMine()
    mine.longitudes = longitudes
    mine.dispatch = policy
    mine.hubs = zip(hubs, capacity).enumerated().map { position, hub in
      SmallMine.hub(
        "h\(position)", longitude: hub.0,
        capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(Double(hub.1) * 1000))], months: 0)
    }
    return mine
  }

  /// The least cost in euro, and the most reuse in tonnes with its least cost, over all plans of whole tonnes.
  func best(_ distances: Distances, saved: Double) -> (cost: Double, reuse: Int, costOfReuse: Double) {
    var best = (cost: 0.0, reuse: 0, costOfReuse: 0.0)
    for inflow in plans(rows: supply) {
      let held = [inflow[0] + inflow[2], inflow[1] + inflow[3]]
      guard held[0] <= capacity[0], held[1] <= capacity[1] else { continue }
      for outflow in plans(rows: demand)
      where outflow[0] + outflow[2] <= held[0] && outflow[1] + outflow[3] <= held[1] {
        var cost = 0.0
        for move in 0..<4 {
          let km = distances[move / 2, move % 2]
          cost += Double(inflow[move]) * (km + 20) + Double(outflow[move]) * km
        }
        let reuse = outflow.reduce(0, +)
        if reuse > best.reuse || (reuse == best.reuse && cost < best.costOfReuse) {
          best.reuse = reuse
          best.costOfReuse = cost
        }
        best.cost = min(best.cost, cost - saved * Double(reuse))
      }
    }
    return best
  }

  /// Every split of at most so many tonnes per zone over two hubs, zones x hubs.
  private func plans(rows: [Int]) -> [[Int]] {
    func splits(_ most: Int) -> [[Int]] {
      (0...most).flatMap { first in (0...(most - first)).map { [first, $0] } }
    }
    return splits(rows[0]).flatMap { first in splits(rows[1]).map { first + $0 } }
  }
}
