/// What kind of problem an input has: an open set, so that a new check can bring its own code.
public struct ProblemCode: Sendable, Hashable, CustomStringConvertible {
  /// The word of the code.
  public let word: String

  /// Makes a code of its word.
  ///
  /// - Parameter word: the word, in lowercase letters with `_`.
  public init(_ word: String) { self.word = word }

  /// The word of the code.
  public var description: String { word }
}

/// The codes of this module, one list, each with its meaning.
extension ProblemCode {
  /// A key that the catalogue does not know.
  public static let unknownKey = ProblemCode("unknown_key")
  /// A value of another type than the one asked for.
  public static let wrongType = ProblemCode("wrong_type")
  /// A key that must be there and is not.
  public static let missingKey = ProblemCode("missing_key")
  /// A number outside its range, or a low, value and high that are not in order.
  public static let outOfRange = ProblemCode("out_of_range")
  /// A number that is infinite or not a number.
  public static let notFinite = ProblemCode("not_finite")
  /// Text that is not YAML or not CSV.
  public static let syntax = ProblemCode("syntax")
  /// A key that stands twice in one map.
  public static let duplicateKey = ProblemCode("duplicate_key")
  /// Bytes that are not UTF-8.
  public static let notUTF8 = ProblemCode("not_utf8")
  /// A control character, such as a zero byte, in a text file.
  public static let controlCharacter = ProblemCode("control_character")
  /// A file that is not there.
  public static let notFound = ProblemCode("not_found")
  /// A directory where a file is wanted.
  public static let isDirectory = ProblemCode("is_directory")
  /// A file that cannot be read.
  public static let unreadable = ProblemCode("unreadable")
  /// Files that extend each other in a circle.
  public static let cycle = ProblemCode("cycle")
  /// A YAML anchor or alias.
  public static let alias = ProblemCode("alias")
  /// A YAML tag such as `!!binary`.
  public static let tag = ProblemCode("tag")
  /// Maps and lists nested too deeply, or too many files that extend each other.
  public static let nesting = ProblemCode("nesting")
  /// A file over the limit of its kind.
  public static let tooLarge = ProblemCode("too_large")
  /// A file with nothing in it.
  public static let emptyFile = ProblemCode("empty_file")
  /// A second YAML document in one file.
  public static let secondDocument = ProblemCode("second_document")
  /// An override that cannot be read or applied.
  public static let override = ProblemCode("override")
  /// A value that is not among the labels or choices that are allowed.
  public static let unknownLabel = ProblemCode("unknown_label")
  /// A combination of labels for which a table has no row.
  public static let missingRow = ProblemCode("missing_row")
  /// A combination of labels that stands twice in a table.
  public static let duplicateRow = ProblemCode("duplicate_row")
  /// A row with more or fewer cells than the header.
  public static let raggedRow = ProblemCode("ragged_row")
  /// A column that must be there and is not.
  public static let missingColumn = ProblemCode("missing_column")
  /// A column that nobody asks for.
  public static let surplusColumn = ProblemCode("surplus_column")
  /// A column name that stands twice in a header.
  public static let duplicateColumn = ProblemCode("duplicate_column")
  /// A header cell without a name.
  public static let emptyColumnName = ProblemCode("empty_column_name")
  /// A cell without text where one is needed.
  public static let emptyCell = ProblemCode("empty_cell")
  /// A table without rows.
  public static let emptyTable = ProblemCode("empty_table")
  /// A list or map without items where one is needed.
  public static let emptyList = ProblemCode("empty_list")
  /// A key without a value.
  public static let emptyValue = ProblemCode("empty_value")
  /// Shares that do not sum to one.
  public static let shareSum = ProblemCode("share_sum")
  /// Values that no solution satisfies.
  public static let infeasible = ProblemCode("infeasible")
  /// A selection that no dwelling meets.
  public static let emptySelection = ProblemCode("empty_selection")
  /// Rules that move more than all dwellings out of a state.
  public static let columnAboveOne = ProblemCode("column_above_one")
  /// Values that contradict each other.
  public static let inconsistent = ProblemCode("inconsistent")
}
