import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct PopulationTests {
  private func immortal() -> [Double] {
    (0..<AgeSpan.count).map { $0 < AgeSpan.oldest ? 0 : 1e-12 }
  }

  @Test func `of every person one lives on or dies, and children come on top`() throws {
    for seed in 1...50 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let table = LifeTable(rates: fixture.mortality)
      let matrix = PopulationMatrix(
        tables: [table, table], fertility: fixture.fertility, maleShareOfBirths: 0.512
      ).matrix
      let rows = Population.rows
      for column in 0..<rows {
        let living = (0..<rows).reduce(0) { $0 + matrix[$1, column] }
        expectClose(living + matrix[rows + 1, column] - matrix[rows, column], 1)
      }
    }
  }

  @Test func `a year is the product of the matrix with the people, half of the migrants at either end`()
    throws
  {
    for seed in 1...30 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let inputs = try fixture.population()
      let projection = try PopulationProjection(inputs)
      let year = inputs.startYear
      let matrix = PopulationMatrix(
        tables: inputs.mortality.map { LifeTable(rates: $0.rates(in: year)) },
        fertility: inputs.fertility.rates(in: year), maleShareOfBirths: inputs.maleShareOfBirths
      ).matrix
      let (start, count) = (projection.populations[0], projection.populations[0].municipalityCount)
      let half = (0..<Population.rows * count).map { cell in
        inputs.migration[0] * inputs.migrationShares[cell / count] / 2
          * (start.totals[cell % count] / start.total)
      }
      let product = BLAS.product(
        matrix,
        Matrix(
          rows: Population.rows, columns: count, storage: zip(start.persons, half).map { $0 + $1 }))
      let expected = zip(product.storage, half).map { $0 + $1 }
      expectClose(projection.populations[1].persons, expected, limit: 1e-13, "seed \(seed)")
      let counted = product.storage.suffix(2 * count)
      expectClose(projection.balances[0].births, Array(counted.prefix(count)), limit: 1e-13)
      expectClose(projection.balances[0].deaths, Array(counted.suffix(count)), limit: 1e-13)
    }
  }

  @Test func `people grow a year older where nobody is born, dies or moves`() throws {
    var fixture = try HouseholdFixture(years: 5)
    fixture.mortality = immortal()
    fixture.fertility = Array(repeating: 0, count: AgeSpan.count)
    let projection = try PopulationProjection(fixture.population())
    let (start, end) = (projection.populations[0], projection.populations[5])
    for age in 0..<95 {
      expectClose(end.persons(age: age + 5, municipality: 0), start.persons(age: age, municipality: 0))
    }
    #expect((0..<5).allSatisfy { end.persons(age: $0, municipality: 0) == 0 })
    expectClose(end.total, start.total, limit: 1e-9)
  }

  @Test func `the counts of the start are kept for every age group, sexes as at birth where nobody dies`()
    throws
  {
    var fixture = try HouseholdFixture(municipalities: 2)
    fixture.mortality = immortal()
    fixture.counts[0] = .init(span: AgeSpan(first: 0, last: 19), persons: [100, 700])
    let start = try PopulationProjection(fixture.population()).populations[0]
    for count in fixture.counts {
      for municipality in 0..<2 {
        expectClose(start.persons(count.span, municipality: municipality), count.persons[municipality])
      }
    }
    expectClose(start[.men, 3, 1] / start[.women, 3, 1], 0.512 / 0.488)
    // Nobody dies, so that the single years of an age group are alike.
    expectClose(start[.men, 3, 0], 100 * 0.512 / 20)
  }

  @Test func `births, deaths and migration account for every change of a random population`() throws {
    for seed in 1...100 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let projection = try PopulationProjection(fixture.population())
      for (index, balance) in projection.balances.enumerated() {
        let (before, after) = (projection.populations[index], projection.populations[index + 1])
        #expect(balance.firstBreach == nil)
        expectNonNegative(after.persons)
        for municipality in fixture.municipalities.indices {
          let change =
            balance.births[municipality] - balance.deaths[municipality] + balance.migration[municipality]
          expectClose(after.totals[municipality], before.totals[municipality] + change, limit: 1e-11)
        }
        expectClose(balance.migration.reduce(0, +), fixture.migration, limit: 1e-10)
      }
    }
  }

  @Test func `births follow from the women and deaths from the rates`() throws {
    var fixture = try HouseholdFixture(years: 1)
    fixture.mortality = Array(repeating: 0.02, count: AgeSpan.count)
    fixture.fertility = Array(repeating: 0.05, count: AgeSpan.count)
    let projection = try PopulationProjection(fixture.population())
    let women = (0..<AgeSpan.count).reduce(0) { $0 + projection.populations[0][.women, $1, 0] }
    let survival = LifeTable(rates: fixture.mortality).survival[0]
    let births = women * 0.05 * (1 + survival) / 2
    expectClose(projection.balances[0].births, [births])
    let infants = births * (1 - LifeTable(rates: fixture.mortality).newbornSurvival)
    expectClose(projection.balances[0].deaths, [2_000 * (1 - survival) + infants])
  }

  @Test func `half of the migrants grow a year older in their first year`() throws {
    var fixture = try HouseholdFixture(years: 1)
    fixture.mortality = immortal()
    fixture.fertility = Array(repeating: 0, count: AgeSpan.count)
    let alone = try PopulationProjection(fixture.population()).populations[1]
    fixture.migration = 100
    let joined = try PopulationProjection(fixture.population()).populations[1]
    expectClose(
      joined.persons(age: 25, municipality: 0) - alone.persons(age: 25, municipality: 0), 50, limit: 1e-11)
    expectClose(
      joined.persons(age: 26, municipality: 0) - alone.persons(age: 26, municipality: 0), 50, limit: 1e-11)
    expectClose(joined.total, alone.total + 100, limit: 1e-10)
  }

  @Test func `migration that leaves people is taken off, and migration that empties an age is refused`()
    throws
  {
    var fixture = try HouseholdFixture(municipalities: 2, years: 3)
    fixture.migration = -5
    let shrinking = try PopulationProjection(fixture.population())
    expectClose(shrinking.balances.map { $0.migration.reduce(0, +) }, [-5, -5, -5])
    fixture.migration = -200
    let error = try #require(try fixture.refusal())
    guard case .emptied(let municipality, let sex, let age, let year, let found) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(municipality == "town0" && sex == .men && age == 25 && year == 2020 && found < 0)
    #expect(error.description.hasPrefix("migration empties town0 in 2020: -"))
    #expect(error.description.hasSuffix(" men of age 25 would be left"))
  }

  @Test func `twice as many people stay twice as many, and municipalities do not touch each other`() throws {
    for seed in 1...20 {
      var fixture = try HouseholdFixture.random(seed: UInt64(seed))
      fixture.migration = 0
      let once = try PopulationProjection(fixture.population())
      fixture.counts = fixture.counts.map { .init(span: $0.span, persons: $0.persons.map { 2 * $0 }) }
      let twice = try PopulationProjection(fixture.population())
      expectClose(twice.populations[3].persons, once.populations[3].persons.map { 2 * $0 })
      var alone = try HouseholdFixture(municipalities: 1)
      (alone.mortality, alone.fertility) = (fixture.mortality, fixture.fertility)
      alone.counts = fixture.counts.map { .init(span: $0.span, persons: [$0.persons[0]]) }
      let first = try PopulationProjection(alone.population()).populations[3]
      let municipalities = fixture.municipalities.count
      let column = (0..<Population.rows).map { twice.populations[3].persons[$0 * municipalities] }
      expectClose(first.persons, column)
    }
  }

  @Test func `the population grows where a woman has more than one daughter, and at the rate of its matrix`()
    throws
  {
    var fixture = try HouseholdFixture(years: 1)
    let table = LifeTable(rates: fixture.mortality)
    // Daughters per woman: births at all ages x years lived at them x share of girls.
    let daughters = zip(fixture.fertility, table.personYears).reduce(0) { $0 + $1.0 * $1.1 } * 0.488
    for factor in [0.8, 1, 1.25] {
      fixture.fertility = (0..<AgeSpan.count).map { (20...39).contains($0) ? 0.08 * factor / daughters : 0 }
      let matrix = PopulationMatrix(
        tables: [table, table], fertility: fixture.fertility, maleShareOfBirths: 0.512)
      var women = Matrix(rows: AgeSpan.count, columns: AgeSpan.count)
      for row in 0..<AgeSpan.count {
        for column in 0..<AgeSpan.count {
          women[row, column] = matrix.matrix[AgeSpan.count + row, AgeSpan.count + column]
        }
      }
      let lambda = try AsymptoticGrowth(ProjectionMatrix(women)).lambda
      // Lotka: R0 = lambda to the mean age of mothers, about 30 years.
      expectClose(lambda * lambda, pow(factor, 2.0 / 30), limit: 4e-4)
    }
  }

  private func pow(_ base: Double, _ exponent: Double) -> Double {
    // Halving by Newton: base^(1/15) for exponent 2/30.
    var root = 1.0
    for _ in 0..<100 {
      var power = 1.0
      for _ in 0..<14 { power *= root }
      root -= (root * power - base) / (15 * power)
    }
    return exponent == 2.0 / 30 ? root : .nan
  }

  private func expectRefusal(
    _ expected: HouseholdInputError, _ change: (inout HouseholdFixture) -> Void
  ) throws {
    var fixture = try HouseholdFixture()
    change(&fixture)
    let found = try fixture.refusal()
    #expect(found == expected)
  }

  @Test func `wrong numbers are refused by name`() throws {
    try expectRefusal(.outOfRange(quantity: "the mortality rate", found: -0.1)) { $0.mortality[3] = -0.1 }
    try expectRefusal(.nobodyDies(year: 1950)) { $0.mortality[100] = 0 }
    try expectRefusal(.outOfRange(quantity: "the fertility rate", found: 1.5)) { $0.fertility[30] = 1.5 }
    try expectRefusal(.shareSum(owner: "net migration", sum: 1.5)) { $0.migrationShares[0] = 0.5 }
    try expectRefusal(.ageMissing(quantity: "inhabitants", age: 20)) { $0.counts.removeLast() }
    try expectRefusal(.ageTwice(quantity: "inhabitants", age: 0)) { $0.counts.append($0.counts[0]) }
    try expectRefusal(.nobody(municipality: "town0")) { fixture in
      fixture.counts = fixture.counts.map { .init(span: $0.span, persons: [0]) }
    }
    try expectRefusal(.unknownMunicipality(zone: "zone0", municipality: "town0")) {
      $0.municipalities = ["elsewhere"]
    }
  }
}
