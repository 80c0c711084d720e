public import SimNumerics

/// An uncertain number: its name, its distribution and what it moves together with.
public struct UncertainParameter: Sendable, Equatable {
  /// The name, which no other parameter has.
  public let name: String
  /// The distribution of the number, in its unit.
  public let distribution: Distribution
  /// The parameters of one group share one uniform number, so all of them are high or low together.
  public let group: String?

  /// An uncertain number.
  ///
  /// - Parameters:
  ///   - name: the name, which no other parameter has.
  ///   - distribution: the distribution of the number, in its unit; ``Sampler`` throws where its numbers make none.
  ///   - group: the name of the group that shares one uniform number, or `nil` for a number of its own.
  public init(name: String, distribution: Distribution, group: String? = nil) {
    self.name = name
    self.distribution = distribution
    self.group = group
  }
}

/// The values of uncertain parameters for every member of an ensemble.
///
/// A value is the quantile of the parameter's distribution at the uniform number of its factor. A factor is a group, or a
/// parameter without one.
public struct Sampler: Sendable {
  /// The parameters, in the order of the values.
  public let parameters: [UncertainParameter]
  /// For every parameter the position of its factor among those of ``sample``.
  public let factorOfParameter: [Int]
  /// The uniform numbers.
  public let sample: UnitSample
  private let quantiles: [QuantileFunction]

  /// A sampler.
  ///
  /// - Parameters:
  ///   - seed: the seed of the ensemble.
  ///   - parameters: the parameters, with different names.
  ///   - design: how the members are spread.
  ///   - members: the number of members, 1 or more.
  /// - Throws: ``SamplingError`` with the name of the parameter that is wrong.
  public init(
    seed: UInt64, parameters: [UncertainParameter], design: SampleDesign, members: Int
  ) throws(SamplingError) {
    var factors: [String] = []
    var positions: [String: Int] = [:]
    var names: Set<String> = []
    var factorOfParameter: [Int] = []
    for parameter in parameters {
      guard names.insert(parameter.name).inserted else { throw .repeatedName(parameter.name) }
      do { try parameter.distribution.check() } catch {
        throw .distribution(parameter: parameter.name, error)
      }
      // A group and a parameter of one name are two factors.
      let factor = parameter.group.map { "group " + $0 } ?? parameter.name
      if positions[factor] == nil {
        positions[factor] = factors.count
        factors.append(factor)
      }
      factorOfParameter.append(positions[factor, default: 0])
    }
    sample = try UnitSample(seed: seed, factors: factors, design: design, members: members)
    self.parameters = parameters
    self.factorOfParameter = factorOfParameter
    quantiles = parameters.map { QuantileFunction($0.distribution) }
  }

  /// The uniform number behind a value, strictly between 0 and 1.
  ///
  /// - Parameters:
  ///   - member: the number of the member, from 0 and below the number of members.
  ///   - parameter: the position of the parameter, from 0.
  /// - Returns: the uniform number, the same for all parameters of a group.
  public func unit(member: Int, parameter: Int) -> Double {
    sample.unit(member: member, factor: factorOfParameter[parameter])
  }

  /// The value of a parameter for a member, in the unit of the parameter.
  ///
  /// - Parameters:
  ///   - member: the number of the member, from 0 and below the number of members.
  ///   - parameter: the position of the parameter, from 0.
  /// - Returns: a number within the bounds of the distribution.
  public func value(member: Int, parameter: Int) -> Double {
    quantiles[parameter](unit(member: member, parameter: parameter))
  }

  /// The values of a member, one per parameter, written into an array.
  ///
  /// - Parameters:
  ///   - member: the number of the member, from 0 and below the number of members.
  ///   - values: one value per parameter, each in the unit of its parameter, overwritten.
  public func values(member: Int, into values: inout [Double]) {
    precondition(
      values.count == parameters.count, "\(values.count) values for \(parameters.count) parameters")
    // All uniform numbers first: without the branches of the quantiles between them the processor makes several at once.
    var units = [Double](repeating: 0, count: sample.factors.count)
    sample.point(member: member, into: &units)
    self.values(at: units, into: &values)
  }

  /// The values at a point of the unit cube, such as one of a sensitivity analysis, written into an array.
  ///
  /// - Parameters:
  ///   - units: one number strictly between 0 and 1 per factor of ``sample``.
  ///   - values: one value per parameter, overwritten.
  public func values(at units: [Double], into values: inout [Double]) {
    precondition(
      units.count == sample.factors.count && values.count == parameters.count,
      "\(units.count) numbers for \(sample.factors.count) factors, \(values.count) values")
    // A span lends the functions; an array would copy each.
    let quantiles = quantiles.span
    for parameter in values.indices {
      values[parameter] = quantiles[parameter](units[factorOfParameter[parameter]])
    }
  }
}
