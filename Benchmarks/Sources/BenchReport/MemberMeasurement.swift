import BenchWorkloads

/// The housing part of members of an ensemble, with one thread, beside the dense products of the same sizes.
struct MemberMeasurement {
  private let name: String
  private let members: Int
  private let takesOnInputs: Bool
  private let region: MemberRegion

  /// Both regions, with complete inputs for every member and with one probability.
  static func all() throws -> [MemberMeasurement] {
    try [
      ("126 states, 4 types, 15 zones, 28 years", 20, MemberRegion.real()),
      ("8 states, 1 type, 3 zones, 10 years", 20_000, MemberRegion.tiny()),
    ].flatMap { name, members, region in
      [true, false].map {
        MemberMeasurement(
          name: "\(name), \($0 ? "all inputs" : "one probability")", members: members, takesOnInputs: $0,
          region: region)
      }
    }
  }

  /// Runs the members five times, each between two dgemms.
  ///
  /// - Returns: a line of text, the best time of a member and its share of the time that the dense products alone take.
  func line(_ reference: inout Reference) throws -> String {
    var workload = try MemberWorkload(region)
    _ = try workload.run(members: max(1, members / 10), takesOnInputs: takesOnInputs)
    var best = Double.infinity
    for _ in 0..<5 {
      reference.measure()
      best = min(best, try workload.run(members: members, takesOnInputs: takesOnInputs).seconds)
    }
    let seconds = best / Double(members)
    let dense = 2 * workload.denseWork / (reference.best * 1e9)
    return "member, \(name): \(Table.figure(seconds * 1e3, 4)) ms, \(Table.figure(1 / seconds, 0)) a second, "
      + "\(Table.figure(seconds / dense, 2)) times the dense products at the speed of dgemm"
  }
}
