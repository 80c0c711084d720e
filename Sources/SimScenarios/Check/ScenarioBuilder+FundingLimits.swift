internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// Reports a programme without any price, and a source whose most per dwelling no dwelling can cost; in a member, whose
  /// numbers are drawn, a limit may well be higher.
  func checkCeilings(
    of sources: [FundingSource], _ prices: [ProgrammePrice], _ lines: [String], _ axes: StockAxes
  ) {
    guard !isMember else { return }
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

  // MARK: - Limited programmes

  /// The programmes that do only what their sources can pay for.
  func limitedProgrammes(
    _ prices: [ProgrammePrice], _ lines: [String], _ axes: StockAxes
  ) -> [LimitedProgramme] {
    let place = view["funding.limited_programmes"]
    let programmes = view.entries("programmes").map(\.name)
    return order(place).compactMap { name in
      guard let line = programmes.firstIndex(of: name) else {
        reportUnknownLabel(name, among: programmes, place)
        return nil
      }
      guard prices.allSatisfy({ $0.line != line || $0.measure == .treated }) else {
        report(
          .inconsistent, place, found: "\(FundingInputError.notPerDwelling(line: name))",
          remedy: "give rows with the event treated")
        return nil
      }
      let programme = view["programmes.\(name)"]
      guard !programme.has("quota.reach_share") else {
        report(
          .inconsistent, place, found: "\(name) has a reach_share, which says no number of dwellings",
          remedy: "give dwellings or dwellings_per_year")
        return nil
      }
      let last = programme.optionalInteger("to_year") ?? axes.years.upperBound
      // Years that are not in order are reported with the programme.
      let years = min(programme.optionalInteger("from_year") ?? last, last)...last
      let all = programme.optionalNumber("quota.dwellings")?.value ?? 0
      let perYear =
        programme.optionalNumber("quota.dwellings_per_year")?.value ?? all / Double(years.count)
      return LimitedProgramme(line: line, planned: yearly(perYear, years, axes))
    }
  }
}
