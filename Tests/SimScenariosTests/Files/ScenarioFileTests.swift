import SimScenarios
import Testing

struct ScenarioFileTests {
  private func read(_ texts: [String: String], _ path: String = "s/a.yaml", set: [String] = [])
    -> ScenarioFile
  {
    ScenarioFile.read(path, files: InMemoryFiles(texts), overrides: set)
  }

  private func text(_ node: MarkedNode?) -> String {
    guard let node else { return "-" }
    switch node.value {
    case .mapping(let entries):
      return "{" + entries.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    case .sequence(let items): return "[" + items.map(text).joined(separator: ", ") + "]"
    case .scalar(let text, _): return text
    case .null: return "null"
    case .refused: return "refused"
    }
  }

  @Test func `a scenario merges over the file it extends: maps merge, lists and plain values replace`() throws
  {
    let file = try ScenarioFile.load(
      "s/a.yaml",
      files: InMemoryFiles([
        "s/a.yaml": "extends: ../base/b.yaml\nmap: {b: 9, c: 3}\nlist: [3]\nplain: y\nnew: 1\n",
        "base/b.yaml": "map: {a: 1, b: 2}\nlist: [1, 2]\nplain: x\nkept: z\n",
      ]))
    #expect(text(file.root) == "{map: {a: 1, b: 9, c: 3}, list: [3], plain: y, kept: z, new: 1}")
    #expect(file.files.map(\.path) == ["s/a.yaml", "base/b.yaml"])
    #expect(file.files.last?.bytes == Array("map: {a: 1, b: 2}\nlist: [1, 2]\nplain: x\nkept: z\n".utf8))
    #expect(file.root?["map"]?["a"]?.location == SourceLocation(path: "base/b.yaml", line: 1, column: 10))
    #expect(file.root?["map"]?["b"]?.location == SourceLocation(path: "s/a.yaml", line: 2, column: 10))
    #expect(file.isComplete)
  }

  @Test func `three files merge in the order of inheritance`() {
    let file = read([
      "s/a.yaml": "extends: b.yaml\nx: a\n", "s/b.yaml": "extends: c.yaml\nx: b\ny: b\n",
      "s/c.yaml": "x: c\ny: c\nz: c\n",
    ])
    #expect(text(file.root) == "{x: a, y: b, z: c}")
  }

  @Test func `a plain number replaces one with its origin, and the other way round`() {
    let base = "a: {value: 1, low: 0, source: s}\nb: 2\nc: {value: 3, source: s}\n"
    let file = read(["s/a.yaml": "extends: b.yaml\na: 5\nb: {value: 6}\nc: {value: 7}\n", "s/b.yaml": base])
    #expect(text(file.root) == "{a: 5, b: {value: 6}, c: {value: 7, source: s}}")
  }

  @Test func `a null takes the inherited key away, and stays where nothing is inherited`() {
    let file = read([
      "s/a.yaml": "extends: b.yaml\na: null\nm: {x: ~}\nn: null\n", "s/b.yaml": "a: 1\nm: {x: 1, y: 2}\n",
    ])
    #expect(text(file.root) == "{m: {y: 2}, n: null}")
  }

  @Test func `files that extend each other in a circle are an error that names the chain`() {
    let file = read([
      "s/a.yaml": "x: 1\nextends: b.yaml\n", "s/b.yaml": "extends: ./c.yaml\n",
      "s/c.yaml": "extends: ../s/b.yaml\n",
    ])
    #expect(
      file.problems.map(\.description) == [
        "s/c.yaml:1:10: error: extends: the files extend each other in a circle: s/b.yaml -> s/c.yaml -> s/b.yaml; "
          + "take one 'extends' out"
      ])
    #expect(!file.isComplete)
    #expect(read(["s/a.yaml": "extends: a.yaml\n"]).problems.map(\.code) == [.cycle])
  }

  @Test func `a chain that is too long is an error`() {
    var texts: [String: String] = [:]
    for link in 0..<40 { texts["s/\(link).yaml"] = "extends: \(link + 1).yaml\nk\(link): 1\n" }
    texts["s/40.yaml"] = "k: 1\n"
    let file = read(texts, "s/0.yaml")
    #expect(file.problems.map(\.code) == [.nesting])
    #expect(file.files.count == ScenarioFile.longestChain)
    #expect(read(texts, "s/25.yaml").problems.isEmpty)
  }

  @Test func `a missing parent is reported where it is named, with the problems of the child`() {
    let file = read(["s/a.yaml": "extends: no.yaml\na: 1\na: 2\n"])
    #expect(
      file.problems.map { "\($0.location) \($0.code)" } == [
        "s/a.yaml:1:10 not_found", "s/a.yaml:3:1 duplicate_key",
      ])
    #expect(file.problems.first?.found == "the file 's/no.yaml' does not exist")
    #expect(text(file.root) == "{a: 1}")
    #expect(!file.isComplete)
  }

  @Test func `problems of all files are reported in one pass`() {
    let file = read(["s/a.yaml": "extends: b.yaml\na: *x\n", "s/b.yaml": "b: 1\nb: 2\n"], set: ["novalue"])
    #expect(
      file.problems.map { "\($0.location) \($0.code)" } == [
        "s/a.yaml:2:4 alias", "s/b.yaml:2:1 duplicate_key", "--set novalue:1:1 override",
      ])
  }

  @Test func `a parent that is not a path is refused`() {
    #expect(
      read(["s/a.yaml": "extends: [b.yaml]\n"]).problems.map(\.description) == [
        "s/a.yaml:1:10: error: extends: is a list; the path of another scenario file is expected"
      ])
    #expect(read(["s/a.yaml": "extends:\nb: 1\n"]).problems.map(\.found) == ["is empty"])
    #expect(read(["s/a.yaml": "extends: .\n", "s/b": ""]).problems.map(\.code) == [.isDirectory])
  }

  @Test func `a scenario that is missing or too large is an error of the file itself`() {
    #expect(
      read([:]).problems.map(\.description) == [
        "s/a.yaml:1:1: error: the file 's/a.yaml' does not exist"
      ])
    let large = InMemoryFiles(["a": Array(repeating: 0x20, count: InputLimit.scenario + 1)])
    #expect(
      ScenarioFile.read("a", files: large).problems.map(\.found) == [
        "the file 'a' has 4194305 bytes; at most 4194304 are read"
      ])
  }

  @Test func `loading throws every problem`() {
    let files = InMemoryFiles(["a": "x: 1\nx: 2\ny: *z\n"])
    #expect(throws: ScenarioProblems.self) { try ScenarioFile.load("a", files: files) }
    do throws(ScenarioProblems) {
      _ = try ScenarioFile.load("a", files: files)
    } catch {
      #expect(error.problems.map(\.code) == [.duplicateKey, .alias])
    }
  }
}

