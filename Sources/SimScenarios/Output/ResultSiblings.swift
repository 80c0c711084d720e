internal import Foundation

/// The hidden directories beside a result directory that exist while it is being replaced.
struct ResultSiblings {
  /// What a sibling is for.
  enum Role: String, CaseIterable {
    /// New results that are not complete.
    case temporary = "tmp"
    /// Previous results while new ones take their place.
    case aside = "old"
  }

  let final: URL
  var parent: URL { final.deletingLastPathComponent() }

  init(of final: URL) {
    self.final = final
  }

  /// The path of a sibling of this process.
  func path(_ role: Role) -> String {
    parent.appending(path: prefix(role) + "\(ProcessInfo.processInfo.processIdentifier)").path
  }

  /// Removes what processes that no longer run have left, and restores results that they had moved aside last.
  ///
  /// What cannot be removed stays and does no harm, unless it bears the name that this process needs: making that
  /// directory reports the reason.
  func cleanUp() throws(OutputError) {
    let names = try OutputError.naming(parent.path, "listing the parent directory") {
      try FileManager.default.contentsOfDirectory(atPath: parent.path)
    }
    for name in names.sorted() {
      guard let role = abandonedRole(of: name) else { continue }
      let leftover = parent.appending(path: name).path
      if role == .aside, !FileManager.default.fileExists(atPath: final.path) {
        try OutputError.naming(final.path, "restoring the previous results from \(name)") {
          try FileManager.default.moveItem(atPath: leftover, toPath: final.path)
        }
      } else {
        try? FileManager.default.removeItem(atPath: leftover)
      }
    }
  }

  private func prefix(_ role: Role) -> String {
    ".\(final.lastPathComponent).\(role.rawValue)-"
  }

  /// The role of a file name that bears the pattern of this directory and a process that no longer runs.
  private func abandonedRole(of name: String) -> Role? {
    for role in Role.allCases where name.hasPrefix(prefix(role)) {
      let digits = String(name.dropFirst(prefix(role).count))
      guard let process = Int32(digits), process > 0, "\(process)" == digits else { return nil }
      // The caller holds this directory's name for this process, so its own number stands for an earlier process.
      let isOwn = process == ProcessInfo.processInfo.processIdentifier
      return isOwn || !Self.isRunning(process) ? role : nil
    }
    return nil
  }

  /// Whether a process runs; one that may not be signalled runs too.
  private static func isRunning(_ process: Int32) -> Bool {
    kill(process, 0) == 0 || errno == EPERM
  }
}
