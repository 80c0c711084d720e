/// Paths of input files, as texts with `/`.
public enum FilePath {
  /// The path of a file that another file names: relative to the folder of the file that names it.
  ///
  /// `.` and inner `..` are taken out, so that one file has one path.
  public static func resolve(_ path: String, namedIn file: String) -> String {
    if path.hasPrefix("/") { return normalised(path) }
    guard let slash = file.lastIndex(of: "/") else { return normalised(path) }
    return normalised(file[...slash] + path)
  }

  /// A path without `.`, doubled slashes and inner `..`.
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
