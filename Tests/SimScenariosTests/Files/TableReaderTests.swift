import SimScenarios
import Testing

struct TableReaderTests {
  private let schema = TableSchema(
    columns: [
      TableColumn("zone", .label(["heerlen", "kerkrade", "landgraaf"])),
      TableColumn("year", .integer(.closed(1900...2100))),
      TableColumn("share", .number(.share)),
      TableColumn("yield", .triple(.nonNegative), isRequired: false),
      TableColumn("title", .text, isRequired: false),
    ],
    keyColumns: ["zone", "year"])

  private func read(_ text: String, _ schema: TableSchema? = nil) -> TableReading {
    TableReader.read(TableFile(Array(text.utf8), path: "t.csv"), as: schema ?? self.schema)
  }

  private func found(_ text: String, _ schema: TableSchema? = nil) -> [String] {
    read(text, schema).problems.map { "\($0.location.line):\($0.location.column) \($0.key): \($0.found)" }
  }

  @Test func `a good table gives typed access by row and column`() throws {
    let text = """
      zone,year,share,yield,yield_low,yield_high,title,source,confidence
      kerkrade,2020,0.5,0.8,0.6,,"a, b",cbs,national proxy
      heerlen,2021,1,,,,,,

      """
    let table = try #require(read(text).table)
    #expect(table.rowCount == 2)
    #expect((0..<2).map { table.position($0, "zone") } == [1, 0])
    #expect((0..<2).map { table.integer($0, "year") } == [2020, 2021])
    #expect((0..<2).map { table.number($0, "share") } == [0.5, 1])
    #expect(table.text(0, "title") == "a, b" && table.text(1, "title").isEmpty)
    #expect(table.text(0, "zone") == "kerkrade")
    #expect(table.location(1, "share") == SourceLocation(path: "t.csv", line: 3, column: 14))
    #expect(
      table.sourcedNumber(0, "yield")
        == SourcedNumber(
          value: 0.8, low: 0.6, source: "cbs", confidence: .nationalProxy,
          location: SourceLocation(path: "t.csv", line: 2, column: 19)))
    #expect(table.optionalNumber(1, "yield") == nil && table.sourcedNumber(1, "yield") == nil)
    #expect(table.sourcedNumber(1, "share")?.source == nil)
    #expect(table.has("title") && !table.has("note"))
  }

  @Test func `an optional column may be absent`() throws {
    let table = try #require(read("zone,year,share\nheerlen,2020,0\n").table)
    #expect(table.optionalNumber(0, "yield") == nil)
    #expect(table.text(0, "title").isEmpty)
    #expect(!table.has("yield"))
    #expect(table.location(0, "yield") == SourceLocation(path: "t.csv", line: 2, column: 1))
  }

  @Test func `columns may stand in any order`() throws {
    let table = try #require(read("share,zone,year\n0.25,landgraaf,2020\n").table)
    #expect(table.position(0, "zone") == 2 && table.number(0, "share") == 0.25)
  }

  @Test func `a column that the header lacks is named, and one that nobody asks for with the nearest`() {
    let problems = read("zone,yaer,share,extra,note\nheerlen,2020,0,1,x\n").problems
    #expect(
      problems.map(\.description) == [
        "t.csv:1:1: error: year: this column is missing; the header has zone, yaer, share, extra, note",
        "t.csv:1:6: error: yaer: this column is not known; columns are zone, year, share, yield, yield_low, "
          + "yield_high, title; did you mean 'year'?",
        "t.csv:1:17: error: extra: this column is not known; columns are zone, year, share, yield, yield_low, "
          + "yield_high, title",
      ])
  }

  @Test func `an unknown label names the nearest`() {
    #expect(
      read("zone,year,share\nherlen,2020,0\n").problems.map(\.description) == [
        "t.csv:2:1: error: zone: 'herlen' is not known; labels are heerlen, kerkrade, landgraaf; "
          + "did you mean 'heerlen'?"
      ])
  }

  @Test func `numbers are checked for form, range and wholeness`() {
    let text = """
      zone,year,share
      heerlen,2020,1.01
      heerlen,2021.5,0.5
      heerlen,2150,nan
      heerlen,2022,inf
      heerlen,2023,"0,5"
      heerlen,2024,0x1
      heerlen,,1e999
      ,2025,

      """
    #expect(
      found(text) == [
        "2:14 share: 1.01 is out of range", "3:9 year: 2021.5 is not a whole number",
        "4:9 year: 2150 is out of range",
        "4:14 share: 'nan' is not a finite number", "5:14 share: 'inf' is not a finite number",
        "6:14 share: '0,5' is not a number", "7:14 share: '0x1' is not a number",
        "8:9 year: the cell is empty",
        "8:10 share: '1e999' is not a finite number", "9:1 zone: the cell is empty",
        "9:7 share: the cell is empty",
      ])
    #expect(
      read("zone,year,share\nheerlen,2020,1.01\n").problems.first?.accepted
        == "a number, from 0 to 1, is expected")
    #expect(
      read("zone,year,share\nheerlen,2020,\"0,5\"\n").problems.first?.remedy == "write the decimal point as ."
    )
  }

  @Test func `low and high stand around the value`() {
    let head = "zone,year,share,yield,yield_low,yield_high\n"
    #expect(
      found(head + "heerlen,2020,0,0.5,0.6,0.4\nheerlen,2021,0,0.5,0.5,0.5\nheerlen,2022,0,,2,1\n") == [
        "2:20 yield_low: 0.6 is above yield 0.5", "2:24 yield_high: 0.4 is below yield 0.5",
        "4:17 yield_low: 2 is above yield_high 1",
      ])
    #expect(
      found(head + "heerlen,2020,0,0.5,-1,x\n") == [
        "2:20 yield_low: -1 is out of range", "2:23 yield_high: 'x' is not a number",
      ])
  }

  @Test func `a row that stands twice names the first`() {
    let problems = read("zone,year,share\nheerlen,2020,0\nkerkrade,2020,0\nheerlen,2020,1\n").problems
    #expect(
      problems.map(\.description) == [
        "t.csv:4:1: error: zone, year: the row zone=heerlen, year=2020 stands twice; the first is in line 2"
      ])
  }

  @Test func `missing rows are named, at most ten`() {
    let many = (0..<20).map { "c\($0)" }
    let schema = TableSchema(
      columns: [TableColumn("zone", .label(["a", "b"])), TableColumn("cohort", .label(many))],
      keyColumns: ["zone", "cohort"], completeness: .allCombinations(of: ["zone", "cohort"]))
    let all = ["a", "b"].flatMap { zone in many.map { "\(zone),\($0)" } }
    #expect(read("zone,cohort\n" + all.joined(separator: "\n"), schema).problems.isEmpty)
    #expect(
      found("zone,cohort\n" + all.filter { $0 != "b,c3" }.joined(separator: "\n"), schema) == [
        "40:1 zone, cohort: the row zone=b, cohort=c3 is missing"
      ])
    let few = found("zone,cohort\na,c0\n", schema)
    #expect(few.count == 11)
    #expect(few.first == "2:1 zone, cohort: the row zone=a, cohort=c1 is missing")
    #expect(few.last == "2:1 zone, cohort: 29 more rows are missing")
    #expect(
      found("zone,cohort\n" + all.dropLast(11).joined(separator: "\n"), schema).last?.hasSuffix(
        "1 more row is missing") == true)
  }

  @Test func `only the labels that are asked for must occur`() {
    let schema = TableSchema(
      columns: [TableColumn("zone", .label(["a", "b", "region"])), TableColumn("x", .number(.any))],
      keyColumns: ["zone"], completeness: .combinations([LabelList(column: "zone", labels: ["b", "a"])]))
    #expect(found("zone,x\na,1\nregion,2\n", schema) == ["3:1 zone: the row zone=b is missing"])
    #expect(found("zone,x\na,1\nb,2\n", schema).isEmpty)
  }

  @Test func `a misspelt label or a row of another length makes no row missing besides`() {
    let schema = TableSchema(
      columns: [TableColumn("zone", .label(["heerlen", "kerkrade"])), TableColumn("x", .number(.any))],
      keyColumns: ["zone"], completeness: .allCombinations(of: ["zone"]))
    #expect(found("zone,x\nherlen,1\nkerkrade,2\n", schema) == ["2:1 zone: 'herlen' is not known"])
    #expect(found("zone,x\nheerlen\nkerkrade,2\n", schema) == ["2:1 : the row has 1 cell"])
    #expect(found("zone,x\nqqqq,1\nkerkrade,2\n", schema) == ["2:1 zone: 'qqqq' is not known"])
  }

  @Test func `a table with twenty faults reports twenty problems in one pass`() {
    var text = "zone,year,share,extra\n"
    for year in 0..<6 { text += "herlen,\(2000 + year),0.5,1\n" }
    for year in 0..<6 { text += "heerlen,\(2000 + year),1.5,1\n" }
    for _ in 0..<4 { text += "kerkrade,2000,0.5,1\n" }
    text += "landgraaf,x,0.5,1\nlandgraaf,2001,,1\nlandgraaf,2002,.nan,1\nlandgraaf,2003\n"
    let problems = read(text).problems
    #expect(problems.count == 1 + 6 + 6 + 3 + 4)
    #expect(problems == problems.inFileOrder)
    #expect(read(text).table == nil)
  }

  @Test func `a table that cannot be read is reported where it is named`() {
    let place = SourceLocation(path: "a.yaml", line: 2, column: 8)
    let reading = TableReader.read(
      "no.csv", files: InMemoryFiles([String: String]()), as: schema, namedAt: place, key: "k")
    #expect(
      reading.problems.map(\.description) == [
        "a.yaml:2:8: error: k: the file 'no.csv' does not exist; a path is read relative to the file that names it"
      ])
    let good = TableReader.read(
      "t", files: InMemoryFiles(["t": "zone,year,share\nheerlen,1,0\n"]), as: schema)
    #expect(good.file?.path == "t" && good.file?.bytes.count == 28)
    #expect(good.problems.map(\.found) == ["1 is out of range"])
  }

  @Test func `a file without a header makes no columns missing`() {
    #expect(found("") == ["1:1 : the table is empty"])
    #expect(found("zone;year;share\nheerlen;1;1\n") == ["1:1 : the columns are separated by ';'"])
  }

  @Test func `random changes of a good table never crash and give a table or an error`() {
    let valid = Array("zone,year,share,yield,yield_low\nheerlen,2020,0.5,1,0.5\nkerkrade,2021,1,2,1\n".utf8)
    var random = FuzzNumbers(state: 13)
    for _ in 0..<3000 {
      var bytes = valid
      for _ in 0...Int(random.next() % 5) {
        bytes[Int(random.next() % UInt64(bytes.count))] = Array(",\"\n.-e1zn ".utf8)[Int(random.next() % 10)]
      }
      let reading = TableReader.read(TableFile(bytes, path: "t.csv"), as: schema)
      #expect((reading.table == nil) == reading.problems.hasErrors)
    }
  }
}
