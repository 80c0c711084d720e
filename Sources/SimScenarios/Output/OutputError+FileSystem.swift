internal import Foundation

extension OutputError {
  /// Does something with files and turns what it throws into an error with path, reason and remedy.
  static func naming<Value>(
    _ path: String, _ action: String, _ body: () throws -> Value
  ) throws(OutputError) -> Value {
    do {
      return try body()
    } catch {
      let code = systemCode(of: error as NSError)
      throw OutputError.fileSystem(
        path: path, action: action, code: code,
        reason: reason(of: error as NSError, code: code), remedy: remedy(for: code))
    }
  }

  /// The `errno` value in an error of Foundation or in what caused it.
  private static func systemCode(of error: NSError) -> Int32? {
    if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
    guard let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error else { return nil }
    return systemCode(of: cause as NSError)
  }

  private static func reason(of error: NSError, code: Int32?) -> String {
    guard let code else { return error.localizedDescription }
    let text = NSError(domain: NSPOSIXErrorDomain, code: Int(code)).localizedDescription
    // Foundation puts a sentence of its own before the text of the system.
    return text.split(separator: ". ").last.map(String.init) ?? text
  }

  private static func remedy(for code: Int32?) -> String {
    switch code {
    case ENOSPC, EDQUOT: "free some space or write the results elsewhere"
    case EACCES, EPERM: "write the results where you may, or ask for the right to write here"
    case EROFS: "this file system is read-only; write the results elsewhere"
    case ENOTDIR, EEXIST: "a file is in the way of a directory; remove it or write the results elsewhere"
    case ENAMETOOLONG: "give a shorter name"
    case EBUSY: "this is a mount point or in use; give a directory inside it"
    default: "see that the path exists and can be written, or write the results elsewhere"
    }
  }
}
