/// A number that describes a distribution.
public enum DistributionParameter: String, Sendable, Equatable {
  /// The least value.
  case low
  /// The most likely value.
  case mode
  /// The greatest value.
  case high
  /// The mean, before bounds cut the distribution.
  case mean
  /// The standard deviation, before bounds cut the distribution.
  case standardDeviation = "stddev"
  /// The first shape of the beta distribution.
  case alpha
  /// The second shape of the beta distribution.
  case beta
  /// The shape of the gamma distribution.
  case shape
  /// The scale of the gamma distribution.
  case scale
  /// The values of a discrete distribution.
  case values
  /// The weights of a discrete distribution.
  case weights
}

/// Why numbers do not describe a distribution.
public enum DistributionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A number is infinite or not a number.
  case notFinite(DistributionParameter, found: Double)
  /// A number that has to be above zero is not.
  case notPositive(DistributionParameter, found: Double)
  /// A number that has to be zero or more is not.
  case negative(DistributionParameter, found: Double)
  /// The least value is above the greatest.
  case lowAboveHigh(low: Double, high: Double)
  /// The most likely value lies outside the range.
  case modeOutside(mode: Double, low: Double, high: Double)
  /// The bounds hold no probability that double precision can tell from zero.
  case nothingWithin(low: Double, high: Double)
  /// A discrete distribution has no values.
  case noValues
  /// There is not one weight for each value.
  case weightCount(values: Int, weights: Int)
  /// A value of a discrete distribution, counted from 0, is not finite.
  case value(position: Int, found: Double)
  /// A weight, counted from 0, is below zero or not finite.
  case weight(position: Int, found: Double)
  /// The weights do not add up to something positive and finite.
  case weightSum(Double)

  /// The number that is wrong; of two that conflict the one that is better changed first.
  public var parameter: DistributionParameter {
    switch self {
    case .notFinite(let parameter, _), .notPositive(let parameter, _), .negative(let parameter, _): parameter
    case .lowAboveHigh, .nothingWithin: .low
    case .modeOutside: .mode
    case .noValues, .value: .values
    case .weightCount, .weight, .weightSum: .weights
    }
  }

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .notFinite(let parameter, let found):
      "\(parameter.rawValue) is \(found); it has to be a finite number"
    case .notPositive(let parameter, let found): "\(parameter.rawValue) is \(found); it has to be above 0"
    case .negative(let parameter, let found): "\(parameter.rawValue) is \(found); it has to be 0 or more"
    case .lowAboveHigh(let low, let high): "low is \(low), above high, which is \(high)"
    case .modeOutside(let mode, let low, let high): "mode is \(mode), outside low to high, \(low) to \(high)"
    case .nothingWithin(let low, let high):
      "low to high, \(low) to \(high), holds no part of the distribution"
    case .noValues: "values is empty; at least one value is needed"
    case .weightCount(let values, let weights): "weights has \(weights) entries for \(values) values"
    case .value(let position, let found): "entry \(position + 1) of values is \(found); it has to be finite"
    case .weight(let position, let found):
      "entry \(position + 1) of weights is \(found); it has to be 0 or more and finite"
    case .weightSum(let sum): "weights add up to \(sum); the sum has to be above 0 and finite"
    }
  }
}
