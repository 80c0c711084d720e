import Foundation
import SimScenarios
import Testing

struct YAMLRobustnessTests {
  private func read(_ text: String) -> YAMLReading { YAMLReader.read(Array(text.utf8), path: "a.yaml") }

  private static let deepTexts: [String] = {
    let depth = 1_000_000
    let steps = (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    return [
      String(repeating: "[", count: depth), String(repeating: "{", count: depth),
      "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
      "a: " + String(repeating: "{b: ", count: depth), String(repeating: "- ", count: depth),
      String(repeating: "? ", count: depth), "a: " + String(repeating: "[a: ", count: depth), steps,
      "a:\n" + String(repeating: "- ", count: depth),
    ]
  }()

  @Test(arguments: deepTexts.indices)
  func `deep nesting is refused at once`(index: Int) {
    let bytes = Array(Self.deepTexts[index].utf8)
    let clock = ContinuousClock()
    let start = clock.now
    let reading = YAMLReader.read(bytes, path: "a.yaml")
    #expect(clock.now - start < .seconds(2))
    #expect(reading.root == nil)
    #expect(reading.problems.last?.code == .nesting)
  }

  @Test
  func
    `deep nesting is refused on a thread with a stack of 512 KB, and so is the deepest accepted tree read`()
  {
    let deep = "a: " + String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
    let result = Box()
    let thread = Thread {
      for text in Self.deepTexts { result.append(self.read(text).problems.last?.code) }
      result.append(self.read(deep).root == nil ? .nesting : nil)
      result.finish()
    }
    thread.stackSize = 512 << 10
    thread.start()
    result.wait()
    #expect(result.codes == Array(repeating: .nesting, count: Self.deepTexts.count) + [nil])
  }

  @Test func `32 levels are accepted and 33 are not`() {
    func text(_ levels: Int) -> String {
      "a: " + String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1)
    }
    #expect(read(text(32)).problems.isEmpty)
    #expect(read(text(33)).problems.map(\.code) == [.nesting])
    func block(_ levels: Int) -> String {
      (0..<levels).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    }
    #expect(read(block(32)).problems.isEmpty)
    #expect(read(block(33)).problems.map(\.code) == [.nesting])
  }

  private static let valid = """
    # remark & more
    extends: base.yaml
    "quoted key": 'it''s *not* an alias'
    list:
    - name: x
      share: {value: 0.5, low: 0.1, source: "a & b", confidence: derived}
    - name: "y\\tz"
      text: |
        literal *x
          more

      folded: >-
        one
        two
    flow: [1, 2.5e3, {a: b}, [c, d]]
    plain: some text
      that goes on & on
    empty:
    last: 1

    """

  @Test func `the valid text is read`() { #expect(read(Self.valid).problems.isEmpty) }

  @Test func `every truncation gives a tree or a problem`() {
    let bytes = Array(Self.valid.utf8)
    for length in bytes.indices { expectAnswer(Array(bytes[..<length])) }
  }

  @Test func `random changes of a valid text give a tree or a problem`() {
    var random = FuzzNumbers(state: 7)
    let alphabet = Array("[]{}:,-?&*!|>'\"%@`# \n\t\\ab0~<.".utf8)
    let valid = Array(Self.valid.utf8)
    for _ in 0..<3000 {
      var bytes = valid
      for _ in 0...Int(random.next() % 4) {
        let place = Int(random.next() % UInt64(bytes.count))
        let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
        if random.next() % 2 == 0 { bytes[place] = byte } else { bytes.insert(byte, at: place) }
      }
      expectAnswer(bytes)
    }
  }

  @Test
  func `random texts of indicators give a tree or a problem, and no tree is too deep or holds an alias`() {
    var random = FuzzNumbers(state: 11)
    let pieces = [
      "[", "]", "{", "}", ": ", ", ", "- ", "? ", "&a ", "*a", "!t ", "|\n", ">\n", "'", "\"", "#", " ", "\n",
      "\n  ",
      "a", "b", "a: ", "\t", "~", "---\n", "...", "%", "\\", "é", "\r\n", "\n- ", "*a : ", "? *a\n", "  ",
      "0",
    ]
    for _ in 0..<6000 {
      let count = Int(random.next() % 40)
      let text = (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      expectAnswer(Array(text.utf8))
    }
  }

  @Test func `random bytes give a problem`() {
    var random = FuzzNumbers(state: 3)
    for length in 1..<400 {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next() >> 24) }
      expectAnswer(bytes)
    }
  }

  private func expectAnswer(_ bytes: [UInt8], _ place: Testing.SourceLocation = #_sourceLocation) {
    let reading = YAMLReader.read(bytes, path: "a.yaml")
    #expect(reading.root != nil || !reading.problems.isEmpty, sourceLocation: place)
    #expect(
      reading.problems.allSatisfy { $0.location.line >= 1 && $0.location.column >= 1 }, sourceLocation: place)
    guard let root = reading.root else { return }
    #expect(depth(root) <= 33, sourceLocation: place)
    if holdsRefused(root) { #expect(!reading.problems.isEmpty, sourceLocation: place) }
  }

  private func depth(_ node: MarkedNode) -> Int {
    1 + ((node.items + node.entries.map(\.value)).map(depth).max() ?? 0)
  }

  private func holdsRefused(_ node: MarkedNode) -> Bool {
    node.value == .refused || (node.items + node.entries.map(\.value)).contains(where: holdsRefused)
  }
}

/// A small seeded generator for tests.
struct FuzzNumbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Collects the answers of another thread.
private final class Box: @unchecked Sendable {
  private let condition = NSCondition()
  private var isFinished = false
  private(set) var codes: [ProblemCode?] = []

  func append(_ code: ProblemCode?) { codes.append(code) }

  func finish() {
    condition.lock()
    isFinished = true
    condition.signal()
    condition.unlock()
  }

  func wait() {
    condition.lock()
    while !isFinished { condition.wait() }
    condition.unlock()
  }
}
