/// A file that was read: its path as named and its bytes, for hashing and for the run record.
public struct InputFile: Sendable, Equatable {
  /// The path as the scenario or the user named it.
  public let path: String
  /// The bytes as they were read.
  public let bytes: [UInt8]

  /// Makes an input file of its path and bytes.
  ///
  /// - Parameters:
  ///   - path: the path as the scenario or the user named it.
  ///   - bytes: the bytes as they were read.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Largest sizes of input files, in bytes.
public enum InputLimit {
  /// The limit of a scenario file: 4 MiB.
  public static let scenario = 4 << 20
  /// The limit of a table: 64 MiB.
  public static let table = 64 << 20
}

/// Where input files are read from: the disk, or memory in tests and embedding programs.
public protocol InputFiles: Sendable {
  /// Reads a whole file of at most `limit` bytes.
  ///
  /// - Parameters:
  ///   - path: the path of the file; a relative one starts where the source of the files says.
  ///   - limit: the most bytes that are read, 0 or more.
  /// - Returns: the bytes of the file.
  /// - Throws: ``InputFileError`` when the file is missing, a directory, unreadable or too large.
  func read(_ path: String, limit: Int) throws(InputFileError) -> [UInt8]

  /// Whether a file or directory stands at the path.
  ///
  /// - Parameter path: the path; a relative one starts where the source of the files says.
  /// - Returns: whether something stands there.
  func exists(_ path: String) -> Bool
}

extension InputFiles {
  /// Reads a whole file of at most ``InputLimit/table`` bytes.
  ///
  /// - Parameter path: the path of the file; a relative one starts where the source of the files says.
  /// - Returns: the bytes of the file.
  /// - Throws: ``InputFileError`` when the file is missing, a directory, unreadable or too large.
  public func read(_ path: String) throws(InputFileError) -> [UInt8] {
    try read(path, limit: InputLimit.table)
  }
}

/// Why a file cannot be read.
public struct InputFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with the file.
  public enum Reason: Sendable, Equatable {
    /// Nothing stands at the path.
    case notFound
    /// A directory stands at the path.
    case isDirectory
    /// The file cannot be read, for this cause.
    case unreadable(String)
    /// The file has `size` bytes and at most `limit` are read.
    case tooLarge(size: Int, limit: Int)
  }

  /// The path as named.
  public let path: String
  /// What is wrong with the file.
  public let reason: Reason

  /// Makes the error of a path and a reason.
  ///
  /// - Parameters:
  ///   - path: the path as named.
  ///   - reason: what is wrong with the file.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The error in one sentence.
  public var description: String {
    switch reason {
    case .notFound: "the file '\(path)' does not exist"
    case .isDirectory: "'\(path)' is a directory"
    case .unreadable(let cause): "the file '\(path)' cannot be read (\(cause))"
    case .tooLarge(let size, let limit): "the file '\(path)' has \(size) bytes; at most \(limit) are read"
    }
  }

  /// The kind of problem.
  public var code: ProblemCode {
    switch reason {
    case .notFound: .notFound
    case .isDirectory: .isDirectory
    case .unreadable: .unreadable
    case .tooLarge: .tooLarge
    }
  }

  /// The error as a problem of the place that names the file, or of the file itself.
  ///
  /// - Parameters:
  ///   - location: the place that names the file, or `nil` for the file itself.
  ///   - key: the key that names it, or an empty text.
  /// - Returns: an error with the code, the cause and, where it helps, what is accepted.
  public func problem(namedAt location: SourceLocation? = nil, key: String = "") -> ScenarioProblem {
    let accepted =
      switch reason {
      case .notFound: location == nil ? "" : "a path is read relative to the file that names it"
      case .isDirectory: "give the path of a file"
      case .unreadable, .tooLarge: ""
      }
    return ScenarioProblem(
      code, at: location ?? SourceLocation(path: path), key: key, found: description, accepted: accepted)
  }
}
