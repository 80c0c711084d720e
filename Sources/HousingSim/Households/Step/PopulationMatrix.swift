public import SimNumerics

/// The projection matrix of a year, one for all municipalities, after Leslie.
///
/// Rows and columns are men and women by single year of age; a person moves to the next age or dies, a woman of age
/// x at the start of the year has
///
///     b(x) = (f(x) + s(x) f(x + 1)) / 2
///
/// children in it, with f the births per woman-year at the age, and a child lives to the end of the year with the
/// probability of ``LifeTable/newbornSurvival``. Half of the net migrants come at the start of the year and half at
/// its end:
///
///     n(t + 1) = A (n(t) + m / 2) + m / 2
///
/// Two more rows of A count the births and the deaths, so that the account of the year is not made of what is left over.
/// All municipalities are the columns of one product, (2 x 101 + 2) x (2 x 101) by (2 x 101) x municipalities, of which
/// only the entries that are not zero are computed.
///
/// Source: P. H. Leslie (1945), Biometrika 33:183-212; S. H. Preston, P. Heuveline and M. Guillot (2001),
/// Demography, section 6.3 (women and men, migration).
public struct PopulationMatrix: Sendable, Equatable {
  /// s, per row: men and women by age.
  private let survival: [Double]
  /// b, children of a woman per age at the start of the year.
  private let births: [Double]
  /// Per sex the share of the newborn.
  private let shares: [Double]
  /// Per sex the share of its newborn that is alive at the end of the year.
  private let newbornSurvival: [Double]

  /// Makes the matrix of a year.
  ///
  /// - Parameters:
  ///   - tables: the life tables of men and of women.
  ///   - fertility: births per woman-year by single year of age.
  ///   - maleShareOfBirths: the share of boys among the newborn, 0...1.
  public init(tables: [LifeTable], fertility: [Double], maleShareOfBirths: Double) {
    precondition(tables.count == Sex.allCases.count && fertility.count == AgeSpan.count)
    survival = tables.flatMap(\.survival)
    newbornSurvival = tables.map(\.newbornSurvival)
    shares = [maleShareOfBirths, 1 - maleShareOfBirths]
    let women = tables[Sex.women.position].survival
    births = (0...AgeSpan.oldest).map { age in
      (fertility[age] + women[age] * fertility[min(age + 1, AgeSpan.oldest)]) / 2
    }
  }

  /// A, (sexes x ages + 2) x (sexes x ages), column = from, row = to; the last two rows are births and deaths.
  public var matrix: Matrix {
    let rows = Population.rows
    var matrix = Matrix(rows: rows + 2, columns: rows)
    for sex in Sex.allCases {
      for age in 0...AgeSpan.oldest {
        let column = Population.row(sex, age: age)
        matrix[Population.row(sex, age: min(age + 1, AgeSpan.oldest)), column] += survival[column]
        matrix[rows + 1, column] = 1 - survival[column]
      }
    }
    for (age, births) in births.enumerated() {
      let column = Population.row(.women, age: age)
      matrix[rows, column] = births
      for sex in Sex.allCases {
        let (born, alive) = (births * shares[sex.position], newbornSurvival[sex.position])
        matrix[Population.row(sex, age: 0), column] += born * alive
        matrix[rows + 1, column] += born * (1 - alive)
      }
    }
    return matrix
  }

  /// Adds those who live on to the next age, and those who die to the deaths, per municipality.
  ///
  /// - Parameters:
  ///   - start: those who are alive at the start, rows x municipalities.
  ///   - next: those who are alive at the end, same shape.
  ///   - deaths: one sum per municipality.
  ///   - deathsByAge: both sexes together, ages x municipalities.
  private func age(
    _ start: [Double], into next: inout [Double], _ deaths: inout [Double], _ deathsByAge: inout [Double]
  ) {
    let count = deaths.count
    let (start, survival) = (start.span, survival.span)
    var next = next.mutableSpan
    var deaths = deaths.mutableSpan
    var byAge = deathsByAge.mutableSpan
    for row in 0..<Population.rows {
      let age = row % AgeSpan.count
      let later = age == AgeSpan.oldest ? row : row + 1
      let (living, dying) = (survival[row], 1 - survival[row])
      for municipality in 0..<count {
        let persons = start[row * count + municipality]
        let dead = persons * dying
        next[later * count + municipality] += persons * living
        deaths[municipality] += dead
        byAge[age * count + municipality] += dead
      }
    }
  }

  /// The population a year later.
  ///
  /// - Parameters:
  ///   - population: n(t).
  ///   - migration: m, net migration of the year, rows x municipalities, in persons.
  /// - Returns: n(t + 1) and the account of the year; entries below 0 where migration takes more than there is; and the
  ///   deaths of those who were alive at the start, ages x municipalities, both sexes.
  func advance(
    _ population: Population, migration: [Double]
  ) -> (population: Population, balance: PopulationBalance, deathsByAge: [Double]) {
    let count = population.municipalityCount
    var start = population.persons
    VectorMath.add(migration, from: 0, times: 0.5, to: &start, start.indices)
    var next = Population(municipalityCount: count)
    VectorMath.add(migration, from: 0, times: 0.5, to: &next.persons, next.persons.indices)
    var (born, deaths) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    var deathsByAge = [Double](repeating: 0, count: AgeSpan.count * count)
    age(start, into: &next.persons, &deaths, &deathsByAge)
    for (age, births) in births.enumerated() where births > 0 {
      let mothers = Population.row(.women, age: age) * count
      for municipality in 0..<count { born[municipality] += start[mothers + municipality] * births }
    }
    for sex in Sex.allCases {
      let (share, alive) = (shares[sex.position], newbornSurvival[sex.position])
      for municipality in 0..<count {
        next.persons[Population.row(sex, age: 0) * count + municipality] += born[municipality] * share * alive
        deaths[municipality] += born[municipality] * share * (1 - alive)
      }
    }
    var migrants = [Double](repeating: 0, count: count)
    VectorMath.fold(migration, migration.indices, to: &migrants)
    let balance = PopulationBalance(
      before: population, after: next, births: born, deaths: deaths, migration: migrants)
    return (next, balance, deathsByAge)
  }
}
