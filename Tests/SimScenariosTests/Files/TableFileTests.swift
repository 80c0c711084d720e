import SimScenarios
import Testing

struct TableFileTests {
  private func table(_ text: String) -> TableFile { TableFile(Array(text.utf8), path: "t.csv") }

  private func rows(_ table: TableFile) -> [[String]] {
    (0..<table.rowCount).map { table.row($0).map(\.text) }
  }

  private func found(_ text: String) -> [String] {
    table(text).problems.map { "\($0.location.line):\($0.location.column) \($0.code): \($0.found)" }
  }

  @Test func `cells carry their text, line and column`() throws {
    let file = table("zone,año,x\nheerlen,\"a, \"\"b\"\"\",1\n\n\"two\nlines\",ü,2\nlast,,3")
    #expect(file.problems.isEmpty && file.isComplete)
    #expect(file.header.map(\.text) == ["zone", "año", "x"])
    #expect(file.header.map(\.column) == [1, 6, 10])
    #expect(rows(file) == [["heerlen", "a, \"b\"", "1"], ["two\nlines", "ü", "2"], ["last", "", "3"]])
    #expect(file.row(0).map(\.column) == [1, 9, 20])
    #expect(file.row(1).map(\.line) == [4, 5, 5])
    #expect(file.row(1).map(\.column) == [1, 8, 10])
    #expect(file.row(2).map(\.column) == [1, 6, 7])
    #expect(file.location(2, 2) == SourceLocation(path: "t.csv", line: 6, column: 7))
    #expect(file.cell(0, 3) == nil)
  }

  @Test func `a byte order mark, carriage returns and blanks around cells are accepted`() {
    let file = table("\u{FEFF}a,b\r\n 1 ,\t2\r\n\r\n3,\" 4 \" \r\n")
    #expect(file.problems.isEmpty)
    #expect(rows(file) == [["1", "2"], ["3", " 4 "]])
    #expect(file.row(0).map(\.column) == [2, 6])
    #expect(file.row(1).map(\.line) == [4, 4])
  }

  @Test func `one column and one row is a table`() {
    #expect(rows(table("a\n1\n")) == [["1"]])
  }

  @Test func `an empty file and a header alone have no rows`() {
    #expect(found("") == ["1:1 empty_table: the table is empty"])
    #expect(found("\n\n") == ["1:1 empty_table: the table is empty"])
    #expect(found("a,b\n") == ["1:1 empty_table: the table has no rows"])
  }

  @Test func `rows of another length are reported one by one`() {
    #expect(
      found("a,b\n1\n1,2\n1,2,3\n,\n1,2,\n") == [
        "2:1 ragged_row: the row has 1 cell", "4:1 ragged_row: the row has 3 cells",
        "6:1 ragged_row: the row has 3 cells",
      ])
    let file = table("a,b\n1\n1,2\n1,2,3\n")
    #expect((0..<3).map(file.isRagged) == [true, false, true])
    #expect(!file.isComplete)
  }

  @Test func `a column without a name and a name that stands twice are reported`() {
    #expect(
      found("a,,a,b,\n1,2,3,4,5\n") == [
        "1:3 empty_column_name: a column has no name", "1:4 duplicate_column: the column name stands twice",
        "1:8 empty_column_name: a column has no name",
      ])
  }

  @Test func `a quote that is never closed is reported where it opens`() {
    #expect(found("a,b\n1,2\n3,\"x\n4,5\n") == ["3:3 syntax: the quote that opens this cell is never closed"])
    #expect(found("\"a") == ["1:1 syntax: the quote that opens this cell is never closed"])
  }

  @Test func `a quote inside a cell and text behind a quote are reported, and reading goes on`() {
    #expect(
      found("a,b\n5\" pipe,2\n\"x\" y,3\n1\n") == [
        "2:1 syntax: a quote stands inside a cell without quotes",
        "3:5 syntax: text follows the closing quote of a cell",
        "4:1 ragged_row: the row has 1 cell",
      ])
  }

  @Test func `semicolons between columns are named`() {
    #expect(found("a;b\n1;2\n") == ["1:1 syntax: the columns are separated by ';'"])
  }

  @Test func `bytes that are not UTF-8 and zero bytes are refused with line and column`() {
    let latin = TableFile(Array("a,b\nx,caf".utf8) + [0xE9, 0x0A], path: "t.csv")
    #expect(
      latin.problems.map(\.description) == [
        "t.csv:2:6: error: the byte 0xE9 is not UTF-8; save the file as UTF-8"
      ])
    #expect(
      found("a,b\nx,\u{0}\n") == ["2:3 control_character: the control character U+0000 stands in the text"])
  }

  @Test func `a header of too many columns is refused`() {
    let file = table(String(repeating: "a,", count: 200_000))
    #expect(file.problems.map(\.code) == [.tooLarge])
  }

  @Test func `every truncation and random changes give rows or a problem`() {
    let valid = Array("a,b,c\n1,\"x \"\"y\"\"\",2\r\n\"é\n\",,3\n".utf8)
    for length in valid.indices { expectAnswer(Array(valid[..<length])) }
    var random = FuzzNumbers(state: 5)
    let alphabet = Array(",\"\n\r \tab1".utf8) + [0xC3, 0xA9, 0x00, 0xFF]
    for _ in 0..<4000 {
      var bytes = valid
      for _ in 0...Int(random.next() % 5) {
        bytes[Int(random.next() % UInt64(bytes.count))] =
          alphabet[Int(random.next() % UInt64(alphabet.count))]
      }
      expectAnswer(bytes)
    }
  }

  private func expectAnswer(_ bytes: [UInt8]) {
    let file = TableFile(bytes, path: "t.csv")
    #expect(file.rowCount > 0 || !file.problems.isEmpty)
    for row in 0..<file.rowCount { #expect(file.isRagged(row) || file.row(row).count == file.header.count) }
  }

  @Test func `quoting any text and reading it back gives the text`() {
    var random = FuzzNumbers(state: 9)
    let characters: [Character] = ["a", ",", "\"", "\n", " ", "é", "\r\n", "1"]
    for _ in 0..<500 {
      let texts = (0..<3).map { _ in
        String((0..<Int(random.next() % 8)).map { _ in characters[Int(random.next() % 8)] })
      }
      let quoted = texts.map { text in
        "\"" + String(text.unicodeScalars.flatMap { $0 == "\"" ? ["\"", "\""] : [Character($0)] }) + "\""
      }
      let file = table("x,y,z\n" + quoted.joined(separator: ",") + "\n")
      #expect(rows(file).first?.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }
  }
}
