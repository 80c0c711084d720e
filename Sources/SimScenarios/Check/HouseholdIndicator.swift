/// The indicators of population, households, vacancy and vacancy chains; the raw values are their keys.
///
/// Where the denominator of a ratio is 0 the ratio has no value, and `summary.csv` has no row of it.
package enum HouseholdIndicator: String, Sendable, CaseIterable {
  /// Inhabitants at the end of the year.
  case inhabitants
  /// Households at the end of the year.
  case households
  /// One-person households over all households.
  case onePersonShare = "one_person_household_share"
  /// Dwellings over households.
  case dwellingsPerHousehold = "dwellings_per_household"
  /// Dwellings that nobody lives in.
  case vacantDwellings = "vacant_dwellings"
  /// Empty dwellings over dwellings.
  case vacancyShare = "vacancy_share"
  /// Households that find no dwelling of their own.
  case withoutDwelling = "households_without_dwelling"
  /// Births.
  case births
  /// Deaths.
  case deaths
  /// Net migration.
  case netMigration = "net_migration"
  /// Dwellings that start vacancy chains.
  case chainStarts = "vacancy_chain_starts"
  /// Moves that these chains set in motion.
  case chainMoves = "vacancy_chain_moves"
  /// Mean length of the chains.
  case chainLength = "vacancy_chain_length"
  /// Standard deviation of their length.
  case chainLengthSpread = "sd_vacancy_chain_length"
  /// Poor dwellings in which chains end because nobody moves in.
  case poorLeftVacant = "poor_left_vacant"

  /// The unit of the values.
  package var unit: String {
    switch self {
    case .inhabitants: "persons"
    case .households, .withoutDwelling: "households"
    case .onePersonShare, .vacancyShare: "1"
    case .dwellingsPerHousehold: "dwellings/household"
    case .vacantDwellings: "dwellings"
    case .births, .deaths, .netMigration: "persons/year"
    case .chainStarts, .poorLeftVacant: "dwellings/year"
    case .chainMoves: "moves/year"
    case .chainLength, .chainLengthSpread: "dwellings/chain"
    }
  }

  /// The formula and its source, in the words of the result files.
  package var formula: String {
    switch self {
    case .inhabitants: "cohort-component projection; within a municipality as its households (Preston 2001)"
    case .households: "calibrated headship rates x persons by age (United Nations 1973)"
    case .onePersonShare: "one-person households / households"
    case .dwellingsPerHousehold: "dwellings / households"
    case .vacantDwellings: "dwellings - occupied dwellings"
    case .vacancyShare: "vacant_dwellings / dwellings"
    case .withoutDwelling: "households - occupied dwellings / dwellings occupied per household"
    case .births: "births per woman-year x women by age"
    case .deaths: "deaths per person-year x persons by age"
    case .netMigration: "net migration of the scenario"
    case .chainStarts: "new dwellings, and dwellings of one-person households that end by death"
    case .chainMoves: "moves into the vacancies that chains open (White 1970)"
    case .chainLength: "vacancies per chain, column sums of (I - Q)^-1, mean over the starts (White 1970)"
    case .chainLengthSpread: "standard deviation of the number of vacancies per chain (Kemeny and Snell 1960)"
    case .poorLeftVacant: "vacancies in poor dwellings that nobody fills"
    }
  }

  /// Whether the values of several years add up.
  var isFlow: Bool { unit.hasSuffix("/year") }

  /// Whether zones have no value of it.
  var isRegional: Bool {
    switch self {
    case .births, .deaths, .netMigration, .chainMoves, .chainLengthSpread: true
    default: false
    }
  }

  /// Whether it may be below 0.
  package var isSigned: Bool { self == .netMigration }

  /// Whether it has a value for the baseline year too.
  var hasBaseline: Bool { !isFlow && self != .chainLength && self != .chainLengthSpread }
}
