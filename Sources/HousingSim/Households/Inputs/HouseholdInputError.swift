/// Why households cannot be projected from their inputs.
public enum HouseholdInputError: Error, Equatable, CustomStringConvertible {
  /// A number lies outside its range or is not a number.
  case outOfRange(quantity: String, found: Double)
  /// No span of a table holds an age.
  case ageMissing(quantity: String, age: Int)
  /// Two spans of a table hold the same age.
  case ageTwice(quantity: String, age: Int)
  /// Shares that have to add up to one do not.
  case shareSum(owner: String, sum: Double)
  /// A municipality has no inhabitants.
  case nobody(municipality: String)
  /// The oldest age has no mortality, so that its people would never die.
  case nobodyDies(year: Int)
  /// More people leave an age in a year than there are.
  case emptied(municipality: String, sex: Sex, age: Int, year: Int, found: Double)
  /// After calibration an age has more than one household per person.
  case headshipAboveOne(municipality: String, age: Int, found: Double)
  /// Nobody in the municipality is of an age at which households are formed.
  case noHeads(municipality: String)
  /// A zone lies in a municipality that has no population.
  case unknownMunicipality(zone: String, municipality: String)
  /// A municipality with inhabitants has no zone.
  case noZone(municipality: String)
  /// No shares of types fit the share of one-person households.
  case typesDoNotFit(municipality: String, reason: String)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .outOfRange(let quantity, let found): "\(quantity) cannot be \(found)"
    case .ageMissing(let quantity, let age): "the \(quantity) of age \(age) are missing"
    case .ageTwice(let quantity, let age): "the \(quantity) of age \(age) stand twice"
    case .shareSum(let owner, let sum): "the shares of \(owner) add up to \(sum), not to 1"
    case .nobody(let municipality): "\(municipality) has no inhabitants"
    case .nobodyDies(let year):
      "the mortality of age \(AgeSpan.oldest) and over is 0 from \(year) on: its people would never die"
    case .emptied(let municipality, let sex, let age, let year, let found):
      "migration empties \(municipality) in \(year): \(found) \(sex.rawValue) of age \(age) would be left"
    case .headshipAboveOne(let municipality, let age, let found):
      "\(municipality) needs \(found) households per person of age \(age) to reach its number of households"
    case .noHeads(let municipality):
      "nobody in \(municipality) is of an age with a headship rate above 0"
    case .unknownMunicipality(let zone, let municipality):
      "\(zone) lies in \(municipality), which has no population"
    case .noZone(let municipality): "no zone lies in \(municipality)"
    case .typesDoNotFit(let municipality, let reason):
      "no household types of \(municipality) fit its one-person households: \(reason)"
    }
  }
}
