/// A place in an input: the file, the line and the column, both counted from 1.
public struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The path of the file as it was named, or the text of an override such as `--set a.b=1`.
  public let path: String
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int

  /// Makes a location; line and column count from 1.
  ///
  /// - Parameters:
  ///   - path: the path of the file as it was named, or the text of an override.
  ///   - line: the line, from 1.
  ///   - column: the column in characters, from 1.
  public init(path: String, line: Int = 1, column: Int = 1) {
    self.path = path
    self.line = line
    self.column = column
  }

  /// The location as `path:line:column`, the form that editors jump to.
  public var description: String { "\(path):\(line):\(column)" }

  /// Orders by path, then line, then column.
  ///
  /// - Parameters:
  ///   - left: the one place.
  ///   - right: the other one.
  /// - Returns: whether the left place comes first.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.path, left.line, left.column) < (right.path, right.line, right.column)
  }
}
