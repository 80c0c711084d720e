internal import SimNumerics

extension HousingModel {
  /// Builds what is planned, what replaces demolished dwellings, what other floor space is turned into, and last what
  /// the stock then still lacks, where a line asks for that.
  ///
  /// The stock is counted before; dwellings are added to the newest cohort only.
  func build(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace, drawing draws: HousingDraws?
  ) {
    state.stock.openNextCohort()
    countStock(state.stock, &workspace)
    for zone in 0..<layout.zoneCount { workspace.zones.free[zone] = workspace.zones.stock[zone] }
    for (position, line) in constructionLines.enumerated() where line.need == nil {
      let dwellings =
        draws == nil ? line.dwellings[yearIndex] : HousingDraws.whole(line.dwellings, yearIndex: yearIndex)
      workspace.zones.divide(dwellings, line.distribution)
      let account = constructionAccounts[position]
      add(line.mix, account, yearIndex, &state.stock, &year.flows, &workspace.zones.divided, draws)
      book(programmePlans.count + position, &year.outcomes, workspace.zones.divided)
    }
    for (position, replacement) in replacementPlans.enumerated() {
      let due = (position * axes.yearCount + yearIndex) * layout.zoneCount
      for zone in 0..<layout.zoneCount { workspace.zones.divided[zone] = state.replacementsDue[due + zone] }
      add(
        replacement.mix, replacement.account, yearIndex, &state.stock, &year.flows,
        &workspace.zones.divided, draws)
    }
    for position in transformationLines.indices {
      transform(position, &state.stock, yearIndex, &year, &workspace.zones, draws)
    }
    buildNeeded(&state, yearIndex: yearIndex, into: &year, using: &workspace, drawing: draws)
  }

  /// Builds what the stock lacks after everything else of the year, where a line asks for that.
  private func buildNeeded(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace, drawing draws: HousingDraws?
  ) {
    for (position, line) in constructionLines.enumerated() {
      guard let need = line.need else { continue }
      countNewest(state.stock, &workspace)
      workspace.zones.divide(line.dwellings[yearIndex], asNeeded: need, yearIndex: yearIndex)
      add(
        line.mix, constructionAccounts[position], yearIndex, &state.stock, &year.flows,
        &workspace.zones.divided, draws)
      book(programmePlans.count + position, &year.outcomes, workspace.zones.divided)
    }
  }

  /// Withdraws other floor space and turns a share of it into dwellings.
  private func transform(
    _ position: Int, _ stock: inout HousingStock, _ yearIndex: Int, _ year: inout HousingYear,
    _ zones: inout ZoneFigures, _ draws: HousingDraws?
  ) {
    let line = transformationLines[position]
    let outcome = programmePlans.count + constructionLines.count + position
    let perSquareMetre = line.shareToDwellings / line.floorAreaPerDwelling.value
    zones.divide(line.floorArea[yearIndex], line.distribution)
    for zone in 0..<layout.zoneCount {
      year.outcomes.floorAreaWithdrawn[year.outcomes.offset(line: outcome, zone: zone)] = zones.divided[zone]
      zones.divided[zone] *= perSquareMetre
    }
    if draws != nil {
      let dwellings = HousingDraws.whole(line.floorArea.map { $0 * perSquareMetre }, yearIndex: yearIndex)
      zones.divide(dwellings, line.distribution)
    }
    add(
      line.mix, transformationAccounts[position], yearIndex, &stock, &year.flows, &zones.divided, draws)
    book(outcome, &year.outcomes, zones.divided)
  }

  /// Adds new dwellings of a mix; with draws whole ones, which then replace the dwellings per zone.
  private func add(
    _ mix: DwellingMix, _ account: Int, _ yearIndex: Int, _ stock: inout HousingStock,
    _ flows: inout YearFlows, _ dwellings: inout [Double], _ draws: HousingDraws?
  ) {
    let cohort = axes.newCohort(yearIndex: yearIndex)
    if let draws {
      return draw(mix, account, yearIndex, &stock, &flows, &dwellings, draws)
    }
    for part in mix.parts {
      let cells = layout.offset(type: part.type, state: part.state, cohort: cohort, zone: 0)
      let booked = flows.offset(account: account, type: part.type, cohort: cohort, zone: 0)
      for zone in 0..<layout.zoneCount {
        stock.dwellings[cells + zone] += dwellings[zone] * part.share
        flows.dwellings[booked + zone] += dwellings[zone] * part.share
      }
    }
  }

  /// Adds whole dwellings of a mix that add up to those of all zones.
  private func draw(
    _ mix: DwellingMix, _ account: Int, _ yearIndex: Int, _ stock: inout HousingStock,
    _ flows: inout YearFlows, _ dwellings: inout [Double], _ draws: HousingDraws
  ) {
    let cohort = axes.newCohort(yearIndex: yearIndex)
    let shares = mix.parts.reduce(0) { $0 + $1.share }
    var rounding = draws.rounding("new dwellings", yearIndex: yearIndex, part: account)
    for zone in 0..<layout.zoneCount {
      let wanted = dwellings[zone]
      dwellings[zone] = 0
      for part in mix.parts {
        let whole = rounding.next(wanted * (part.share / shares))
        stock.dwellings[layout.offset(type: part.type, state: part.state, cohort: cohort, zone: zone)] +=
          whole
        flows.dwellings[flows.offset(account: account, type: part.type, cohort: cohort, zone: zone)] += whole
        dwellings[zone] += whole
      }
    }
  }

  private func book(_ line: Int, _ outcomes: inout ProgrammeOutcomes, _ dwellings: [Double]) {
    for zone in 0..<layout.zoneCount {
      let offset = outcomes.offset(line: line, zone: zone)
      outcomes.planned[offset] = dwellings[zone]
      outcomes.done[offset] = dwellings[zone]
    }
  }
}
