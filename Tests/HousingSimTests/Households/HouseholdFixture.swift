import HousingSim
import SimNumerics
import SimTestSupport

/// A small region with people, households and dwellings; every part can be changed before the model is made.
struct HouseholdFixture {
  static let types = ["single", "couple", "family"]

  var axes: StockAxes
  var stock: HousingStock
  var municipalities: [String]
  var startYear: Int
  var counts: [PopulationInputs.Count]
  var mortality: [Double]
  var fertility: [Double]
  var migration: Double = 0
  var migrationShares: [Double]
  var headship: [Double]
  var typeShares: [Double]
  var households: [Double]
  var onePersonShares: [Double]
  var dwellingsPerHousehold = 1.0
  var friction = 0.02
  var preferences: [Double]
  var vacancyOdds: [Double]
  var moves: HouseholdMoves

  /// A region of 2,000 people, 1,000 dwellings and 900 households per municipality, with two zones in the first one.
  init(municipalities: Int = 1, years: Int = 3) throws {
    let town = try SmallTown(years: years)
    let names = (0..<municipalities).map { "town\($0)" }
    let places = (names + [names[0]]).enumerated().map {
      Zone(key: "zone\($0.offset)", municipality: $0.element, group: "all", latitude: 50.9, longitude: 6)
    }
    axes = try StockAxes(
      zones: Axis(places), dwellingTypes: town.axes.dwellingTypes,
      baselineCohorts: Array(town.axes.cohorts.prefix(2)), states: town.axes.states, years: town.axes.years)
    self.municipalities = names
    stock = HousingStock(layout: axes.layout, activeCohorts: 2)
    startYear = axes.years.lowerBound
    counts = [
      .init(span: AgeSpan(first: 0, last: 19), persons: names.map { _ in 400 }),
      .init(span: AgeSpan(first: 20, last: 100), persons: names.map { _ in 1_600 }),
    ]
    mortality = (0..<AgeSpan.count).map { age -> Double in
      let old = age > 60 ? 0.01 : 0
      return 0.001 + 0.00002 * Double(age) + old
    }
    fertility = (0..<AgeSpan.count).map { (20...39).contains($0) ? 0.08 : 0 }
    migrationShares = (0..<2 * AgeSpan.count).map { ($0 % AgeSpan.count) == 25 ? 0.5 : 0 }
    headship = (0..<AgeSpan.count).map { $0 < 20 ? 0 : 0.5 }
    let (young, old): ([Double], [Double]) = ([0.3, 0.3, 0.4], [0.5, 0.4, 0.1])
    typeShares = (0..<AgeSpan.count).flatMap { age -> [Double] in age < 50 ? young : old }
    households = names.map { _ in 900 }
    onePersonShares = names.map { _ in 0.4 }
    // Six markets, wanted in turn by three types of household.
    let wishes: [Double] = [0.25, 0.15, 0.1, 0.2, 0.2, 0.1]
    preferences = wishes + Array(wishes[2...] + wishes[..<2]) + Array(wishes[4...] + wishes[..<4])
    let odds: [Double] = [1, 1.5, 3]
    vacancyOdds = (0..<18).map { odds[$0 % 3] }
    moves = HouseholdMoves(
      endingShares: [0.5, 0.4, 0.3], movesPerYear: [0.1, 0.04], leavingOdds: [1, 1.2, 2])
    fill { _, _, _, _ in 1 }
  }

  /// Puts dwellings everywhere, scaled to 1,000 per municipality.
  mutating func fill(perMunicipality total: Double = 1_000, _ weight: (Int, Int, Int, Int) -> Double) {
    for municipality in municipalities {
      let zones = axes.zones.indices.filter { axes.zones[$0].municipality == municipality }
      var sum = 0.0
      for zone in zones {
        for type in 0..<2 {
          for state in 0..<axes.states.count {
            for cohort in 0..<2 { sum += weight(zone, type, state, cohort) }
          }
        }
      }
      for zone in zones {
        for type in 0..<2 {
          for state in 0..<axes.states.count {
            for cohort in 0..<2 {
              stock[type: type, state: state, cohort: cohort, zone: zone] =
                sum > 0 ? total * weight(zone, type, state, cohort) / sum : 0
            }
          }
        }
      }
    }
  }

