internal import Foundation

/// The memory of this process as Linux counts it.
enum ProcessMemory {
  /// The resident memory now, in bytes; `nil` where the system does not tell.
  static var now: Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}
