internal import Crypto

/// The version of this package.
public enum PackageVersion {
  /// The version that results and `--version` state.
  public static let current = "0.1.0"
}

/// Facts about where a result comes from.
public enum Provenance {
  /// The SHA-256 digest of bytes as 64 lower-case hexadecimal digits (FIPS 180-4).
  ///
  /// - Parameter bytes: any number of bytes.
  /// - Returns: the digest.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var digest = RunningDigest()
    digest.add(bytes)
    return digest.text
  }

  /// The SHA-256 digest of bytes that come piece by piece.
  struct RunningDigest {
    private var hash = SHA256()

    mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// 64 lower-case hexadecimal digits.
    var text: String {
      hash.finalize().map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  /// The version of the Swift compiler that built this program, as far as the language lets a program know it.
  public static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3.2)
      "6.3.2 or later"
    #elseif compiler(>=6.3.1)
      "6.3.1"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  /// The digest of a scenario: SHA-256 over the resolved scenario as JSON and the digests of its inputs.
  ///
  /// Paths and times do not enter, so that the same scenario has the same digest on every machine.
  ///
  /// - Parameters:
  ///   - scenario: the resolved scenario.
  ///   - inputs: the files that it was read with, in a fixed order.
  /// - Returns: 64 lower-case hexadecimal digits.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` where the scenario holds a number that
  ///   is not finite.
  public static func digest(
    of scenario: JSONValue, inputs: [InputRecord]
  ) throws(OutputError) -> String {
    let hashes = JSONValue.array(inputs.map { .string($0.sha256) })
    let whole: JSONValue = ["scenario": scenario, "inputs": hashes]
    return sha256(try JSONWriter.bytes(of: whole, fileName: "run.json"))
  }
}

/// One file that a run has read.
public struct InputRecord: Sendable, Equatable {
  /// The path as the scenario names it.
  public let path: String
  /// The SHA-256 digest of the content, in hexadecimal.
  public let sha256: String
  /// The number of bytes.
  public let byteCount: Int

  init(path: String, sha256: String, byteCount: Int) {
    self.path = path
    self.sha256 = sha256
    self.byteCount = byteCount
  }

  /// Makes the record of a file from its content.
  ///
  /// - Parameters:
  ///   - path: the path as the scenario names it.
  ///   - content: all bytes of the file.
  public init(path: String, content: [UInt8]) {
    self.path = path
    sha256 = Provenance.sha256(content)
    byteCount = content.count
  }
}
