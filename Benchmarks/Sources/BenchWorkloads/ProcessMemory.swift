internal import Foundation

/// The memory of this process as Linux counts it.
public enum ProcessMemory {
  /// Forgets the highest memory so far, so that each workload has its own.
  public static func resetPeak() {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  }

  /// The highest resident memory, in MB of 2^20 bytes; not a number where Linux does not tell.
  public static func peakMegabytes() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }
    return (kilobytes ?? .nan) / 1024
  }
}
