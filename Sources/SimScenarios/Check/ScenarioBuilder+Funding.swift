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
    let first = positions(in: view["funding.programme_order"], lines)
    let limited = limitedProgrammes(programmePrices, lines, axes)
    guard problems.isEmpty else { return nil }
    do {
      return try FundingInputs(
        lines: lines, years: axes.years, prices: programmePrices, organisationShares: organisation,
        sources: sources, first: first, limited: limited)
    } catch {
      // A number out of its range is reported with the file.
      if !self.problems.hasErrors { report(.inconsistent, view["funding"], found: "\(error)") }
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
    for line in positions(in: place["programmes"], lines) { shares[line] = share }
    return shares
  }

  /// The positions of the lines that a list names.
  func positions(in place: ScenarioView, _ lines: [String]) -> [Int] {
    order(place).compactMap { name in
      guard let line = lines.firstIndex(of: name) else {
        reportUnknownLabel(name, among: lines, place)
        return nil
      }
      return line
    }
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
    // Keys of a map differ; ranges are checked with the file, prices with the limits.
    case .duplicateSource, .outOfRange, .notPerDwelling: break
    }
  }
}
