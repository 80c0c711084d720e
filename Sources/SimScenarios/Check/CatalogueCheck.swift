/// Checks a scenario tree against the catalogue of keys.
package enum CatalogueCheck {
  /// Checks types, names, ranges and presence of every value: unknown keys, wrong types, missing keys, numbers that are not whole,
  /// not finite or out of range, empty lists.
  ///
  /// - Parameters:
  ///   - root: the merged tree.
  ///   - rows: the catalogue.
  ///   - isComplete: whether every file of the scenario was read; missing keys are reported only then.
  /// - Returns: every problem, in file order.
  package static func check(
    _ root: MarkedNode, _ rows: [CatalogueRow], isComplete: Bool = true
  ) -> [ScenarioProblem] {
    var walk = CatalogueWalk(reportsMissing: isComplete)
    walk.check(root, CatalogueNode(rows: rows), "")
    return walk.problems.inFileOrder
  }

  /// Whether a text may be a name: lowercase letters, digits, `_` and `-`, or an energy label such as `A` or `A++`.
  ///
  /// - Parameter text: any text.
  /// - Returns: whether it is a name.
  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
      return text.utf8.dropFirst().allSatisfy { $0 == UInt8(ascii: "+") }
    }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}
