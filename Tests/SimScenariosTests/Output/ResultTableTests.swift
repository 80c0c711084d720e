import SimScenarios
import Testing

@Suite struct ResultTableTests {
  private func makeTable() -> ResultTable {
    ResultTable(
      fileName: "stock.csv",
      columns: [
        ResultColumn("year", .integer, unit: "a", longName: "end of this year"),
        ResultColumn("zone", .text, longName: "zone of the dwellings"),
        ResultColumn("dwellings", .number, unit: "1", longName: "dwellings in stock"),
      ])
  }

  @Test func `a new table has columns and no rows`() {
    let table = makeTable()
    #expect(table.rowCount == 0)
    #expect(table.columns.map(\.name) == ["year", "zone", "dwellings"])
    #expect(table.texts(of: "zone") == [])
    #expect(table.integers(of: "year") == [])
    #expect(table.numbers(of: "dwellings") == [])
  }

  @Test func `values come back by column in the order of the rows`() {
    var table = makeTable()
    table.reserveCapacity(4)
    for (zone, dwellings) in [("b", 1.5), ("a", 2), ("b", 3), ("b", -0.0)] {
      table.append(.integer(2024), .text(zone), .number(dwellings))
    }
    #expect(table.rowCount == 4)
    #expect(table.integers(of: "year") == [2024, 2024, 2024, 2024])
    #expect(table.texts(of: "zone") == ["b", "a", "b", "b"])
    #expect(table.numbers(of: "dwellings") == [1.5, 2, 3, 0])
  }

  @Test func `a column is found by its name and kind only`() {
    let table = makeTable()
    #expect(table.texts(of: "municipality") == nil)
    #expect(table.texts(of: "year") == nil)
    #expect(table.numbers(of: "year") == nil)
    #expect(table.integers(of: "dwellings") == nil)
  }

  @Test func `one key in two spellings of Unicode is written as it came first`() throws {
    var table = ResultTable(fileName: "x.csv", columns: [ResultColumn("zone", .text, longName: "zone")])
    table.append(.text("Caf\u{e9}"))
    table.append(.text("Cafe\u{301}"))
    #expect(try CSVWriter.bytes(of: table) == Array("zone\nCaf\u{e9}\nCaf\u{e9}\n".utf8))
  }

  @Test func `a row of another length than the header stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var table = ResultTable(fileName: "x.csv", columns: [ResultColumn("zone", .text, longName: "zone")])
      table.append(.text("a"), .integer(1))
    }
  }

  @Test func `a cell of another kind than its column stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var table = ResultTable(fileName: "x.csv", columns: [ResultColumn("zone", .text, longName: "zone")])
      table.append(.integer(1))
    }
  }

  @Test func `a column name that stands twice stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let zone = ResultColumn("zone", .text, longName: "zone")
      _ = ResultTable(fileName: "x.csv", columns: [zone, zone])
    }
  }
}