  /// Rates that are the same in every year.
  static func constant(_ rates: [Double]) -> AgeRates { AgeRates([.init(years: 1950...2150, rates: rates)]) }

  func population() throws -> PopulationInputs {
    PopulationInputs(
      municipalities: try Axis(municipalities.map(Label.init)), startYear: startYear,
      lastYear: axes.years.upperBound, counts: counts,
      mortality: [Self.constant(mortality), Self.constant(mortality)], fertility: Self.constant(fertility),
      maleShareOfBirths: 0.512,
      migration: Array(repeating: migration, count: axes.years.upperBound - startYear + 1),
      migrationShares: migrationShares)
  }

  func inputs() throws -> HouseholdInputs {
    HouseholdInputs(
      population: try population(), types: try Axis(Self.types.map(Label.init)), headship: headship,
      typeShares: typeShares, households: households, onePersonShares: onePersonShares,
      dwellings: DwellingDemand(
        dwellingsPerHousehold: dwellingsPerHousehold, frictionalVacancy: friction, preferences: preferences,
        vacancyOdds: vacancyOdds), moves: moves)
  }

  func model() throws -> HouseholdModel {
    try HouseholdModel(inputs(), axes: axes, tenureAxis: 0, conditionAxis: 1)
  }

  /// What the model refuses the inputs for.
  func refusal() throws -> HouseholdInputError? {
    let inputs = try inputs()
    do {
      _ = try HouseholdModel(inputs, axes: axes, tenureAxis: 0, conditionAxis: 1)
      return nil
    } catch {
      return error
    }
  }

  /// A region with everything at random.
  static func random(seed: UInt64) throws -> HouseholdFixture {
    var random = SplitMix64(seed: seed)
    var fixture = try HouseholdFixture(municipalities: random.integer(in: 1...3), years: 3)
    let ages = AgeSpan.count
    fixture.counts = [(0, 9), (10, 39), (40, 74), (75, 100)].map { first, last in
      let persons = fixture.municipalities.map { _ in random.number(in: 200...5_000) }
      return .init(span: AgeSpan(first: first, last: last), persons: persons)
    }
    fixture.mortality = (0..<ages).map { _ in random.number(in: 0.0001...0.4) }
    fixture.fertility = (0..<ages).map { (15...49).contains($0) ? random.number(in: 0...0.3) : 0 }
    fixture.migration = random.number(in: 0...300)
    fixture.migrationShares = random.shares(2 * ages)
    fixture.headship = (0..<ages).map { $0 < 18 ? 0 : random.number(in: 0.05...0.6) }
    fixture.typeShares = (0..<ages).flatMap { _ in random.shares(3) }
    fixture.onePersonShares = fixture.municipalities.map { _ in random.number(in: 0.05...0.9) }
    fixture.households = fixture.municipalities.map { _ in random.number(in: 20...60) }
    fixture.dwellingsPerHousehold = random.number(in: 0.9...1.1)
    fixture.friction = random.number(in: 0...0.05)
    fixture.preferences = (0..<3).flatMap { _ in random.shares(6) }
    fixture.vacancyOdds = (0..<18).map { _ in random.number(in: 0.2...5) }
    fixture.moves = HouseholdMoves(
      endingShares: (0..<3).map { _ in random.number(in: 0.1...1) },
      movesPerYear: (0..<2).map { _ in random.number(in: 0.01...0.2) },
      leavingOdds: (0..<3).map { _ in random.number(in: 0.5...4) })
    // Sometimes too few dwellings, and some kinds without any.
    let total = random.number(in: 10...120)
    var weights: [Double] = []
    for _ in 0..<4 * 2 * 72 * 2 { weights.append(random.chance(0.3) ? 0 : random.number()) }
    fixture.fill(perMunicipality: total) { weights[(($0 * 2 + $1) * 72 + $2) * 2 + $3] }
    return fixture
  }
}
