internal import SimNumerics

/// The inhabitants of every municipality, year by year, by the cohort-component method.
///
/// Rates come in five-year age groups, people are stepped by single year of age: in yearly steps a five-year group would
/// hand on a fifth of its people whatever their age, which smears cohorts. The counts at the start are divided over
/// single ages and sexes as in the stationary population of the life tables of that year,
///
///     n(sex, x) = count of the span x w(sex) L(sex, x) / sum over the span of w L,   w = share of births
///
/// which is an assumption. Net migration of the region is divided over municipalities in proportion to their
/// inhabitants at the start of the year, and over sexes and ages by fixed shares.
///
/// Source: S. H. Preston, P. Heuveline and M. Guillot (2001), Demography, chapter 6.
public struct PopulationProjection: Sendable {
  /// The inputs.
  public let inputs: PopulationInputs
  /// The population at the end of the year before ``PopulationInputs/startYear`` and of every year after it.
  public private(set) var populations: [Population]
  /// The accounts of the years from ``PopulationInputs/startYear`` on.
  public private(set) var balances: [PopulationBalance] = []
  /// Deaths of the same years, of those who were alive at its start: ages x municipalities, both sexes.
  private(set) var deathsByAge: [[Double]] = []

  /// Projects the population.
  ///
  /// - Parameter inputs: the population at the start, births, deaths and migration.
  /// - Throws: ``HouseholdInputError`` for the first number that is out of range, and
  ///   ``HouseholdInputError/emptied(municipality:sex:age:year:found:)`` where more people leave than there are.
  public init(_ inputs: PopulationInputs) throws(HouseholdInputError) {
    try inputs.check()
    self.inputs = inputs
    populations = [Self.start(inputs)]
    guard inputs.startYear <= inputs.lastYear else { return }
    for year in inputs.startYear...inputs.lastYear { try step(year) }
  }

  /// The population at the end of a year.
  ///
  /// - Parameter year: a calendar year, from the one before ``PopulationInputs/startYear`` to
  ///   ``PopulationInputs/lastYear``.
  /// - Returns: the population by sex, age and municipality.
  public func population(endOf year: Int) -> Population { populations[year - inputs.startYear + 1] }

  /// The account of a year.
  ///
  /// - Parameter year: a calendar year, from ``PopulationInputs/startYear`` to ``PopulationInputs/lastYear``.
  /// - Returns: the account.
  public func balance(of year: Int) -> PopulationBalance { balances[year - inputs.startYear] }

  private mutating func step(_ year: Int) throws(HouseholdInputError) {
    let population = populations[populations.count - 1]
    let tables = Self.tables(inputs, year)
    let matrix = PopulationMatrix(
      tables: tables, fertility: inputs.fertility.rates(in: year),
      maleShareOfBirths: inputs.maleShareOfBirths)
    let migration = migration(population, year)
    let (next, balance, deaths) = matrix.advance(population, migration: migration)
    try check(population, migration, next, year)
    deathsByAge.append(deaths)
    populations.append(next)
    balances.append(balance)
  }

  /// Throws where more people leave than there are.
  private func check(
    _ population: Population, _ migration: [Double], _ next: Population, _ year: Int
  ) throws(HouseholdInputError) {
    let count = population.municipalityCount
    let (persons, migrants, later) = (population.persons.span, migration.span, next.persons.span)
    for cell in later.indices {
      let start = persons[cell] + migrants[cell] / 2
      guard start < 0 || later[cell] < 0 else { continue }
      let row = cell / count
      throw HouseholdInputError.emptied(
        municipality: inputs.municipalities[cell % count].key, sex: row < AgeSpan.count ? .men : .women,
        age: row % AgeSpan.count, year: year, found: min(start, later[cell]))
    }
  }

  private static func tables(_ inputs: PopulationInputs, _ year: Int) -> [LifeTable] {
    inputs.mortality.map { LifeTable(rates: $0.rates(in: year)) }
  }

  private static func start(_ inputs: PopulationInputs) -> Population {
    let tables = tables(inputs, inputs.startYear)
    let shares = [inputs.maleShareOfBirths, 1 - inputs.maleShareOfBirths]
    let weights = tables.indices.flatMap { sex in tables[sex].personYears.map { $0 * shares[sex] } }
    var population = Population(municipalityCount: inputs.municipalities.count)
    for count in inputs.counts {
      let rows = Sex.allCases.flatMap { sex in count.span.ages.map { Population.row(sex, age: $0) } }
      let sum = rows.reduce(0) { $0 + weights[$1] }
      for row in rows {
        for (municipality, persons) in count.persons.enumerated() {
          population.persons[row * count.persons.count + municipality] = persons * (weights[row] / sum)
        }
      }
    }
    return population
  }

  /// Net migration of a year, rows x municipalities.
  private func migration(_ population: Population, _ year: Int) -> [Double] {
    let totals = population.totals
    let all = totals.reduce(0, +)
    let amount = inputs.migration[year - inputs.startYear]
    let parts = totals.map { $0 / all }
    var migrants: [Double] = []
    migrants.reserveCapacity(inputs.migrationShares.count * parts.count)
    for share in inputs.migrationShares {
      for part in parts { migrants.append(amount * share * part) }
    }
    return migrants
  }
}
