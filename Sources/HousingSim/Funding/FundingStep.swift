/// What kept a source from giving all that it was asked for; the raw values are the words of the result files.
public enum FundingLimit: String, Sendable {
  /// It does not pay in this year.
  case period
  /// The largest share of the line.
  case share
  /// The most per dwelling.
  case perDwelling = "per_dwelling"
  /// Its cap is used up.
  case cap
  /// The part of its cap that this year may take.
  case yearlyPart = "yearly_part"
  /// The source that has to pay along cannot give more.
  case match
}

/// One step of the allocation: what a line asked of a source, and what it got.
public struct FundingStep: Sendable, Equatable {
  /// The position of the line among the outcome lines.
  public let line: Int
  /// The position of the source among the sources in order, or `nil` for what is left unfunded.
  public let source: Int?
  /// What was still to be funded, in euro.
  public let asked: Double
  /// The most that the source could give, in euro, never more than it was asked for.
  public let allowed: Double
  /// What it gave, in euro.
  public let granted: Double
  /// What kept it from giving all, or `nil` where it did.
  public let limit: FundingLimit?
}
