/// What a job asks of Slurm: tasks, threads, time, and whom to charge.
public struct SlurmResources: Sendable, Hashable {
  /// How many tasks run side by side: MPI ranks or shards.
  public let tasks: Int
  /// How many threads each of them has, one processor each.
  public let threads: Int
  /// The longest time, in a form of Slurm; `nil` leaves the choice to the partition.
  public let time: String?
  /// The partitions that may run it, with commas between; `nil` for that of the cluster.
  public let partition: String?
  /// The account to charge; `nil` for that of the user.
  public let account: String?

  /// Checked resources.
  ///
  /// - Parameters:
  ///   - tasks: 1 to 1,000,000.
  ///   - threads: 1 to 1,024.
  ///   - time: minutes, `M:S`, `H:M:S`, `D-H`, `D-H:M` or `D-H:M:S` in digits, as the manual of sbatch has it.
  ///   - partition: letters, digits and `. _ - + @ ,`.
  ///   - account: letters, digits and `. _ - + @`.
  /// - Throws: ``SlurmError``: these texts stand in comments that Slurm reads, where nothing can be quoted.
  public init(
    tasks: Int, threads: Int = 1, time: String? = nil, partition: String? = nil, account: String? = nil
  ) throws(SlurmError) {
    guard (1...1_000_000).contains(tasks) else {
      throw SlurmError(option: "tasks", found: "\(tasks)", accepted: "1 to 1000000")
    }
    guard (1...1024).contains(threads) else {
      throw SlurmError(option: "threads", found: "\(threads)", accepted: "1 to 1024")
    }
    if let time, !Self.isTime(time) {
      throw SlurmError(
        option: "time", found: "'\(time)'", accepted: "minutes, M:S, H:M:S, D-H, D-H:M or D-H:M:S")
    }
    try Self.check(partition, "partition", marks: "._-+@,")
    try Self.check(account, "account", marks: "._-+@")
    (self.tasks, self.threads, self.time, self.partition, self.account) = (
      tasks, threads, time, partition, account
    )
  }

  private static func check(_ name: String?, _ option: String, marks: String) throws(SlurmError) {
    guard let name else { return }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || marks.unicodeScalars.contains(scalar)
    }
    guard isPlain, !name.isEmpty else {
      let list = marks.map(String.init).joined(separator: " ")
      throw SlurmError(option: option, found: "'\(name)'", accepted: "letters, digits and \(list)")
    }
  }

  /// Whether text is digits with the separators of one of the six forms.
  private static func isTime(_ text: String) -> Bool {
    let days = text.split(separator: "-", omittingEmptySubsequences: false)
    guard days.count <= 2, let clock = days.last else { return false }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count <= 3
      && (days.dropLast() + parts).allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }
}

/// A value that a job of Slurm cannot have.
public struct SlurmError: Error, Hashable, CustomStringConvertible {
  /// The name of the value, as that of its option.
  public let option: String
  /// What was found.
  public let found: String
  /// What is accepted.
  public let accepted: String

  /// The problem in one sentence, such as "tasks is 0; give 1 to 1000000".
  public var description: String { "\(option) is \(found); give \(accepted)" }
}
