public import SimNumerics

/// What a projection of the population is made of.
public struct PopulationInputs: Sendable {
  /// The inhabitants of an age span, both sexes together.
  public struct Count: Sendable, Equatable {
    /// The ages that are counted together.
    public let span: AgeSpan
    /// Persons per municipality.
    public let persons: [Double]

    /// Makes a count.
    ///
    /// - Parameters:
    ///   - span: the ages that are counted together.
    ///   - persons: one per municipality, 0 or more.
    public init(span: AgeSpan, persons: [Double]) {
      self.span = span
      self.persons = persons
    }
  }

  /// The municipalities.
  public let municipalities: Axis<Label>
  /// The year on whose first of January the inhabitants are counted.
  public let startYear: Int
  /// The last year that is projected.
  public let lastYear: Int
  /// The inhabitants by age; the spans cover every age once.
  public let counts: [Count]
  /// Deaths per person-year of men and of women.
  public let mortality: [AgeRates]
  /// Births per woman-year.
  public let fertility: AgeRates
  /// The share of boys among the newborn, 0...1.
  public let maleShareOfBirths: Double
  /// Net migration of the region in every year from ``startYear`` to ``lastYear``, in persons per year.
  public let migration: [Double]
  /// How net migration is divided over sexes and single years of age: sexes x ages, adding up to 1.
  public let migrationShares: [Double]

  /// Makes inputs.
  ///
  /// - Parameters:
  ///   - municipalities: the municipalities.
  ///   - startYear: the year on whose first of January the inhabitants are counted.
  ///   - lastYear: the last year that is projected, not before the year before `startYear`.
  ///   - counts: inhabitants by age span and municipality.
  ///   - mortality: deaths per person-year, first of men, then of women.
  ///   - fertility: births per woman-year.
  ///   - maleShareOfBirths: the share of boys among the newborn.
  ///   - migration: net migration per year.
  ///   - migrationShares: how it is divided, sexes x single years of age.
  public init(
    municipalities: Axis<Label>, startYear: Int, lastYear: Int, counts: [Count], mortality: [AgeRates],
    fertility: AgeRates, maleShareOfBirths: Double, migration: [Double], migrationShares: [Double]
  ) {
    precondition(lastYear >= startYear - 1, "a projection from \(startYear) cannot end in \(lastYear)")
    precondition(mortality.count == Sex.allCases.count, "\(mortality.count) tables of mortality")
    precondition(
      migration.count == lastYear - startYear + 1, "\(migration.count) years of migration to \(lastYear)")
    precondition(
      migrationShares.count == Sex.allCases.count * AgeSpan.count, "\(migrationShares.count) shares")
    precondition(counts.allSatisfy { $0.persons.count == municipalities.count }, "counts per municipality")
    self.municipalities = municipalities
    self.startYear = startYear
    self.lastYear = lastYear
    self.counts = counts
    self.mortality = mortality
    self.fertility = fertility
    self.maleShareOfBirths = maleShareOfBirths
    self.migration = migration
    self.migrationShares = migrationShares
  }

  /// Finds the first number that a projection cannot be made of.
  func check() throws(HouseholdInputError) {
    for rates in mortality {
      try Self.check(rates, "the mortality rate", 0...2)
      for period in rates.periods where period.rates[AgeSpan.oldest] == 0 {
        throw HouseholdInputError.nobodyDies(year: period.years.lowerBound)
      }
    }
    try Self.check(fertility, "the fertility rate", 0...1)
    try Self.check([maleShareOfBirths], "the share of boys among births", 0...1)
    try Self.check(migrationShares, "a share of migration", 0...1)
    try Self.check(migration, "net migration", -1e12...1e12)
    let sum = migrationShares.reduce(0, +)
    guard (sum - 1).magnitude <= 1e-6 else {
      throw HouseholdInputError.shareSum(owner: "net migration", sum: sum)
    }
    var isCounted = [Bool](repeating: false, count: AgeSpan.count)
    for count in counts {
      try Self.check(count.persons, "a number of inhabitants", 0...1e12)
      for age in count.span.ages {
        guard !isCounted[age] else { throw HouseholdInputError.ageTwice(quantity: "inhabitants", age: age) }
        isCounted[age] = true
      }
    }
    if let age = isCounted.firstIndex(of: false) {
      throw HouseholdInputError.ageMissing(quantity: "inhabitants", age: age)
    }
    for (position, municipality) in municipalities.enumerated()
    where counts.reduce(0, { $0 + $1.persons[position] }) <= 0 {
      throw HouseholdInputError.nobody(municipality: municipality.key)
    }
  }

  private static func check(
    _ rates: AgeRates, _ quantity: String, _ range: ClosedRange<Double>
  ) throws(HouseholdInputError) {
    for period in rates.periods { try check(period.rates, quantity, range) }
  }

  static func check(
    _ values: [Double], _ quantity: String, _ range: ClosedRange<Double>
  ) throws(HouseholdInputError) {
    if let bad = values.first(where: { !range.contains($0) }) {
      throw HouseholdInputError.outOfRange(quantity: quantity, found: bad)
    }
  }
}
