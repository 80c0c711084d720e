internal import Foundation

/// Standard output and standard error.
enum Terminal {
  /// Writes a result to standard output.
  static func result(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Writes the text of a table to standard output as it is.
  static func output(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Writes a message to standard error.
  static func message(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Whether standard error is a terminal, where progress can be shown.
  static var isInteractive: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }
}

/// A line of progress that is drawn over itself, on a terminal only and only for work that lasts.
struct ProgressLine {
  private let label: String
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var drawn = false

  init(_ label: String, isShown: Bool) {
    self.label = label
    self.isShown = isShown
  }

  /// Shows how much is done, once the work has lasted half a second.
  mutating func show(_ done: Int, of all: Int) {
    guard isShown, start.duration(to: .now) > .milliseconds(500) else { return }
    let width = 30
    let filled = all > 0 ? width * done / all : width
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    FileHandle.standardError.write(Data("\r\(label) [\(bar)] \(done)/\(all)".utf8))
    drawn = true
  }

  /// Clears the line.
  mutating func end() {
    guard drawn else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    drawn = false
  }
}
