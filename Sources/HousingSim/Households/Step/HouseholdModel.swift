public import SimNumerics

/// Why the households of a year cannot be placed.
public enum HouseholdStepError: Error, Equatable, CustomStringConvertible {
  /// The match of households with dwellings did not settle.
  case notMatched(municipality: String, year: Int)
  /// The vacancy chains have no answer.
  case chains(AbsorbingChainError, year: Int)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .notMatched(let municipality, let year):
      "households and dwellings of \(municipality) do not fit in \(year): the preferences leave too little choice"
    case .chains(let error, let year): "the vacancy chains of \(year) have no answer: \(error)"
    }
  }
}

/// What a year brings to the households of a region.
public struct HouseholdYear: Sendable, Equatable {
  /// The calendar year.
  public let year: Int
  /// Inhabitants per zone; those of a municipality are divided as its households are.
  public let inhabitants: [Double]
  /// Births, deaths and migration per municipality, or `nil` where the projection starts after this year.
  public let population: PopulationBalance?
  /// Who lives where.
  public let occupancy: HousingOccupancy
  /// The vacancy chains, or `nil` for the baseline year.
  public let chains: VacancyChainCounts?
  /// How well the accounts close.
  public let balance: HouseholdBalance
}

/// Population, households, vacancy and vacancy chains of a region beside its housing stock.
///
/// Households do not depend on the stock, so they are projected once; every year they are matched with the dwellings
/// that the housing model leaves them.
public struct HouseholdModel: Sendable {
  /// The inputs.
  public let inputs: HouseholdInputs
  /// The population by age.
  public let projection: PopulationProjection
  /// How the population forms households.
  public let formation: HouseholdFormation
  /// The position of the municipality of every zone.
  public let municipalityOfZone: [Int]
  /// The kinds of dwelling.
  public let kinds: DwellingKinds
  /// The market of every kind of dwelling.
  let marketOfKind: [Int]
  /// The preferences of every type of household for the markets of the kinds, household types x kinds.
  let preferencesOfKinds: [Double]
  private let axes: StockAxes
  /// Neighbouring rows of the stock have one kind of dwelling: as many as this.
  private let rowsPerRun: Int
  /// The kind of dwelling of every such run of rows.
  private let kindOfRun: [Int]

  /// Projects the population and its households.
  ///
  /// - Parameters:
  ///   - inputs: the inputs; preferences, odds and moves are on the axes of the stock.
  ///   - axes: the axes of the stock.
  ///   - tenureAxis: the position of the tenure among the state axes.
  ///   - conditionAxis: the position of the condition.
  ///   - known: the projection of these inputs, where another model has made it already.
  ///   - other: a model of other numbers, whose look-ups are kept where they hold.
  /// - Throws: ``HouseholdInputError``.
  public init(
    _ inputs: HouseholdInputs, axes: StockAxes, tenureAxis: Int, conditionAxis: Int,
    projection known: PopulationProjection? = nil, like other: HouseholdModel? = nil
  ) throws(HouseholdInputError) {
    let kinds = DwellingKinds(
      typeCount: axes.dwellingTypes.count, tenureCount: axes.states.axes[tenureAxis].labels.count,
      conditionCount: axes.states.axes[conditionAxis].labels.count)
    precondition(
      inputs.dwellings.preferences.count == inputs.types.count * kinds.marketCount
        && inputs.dwellings.vacancyOdds.count == kinds.count
        && inputs.moves.movesPerYear.count == kinds.typeCount
        && inputs.moves.leavingOdds.count == kinds.conditionCount,
      "preferences, odds or moves are not on the axes of the stock")
    self.inputs = inputs
    self.axes = axes
    self.kinds = kinds
    let marketOfKind = (0..<kinds.count).map(kinds.market)
    self.marketOfKind = marketOfKind
    preferencesOfKinds = inputs.types.indices.flatMap { type in
      marketOfKind.map { inputs.dwellings.preferences[type * kinds.marketCount + $0] }
    }
    // The labels of the axes behind tenure and condition do not matter.
    let rowsPerRun = axes.states.axes.dropFirst(max(tenureAxis, conditionAxis) + 1).reduce(1) {
      $0 * $1.labels.count
    }
    self.rowsPerRun = rowsPerRun
    kindOfRun = stride(from: 0, to: axes.layout.rowCount, by: rowsPerRun).map { row in
      let state = axes.layout.state(ofRow: row)
      return kinds.kind(
        type: axes.layout.type(ofRow: row), tenure: axes.states.label(of: state, on: tenureAxis),
        condition: axes.states.label(of: state, on: conditionAxis))
    }
    municipalityOfZone = try Self.municipalities(inputs, axes)
    try inputs.check()
    if let known { projection = known } else { projection = try PopulationProjection(inputs.population) }
    formation = try HouseholdFormation(
      inputs, start: projection.populations[0], like: other?.formation)
  }

