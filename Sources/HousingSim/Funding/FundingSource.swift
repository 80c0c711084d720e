public import SimNumerics

/// A pot of money that pays for some programmes within its limits.
public struct FundingSource: Keyed, Equatable {
  /// A line that a source pays for, and how much of it.
  public struct Claim: Sendable, Equatable {
    /// The position of the line among the outcome lines.
    public let line: Int
    /// The largest share of what is to be funded in a year, 0...1.
    public let maximumShare: Double
    /// The most per dwelling that the line treated in the year, in euro, or `nil` for no such limit.
    public let maximumPerDwelling: Double?

    /// Makes a claim.
    ///
    /// - Parameters:
    ///   - line: the position of the line among the outcome lines.
    ///   - maximumShare: of what the line asks in a year, 0...1.
    ///   - maximumPerDwelling: in euro per dwelling treated in the year, 0 or more; `nil` for no such limit.
    public init(line: Int, maximumShare: Double = 1, maximumPerDwelling: Double? = nil) {
      self.line = line
      self.maximumShare = maximumShare
      self.maximumPerDwelling = maximumPerDwelling
    }
  }

  /// Another source that has to pay along.
  public struct Match: Sendable, Equatable {
    /// The key of the other source.
    public let source: String
    /// Euro of the other source for each euro of this one, at least; above 0.
    public let ratio: Double

    /// Makes a match.
    ///
    /// - Parameters:
    ///   - source: the key of the other source, which may not be matched itself.
    ///   - ratio: euro of the other source per euro of this one, above 0.
    public init(source: String, ratio: Double) {
      self.source = source
      self.ratio = ratio
    }
  }

  /// The key of the source in scenario and results.
  public let key: String
  /// The first and the last calendar year in which it pays.
  public let years: ClosedRange<Int>
  /// All that it pays over its years, in euro, or `nil` where nothing limits it.
  public let capEuro: Double?
  /// Whether a year may take no more than an equal part of what is left for it and the years after it.
  public let isSpread: Bool
  /// The keys of the sources that pay before this one.
  public let after: [String]
  /// What it pays for, one claim per line.
  public let claims: [Claim]
  /// The source that has to pay along, if any.
  public let match: Match?

  /// Makes a source.
  ///
  /// Numbers out of range and names that do not exist are refused by ``FundingInputs``.
  ///
  /// - Parameters:
  ///   - key: the key in scenario and results.
  ///   - years: the first and the last calendar year in which it pays.
  ///   - capEuro: all that it pays, in euro, 0 or more; `nil` where nothing limits it.
  ///   - isSpread: whether a year may take no more than an equal part of what is left for it and later years.
  ///   - after: the keys of sources that pay before this one; circles are refused.
  ///   - claims: what it pays for, one claim per line.
  ///   - match: the source that has to pay along, if any.
  public init(
    key: String, years: ClosedRange<Int>, capEuro: Double? = nil, isSpread: Bool = false,
    after: [String] = [], claims: [Claim], match: Match? = nil
  ) {
    self.key = key
    self.years = years
    self.capEuro = capEuro
    self.isSpread = isSpread
    self.after = after
    self.claims = claims
    self.match = match
  }

  /// What it pays of a line, or `nil` where it pays nothing of it.
  ///
  /// - Parameter line: the position of the line.
  /// - Returns: the claim, or `nil`.
  public func claim(on line: Int) -> Claim? { claims.first { $0.line == line } }
}
