/// One cell of a result file that can be explained.
public struct ResultCellQuery: Sendable, Equatable {
  /// The file.
  public let file: ExplainedFile
  /// The calendar year.
  public let year: Int
  /// The other keys of the cell with their values.
  private let values: [String: String]

  /// The value of a key other than the file and the year.
  subscript(key: String) -> String { values[key] ?? "" }

  /// The texts by which the rows of the cell are found.
  var row: [String: String] { values.merging(["year": "\(year)"]) { $1 } }

  /// Reads a cell written as `file=materials,year=2030,zone=region,material=wood,flow=reused`, in any order.
  ///
  /// - Parameter text: pairs of key and value, with a comma between them.
  /// - Throws: ``ExplainError`` where a key is missing, stands twice or is not known, or a value cannot be meant.
  public init(_ text: String) throws(ExplainError) {
    var values = try Self.pairs(text)
    let forms = "write " + ExplainedFile.allCases.map(\.form).joined(separator: ", or ")
    guard let name = values.removeValue(forKey: "file") else {
      throw ExplainError.wrongForm("the key 'file' is missing", remedy: forms)
    }
    guard let file = ExplainedFile.allCases.first(where: { name == $0.rawValue || name == $0.fileName })
    else {
      throw ExplainError.unknownValue(
        key: "file", value: name, accepted: ExplainedFile.allCases.map(\.rawValue))
    }
    let keys = ["year"] + file.keys
    let remedy = "write " + file.form
    if let unknown = values.keys.sorted().first(where: { !keys.contains($0) }) {
      throw ExplainError.wrongForm("the key '\(unknown)' is not known", remedy: remedy)
    }
    if let missing = keys.first(where: { values[$0] == nil }) {
      throw ExplainError.wrongForm("the key '\(missing)' is missing", remedy: remedy)
    }
    let year = values.removeValue(forKey: "year") ?? ""
    guard let number = Int(year) else {
      throw ExplainError.wrongForm("'\(year)' is no year", remedy: remedy)
    }
    self.file = file
    self.year = number
    self.values = values
  }

  private static func pairs(_ text: String) throws(ExplainError) -> [String: String] {
    var values: [String: String] = [:]
    let remedy = "write " + ExplainedFile.materials.form
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[1].isEmpty else {
        throw ExplainError.wrongForm("'\(part)' is not KEY=VALUE", remedy: remedy)
      }
      guard values.updateValue(sides[1], forKey: sides[0]) == nil else {
        throw ExplainError.wrongForm("the key '\(sides[0])' stands twice", remedy: remedy)
      }
    }
    return values
  }
}
