internal import Foundation
public import SimScenarios

/// The library that draws the charts, `plotly.min.js` of the Python package `plotly`.
public struct PlotlyLibrary: Sendable {
  /// The version that ``pinnedDigest`` belongs to.
  public static let pinnedVersion = "7.1.0"
  /// The SHA-256 of `plotly.min.js` in that version.
  public static let pinnedDigest = "3b6e15d45dbb7fca5bd2094291e961ddc5472cd887009e6009a56dab668d721f"
  /// Where the file stands below the root of the package after `make setup`.
  public static let place = ".deps/plotly/plotly.min.js"

  let bytes: [UInt8]

  /// Reads the library from a file.
  ///
  /// - Parameters:
  ///   - path: the path of `plotly.min.js`, at most 64 MiB.
  ///   - files: where files are read from.
  /// - Throws: ``ReportError`` where the file cannot be read, or is not the pinned version.
  public init(path: String, files: any InputFiles = DiskFiles()) throws(ReportError) {
    do {
      bytes = try files.read(path, limit: 64 << 20)
    } catch {
      throw .unreadable(error)
    }
    guard Provenance.sha256(bytes) == Self.pinnedDigest else {
      throw .malformed(path: path, reason: "is not plotly.min.js of version \(Self.pinnedVersion)")
    }
  }

  /// The library in the working directory or in a folder above the program; `nil` where there is none.
  ///
  /// - Parameter program: the path of the program.
  /// - Returns: the library, or `nil`.
  /// - Throws: ``ReportError`` where a file is there and is not the pinned version.
  public static func find(besides program: String) throws(ReportError) -> PlotlyLibrary? {
    var folders = ["."]
    var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      folders.append(folder.path)
      folder = folder.deletingLastPathComponent()
    }
    let files = DiskFiles()
    guard let path = folders.map({ $0 + "/" + place }).first(where: files.exists) else { return nil }
    return try PlotlyLibrary(path: path)
  }
}
