import SimScenarios
import Testing

extension SmallInput {
  /// The small scenario with people and households.
  static func withHouseholds() -> SmallInput {
    var input = SmallInput()
    input.files[main] = Array((input.text(of: main) + SmallScenario.households).utf8)
    return input
  }

  /// The same with one text of one file replaced.
  static func withHouseholds(_ old: String, to new: String, in path: String = main) -> SmallInput {
    var input = withHouseholds()
    input.replace(old, with: new, in: path)
    return input
  }
}
