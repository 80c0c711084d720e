/// Paths of input files, as texts with `/`.
public enum FilePath {
  /// How the path of a place begins that is an override and no file.
  package static let overridePrefix = "--set "

  /// The path of a file that another file names: relative to the folder of the file that names it.
  ///
  /// `.` and inner `..` are taken out, so that one file has one path. A path that an override names is relative to
  /// the working directory.
  ///
  /// - Parameters:
  ///   - path: the path as it is named, relative or absolute, with `/`.
  ///   - file: the path of the file that names it, or the text of an override, which begins with `--set `.
  /// - Returns: the path without `.`, doubled slashes and inner `..`.
  public static func resolve(_ path: String, namedIn file: String) -> String {
    if path.hasPrefix("/") || file.hasPrefix(overridePrefix) { return normalised(path) }
    guard let slash = file.lastIndex(of: "/") else { return normalised(path) }
    return normalised(file[...slash] + path)
  }

  /// A path without `.`, doubled slashes and inner `..`.
  ///
  /// - Parameter path: a path with `/`, relative or absolute.
  /// - Returns: the path; `.` where nothing is left of a relative one.
  public static func normalised(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }
}
