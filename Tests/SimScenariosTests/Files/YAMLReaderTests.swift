import SimScenarios
import Testing

struct YAMLReaderTests {
  private func read(_ text: String) -> YAMLReading { YAMLReader.read(Array(text.utf8), path: "a.yaml") }

  private func codes(_ text: String) -> [String] {
    read(text).problems.map { "\($0.location.line):\($0.location.column) \($0.code)" }
  }

  @Test func `values carry their kind and place`() throws {
    let root = try #require(read("a: 1\nb:\n  - x\n  - 'y'\nc: {d: ~, e: \"\"}\nf:\n").root)
    #expect(root.entries.map(\.key) == ["a", "b", "c", "f"])
    #expect(root["a"]?.value == .scalar(text: "1", isPlain: true))
    #expect(root["a"]?.location == SourceLocation(path: "a.yaml", line: 1, column: 4))
    #expect(
      root["b"]?.items.map(\.value) == [
        .scalar(text: "x", isPlain: true), .scalar(text: "y", isPlain: false),
      ])
    #expect(root["b"]?.items.last?.location == SourceLocation(path: "a.yaml", line: 4, column: 5))
    #expect(root["c"]?["d"]?.value == .null)
    #expect(root["c"]?["e"]?.value == .scalar(text: "", isPlain: false))
    #expect(root["c"]?.entries.map(\.keyLocation.column) == [5, 11])
    #expect(root["f"]?.value == .null)
  }

  @Test func `a byte order mark and carriage returns are accepted and shift no place`() throws {
    let reading = read("\u{FEFF}a: 1\r\nb:\r\n  c: 2\r\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.root?["b"]?["c"]?.location == SourceLocation(path: "a.yaml", line: 3, column: 6))
    #expect(reading.root?["b"]?["c"]?.text == "2")
  }

  @Test func `columns count characters, not bytes`() {
    #expect(read("é: {ü: 1}").root?["é"]?["ü"]?.location.column == 8)
  }

  @Test(arguments: ["", "\n\n", "# only a remark\n", "---\n", "\u{FEFF}"])
  func `an empty file says so`(text: String) {
    let reading = read(text)
    #expect(reading.root == nil)
    #expect(
      reading.problems.map(\.description) == [
        "a.yaml:1:1: error: the file is empty; a map of keys is expected"
      ])
  }

  @Test func `the top level must be a map`() {
    #expect(read("- a\n").problems.map(\.found) == ["the top level is a list"])
    #expect(read("abc\n").problems.map(\.found) == ["the top level is a plain value"])
  }

  @Test func `a map or list as a key is refused, and so is a key without a name`() {
    #expect(codes("? [a, b]\n: 1\nc: 2\n") == ["1:3 wrong_type"])
    #expect(codes("\"\": 1\nc: 2\n") == ["1:1 syntax"])
  }

  @Test func `every double key is reported with the line of the first`() {
    let reading = read("a: 1\nb:\n  c: 1\n  'c': 2\na: 3\nd: {e: 1, e: 2}\nl:\n- x: 1\n- x: 2\na: 4\n")
    #expect(
      reading.problems.map(\.description) == [
        "a.yaml:4:3: error: c: stands a second time in this map; the first is in line 3; keep one of them",
        "a.yaml:5:1: error: a: stands a second time in this map; the first is in line 1; keep one of them",
        "a.yaml:6:11: error: e: stands a second time in this map; the first is in line 6; keep one of them",
        "a.yaml:10:1: error: a: stands a second time in this map; the first is in line 1; keep one of them",
      ])
    #expect(reading.root?["a"]?.text == "1")
    #expect(reading.root?.entries.map(\.key) == ["a", "b", "d", "l"])
  }

  @Test func `a double key that is written with an escape is still found`() {
    #expect(codes("a: 1\n\"\\x61\": 2\n") == ["1:1 duplicate_key"])
  }

  @Test func `anchors, aliases and tags are refused at their place, and the rest of the file is still read`()
  {
    let reading = read("a: &x 1\nb: *x\nc: !!binary aGk=\n*x : 2\nd: [*x, {e: *y}]\nf: 3\n")
    #expect(
      reading.problems.map { "\($0.location.line):\($0.location.column) \($0.code)" } == [
        "1:4 alias", "2:4 alias", "3:4 tag", "4:1 alias", "5:5 alias", "5:13 alias",
      ])
    #expect(reading.root?.entries.map(\.key) == ["a", "b", "c", "d", "f"])
    #expect(reading.root?["b"]?.value == .refused)
    #expect(reading.root?["f"]?.text == "3")
  }

  @Test(arguments: [
    "a: b & c * d ! e\n", "a: 'x & *y'\n", "a: \"*x\"\n", "# &a *b !c\na: 1\n", "a: 2*3\n", "a: b&c\n",
    "a: |\n  *x\n  &y\n   !z\nb: 1\n", "a: >-\n  *x\n\n  &y\nb: 1\n", "a: some text\n  *x goes on\nb: 1\n",
    "a: [x *y, z & w]\n", "a: x # *remark\n", "a: 'it''s *x'\n", "a: \"\\\" *x\"\n",
    "a:\n  - |2\n      *x\n    &y\n  - b\n",
    "a: x\n\n  *y\n", "'*a': 1\n", "a: -*x\n", "a: http://x?y=*z&w\n", "a: |+\n\n  *x\n\nb: 'q'\n",
    "a: {b: c*d}\n",
    "a: '\n  *x'\n", "a: |\n *x\n *y",
  ])
  func `ordinary text with ampersands, stars and exclamation marks is no alias`(text: String) {
    let reading = read(text)
    #expect(reading.problems.isEmpty)
    #expect(reading.root != nil)
  }

  @Test func `an alias or a tag instead of the whole file is one problem`() {
    #expect(codes("*x") == ["1:1 alias"])
    #expect(codes("a: [!t, {b: !u 1}]\nc: d & e\nf: *g\n") == ["1:5 tag", "1:13 tag", "3:4 alias"])
  }

  @Test func `an alias bomb is refused at once`() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...29 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    text += "? {*a29 : 1}\n: 1\n"
    let clock = ContinuousClock()
    var reading = read("a: 1")
    let time = clock.measure { reading = read(text) }
    #expect(time < .seconds(1))
    #expect(reading.problems.count { $0.code == .alias } == 30 + 58 + 1)
  }

  @Test func `a second document is refused, one with a start and an end is accepted`() {
    #expect(codes("a: 1\n---\nb: 2\n") == ["2:1 second_document"])
    #expect(codes("---\na: 1\n---\n") == ["3:1 second_document"])
    #expect(read("%YAML 1.1\n---\na: 1\n...\n").problems.isEmpty)
    #expect(read("a: |\n  ---\n  x\nb: 1\n").problems.isEmpty)
  }

  @Test(arguments: [
    ("a: b: c\n", 1, 5), ("a: 'x\n", 1, 4), ("a:\n\t- 1\n", 2, 1), ("a: [1, 2\nb: 3\n", 2, 2),
    ("a: @x\n", 1, 4),
    ("a: 1\n b: 2\n", 2, 3), ("a: {b: 1\n", 2, 1), ("a: \"\\q\"\n", 1, 5),
  ])
  func `text that is not YAML is refused with its place`(text: String, line: Int, column: Int) {
    let reading = read(text)
    #expect(reading.root == nil)
    #expect(reading.problems.map(\.code) == [.syntax])
    #expect(reading.problems.first?.location == SourceLocation(path: "a.yaml", line: line, column: column))
    #expect(reading.problems.first?.found.hasPrefix("not YAML: ") == true)
  }

  @Test func `an alias before text that is not YAML is not hidden by it`() {
    #expect(codes("a: *x\nb: 'y\n") == ["1:4 alias", "2:4 syntax"])
  }

  @Test func `bytes that are not UTF-8 are refused with line and column`() {
    let bytes = Array("a: 1\r\né: ".utf8) + [0xE9] + Array("x\n".utf8)
    #expect(
      YAMLReader.read(bytes, path: "a.yaml").problems.map(\.description) == [
        "a.yaml:2:4: error: the byte 0xE9 is not UTF-8; save the file as UTF-8"
      ])
    let cut = YAMLReader.read(Array("a: ".utf8) + [0xE2, 0x82], path: "a.yaml")
    #expect(cut.problems.map(\.location.column) == [4])
  }

  @Test(arguments: ["\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{FFFE}"])
  func `control characters are refused with line and column`(character: String) {
    let reading = read("a: 1\nb: x\(character)\n")
    #expect(reading.root == nil)
    #expect(reading.problems.map(\.code) == [.controlCharacter])
    #expect(reading.problems.first?.location == SourceLocation(path: "a.yaml", line: 2, column: 5))
  }

  @Test func `a zero byte is named`() {
    #expect(read("a: \u{0}").problems.map(\.found) == ["the control character U+0000 stands in the text"])
  }
}
