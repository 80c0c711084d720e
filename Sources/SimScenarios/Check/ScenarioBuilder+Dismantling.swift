internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// How carefully a programme, or whoever demolishes without one, takes dwellings down.
struct Dismantling {
  /// The share of the released mass that is dismantled with care, per simulated year.
  let shares: [Double]
  /// What that costs on top of demolition, or `nil` where the scenario has no price of its own for it.
  let cost: DismantlingCost?
}

extension ScenarioBuilder {
  /// The key under which ``dismantling(_:)`` has what no programme asks for.
  static let autonomous = ""

  /// How carefully every programme dismantles, by its key, and autonomous demolition under ``autonomous``.
  func dismantling(_ axes: StockAxes) -> [String: Dismantling] {
    var ways = [Self.autonomous: dismantling(view["mine"], axes)]
    for (key, place) in view.entries("programmes") { ways[key] = dismantling(place, axes) }
    return ways
  }

  private func dismantling(_ place: ScenarioView, _ axes: StockAxes) -> Dismantling {
    let points = Self.points(of: place["careful_dismantling_share"])
    let level = place.optionalNumber("careful_dismantling_share")?.value ?? 0
    let perTonne = place.optionalNumber("careful_dismantling_euro_per_tonne")?.value
    let perDwelling = place.optionalNumber("careful_dismantling_euro_per_dwelling")?.value
    let hasCost = perTonne != nil || perDwelling != nil
    return Dismantling(
      shares: axes.years.map { points.isEmpty ? level : Self.value(of: points, in: $0) },
      cost: hasCost ? DismantlingCost(euroPerTonne: perTonne ?? 0, euroPerDwelling: perDwelling ?? 0) : nil)
  }

  /// The years and shares of a schedule in the order of time; none where one number holds for every year.
  static func points(of place: ScenarioView) -> [(year: Int, share: Double)] {
    guard let node = place.node, !node.isSourcedValue else { return [] }
    return place.numberMap().compactMap { name, number in Int(name).map { (year: $0, share: number.value) } }
      .sorted { $0.year < $1.year }
  }

  /// The value of a year: level before the first point and after the last one, straight in between.
  static func value(of points: [(year: Int, share: Double)], in year: Int) -> Double {
    guard let next = points.firstIndex(where: { $0.year >= year }) else {
      return points[points.count - 1].share
    }
    guard next > 0, points[next].year > year else { return points[next].share }
    let (from, to) = (points[next - 1], points[next])
    let part = Double(year - from.year) / Double(to.year - from.year)
    return from.share + (to.share - from.share) * part
  }
}