  /// Households at the end of a year, municipalities x types.
  ///
  /// - Parameter year: a calendar year, from the one before ``PopulationInputs/startYear`` to
  ///   ``PopulationInputs/lastYear``.
  /// - Returns: households, municipalities x types.
  public func households(endOf year: Int) -> [Double] {
    formation.households(of: projection.population(endOf: year).byAge)
  }

  /// The dwellings that every municipality needs at the end of a year: what its households occupy, and as many empty
  /// ones as frictional vacancy takes.
  ///
  ///     D(m) = dwellings per household x H(m) / (1 - f)
  ///
  /// - Parameter year: a calendar year, from the one before ``PopulationInputs/startYear`` to
  ///   ``PopulationInputs/lastYear``.
  /// - Returns: dwellings, one entry per municipality.
  public func dwellingsNeeded(endOf year: Int) -> [Double] {
    let types = inputs.types.count
    let households = households(endOf: year)
    let perHousehold = inputs.dwellings.dwellingsPerHousehold / (1 - inputs.dwellings.frictionalVacancy)
    return (0..<inputs.population.municipalities.count).map { municipality in
      households[municipality * types..<(municipality + 1) * types].reduce(0, +) * perHousehold
    }
  }

  /// Places the households of a year in the stock at its end.
  ///
  /// - Parameters:
  ///   - stock: the stock at the end of the year.
  ///   - yearIndex: the simulated year from 0, or `nil` for the baseline year, which has no chains.
  /// - Returns: who lives where, what is empty, and the chains of the year.
  /// - Throws: ``HouseholdStepError``.
  public func year(_ stock: HousingStock, yearIndex: Int?) throws(HouseholdStepError) -> HouseholdYear {
    var totals = StockTotals(layout: stock.layout)
    totals.count(stock)
    return try year(totals, yearIndex: yearIndex)
  }

  /// Places the households of a year in a stock whose dwellings are counted already.
  ///
  /// - Parameters:
  ///   - totals: the dwellings at the end of the year, of which the newest cohort is that of the year.
  ///   - yearIndex: the simulated year from 0, or `nil` for the baseline year, which has no chains.
  /// - Returns: who lives where, what is empty, and the chains of the year.
  /// - Throws: ``HouseholdStepError``.
  public func year(_ totals: StockTotals, yearIndex: Int?) throws(HouseholdStepError) -> HouseholdYear {
    let year = axes.years.lowerBound + (yearIndex ?? -1)
    let households = households(endOf: year)
    var occupancy = HousingOccupancy(
      dwellings: byKind(totals.dwellings), kinds: kinds, householdTypeCount: inputs.types.count)
    for (position, municipality) in inputs.population.municipalities.enumerated() {
      guard place(households, ofMunicipality: position, in: &occupancy) else {
        throw HouseholdStepError.notMatched(municipality: municipality.key, year: year)
      }
    }
    let counts = try yearIndex.map { index throws(HouseholdStepError) in
      try chains(occupancy, started: starts(totals, occupancy, yearIndex: index), year: year)
    }
    return HouseholdYear(
      year: year, inhabitants: inhabitants(households, occupancy, endOf: year),
      population: year >= inputs.population.startYear ? projection.balance(of: year) : nil,
      occupancy: occupancy, chains: counts,
      balance: HouseholdBalance(
        occupancy, formed: households, municipalityOfZone: municipalityOfZone,
        dwellingsPerHousehold: inputs.dwellings.dwellingsPerHousehold, chains: counts))
  }

