internal import Foundation
internal import Synchronization

/// A result directory that is written beside the old one and takes its place when complete.
///
/// Files go into the hidden sibling `.<name>.tmp-<process>`. ``commit()`` renames it to the final name; a value
/// that ends in any other way removes it. In every failure the previous results stay as they were. Two machines or
/// containers must not write the same directory at once, because each takes the other's process for a dead one.
public struct ResultDirectory: ~Copyable {
  /// The final path of the results.
  public let path: String
  /// The path of the directory that files are written into before the commit.
  package let temporaryPath: String
  /// The path that the previous results have during the commit.
  private let asidePath: String
  /// What was written so far.
  private let records = Mutex<[InputRecord]>([])
  /// The temporary directories in use by this process. Another one with its number is the leftover of an earlier
  /// process with the same number, which is common in containers.
  private static let open = Mutex<Set<String>>([])

  /// Starts a new result directory; nothing at `path` changes before the commit.
  ///
  /// Missing parents are made. Leftovers of processes that no longer run are removed, and results that such a
  /// process had moved aside without putting new ones in place are restored.
  ///
  /// - Parameters:
  ///   - path: the directory to make or replace; a symbolic link stands for the directory it leads to.
  ///   - marker: the file by which a directory is known to hold results; any other non-empty directory is refused.
  /// - Throws: ``OutputError`` where the name is unusable, the path is a file or another non-empty directory, or
  ///   the parent cannot be made or written.
  public init(replacing path: String, marker: String = "run.json") throws(OutputError) {
    try Self.checkName(path.split(separator: "/").last.map(String.init) ?? "")
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let siblings = ResultSiblings(of: url)
    let temporaryPath = siblings.path(.temporary)
    guard Self.open.withLock({ $0.insert(temporaryPath).inserted }) else {
      throw OutputError.alreadyOpen(path: url.path)
    }
    do {
      try Self.prepare(url, siblings, marker: marker)
    } catch {
      Self.open.withLock { _ = $0.remove(temporaryPath) }
      throw error
    }
    self.path = url.path
    self.temporaryPath = temporaryPath
    asidePath = siblings.path(.aside)
  }

  /// The files that were written so far, with their digests, in the order of writing.
  public var outputs: [InputRecord] { records.withLock { $0 } }

  deinit {
    // After a commit there is nothing left to remove; a directory that cannot be removed is met at the next start.
    try? FileManager.default.removeItem(atPath: temporaryPath)
    Self.open.withLock { _ = $0.remove(temporaryPath) }
  }

  /// Writes one file of the new results.
  ///
  /// - Parameters:
  ///   - bytes: the content.
  ///   - name: the name of the file; not empty, `.` or `..`, without `/` and NUL.
  /// - Throws: ``OutputError/unusableName(_:)``, or ``OutputError/fileSystem(path:action:code:reason:remedy:)``
  ///   where the file cannot be made, written in full or closed, for example on a full disk.
  public borrowing func write(_ bytes: [UInt8], as name: String) throws(OutputError) {
    try write(as: name) { append throws(OutputError) in try append(bytes) }
  }

  /// Writes one file of the new results piece by piece, so that it never has to stand in memory as a whole.
  ///
  /// - Parameters:
  ///   - name: the name of the file; not empty, `.` or `..`, without `/` and NUL.
  ///   - pieces: calls what it is given with one piece of the content after the other.
  /// - Throws: ``OutputError`` as ``write(_:as:)``, and what `pieces` throws.
  public borrowing func write(
    as name: String,
    _ pieces: (_ append: ([UInt8]) throws(OutputError) -> Void) throws(OutputError) -> Void
  ) throws(OutputError) {
    try Self.checkName(name)
    let file = URL(fileURLWithPath: temporaryPath).appending(path: name)
    // The error gives the path where the user will look for the file.
    let (place, action) = (path + "/" + name, "writing the file")
    let handle = try OutputError.naming(place, action) {
      try Data().write(to: file)
      return try FileHandle(forWritingTo: file)
    }
    var digest = Provenance.RunningDigest()
    var byteCount = 0
    try pieces { bytes throws(OutputError) in
      try OutputError.naming(place, action) { try handle.write(contentsOf: Data(bytes)) }
      digest.add(bytes)
      byteCount += bytes.count
    }
    try OutputError.naming(place, action) { try handle.close() }
    let record = InputRecord(path: name, sha256: digest.text, byteCount: byteCount)
    records.withLock { $0.append(record) }
  }

