/// Why a housing model cannot be made from its inputs.
public enum HousingInputError: Error, Equatable, CustomStringConvertible {
  /// A yearly demolition share lies outside 0...1 or is not a number.
  case hazardOutOfRange(type: String, cohort: String, year: Int, found: Double)
  /// The rules move more than all dwellings out of a state in one year.
  case transitionColumnAboveOne(type: String, cohort: String, state: String, year: Int, sum: Double)
  /// A probability lies outside 0...1 or is not a number.
  case probabilityOutOfRange(rule: String, found: Double)
  /// A selection matches no dwelling on the axes of the scenario.
  case emptySelection(owner: String)
  /// Shares that have to add up to one do not.
  case shareSum(owner: String, sum: Double)
  /// A programme counts towards one that does not exist or is not listed after it.
  case countsTowards(programme: String, wider: String)
  /// A number of a programme or of a construction line lies outside its range.
  case outOfRange(owner: String, quantity: String, found: Double)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .hazardOutOfRange(let type, let cohort, let year, let found):
      "the demolition share of \(type) \(cohort) in \(year) is \(found), not within 0 and 1"
    case .transitionColumnAboveOne(let type, let cohort, let state, let year, let sum):
      "in \(year) the rules for \(type) \(cohort) move \(sum) of the dwellings out of column \(state); 1 is all"
    case .probabilityOutOfRange(let rule, let found):
      "the probability of rule \(rule) is \(found), not within 0 and 1"
    case .emptySelection(let owner): "\(owner) selects no dwelling"
    case .shareSum(let owner, let sum): "the shares of \(owner) add up to \(sum), not to 1"
    case .countsTowards(let programme, let wider):
      "\(programme) counts towards \(wider), which has to be a programme listed after it"
    case .outOfRange(let owner, let quantity, let found): "\(quantity) of \(owner) cannot be \(found)"
    }
  }
}
