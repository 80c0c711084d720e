import Foundation
import SimScenarios
import Testing

struct CatalogueSchemaTests {
  @Test func `the catalogue as text is aligned`() {
    let text = CatalogueText.aligned([
      CatalogueRow(
        "a", .number, unit: "m2", range: .share, defaultText: "0.5", meaning: "First.", source: "cbs"),
      CatalogueRow("long.key[]", .text, isRequired: true, meaning: "Second."),
    ])
    #expect(
      text == """
        key         type    unit  range        default   meaning
        a           number  m2    from 0 to 1  0.5       First. [cbs]
        long.key[]  text    -     -            required  Second.

        """)
  }

  @Test func `the schema is JSON that names types, ranges, defaults and required keys`() throws {
    let text = String(
      decoding: try JSONWriter.bytes(of: CatalogueSchema.json(TestCatalogue.rows), fileName: "schema"),
      as: UTF8.self)
    let any = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let root = try #require(any as? [String: Any])
    #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(root["additionalProperties"] as? Bool == false)
    let properties = try #require(root["properties"] as? [String: Any])
    #expect(
      properties.keys.sorted() == [
        "extends", "first_year", "free", "hubs", "indicators", "mode", "name", "programmes", "seed",
        "stochastic",
        "tables", "years",
      ])
    let seed = try #require(properties["seed"] as? [String: Any])
    #expect(seed["default"] as? Int == 42)
    let kinds = try #require(seed["anyOf"] as? [[String: Any]])
    #expect(kinds.map { $0["type"] as? String } == ["integer", "object"])
    #expect(kinds[0]["minimum"] as? Int == 0)
    let item = try #require((properties["hubs"] as? [String: Any])?["items"] as? [String: Any])
    #expect(item["required"] as? [String] == ["key", "floor_area_m2"])
    let indicators = try #require(properties["indicators"] as? [String: Any])
    #expect((indicators["additionalProperties"] as? [String: Any])?["type"] as? String == "object")
    #expect((properties["mode"] as? [String: Any])?["enum"] as? [String] == ["plain", "stock_driven"])
    #expect((properties["years"] as? [String: Any])?["default"] as? [Int] == [2030, 2050])
  }
}