  /// Puts the new results in place of the previous ones and removes those.
  ///
  /// - Throws: ``OutputError/fileSystem(path:action:code:reason:remedy:)`` where a rename fails; the previous
  ///   results are in place again then.
  public consuming func commit() throws(OutputError) {
    let manager = FileManager.default
    let (path, temporaryPath, asidePath) = (path, temporaryPath, asidePath)
    let replaces = manager.fileExists(atPath: path)
    if replaces {
      try OutputError.naming(path, "moving the previous results aside") {
        try manager.moveItem(atPath: path, toPath: asidePath)
      }
    }
    do {
      try OutputError.naming(path, "putting the new results in place") {
        try manager.moveItem(atPath: temporaryPath, toPath: path)
      }
    } catch {
      // Where this fails too, the next start restores them.
      if replaces { try? manager.moveItem(atPath: asidePath, toPath: path) }
      throw error
    }
    // The new results are in place; what cannot be removed of the old ones is removed at the next start.
    if replaces { try? manager.removeItem(atPath: asidePath) }
  }

  /// Removes the new results and leaves the previous ones, as every end without ``commit()`` does.
  public consuming func discard() {}

  private static func checkName(_ name: String) throws(OutputError) {
    let forbidden = [0, UInt8(ascii: "/")]
    guard !["", ".", ".."].contains(name), !name.utf8.contains(where: forbidden.contains) else {
      throw OutputError.unusableName(name)
    }
  }

  private static func prepare(_ final: URL, _ siblings: ResultSiblings, marker: String) throws(OutputError) {
    try OutputError.naming(siblings.parent.path, "making the parent directory") {
      try FileManager.default.createDirectory(at: siblings.parent, withIntermediateDirectories: true)
    }
    try siblings.cleanUp()
    try checkReplaceable(final, marker: marker)
    let temporaryPath = siblings.path(.temporary)
    try OutputError.naming(temporaryPath, "making the temporary directory") {
      try FileManager.default.createDirectory(atPath: temporaryPath, withIntermediateDirectories: false)
    }
  }

  private static func checkReplaceable(_ final: URL, marker: String) throws(OutputError) {
    guard FileManager.default.fileExists(atPath: final.path) else { return }
    // A plain file at this path fails here with "Not a directory".
    let names = try OutputError.naming(final.path, "listing the previous results") {
      try FileManager.default.contentsOfDirectory(atPath: final.path)
    }
    guard names.isEmpty || names.contains(marker) else {
      throw OutputError.notResults(path: final.path, marker: marker)
    }
  }
}

extension ResultDirectory {
  /// Writes a table as CSV under its own file name.
  ///
  /// - Parameter table: the table.
  /// - Throws: ``OutputError`` for a value that is not finite or a file that cannot be written.
  public borrowing func write(_ table: ResultTable) throws(OutputError) {
    try write(CSVWriter.bytes(of: table), as: table.fileName)
  }

  /// Writes a NetCDF file under its own file name.
  ///
  /// - Parameter file: what the file holds.
  /// - Throws: ``OutputError`` for content that NetCDF refuses or a file that cannot be written.
  public borrowing func write(_ file: NetCDFFile) throws(OutputError) {
    try write(NetCDFWriter.bytes(of: file), as: file.fileName)
  }

  /// Writes a JSON value.
  ///
  /// - Parameters:
  ///   - value: the value; objects keep the order of their members.
  ///   - name: the name of the file; not empty, `.` or `..`, without `/` and NUL.
  /// - Throws: ``OutputError`` for a number that is not finite or a file that cannot be written.
  public borrowing func write(_ value: JSONValue, as name: String) throws(OutputError) {
    try write(JSONWriter.bytes(of: value, fileName: name), as: name)
  }
}
