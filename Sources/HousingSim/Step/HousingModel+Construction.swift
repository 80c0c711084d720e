internal import SimNumerics

extension HousingModel {
  /// Builds what is planned, what replaces demolished dwellings, what other floor space is turned into, and last what
  /// the stock then still lacks, where a line asks for that.
  func build(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace
  ) {
    state.stock.openNextCohort()
    countStock(state.stock, &workspace.zones)
    for zone in 0..<layout.zoneCount { workspace.zones.free[zone] = workspace.zones.stock[zone] }
    for (position, line) in constructionLines.enumerated() where line.need == nil {
      workspace.zones.divide(line.dwellings[yearIndex], line.distribution)
      add(
        line.mix, constructionAccounts[position], yearIndex, &state.stock, &year.flows,
        workspace.zones.divided)
      book(programmePlans.count + position, &year.outcomes, workspace.zones.divided)
    }
    for (position, replacement) in replacementPlans.enumerated() {
      let due = (position * axes.yearCount + yearIndex) * layout.zoneCount
      for zone in 0..<layout.zoneCount { workspace.zones.divided[zone] = state.replacementsDue[due + zone] }
      add(replacement.mix, replacement.account, yearIndex, &state.stock, &year.flows, workspace.zones.divided)
    }
    for (position, line) in transformationLines.enumerated() {
      let outcome = programmePlans.count + constructionLines.count + position
      workspace.zones.divide(line.floorArea[yearIndex], line.distribution)
      for zone in 0..<layout.zoneCount {
        let floorArea = workspace.zones.divided[zone]
        year.outcomes.floorAreaWithdrawn[year.outcomes.offset(line: outcome, zone: zone)] = floorArea
        workspace.zones.divided[zone] = floorArea * line.shareToDwellings / line.floorAreaPerDwelling.value
      }
      add(
        line.mix, transformationAccounts[position], yearIndex, &state.stock, &year.flows,
        workspace.zones.divided)
      book(outcome, &year.outcomes, workspace.zones.divided)
    }
    buildNeeded(&state, yearIndex: yearIndex, into: &year, using: &workspace)
  }

  /// Builds what the stock lacks after everything else of the year, where a line asks for that.
  private func buildNeeded(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace
  ) {
    for (position, line) in constructionLines.enumerated() {
      guard let need = line.need else { continue }
      countStock(state.stock, &workspace.zones)
      workspace.zones.divide(line.dwellings[yearIndex], asNeeded: need, yearIndex: yearIndex)
      add(
        line.mix, constructionAccounts[position], yearIndex, &state.stock, &year.flows,
        workspace.zones.divided)
      book(programmePlans.count + position, &year.outcomes, workspace.zones.divided)
    }
  }

  private func add(
    _ mix: DwellingMix, _ account: Int, _ yearIndex: Int, _ stock: inout HousingStock,
    _ flows: inout YearFlows,
    _ dwellings: [Double]
  ) {
    let cohort = axes.newCohort(yearIndex: yearIndex)
    for part in mix.parts {
      let cells = layout.offset(type: part.type, state: part.state, cohort: cohort, zone: 0)
      let booked = flows.offset(account: account, type: part.type, cohort: cohort, zone: 0)
      for zone in 0..<layout.zoneCount {
        stock.dwellings[cells + zone] += dwellings[zone] * part.share
        flows.dwellings[booked + zone] += dwellings[zone] * part.share
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
