public import SimNumerics

/// How the members of an ensemble are spread over the unit cube of their uncertain numbers.
public enum SampleDesign: String, Sendable, CaseIterable {
  /// Independent uniform numbers.
  case plain
  /// Each factor has exactly one member in each of as many equal intervals as there are members, in random order. Source:
  /// M. D. McKay, R. J. Beckman and W. J. Conover (1979), Technometrics 21:239-245.
  case latinHypercube = "latin-hypercube"
  /// The Sobol sequence with Owen scrambling, one dimension for each factor: also the combinations are spread evenly.
  case sobol
}

/// Why a sample cannot be drawn.
public enum SamplingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no member.
  case noMembers(found: Int)
  /// The design has no more members than this.
  case tooManyMembers(found: Int, limit: Int)
  /// The Sobol sequence has not enough dimensions.
  case tooManyFactors(found: Int, limit: Int)
  /// Two parameters or two factors have one name.
  case repeatedName(String)
  /// The distribution of a parameter is none.
  case distribution(parameter: String, DistributionError)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .noMembers(let found): "\(found) members; 1 or more are needed"
    case .tooManyMembers(let found, let limit): "\(found) members; this design has at most \(limit)"
    case .tooManyFactors(let found, let limit):
      "\(found) independent factors; the Sobol sequence has \(limit) dimensions"
    case .repeatedName(let name): "'\(name)' is named twice"
    case .distribution(let parameter, let error): "\(parameter): \(error)"
    }
  }
}
