/// The rows of `members.csv`: every number that every member of an ensemble has.
///
/// Members follow each other; the rows of a member are those of `summary.csv` of a single run with its numbers, in the same
/// order and with the same text of every value.
public struct MemberRows: Sendable {
  /// The name of the file.
  public static let fileName = "members.csv"
  /// The first line.
  public static let header = Array("member,year,zone,indicator,value\n".utf8)

  /// What stands between the member and the value, of all rows one after the other.
  private var labels: [UInt8] = []
  /// Where the label of each row ends.
  private var labelEnds: [Int] = []
  /// The cell of each row.
  private var cells: [Int] = []
  /// Whether the row is an amount per year, which is a sum that begins at 0 and so never -0.
  private var isFlow: [Bool] = []

  /// The rows of a layout.
  ///
  /// - Parameter layout: the cells of a member.
  public init(_ layout: MemberLayout) {
    let zones = layout.zones.map(CSVWriter.field)
    let first = layout.series.map(\.firstYear).min() ?? 0
    let last = layout.series.map { $0.firstYear + $0.yearCount }.max() ?? 0
    for year in first..<max(first, last) {
      for series in layout.series
      where (series.firstYear..<series.firstYear + series.yearCount).contains(year) {
        let indicator = CSVWriter.field(series.key)
        for (position, zone) in zones.enumerated() {
          labels.append(UInt8(ascii: ","))
          labels.append(text: year)
          labels += [UInt8(ascii: ",")] + zone + [UInt8(ascii: ",")] + indicator + [UInt8(ascii: ",")]
          labelEnds.append(labels.count)
          cells.append(layout.cell(series, year: year, position: position))
          isFlow.append(series.kind == .flow)
        }
      }
    }
  }

  /// Appends the rows of a member; a number that it does not have has none.
  ///
  /// - Parameters:
  ///   - member: its number, from 0.
  ///   - values: its numbers, one per cell of the layout.
  ///   - bytes: the text.
  public func append(member: Int, _ values: [Double], to bytes: inout [UInt8]) {
    var number: [UInt8] = []
    number.append(text: member)
    var start = 0
    for row in cells.indices {
      let value = values[cells[row]]
      if !value.isNaN {
        bytes += number
        bytes += labels[start..<labelEnds[row]]
        bytes.append(text: isFlow[row] ? 0 + value : value)
        bytes.append(UInt8(ascii: "\n"))
      }
      start = labelEnds[row]
    }
  }
}
