internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension RunSummary {
  /// Why released mass was not reused, over all years, and what could have been.
  func unused() -> [String] {
    guard let table = result.table("unused.csv"), let zones = table.texts(of: "zone"),
      let causes = table.texts(of: "cause"), let tonnes = table.numbers(of: "tonnes")
    else { return [] }
    let released = total(.released)
    let rows = UnusedCause.allCases.compactMap { cause -> [String]? in
      let sum = tonnes.indices.reduce(0.0) { sum, row in
        zones[row] == Scenario.regionKey && causes[row] == cause.rawValue ? sum + tonnes[row] : sum
      }
      guard sum.magnitude >= 0.5, released > 0 else { return nil }
      return [words(cause), number(sum, "t"), number(sum / released, "1")]
    }
    guard !rows.isEmpty else { return [] }
    let title = pick(
      "Waarom niet hergebruikt (ton in totaal, deel van vrijgekomen)",
      "Why not reused (tonnes in all, share of released)")
    return [title] + align(rows, right: [1, 2]) + [potential(released), ""]
  }

  /// What would pass inspection if all were dismantled with care.
  private func potential(_ released: Double) -> String {
    let years = Double(result.scenario.axes.years.count)
    let table = result.table("materials.csv")
    let streams = result.scenario.mineModel.inputs.streams.axis
    let zones = table?.texts(of: "zone") ?? []
    let flows = table?.texts(of: "flow") ?? []
    let materials = table?.texts(of: "material") ?? []
    let tonnes = table?.numbers(of: "tonnes") ?? []
    let suitable = tonnes.indices.reduce(0.0) { sum, row in
      guard zones[row] == Scenario.regionKey, flows[row] == MaterialFlow.released.rawValue,
        let stream = streams.position(of: materials[row])
      else { return sum }
      return sum + tonnes[row] * streams[stream].reusePotential
    }
    let amount = number(suitable / years, "t")
    let share = number(suitable / released, "1")
    return pick(
      "Met zorg slopen van alles zou \(amount) ton per jaar geschikt maken (\(share)).",
      "Dismantling all with care would make \(amount) t a year suitable (\(share)).")
  }

  private func words(_ cause: UnusedCause) -> String {
    switch cause {
    case .notDismantled: pick("niet met zorg gesloopt", "not dismantled with care")
    case .noHub: pick("nog geen hub open", "no hub open yet")
    case .refusedUnsuitable:
      pick("ongeschikt, of geen route naar hergebruik", "unsuitable, or no route to reuse")
    case .refusedCapacity: pick("geen capaciteit", "no capacity")
    case .refusedRoom: pick("geen ruimte", "no room")
    case .tooCostly: pick("kost meer dan het bespaart", "costs more than it saves")
    case .noDemand: pick("geen vraag", "no demand")
    case .refurbishmentLoss: pick("verlies in de hub", "lost in hubs")
    case .expired: pick("te oud geworden", "grown too old")
    case .changeOfStore: pick("nog in opslag", "still in store")
    }
  }
}
