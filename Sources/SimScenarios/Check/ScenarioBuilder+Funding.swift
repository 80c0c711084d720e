internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// Prices, sources and rules of funding, without the floor areas that come with the materials.
  ///
  /// - Parameters:
  ///   - prices: the table of prices, `nil` where there is none or it has problems.
  ///   - axes: the axes of the stock.
  /// - Returns: the inputs; `nil` where the scenario has none, or has problems, which are reported.
  func fundingInputs(_ prices: Table?, _ axes: StockAxes) -> FundingInputs? {
    guard view.has("funding") else { return nil }
    let lines = fundedLines
    let organisation = organisationShares(lines)
    let sources = fundingSources(lines, axes)
    let problems = FundingInputs.problems(of: sources, lines: lines)
    for problem in problems { report(problem) }
    guard prices != nil || !view.has("funding.costs") else { return nil }
    let programmePrices = programmePrices(prices, lines, axes)
    checkCeilings(of: sources, programmePrices, lines, axes)
    guard problems.isEmpty else { return nil }
    do {
      return try FundingInputs(
        lines: lines, years: axes.years, prices: programmePrices, organisationShares: organisation,
        sources: sources)
    } catch {
      report(.inconsistent, view["funding"], found: "\(error)")
      return nil
    }
  }

  /// The keys of what can be funded, in the order of the outcome lines.
  var fundedLines: [String] {
    ["programmes", "construction", "transformations"].flatMap { view.entries($0).map(\.name) }
  }

  /// The place of a programme or line.
  private func place(ofLine key: String) -> ScenarioView {
    let part = ["programmes", "construction", "transformations"].first { view.has("\($0).\(key)") }
    return view["\(part ?? "programmes").\(key)"]
  }

  // MARK: - Organisation

  private func organisationShares(_ lines: [String]) -> [Double] {
    var shares = [Double](repeating: 0, count: lines.count)
    let place = view["funding.organisation"]
    guard place.exists else { return shares }
    let (share, ceiling) = (place.number("share").value, place.number("at_most").value)
    if share > ceiling {
      report(
        .inconsistent, place["share"], found: "is \(share.plainText), above at_most \(ceiling.plainText)",
        accepted: "a share up to at_most is accepted")
    }
    for name in place.names("programmes") {
      guard let line = lines.firstIndex(of: name) else {
        reportUnknownLabel(name, among: lines, place["programmes"])
        continue
      }
      shares[line] = share
    }
    return shares
  }

  // MARK: - Sources

  /// The words of `funding.csv` that no source may have as its key.
  static let reservedSources = [FundingWord.revenue, FundingWord.unfunded]

  private func fundingSources(_ lines: [String], _ axes: StockAxes) -> [FundingSource] {
    view.entries("funding.sources").map { key, place in
      titles["source:\(key)"] = title(of: place, key: key)
      if Self.reservedSources.contains(key) {
        report(
          .duplicateKey, place, found: "'\(key)' is a word of funding.csv", remedy: "choose another name")
      }
      let years = years(of: place, within: axes.years, defaults: axes.years)
      if !place.has("matched_by"), place.has("match_ratio") {
        report(
          .inconsistent, place["match_ratio"], found: "has a meaning with matched_by only",
          remedy: "take it away")
      }
      let match = place.optionalText("matched_by").map {
        FundingSource.Match(source: $0, ratio: place.number("match_ratio").value)
      }
      return FundingSource(
        key: key, years: years, capEuro: place.optionalNumber("cap_euro")?.value,
        isSpread: isSpread(place), after: place.names("after"), claims: claims(place, years, lines),
        match: match)
    }
  }

  private func isSpread(_ place: ScenarioView) -> Bool {
    let isSpread = place.boolean("spread_evenly")
    if isSpread, !place.has("cap_euro") {
      report(
        .inconsistent, place["spread_evenly"], found: "there is no cap_euro to spread",
        remedy: "give one, or take it away")
    }
    return isSpread
  }

  private func claims(
    _ place: ScenarioView, _ years: ClosedRange<Int>, _ lines: [String]
  ) -> [FundingSource.Claim] {
    place.entries("programmes").compactMap { name, claim in
      guard let line = lines.firstIndex(of: name) else {
        reportUnknownLabel(name, among: lines, claim)
        return nil
      }
      let active = self.place(ofLine: name)
      if let first = active.optionalInteger("from_year"), let last = active.optionalInteger("to_year"),
        first <= last, !years.overlaps(first...last)
      {
        report(
          .inconsistent, claim,
          found: "pays in \(years.lowerBound)-\(years.upperBound), and \(name) runs in \(first)-\(last)",
          accepted: "years that meet are accepted", remedy: "change the years, or take it away")
      }
      return FundingSource.Claim(
        line: line, maximumShare: claim.number("maximum_share").value,
        maximumPerDwelling: claim.optionalNumber("maximum_euro_per_dwelling")?.value)
    }
  }

  private func report(_ problem: FundingInputError) {
    guard let key = problem.source else { return }
    let place = view["funding.sources.\(key)"]
    switch problem {
    case .unknownSource(_, let named):
      let field = place.names("after").contains(named) ? "after" : "matched_by"
      reportUnknownLabel(named, among: view.entries("funding.sources").map(\.name), place[field])
    case .circularOrder:
      report(
        .cycle, place["after"], found: "\(problem)", accepted: "an order without a circle is accepted",
        remedy: "take one of them away")
    case .matchWithoutClaim(_, let match, let line):
      report(
        .inconsistent, place["matched_by"], found: "\(problem)",
        remedy: "add \(line) to the programmes of \(match), or take it away here")
    case .chainedMatch:
      report(.inconsistent, place["matched_by"], found: "\(problem)", remedy: "name another source")
    // Keys of a map differ, and ranges are checked with the file.
    case .duplicateSource, .outOfRange: break
    }
  }

  // MARK: - What exceeds a programme

  /// Reports a programme without any price, and a source whose most per dwelling no dwelling can cost.
  private func checkCeilings(
    of sources: [FundingSource], _ prices: [ProgrammePrice], _ lines: [String], _ axes: StockAxes
  ) {
    for source in sources {
      for claim in source.claims {
        let name = lines[claim.line]
        let place = view["funding.sources.\(source.key).programmes.\(name)"]
        let own = prices.filter { $0.line == claim.line }
        if own.isEmpty {
          report(
            .inconsistent, place, found: "\(name) has no price in funding.costs",
            remedy: "add rows for \(name), or take it away here")
        }
        guard let most = claim.maximumPerDwelling, !own.isEmpty,
          let dearest = dearestDwelling(own, source.years, axes), most > dearest
        else { continue }
        report(
          .inconsistent, place["maximum_euro_per_dwelling"],
          found: "is \(most.plainText), and a dwelling of \(name) costs at most \(dearest.plainText) "
            + "in \(source.years.lowerBound)-\(source.years.upperBound)",
          accepted: "no more than a dwelling costs is accepted")
      }
    }
  }

  /// The cost of the dearest dwelling of a line in some years, rounded up to whole euro; `nil` where a price is per m2.
  private func dearestDwelling(
    _ prices: [ProgrammePrice], _ years: ClosedRange<Int>, _ axes: StockAxes
  ) -> Double? {
    let costs = prices.filter { !$0.item.isRevenue }
    let measures = Set(costs.map(\.measure))
    let perDwelling = measures.allSatisfy { measure in
      switch measure {
      case .dwellings, .treated: true
      case .floorArea, .withdrawnFloorArea: false
      }
    }
    guard perDwelling else { return nil }
    let dearest = years.map { year in
      func euro(_ measure: CostMeasure) -> Double {
        costs.filter { $0.measure == measure }.reduce(0) {
          $0 + $1.euro[year - axes.years.lowerBound]
        }
      }
      let events = measures.filter { $0 != .treated }
      return euro(.treated) + (events.map(euro).max() ?? 0)
    }
    return (dearest.max() ?? 0).rounded(.up)
  }
}
