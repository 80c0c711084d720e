/// Input files that are held in memory, by path.
public struct InMemoryFiles: InputFiles {
  private let contents: [String: [UInt8]]

  /// Makes files of bytes by path.
  ///
  /// - Parameter contents: the bytes of each file, by path.
  public init(_ contents: [String: [UInt8]]) { self.contents = contents }

  /// Makes files of texts by path.
  ///
  /// - Parameter texts: the text of each file, by path; it is held as UTF-8.
  public init(_ texts: [String: String]) { contents = texts.mapValues { Array($0.utf8) } }

  /// Reads a file of at most `limit` bytes.
  ///
  /// - Parameters:
  ///   - path: the path of the file, exactly as it was given.
  ///   - limit: the most bytes that are read, 0 or more.
  /// - Returns: the bytes of the file.
  /// - Throws: ``InputFileError`` when the path is unknown, the folder of a known path, or the file too large.
  public func read(_ path: String, limit: Int) throws(InputFileError) -> [UInt8] {
    guard let bytes = contents[path] else {
      throw InputFileError(path: path, reason: isFolder(path) ? .isDirectory : .notFound)
    }
    guard bytes.count <= limit else {
      throw InputFileError(path: path, reason: .tooLarge(size: bytes.count, limit: limit))
    }
    return bytes
  }

  /// Whether a file with this path, or under it, is held.
  ///
  /// - Parameter path: the path, exactly as it was given.
  /// - Returns: whether something stands there.
  public func exists(_ path: String) -> Bool { contents[path] != nil || isFolder(path) }

  private func isFolder(_ path: String) -> Bool {
    let folder = path.hasSuffix("/") ? path : path + "/"
    return contents.keys.contains { $0.hasPrefix(folder) }
  }
}
