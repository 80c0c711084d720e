internal import Foundation

/// Input files on the disk.
public struct DiskFiles: InputFiles {
  /// Makes the files of the disk; relative paths start at the working directory.
  public init() {}

  /// Reads a whole file of at most `limit` bytes.
  ///
  /// - Parameters:
  ///   - path: the path of the file, absolute or from the working directory.
  ///   - limit: the most bytes that are read, 0 or more.
  /// - Returns: the bytes of the file.
  /// - Throws: ``InputFileError`` when the file is missing, a directory, unreadable or too large.
  public func read(_ path: String, limit: Int) throws(InputFileError) -> [UInt8] {
    guard exists(path) else { throw InputFileError(path: path, reason: .notFound) }
    guard !exists(path + "/.") else { throw InputFileError(path: path, reason: .isDirectory) }
    if let size = size(of: path), size > limit {
      throw InputFileError(path: path, reason: .tooLarge(size: size, limit: limit))
    }
    return try readAtMost(limit, of: path)
  }

  /// Whether a file or directory stands at the path.
  ///
  /// - Parameter path: the path, absolute or from the working directory.
  /// - Returns: whether something stands there.
  public func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  private func size(of path: String) -> Int? {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    return (attributes?[.size] as? NSNumber)?.intValue
  }

  /// Reads up to one byte more than the limit, so that a pipe or a file that grows cannot pass it.
  private func readAtMost(_ limit: Int, of path: String) throws(InputFileError) -> [UInt8] {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      let most = limit == Int.max ? limit : limit + 1
      let bytes = [UInt8](try handle.read(upToCount: most) ?? Data())
      if bytes.count <= limit { return bytes }
      throw InputFileError(path: path, reason: .tooLarge(size: bytes.count, limit: limit))
    } catch let error as InputFileError {
      throw error
    } catch {
      throw InputFileError(path: path, reason: .unreadable(Self.cause(of: error)))
    }
  }

  private static func cause(of error: any Error) -> String {
    let cocoa = error as NSError
    let underlying = cocoa.userInfo[NSUnderlyingErrorKey] as? NSError
    let posix = underlying ?? cocoa
    guard posix.domain == NSPOSIXErrorDomain, let code = POSIXErrorCode(rawValue: Int32(posix.code)) else {
      return cocoa.code == CocoaError.fileReadNoPermission.rawValue ? "no permission" : "error \(cocoa.code)"
    }
    return code == .EACCES ? "no permission" : "error \(code.rawValue)"
  }
}
