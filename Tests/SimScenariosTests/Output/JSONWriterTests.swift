import Foundation
import SimScenarios
import Testing

@Suite struct JSONWriterTests {
  private func json(_ value: JSONValue) throws -> String {
    text(try JSONWriter.bytes(of: value, fileName: "run.json"))
  }

  @Test func `members keep their order, two spaces to a level`() throws {
    let value: JSONValue = [
      "zone": "heerlen", "area": ["m2": 0.5, "a": [1, true, nil]], "empty": [:], "none": [],
    ]
    let expected = """
      {
        "zone": "heerlen",
        "area": {
          "m2": 0.5,
          "a": [
            1,
            true,
            null
          ]
        },
        "empty": {},
        "none": []
      }

      """
    // Literals without elements make an empty object and an empty array.
    #expect(value["empty"] == .object([]))
    #expect(value["none"] == .array([]))
    #expect(try json(value) == expected)
  }

  @Test(arguments: [
    (JSONValue.null, "null"), (.bool(false), "false"), (.integer(-3), "-3"), (.number(2), "2"),
    (.number(-0.0), "-0"), (.number(1e-5), "1e-05"), (.string(""), "\"\""),
    (.string("a\"b\\c/d"), "\"a\\\"b\\\\c/d\""),
    (.string("\n\r\t\u{1}\u{1f}"), "\"\\n\\r\\t\\u0001\\u001f\""), (.string("é🏠\u{7f}"), "\"é🏠\u{7f}\""),
  ])
  func `a single value is written as JSON has it`(value: JSONValue, expected: String) throws {
    #expect(try json(value) == expected + "\n")
  }

  @Test func `every text and number reads back with another reader`() throws {
    var generator = SeededGenerator(state: 2)
    let numbers = generator.finiteDoubles(500)
    let texts = (0..<200).map { _ in
      let codes = (0..<8).map { _ in UInt32.random(in: 0...0x2fff, using: &generator) }
      let scalars = codes.compactMap(Unicode.Scalar.init)
      return String(String.UnicodeScalarView(scalars))
    }
    let value: JSONValue = [
      "numbers": .array(numbers.map { .number($0) }), "texts": .array(texts.map { .string($0) }),
    ]
    let bytes = try JSONWriter.bytes(of: value, fileName: "run.json")
    struct Content: Decodable {
      let numbers: [Double]
      let texts: [String]
    }
    let content = try JSONDecoder().decode(Content.self, from: Data(bytes))
    #expect(content.numbers.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(content.texts.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
  }

  @Test func `a member is found by its key, the rest is not there`() {
    let value: JSONValue = ["a": 1]
    #expect(value["a"] == 1)
    #expect(value["b"] == nil)
    #expect(JSONValue.array([1])["a"] == nil)
  }

  @Test func `a number that is not finite is refused by the keys that lead to it`() {
    let value: JSONValue = ["stock": [["share": 1], ["share": .number(.nan)]]]
    let error = outputError { _ = try json(value) }
    #expect(
      error?.description == "run.json: key 'stock.1.share': found nan; JSON holds finite numbers only")
  }

  @Test func `a lone number that is not finite is refused`() {
    let error = outputError { _ = try json(.number(-.infinity)) }
    #expect(error?.description == "run.json: the value: found -inf; JSON holds finite numbers only")
  }

  @Test func `a key that stands twice stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = try JSONWriter.bytes(of: ["a": 1, "a": 2], fileName: "run.json")
    }
  }
}
