extension RunSummary {
  /// Where the hubs were placed, and how one hub compares with two.
  func siting() -> [String] {
    guard let siting = result.scenario.siting else { return [] }
    let rows = siting.places.map { place in
      [title("hub:\(place.hub)", else: place.hub), place.site]
    }
    let work = number(siting.chosen.tonneKilometresPerYear, "t")
    let moved = number(siting.tonnesPerYear, "t")
    let heading = pick(
      "Plaats van de hubs: de goedkoopste keuze uit \(siting.candidateCount) terreinen "
        + "(\(moved) ton per jaar, \(work) tonkm per jaar)",
      "Sites of the hubs: the cheapest choice out of \(siting.candidateCount) sites "
        + "(\(moved) t a year, \(work) t-km a year)")
    return [heading] + align(rows, right: []) + oneOrTwo(siting) + [""]
  }

  private func oneOrTwo(_ siting: HubSiting) -> [String] {
    guard let one = siting.best(ofSites: 1), let two = siting.best(ofSites: 2) else { return [] }
    let difference = number((one.euroPerYear - two.euroPerYear).magnitude, "euro")
    let site = one.sites[0]
    if one.euroPerYear <= two.euroPerYear {
      return [
        pick(
          "Eén hub (\(site)) kost \(difference) euro per jaar minder dan twee, vervoer en vaste kosten samen.",
          "One hub (\(site)) costs \(difference) euro a year less than two, transport and fixed cost together."
        )
      ]
    }
    return [
      pick(
        "Eén hub (\(site)) kost \(difference) euro per jaar meer dan twee, vervoer en vaste kosten samen.",
        "One hub (\(site)) costs \(difference) euro a year more than two, transport and fixed cost together.")
    ]
  }
}
