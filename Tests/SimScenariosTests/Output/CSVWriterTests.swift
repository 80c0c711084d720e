import SimScenarios
import Testing

@Suite struct CSVWriterTests {
  private func table(numbers: [Double]) -> ResultTable {
    var table = ResultTable(
      fileName: "energy.csv",
      columns: [ResultColumn("value", .number, unit: "1", longName: "value")])
    for number in numbers { table.append(.number(number)) }
    return table
  }

  private func table(texts: [String], and second: String? = nil) -> ResultTable {
    var columns = [ResultColumn("key", .text, longName: "key")]
    if let second { columns.append(ResultColumn(second, .integer, unit: "1", longName: "count")) }
    var table = ResultTable(fileName: "keys.csv", columns: columns)
    for text in texts {
      if second == nil { table.append(.text(text)) } else { table.append(.text(text), .integer(7)) }
    }
    return table
  }

  /// The fields of the only column of a file whose texts hold no line breaks.
  private func lines(of table: ResultTable) throws -> [String] {
    text(try CSVWriter.bytes(of: table)).split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func `a table without rows is a header`() throws {
    #expect(text(try CSVWriter.bytes(of: table(texts: [], and: "count"))) == "key,count\n")
  }

  @Test func `a table with one row is a header and a line`() throws {
    #expect(text(try CSVWriter.bytes(of: table(texts: ["a"], and: "count"))) == "key,count\na,7\n")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"ja\"", "\"say \"\"ja\"\"\""),
    ("two\nlines", "\"two\nlines\""),
    ("two\r\nlines", "\"two\r\nlines\""), (" spaced ", " spaced "), ("Voerendaal é 🏠", "Voerendaal é 🏠"),
    ("a;b", "a;b"), ("\"", "\"\"\"\""), ("", ""),
  ])
  func `a text is quoted only where a comma, a quote or a line break asks for it`(
    text original: String, field: String
  ) throws {
    let bytes = try CSVWriter.bytes(of: table(texts: [original], and: "count"))
    #expect(text(bytes) == "key,count\n\(field),7\n")
  }

  @Test func `a header is quoted like a text`() throws {
    #expect(text(try CSVWriter.bytes(of: table(texts: [], and: "a,b"))) == "key,\"a,b\"\n")
  }

  @Test func `an empty text that is the whole row is quoted so that no line is blank`() throws {
    #expect(text(try CSVWriter.bytes(of: table(texts: ["", "b"]))) == "key\n\"\"\nb\n")
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0"), (0.1, "0.1"), (-2.5, "-2.5"), (1.0, "1"), (100_000.0, "100000"),
    (1e300, "1e+300"),
    (1e-5, "1e-05"), (.leastNonzeroMagnitude, "5e-324"),
    (.leastNormalMagnitude, "2.2250738585072014e-308"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (9_007_199_254_740_991.0, "9007199254740991"),
    (9_007_199_254_740_992.0, "9007199254740992"), (9_007_199_254_740_994.0, "9.007199254740994e+15"),
    (1e16, "1e+16"), (0.1 + 0.2, "0.30000000000000004"),
  ])
  func `a number is its shortest text`(number: Double, expected: String) throws {
    #expect(try lines(of: table(numbers: [number])) == [expected])
  }

  @Test(arguments: [(0, "0"), (-1, "-1"), (2024, "2024"), (Int.max, "\(Int.max)"), (Int.min, "\(Int.min)")])
  func `a whole number is its digits`(integer: Int, expected: String) throws {
    var table = ResultTable(
      fileName: "x.csv", columns: [ResultColumn("year", .integer, unit: "a", longName: "year")])
    table.append(.integer(integer))
    #expect(try lines(of: table) == [expected])
  }

  @Test func `every number reads back to the same bits`() throws {
    var generator = SeededGenerator(state: 1)
    var numbers = generator.finiteDoubles(4000)
    numbers += (0..<2000).map { _ in Double.random(in: -1e6...1e6, using: &generator).rounded() }
    numbers += (0..<2000).map { _ in Double.random(in: -1e17...1e17, using: &generator).rounded() }
    numbers += (0..<2000).map { _ in (Double.random(in: 0...1e6, using: &generator) * 100).rounded() / 100 }
    let lines = try lines(of: table(numbers: numbers))
    #expect(lines.map { Double($0)?.bitPattern } == numbers.map(\.bitPattern))
    #expect(zip(lines, numbers).allSatisfy { $0.utf8.count <= $1.description.utf8.count })
    #expect(!lines.contains { $0.hasSuffix(".0") })
  }

  @Test(arguments: [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")])
  func `a number that is not finite is refused by table, column and row`(number: Double, found: String) {
    let error = outputError { _ = try CSVWriter.bytes(of: table(numbers: [1, 2, number])) }
    #expect(
      error?.description
        == "energy.csv: column 'value', row 3: found \(found); results hold finite numbers only")
  }
}