struct ScenarioOverrideTests {
  private func root(_ text: String, _ overrides: String...) -> (
    root: MarkedNode?, problems: [ScenarioProblem]
  ) {
    let file = ScenarioFile.read("a", files: InMemoryFiles(["a": text]), overrides: overrides)
    return (file.root, file.problems)
  }

  @Test func `an override sets a value and stands at itself`() {
    let (root, problems) = root("a: {b: {c: 1}}\n", "a.b.c=2", "a.d.e=x y")
    #expect(problems.isEmpty)
    #expect(
      root?["a"]?["b"]?["c"]
        == MarkedNode(
          .scalar(text: "2", isPlain: true), at: SourceLocation(path: "--set a.b.c=2")))
    #expect(root?["a"]?["d"]?["e"]?.text == "x y")
    #expect(root?["a"]?["b"]?.location == SourceLocation(path: "a", line: 1, column: 8))
  }

  @Test func `a number with its origin gives way to the plain value, which may lie outside the old range`() {
    let (root, _) = root("y: {value: 0.8, low: 0.6, source: s}\n", "y=0.5")
    #expect(root?["y"]?.text == "0.5")
    #expect(root?["y"]?.location.path == "--set y=0.5")
    #expect(root?["y"]?.entries.isEmpty == true)
  }

  @Test func `a value may be quoted, a flow list or map, or hold an equals sign or a colon`() {
    let (root, problems) = root("k: 1\n", "a='5'", "b=[1, {c: d}]", "e=x=y", "f=a: b", "g=\"*x\"")
    #expect(problems.isEmpty)
    #expect(root?["a"]?.value == .scalar(text: "5", isPlain: false))
    #expect(root?["b"]?.items.count == 2)
    #expect(root?["b"]?.items.last?["c"]?.location == SourceLocation(path: "--set b=[1, {c: d}]"))
    #expect(root?["e"]?.text == "x=y")
    #expect(root?["f"]?.text == "a: b")
    #expect(root?["g"]?.text == "*x")
  }

  @Test func `null takes a key away, and says so where there is none`() {
    let (root, problems) = root("a: 1\nb: 2\n", "a=null", "c=null")
    #expect(root?.entries.map(\.key) == ["b"])
    #expect(
      problems.map(\.description) == [
        "--set c=null:1:1: error: c: there is no such key to take away"
      ])
  }

  @Test func `later overrides win`() {
    #expect(root("a: 1\n", "a=2", "a=3").root?["a"]?.text == "3")
  }

  @Test(arguments: [
    ("a", "no '=' in 'a'"), ("=1", "the key '' has an empty or spaced part"),
    ("a..b=1", "the key 'a..b' has an empty or spaced part"),
    ("a b=1", "the key 'a b' has an empty or spaced part"),
    ("a=", "no value after the ="), ("a=*x", "the value starts with '*'"),
    ("a=!!int 3", "the value starts with '!'"),
    ("l[0]=1", "'l[0]' names a list item"), ("l.x=1", "the path runs through a list at l (a:1:4)"),
    ("s.x=1", "the path runs through a plain value at s (a:2:4)"),
  ])
  func `an override that cannot be applied says why`(override: String, found: String) {
    let (root, problems) = root("l: [1]\ns: 2\n", override)
    #expect(problems.map(\.found) == [found])
    #expect(problems.map(\.location) == [SourceLocation(path: "--set \(override)")])
    #expect(root?.entries.map(\.key) == ["l", "s"])
  }

  @Test(arguments: ["a=[1", "a='x", "a={b: 1, b: 2}", "a=[&x 1]", "a=[1] 2"])
  func `a flow value that is not YAML is refused`(override: String) {
    let problems = root("k: 1\n", override).problems
    #expect(problems.count == 1)
    #expect(problems.first?.location == SourceLocation(path: "--set \(override)"))
  }

  @Test func `an override of many parts or deep brackets is refused at once`() {
    #expect(
      root("k: 1\n", Array(repeating: "a", count: 100_000).joined(separator: ".") + "=1").problems.count == 1)
    #expect(root("k: 1\n", "a=" + String(repeating: "[", count: 100_000)).problems.map(\.code) == [.nesting])
  }
}
