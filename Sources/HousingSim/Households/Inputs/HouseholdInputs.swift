public import SimNumerics

/// What households are made of, where they want to live, and how they move.
public struct HouseholdInputs: Sendable {
  /// The population and its rates.
  public let population: PopulationInputs
  /// The types of household; the first one is that of one person.
  public let types: Axis<Label>
  /// Households per person by single year of age of the head, before calibration.
  public let headship: [Double]
  /// Shares of the types by single year of age of the head: ages x types, each row adding up to 1.
  public let typeShares: [Double]
  /// Households per municipality at the start of the projection.
  public let households: [Double]
  /// The share of one-person households per municipality at the start of the projection, 0...1.
  public let onePersonShares: [Double]
  /// What households occupy and want.
  public let dwellings: DwellingDemand
  /// How households move.
  public let moves: HouseholdMoves

  /// Makes inputs; their values are checked where a ``HouseholdModel`` is made.
  ///
  /// - Parameters:
  ///   - population: the population and its rates.
  ///   - types: the types of household, two or more, that of one person first.
  ///   - headship: households per person by single year of age, 0...1 each.
  ///   - typeShares: ages x types, each row of a head adding up to 1.
  ///   - households: per municipality at the start, above 0.
  ///   - onePersonShares: per municipality at the start, 0...1.
  ///   - dwellings: what households occupy and want.
  ///   - moves: how they move, one ending share per type.
  public init(
    population: PopulationInputs, types: Axis<Label>, headship: [Double], typeShares: [Double],
    households: [Double], onePersonShares: [Double], dwellings: DwellingDemand, moves: HouseholdMoves
  ) {
    let municipalities = population.municipalities.count
    precondition(types.count >= 2, "\(types.count) types of household; one person and others are needed")
    precondition(
      headship.count == AgeSpan.count && typeShares.count == AgeSpan.count * types.count,
      "\(headship.count) headship rates and \(typeShares.count) shares of \(types.count) types")
    precondition(
      households.count == municipalities && onePersonShares.count == municipalities,
      "\(households.count) and \(onePersonShares.count) numbers for \(municipalities) municipalities")
    precondition(dwellings.preferences.count % types.count == 0 && moves.endingShares.count == types.count)
    self.population = population
    self.types = types
    self.headship = headship
    self.typeShares = typeShares
    self.households = households
    self.onePersonShares = onePersonShares
    self.dwellings = dwellings
    self.moves = moves
  }

  func check() throws(HouseholdInputError) {
    try population.check()
    try PopulationInputs.check(headship, "a headship rate", 0...1)
    try PopulationInputs.check(typeShares, "a share of a household type", 0...1)
    try PopulationInputs.check(households, "a number of households", 0...1e12)
    try PopulationInputs.check(onePersonShares, "a share of one-person households", 0...1)
    for age in 0..<AgeSpan.count where headship[age] > 0 {
      let sum = typeShares[age * types.count..<(age + 1) * types.count].reduce(0, +)
      guard (sum - 1).magnitude <= 1e-6 else {
        throw HouseholdInputError.shareSum(owner: "the household types at age \(age)", sum: sum)
      }
    }
    try dwellings.check(types: types)
    try moves.check()
  }
}

/// How many dwellings households occupy, which ones they want, and which ones stand empty first.
public struct DwellingDemand: Sendable, Equatable {
  /// Dwellings that are occupied per household: below 1 where some live in shared or other accommodation.
  public let dwellingsPerHousehold: Double
  /// The share of the dwellings of every kind that stands empty between two households, below 1.
  public let frictionalVacancy: Double
  /// Where households want to live: household types x (dwelling types x tenures), above 0, adding up to 1 per type.
  public let preferences: [Double]
  /// Odds of standing empty: dwelling types x tenures x conditions, above 0.
  public let vacancyOdds: [Double]

  /// Makes a demand; its values are checked where a ``HouseholdModel`` is made.
  ///
  /// - Parameters:
  ///   - dwellingsPerHousehold: occupied dwellings per household, above 0 and at most 10.
  ///   - frictionalVacancy: the share that stands empty between two households, 0...0.5.
  ///   - preferences: household types x (dwelling types x tenures), above 0, each row adding up to 1.
  ///   - vacancyOdds: dwelling types x tenures x conditions, above 0.
  public init(
    dwellingsPerHousehold: Double, frictionalVacancy: Double, preferences: [Double], vacancyOdds: [Double]
  ) {
    self.dwellingsPerHousehold = dwellingsPerHousehold
    self.frictionalVacancy = frictionalVacancy
    self.preferences = preferences
    self.vacancyOdds = vacancyOdds
  }

  func check(types: Axis<Label>) throws(HouseholdInputError) {
    let positive = Double.leastNormalMagnitude
    try PopulationInputs.check(
      [dwellingsPerHousehold], "the number of dwellings per household", positive...10)
    try PopulationInputs.check([frictionalVacancy], "frictional vacancy", 0...0.5)
    try PopulationInputs.check(vacancyOdds, "odds of vacancy", positive...1e6)
    try PopulationInputs.check(preferences, "a preference", positive...1)
    let kinds = preferences.count / types.count
    for (position, type) in types.enumerated() {
      let sum = preferences[position * kinds..<(position + 1) * kinds].reduce(0, +)
      guard (sum - 1).magnitude <= 1e-6 else {
        throw HouseholdInputError.shareSum(owner: "the preferences of \(type.key)", sum: sum)
      }
    }
  }
}

/// How often households move, and who leaves no dwelling behind.
public struct HouseholdMoves: Sendable, Equatable {
  /// The share of those who move in that leaves no dwelling in the region: starters, and households from elsewhere.
  /// Per household type, above 0 and at most 1.
  public let endingShares: [Double]
  /// Moves per household and year out of a dwelling, per dwelling type.
  public let movesPerYear: [Double]
  /// Odds of moving out, per condition.
  public let leavingOdds: [Double]

  /// Makes moves; their values are checked where a ``HouseholdModel`` is made.
  ///
  /// - Parameters:
  ///   - endingShares: per household type, above 0 and at most 1.
  ///   - movesPerYear: per dwelling type, per household and year, above 0.
  ///   - leavingOdds: per condition, above 0.
  public init(endingShares: [Double], movesPerYear: [Double], leavingOdds: [Double]) {
    self.endingShares = endingShares
    self.movesPerYear = movesPerYear
    self.leavingOdds = leavingOdds
  }

  func check() throws(HouseholdInputError) {
    try PopulationInputs.check(endingShares, "a share of moves that ends a chain", 1e-6...1)
    try PopulationInputs.check(movesPerYear, "a number of moves per year", 1e-9...10)
    try PopulationInputs.check(leavingOdds, "odds of moving out", 1e-9...1e6)
  }
}
