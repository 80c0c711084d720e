public import SimScenarios

/// Why an ensemble cannot be run, continued or merged.
public enum EnsembleError: Error, Sendable, CustomStringConvertible {
  /// The scenario has problems.
  case scenario(ScenarioProblems)
  /// The members cannot be drawn.
  case sampling(SamplingError)
  /// A name of the plan matches no uncertain number.
  case noSuchParameter(pattern: String, nearest: String?)
  /// The scenario has no uncertain number.
  case nothingVaries(scenario: String)
  /// The numbers of a member cannot be used together.
  case member(Int, ScenarioProblems)
  /// An account of a member does not close.
  case simulation(member: Int, SimulationError)
  /// Two parts belong to different ensembles.
  case differs(what: String, one: String, other: String, path: String)
  /// A file of statistics cannot be read.
  case damaged(path: String, ForestError)
  /// A file is not there or cannot be read.
  case unreadable(path: String, reason: String)
  /// Parts of the ensemble are missing.
  case missing(blocks: [Range<Int>], of: Int)
  /// Statistics do not fit together.
  case statistics(ForestError)
  /// Results cannot be written.
  case output(OutputError)

  /// The problem in one sentence, with what helps.
  public var description: String {
    switch self {
    case .scenario(let problems): "\(problems)"
    case .sampling(let error): "\(error)"
    case .noSuchParameter(let pattern, let nearest):
      "no uncertain number is named '\(pattern)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .nothingVaries(let scenario):
      "\(scenario) has no uncertain number; give low and high, or a distribution, with a value"
    case .member(let member, let problems):
      "the numbers drawn for member \(member) cannot be used:\n\(problems)"
    case .simulation(let member, let error): "member \(member): \(error)"
    case .differs(let what, let one, let other, let path):
      "\(path) belongs to another ensemble: its \(what) is \(other), not \(one)"
    case .damaged(let path, let error):
      "\(path): \(error); run that part again with --resume"
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .missing(let blocks, let total):
      "\(Self.text(blocks)) of \(total) blocks of members missing; run the parts that hold them with --resume, "
        + "or name their directories"
    case .statistics(let error): "\(error)"
    case .output(let error): "\(error)"
    }
  }

  private static func text(_ ranges: [Range<Int>]) -> String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound - 1)" }
      .joined(separator: ", ")
  }
}
