/// Why sources and prices cannot fund programmes.
public enum FundingInputError: Error, Equatable, CustomStringConvertible {
  /// Two sources have one key.
  case duplicateSource(String)
  /// A source names another one that does not exist.
  case unknownSource(source: String, named: String)
  /// Every source of the list comes after the next one, and the last one after the first.
  case circularOrder([String])
  /// The source that has to pay along does not pay for a line at all.
  case matchWithoutClaim(source: String, match: String, line: String)
  /// The source that has to pay along needs another one itself, or is the same one.
  case chainedMatch(source: String, match: String)
  /// A programme that is limited by its money has prices that are not per treated dwelling.
  case notPerDwelling(line: String)
  /// A number of a source, a price or a share lies outside its range.
  case outOfRange(owner: String, quantity: String, found: Double)

  /// The source that the error is about, or `nil`.
  public var source: String? {
    switch self {
    case .duplicateSource(let key), .unknownSource(let key, _), .matchWithoutClaim(let key, _, _),
      .chainedMatch(let key, _), .outOfRange(let key, _, _):
      key
    case .circularOrder(let keys): keys.first
    case .notPerDwelling: nil
    }
  }

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .duplicateSource(let key): "there are two sources \(key)"
    case .unknownSource(let source, let named): "\(source) names the source \(named), which does not exist"
    case .circularOrder(let keys):
      zip(keys, keys.dropFirst() + keys.prefix(1)).enumerated().map { position, pair in
        "\(pair.0) \(position == 0 ? "comes after" : "after") \(pair.1)"
      }.joined(separator: ", ")
    case .matchWithoutClaim(let source, let match, let line):
      "\(source) pays for \(line) only along with \(match), which does not pay for it"
    case .chainedMatch(let source, let match) where source == match: "\(source) cannot pay along with itself"
    case .chainedMatch(let source, let match):
      "\(source) pays along with \(match), which itself has to be matched"
    case .notPerDwelling(let line):
      "\(line) is limited by its money, and not all its prices are per treated dwelling"
    case .outOfRange(let owner, let quantity, let found): "\(quantity) of \(owner) cannot be \(found)"
    }
  }
}
