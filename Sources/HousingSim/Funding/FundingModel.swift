internal import SimNumerics

/// Computes what the programmes of a year cost, and divides the money of the sources over them.
public struct FundingModel: Sendable {
  /// The checked inputs.
  public let inputs: FundingInputs
  /// Per price the position of the event account that it counts, `nil` where it counts none.
  private let accounts: [Int?]
  /// m2 per dwelling, zones x types x cohorts.
  private let floorAreaM2: [Double]

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - inputs: the checked inputs.
  ///   - accounts: the event accounts of the housing model; an event that a line never makes costs nothing.
  ///   - floorAreaM2: usable floor area in m2 per dwelling, zones x types x cohorts.
  public init(_ inputs: FundingInputs, accounts: [EventAccount], floorAreaM2: [Double]) {
    self.inputs = inputs
    self.floorAreaM2 = floorAreaM2
    self.accounts = inputs.prices.map { price in
      switch price.measure {
      case .dwellings(let event, _), .floorArea(let event, _):
        accounts.firstIndex(of: EventAccount(event: event, programme: inputs.lines[price.line]))
      case .treated, .withdrawnFloorArea: nil
      }
    }
  }

  /// The state before the first year: every cap is there in full.
  ///
  /// - Returns: the state, in which every source has its whole cap.
  public func makeState() -> FundingState {
    FundingState(left: inputs.sources.map { $0.capEuro.map(Cents.of) ?? .infinity })
  }

  /// Pays for a year.
  ///
  /// Lines ask in their order, sources pay in theirs. Since a grant depends only on what the line still
  /// asks and on what the source still has, going source by source would give the same amounts.
  ///
  /// - Parameters:
  ///   - state: what is left of the sources; on return after this year.
  ///   - yearIndex: the year, counted from the first simulated one.
  ///   - flows: the events of the year.
  ///   - outcomes: what the lines did.
  /// - Returns: costs, grants and what stays unfunded.
  public func step(
    _ state: inout FundingState, yearIndex: Int, flows: YearFlows, outcomes: ProgrammeOutcomes
  ) -> FundingYear {
    let needs = needs(yearIndex: yearIndex, flows, outcomes)
    var allocation = FundingAllocation(
      sources: inputs.sources, year: inputs.years.lowerBound + yearIndex, lineCount: needs.count,
      left: state.left)
    var unfunded = [Double](repeating: 0, count: needs.count)
    for line in inputs.order {
      let need = needs[line]
      unfunded[line] = allocation.fund(line: line, asked: need.asked, dwellings: need.dwellings)
    }
    state.left = allocation.left
    return FundingYear(needs: needs, allocation: allocation, unfunded: unfunded)
  }

  private func needs(
    yearIndex: Int, _ flows: YearFlows, _ outcomes: ProgrammeOutcomes
  ) -> [FundingNeed] {
    var euro = [Double](repeating: 0, count: inputs.lines.count * FundingItem.count)
    var counts = EventCounts(flows, floorAreaM2)
    for (price, account) in zip(inputs.prices, accounts) where price.euro[yearIndex] != 0 {
      let count = count(price, account: account, &counts, outcomes)
      euro[price.line * FundingItem.count + price.item.position] += count * price.euro[yearIndex]
    }
    return inputs.lines.indices.map { line in
      FundingNeed(
        items: euro[line * FundingItem.count..<(line + 1) * FundingItem.count].map(Cents.of),
        organisationShare: inputs.organisationShares[line],
        dwellings: outcomes.total(outcomes.done, line: line))
    }
  }

  /// What a price is multiplied by: dwellings, or m2.
  private func count(
    _ price: ProgrammePrice, account: Int?, _ counts: inout EventCounts, _ outcomes: ProgrammeOutcomes
  ) -> Double {
    switch price.measure {
    case .treated: outcomes.total(outcomes.done, line: price.line)
    case .withdrawnFloorArea: outcomes.total(outcomes.floorAreaWithdrawn, line: price.line)
    case .dwellings(_, let type): account.map { counts.of(account: $0, type: type).dwellings } ?? 0
    case .floorArea(_, let type): account.map { counts.of(account: $0, type: type).areaM2 } ?? 0
    }
  }
}

/// What the events of a year add up to, each account and type once however many prices count it.
private struct EventCounts {
  private let flows: YearFlows
  /// m2 per dwelling, zones x types x cohorts.
  private let floorAreaM2: [Double]
  /// By account and type, `nil` as long as nobody asked.
  private var known: [(dwellings: Double, areaM2: Double)?]

  init(_ flows: YearFlows, _ floorAreaM2: [Double]) {
    self.flows = flows
    self.floorAreaM2 = floorAreaM2
    known = Array(repeating: nil, count: flows.accounts.count * flows.typeCount)
  }

  /// Dwellings to which an event happened, and their floor area, over all cohorts and zones.
  mutating func of(account: Int, type: Int) -> (dwellings: Double, areaM2: Double) {
    let place = account * flows.typeCount + type
    if let counted = known[place] { return counted }
    let counted = count(account, type)
    known[place] = counted
    return counted
  }

  private func count(_ account: Int, _ type: Int) -> (dwellings: Double, areaM2: Double) {
    var sums = (dwellings: 0.0, areaM2: 0.0)
    let first = flows.offset(account: account, type: type, cohort: 0, zone: 0)
    let cells = first..<first + flows.cohortCount * flows.zoneCount
    guard BLAS.sum(flows.dwellings, over: cells) != 0 else { return sums }
    let dwellings = flows.dwellings.span.extracting(cells)
    let area = floorAreaM2.span
    for cell in dwellings.indices where dwellings[cell] != 0 {
      let (cohort, zone) = cell.quotientAndRemainder(dividingBy: flows.zoneCount)
      sums.dwellings += dwellings[cell]
      sums.areaM2 += dwellings[cell] * area[(zone * flows.typeCount + type) * flows.cohortCount + cohort]
    }
    return sums
  }
}