  private static func municipalities(
    _ inputs: HouseholdInputs, _ axes: StockAxes
  ) throws(HouseholdInputError) -> [Int] {
    var positions: [Int] = []
    for zone in axes.zones {
      guard let position = inputs.population.municipalities.position(of: zone.municipality) else {
        throw HouseholdInputError.unknownMunicipality(zone: zone.key, municipality: zone.municipality)
      }
      positions.append(position)
    }
    for (position, municipality) in inputs.population.municipalities.enumerated()
    where !positions.contains(position) {
      throw HouseholdInputError.noZone(municipality: municipality.key)
    }
    return positions
  }

  private func inhabitants(
    _ households: [Double], _ occupancy: HousingOccupancy, endOf year: Int
  ) -> [Double] {
    let types = inputs.types.count
    let persons = projection.population(endOf: year).totals
    return municipalityOfZone.enumerated().map { zone, municipality in
      let all = households[municipality * types..<(municipality + 1) * types].reduce(0, +)
      let here = occupancy.households[zone * types..<(zone + 1) * types].reduce(0, +)
      return all > 0 ? persons[municipality] * (here / all) : 0
    }
  }

  // MARK: - Chains

  /// The vacancies that start chains in a year, zones x kinds: the dwellings of its cohort, and the dwellings of
  /// one-person households that end by death.
  private func starts(_ totals: StockTotals, _ occupancy: HousingOccupancy, yearIndex: Int) -> [Double] {
    let newest = axes.newCohort(yearIndex: yearIndex)
    precondition(
      totals.activeCohorts <= newest + 1,
      "\(totals.activeCohorts) cohorts before the end of year \(yearIndex)")
    // Before the cohort of the year is opened, nothing has been built in it.
    var started =
      totals.activeCohorts == newest + 1
      ? byKind(totals.newest) : Array(repeating: 0, count: occupancy.cellCount)
    let types = inputs.types.count
    let deaths = projection.deathsByAge[axes.years.lowerBound + yearIndex - inputs.population.startYear]
    let ended = formation.households(of: deaths)
    let perZone = municipalityOfZone.indices.map { zone in
      occupancy.occupied[zone * kinds.count..<(zone + 1) * kinds.count].reduce(0, +)
    }
    var living = [Double](repeating: 0, count: inputs.population.municipalities.count)
    for (zone, count) in perZone.enumerated() { living[municipalityOfZone[zone]] += count }
    for (zone, municipality) in municipalityOfZone.enumerated() where living[municipality] > 0 {
      let left = ended[municipality * types] * inputs.dwellings.dwellingsPerHousehold
      for cell in zone * kinds.count..<(zone + 1) * kinds.count {
        started[cell] += left * (occupancy.occupied[cell] / living[municipality])
      }
    }
    return started
  }

  /// Dwellings of rows x zones added up to zones x kinds.
  private func byKind(_ dwellings: [Double]) -> [Double] {
    let zoneCount = axes.layout.zoneCount
    var table = [Double](repeating: 0, count: kindOfRun.count * zoneCount)
    for run in kindOfRun.indices {
      VectorMath.fold(
        dwellings, from: run * rowsPerRun * zoneCount, groups: rowsPerRun, to: &table,
        run * zoneCount..<(run + 1) * zoneCount)
    }
    var sums = [Double](repeating: 0, count: zoneCount * kinds.count)
    let runs = table.span
    for (run, kind) in kindOfRun.enumerated() {
      for zone in 0..<zoneCount { sums[zone * kinds.count + kind] += runs[run * zoneCount + zone] }
    }
    return sums
  }

  private func chains(
    _ occupancy: HousingOccupancy, started: [Double], year: Int
  ) throws(HouseholdStepError) -> VacancyChainCounts {
    do {
      return try VacancyChains(occupancy, moves: inputs.moves).counts(started: started)
    } catch {
      throw HouseholdStepError.chains(error, year: year)
    }
  }
}
