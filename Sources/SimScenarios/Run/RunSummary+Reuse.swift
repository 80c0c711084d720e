internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension RunSummary {
  /// When and from where most is reused: years and zones of release, the largest zones by name.
  func reuse() -> [String] {
    let reused = sums(of: .reused)
    guard
      let best = reused.byYear.max(by: { $0.value < $1.value || $0.value == $1.value && $0.key > $1.key }),
      best.value >= 0.5, let first = reused.byYear.keys.min(), let last = reused.byYear.keys.max()
    else { return [] }
    let zones = reused.byZone.sorted { $0.value > $1.value || $0.value == $1.value && $0.key < $1.key }
    let named = zones.prefix(3).map { "\($0.key) \(number($0.value, "t"))" }
    let others = zones.dropFirst(3)
    let rest = number(others.reduce(0) { $0 + $1.value }, "t")
    let places = named + (others.isEmpty ? [] : [pick("overige \(rest)", "others \(rest)")])
    let most = number(best.value, "t")
    return [
      pick(
        "Hergebruik van \(first) tot en met \(last), het meest in \(best.key): \(most) ton.",
        "Reuse from \(first) to \(last), most in \(best.key): \(most) t."),
      pick("Naar zone van vrijkomen (ton in totaal): ", "By zone of release (tonnes in all): ")
        + places.joined(separator: ", "),
      "",
    ]
  }

  /// Tonnes of a flow by year in the region, and over all years by zone.
  private func sums(of flow: MaterialFlow) -> (byYear: [Int: Double], byZone: [String: Double]) {
    guard let table = result.table("materials.csv"), let years = table.integers(of: "year"),
      let zones = table.texts(of: "zone"), let flows = table.texts(of: "flow"),
      let tonnes = table.numbers(of: "tonnes")
    else { return ([:], [:]) }
    var byYear: [Int: Double] = [:]
    var byZone: [String: Double] = [:]
    for row in tonnes.indices where flows[row] == flow.rawValue && tonnes[row] > 0 {
      if zones[row] == Scenario.regionKey {
        byYear[years[row], default: 0] += tonnes[row]
      } else {
        byZone[zones[row], default: 0] += tonnes[row]
      }
    }
    return (byYear, byZone)
  }
}
