internal import ArgumentParser

/// The exit codes of the program (those above 63 as in sysexits.h).
enum Exit {
  /// The answer is "no", such as a missed target under `--require-targets`.
  static let no = ExitCode(2)
  /// A scenario or a table is wrong.
  static let wrongInput = ExitCode(65)
  /// A fault of this program, such as a broken balance.
  static let fault = ExitCode(70)
  /// A file cannot be read or written.
  static let inputOutput = ExitCode(74)
}
