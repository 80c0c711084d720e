public import SimNumerics

/// A kind of dwelling, such as terraced or apartment.
public struct DwellingType: Keyed, Hashable {
  /// The key that scenario files, tables and results use.
  public let key: String
  /// The key of the wider class, for example `single_family` or `multi_family`.
  public let dwellingClass: String

  /// Makes a dwelling type.
  ///
  /// - Parameters:
  ///   - key: the key that scenario files, tables and results use.
  ///   - dwellingClass: the key of the wider class, for example `single_family` or `multi_family`.
  public init(key: String, dwellingClass: String) {
    self.key = key
    self.dwellingClass = dwellingClass
  }
}
