internal import UrbanMine

extension ScenarioBuilder {
  /// Warns of refurbishment lines that cannot do anything, so that their silence in the results has a reason.
  func warnOfIdleLines(_ streams: MaterialStreams) {
    for (_, hub) in view.entries("hubs") {
      for (_, line) in hub.entries("capacities") {
        if line.number("tonnes_per_year").value == 0 {
          warnings.append(
            "\(line["tonnes_per_year"].location): \(line.key).tonnes_per_year is 0; the line refurbishes nothing"
          )
        }
        for name in line.names("materials") { warnOfIdle(name, line, streams) }
      }
    }
  }

  private func warnOfIdle(_ name: String, _ line: ScenarioView, _ streams: MaterialStreams) {
    guard let stream = streams.axis.first(where: { $0.key == name }) else { return }
    let place = line["materials"]
    if stream.reusePotential == 0 {
      warnings.append(
        "\(place.location): \(place.key) names \(name), of which nothing passes inspection (reuse_potential is 0)"
      )
    } else if stream.maximumReuseShareOfDemand == 0 {
      warnings.append(
        "\(place.location): \(place.key) names \(name), which no new use accepts "
          + "(maximum_reuse_share_of_demand is 0)")
    }
  }
}
