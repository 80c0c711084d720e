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
/// All municipalities are the columns of one product, (2 x 101 + 2) x (2 x 101) by (2 x 101) x municipalities.
///
/// Source: P. H. Leslie (1945), Biometrika 33:183-212; S. H. Preston, P. Heuveline and M. Guillot (2001),
/// Demography, section 6.3 (women and men, migration).
public struct PopulationMatrix: Sendable, Equatable {
  /// A, (sexes x ages + 2) x (sexes x ages), column = from, row = to; the last two rows are births and deaths.
  public let matrix: Matrix

  /// Makes the matrix of a year.
  ///
  /// - Parameters:
  ///   - tables: the life tables of men and of women.
  ///   - fertility: births per woman-year by single year of age.
  ///   - maleShareOfBirths: the share of boys among the newborn, 0...1.
  public init(tables: [LifeTable], fertility: [Double], maleShareOfBirths: Double) {
    precondition(tables.count == Sex.allCases.count && fertility.count == AgeSpan.count)
    let oldest = AgeSpan.oldest
    let rows = Population.rows
    let shares = [maleShareOfBirths, 1 - maleShareOfBirths]
    var matrix = Matrix(rows: rows + 2, columns: rows)
    for sex in Sex.allCases {
      for age in 0...oldest {
        let column = Population.row(sex, age: age)
        let survival = tables[sex.position].survival[age]
        matrix[Population.row(sex, age: min(age + 1, oldest)), column] += survival
        matrix[rows + 1, column] = 1 - survival
      }
    }
    let survival = tables[Sex.women.position].survival
    for age in 0...oldest {
      let column = Population.row(.women, age: age)
      let births = (fertility[age] + survival[age] * fertility[min(age + 1, oldest)]) / 2
      matrix[rows, column] = births
      for sex in Sex.allCases {
        let born = births * shares[sex.position]
        let alive = tables[sex.position].newbornSurvival
        matrix[Population.row(sex, age: 0), column] += born * alive
        matrix[rows + 1, column] += born * (1 - alive)
      }
    }
    self.matrix = matrix
  }

  /// The population a year later.
  ///
  /// - Parameters:
  ///   - population: n(t).
  ///   - migration: m, net migration of the year, rows x municipalities, in persons.
  /// - Returns: n(t + 1) and the account of the year; entries below 0 where migration takes more than there is.
  func advance(
    _ population: Population, migration: [Double]
  ) -> (population: Population, balance: PopulationBalance) {
    let count = population.municipalityCount
    let rows = Population.rows
    let start = zip(population.persons, migration).map { $0 + $1 / 2 }
    var product = [Double](repeating: 0, count: (rows + 2) * count)
    BLAS.multiply(matrix.storage, start, into: &product, rows: rows + 2, inner: rows, columns: count)
    var next = Population(municipalityCount: count)
    for cell in next.persons.indices { next.persons[cell] = product[cell] + migration[cell] / 2 }
    var migrants = [Double](repeating: 0, count: count)
    for cell in migration.indices { migrants[cell % count] += migration[cell] }
    let balance = PopulationBalance(
      before: population, after: next, births: Array(product[rows * count..<(rows + 1) * count]),
      deaths: Array(product[(rows + 1) * count..<(rows + 2) * count]), migration: migrants)
    return (next, balance)
  }
}
