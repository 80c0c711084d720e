import SimScenarios
import Testing

enum TestCatalogue {
  static let rows = [
    CatalogueRow("name", .text, isRequired: true, meaning: "Name of the scenario."),
    CatalogueRow("first_year", .year, isRequired: true, meaning: "First year."),
    CatalogueRow("seed", .integer, range: .nonNegative, defaultText: "42", meaning: "Seed."),
    CatalogueRow("stochastic", .boolean, defaultText: "false", meaning: "Whole dwellings."),
    CatalogueRow("mode", .choice(["plain", "stock_driven"]), defaultText: "plain", meaning: "Mode."),
    CatalogueRow("tables.stock", .path, isRequired: true, meaning: "Stock table."),
    CatalogueRow("hubs", .list, isRequired: true, meaning: "Hubs."),
    CatalogueRow("hubs[].key", .name, isRequired: true, meaning: "Key."),
    CatalogueRow(
      "hubs[].floor_area_m2", .number, unit: "m2", range: .positive, isRequired: true, meaning: "Floor."),
    CatalogueRow(
      "hubs[].yield", .number, range: .share, defaultText: "0.8", meaning: "Yield.", source: "tsui2024"),
    CatalogueRow("hubs[].steps", .numberList, range: .nonNegative, meaning: "Steps."),
    CatalogueRow(
      "programmes[].quota.dwellings_per_year", .number, range: .nonNegative, isRequired: true, meaning: "Q."),
    CatalogueRow("programmes[].zones", .nameList, allowsEmpty: false, meaning: "Zones."),
    CatalogueRow("programmes[].shares", .namesMap, range: .share, meaning: "Shares."),
    CatalogueRow("programmes[].where", .whereMap, meaning: "Selection."),
    CatalogueRow("indicators.*.where.tenure", .nameList, meaning: "Tenure."),
    CatalogueRow("indicators.*.goal", .number, meaning: "Goal."),
    CatalogueRow("free", .map, meaning: "Anything."),
    CatalogueRow("years", .numberList, defaultText: "[2030, 2050]", meaning: "Years."),
  ]

  static let good = """
    name: Test
    first_year: 2024
    tables: {stock: stock.csv}
    hubs:
    - key: hub-1
      floor_area_m2: {value: 500, low: 400, high: 600, source: "a & b", confidence: published estimate}
      steps: [1, {value: 2}]
    programmes:
    - quota: {dwellings_per_year: 1e2}
      zones: heerlen
      shares: {heerlen: 0.25, kerkrade: {value: 0.75}}
      where: {energy_label: [E, A++], tenure: private_rent}
    indicators:
      poor: {where: {tenure: [a, b]}, goal: -1}
    free: {a: [1, {b: c}]}

    """

  static func root(_ text: String) -> MarkedNode {
    YAMLReader.read(Array(text.utf8), path: "a.yaml").root
      ?? MarkedNode(.null, at: SourceLocation(path: "a.yaml"))
  }
}

struct CatalogueCheckTests {
  private static let base =
    "name: n\nfirst_year: 2024\ntables: {stock: s.csv}\nhubs: [{key: h, floor_area_m2: 1}]\n"

  private func problems(_ text: String) -> [ScenarioProblem] {
    CatalogueCheck.check(TestCatalogue.root(text), TestCatalogue.rows)
  }

  /// The problems of text below a good start of four lines.
  private func found(_ text: String) -> [String] {
    problems(Self.base + text).map {
      "\($0.location.line):\($0.location.column) \($0.code) \($0.key): \($0.found)"
    }
  }

  @Test func `a good scenario has no problems`() {
    #expect(problems(TestCatalogue.good).isEmpty)
    #expect(problems(Self.base).isEmpty)
  }

  @Test func `an unknown key names the nearest known one`() {
    #expect(
      problems(Self.base + "sead: 1\n").map(\.description) == [
        "a.yaml:5:1: error: sead: this key is not known; keys are name, first_year, seed, stochastic, mode, tables, hubs, "
          + "programmes, indicators, free, years; did you mean 'seed'?"
      ])
    #expect(
      found("programmes:\n- quota: {dwellings_per_yaer: 1, dwellings_per_year: 1}\n") == [
        "6:11 unknown_key programmes[0].quota.dwellings_per_yaer: this key is not known"
      ])
    #expect(
      found("indicators: {a: {where: {tenur: x}}}\n") == [
        "5:26 unknown_key indicators.a.where.tenur: this key is not known"
      ])
  }

  @Test func `a missing key is reported at the map that lacks it, and only where that map is`() {
    #expect(
      problems("hubs:\n- key: a\n").map { "\($0.location) \($0.key)" } == [
        "a.yaml:1:1 name", "a.yaml:1:1 first_year", "a.yaml:2:3 hubs[0].floor_area_m2",
      ])
    #expect(found("programmes: [{zones: a}]\n").isEmpty)
    #expect(
      found("programmes: [{quota: {}}]\n") == [
        "5:22 missing_key programmes[0].quota.dwellings_per_year: this key is missing"
      ])
    let root = TestCatalogue.root("seed: -1\n")
    #expect(CatalogueCheck.check(root, TestCatalogue.rows, isComplete: false).map(\.code) == [.outOfRange])
  }

  @Test(arguments: [
    ("seed: '42'", "wrong_type seed: is the quoted text '42'"),
    ("seed: 1.5", "wrong_type seed: 1.5 is not a whole number"),
    ("seed: -1", "out_of_range seed: -1 is out of range"),
    ("seed: .nan", "not_finite seed: .nan is not a finite number"),
    ("seed: 1e999", "not_finite seed: 1e999 is not a finite number"),
    ("seed: 1_0", "wrong_type seed: '1_0' is not a number"),
    ("seed: 0x1F", "wrong_type seed: '0x1F' is not a number"),
    ("seed: 1:30", "wrong_type seed: '1:30' is not a number"),
    ("seed: [1]", "wrong_type seed: is a list"), ("seed:", "empty_value seed: has no value"),
    ("seed: ~", "empty_value seed: has no value"),
    ("mode: palin", "unknown_label mode: 'palin' is not known"),
    ("mode: {a: 1}", "wrong_type mode: is a map"), ("stochastic: yes", "wrong_type stochastic: is 'yes'"),
    ("stochastic: 'true'", "wrong_type stochastic: is the quoted text 'true'"),
    ("free: 1", "wrong_type free: is '1'"), ("years: 2030", "wrong_type years: is '2030'"),
    ("years: [a]", "wrong_type years[0]: 'a' is not a number"),
    ("indicators: []", "wrong_type indicators: is a list"),
    ("indicators: {Poor: {goal: 1}}", "wrong_type indicators.Poor: 'Poor' is not a name"),
    ("programmes: {}", "wrong_type programmes: is a map"),
    ("programmes: [1]", "wrong_type programmes[0]: is '1'"),
    ("programmes: [{zones: []}]", "empty_list programmes[0].zones: is an empty list"),
    ("programmes: [{zones: {}}]", "wrong_type programmes[0].zones: is a map"),
    ("programmes: [{zones: [A b]}]", "wrong_type programmes[0].zones[0]: 'A b' is not a name"),
    ("programmes: [{shares: {x: 1.2}}]", "out_of_range programmes[0].shares.x: 1.2 is out of range"),
    ("programmes: [{where: {x: []}}]", "empty_list programmes[0].where.x: is an empty list"),
  ])
  func `a wrong value is reported with what was found`(text: String, expected: String) {
    #expect(problems(Self.base + text + "\n").map { "\($0.code) \($0.key): \($0.found)" } == [expected])
  }

  @Test func `a value stands at its own place`() {
    #expect(
      found("seed: x\nmode:   y\n") == [
        "5:7 wrong_type seed: 'x' is not a number", "6:9 unknown_label mode: 'y' is not known",
      ])
  }

  @Test func `a range, a unit and a remedy are told`() {
    let area = problems(Self.base.replacing("floor_area_m2: 1", with: "floor_area_m2: 0"))
    #expect(
      area.map(\.description) == [
        "a.yaml:4:32: error: hubs[0].floor_area_m2: 0 is out of range; a number in m2, above 0, is expected"
      ])
    #expect(problems(Self.base + "seed: '1'\n").map(\.remedy) == ["take the quotes away"])
    #expect(
      problems(Self.base + "programmes: [{shares: {x: 5%}}]\n").map(\.remedy) == [
        "write a share: 1.7 % is 0.017"
      ])
    #expect(problems(Self.base + "mode: stock-driven\n").map(\.remedy) == ["did you mean 'stock_driven'?"])
  }

  @Test func `a number with its origin is checked in all its parts`() {
    let hub = "hubs:\n- key: h\n  floor_area_m2: "
    func found(_ number: String) -> [String] {
      problems("name: n\nfirst_year: 2024\n" + hub + number + "\n").map {
        "\($0.code) \($0.key): \($0.found)"
      }
    }
    let key = "hubs[0].floor_area_m2"
    #expect(
      found("{value: 5, low: 6, high: 4}") == [
        "out_of_range \(key).low: 6 is above the value 5", "out_of_range \(key).high: 4 is below the value 5",
      ])
    #expect(
      found("{low: 6, high: 4}") == [
        "missing_key \(key).value: this key is missing", "out_of_range \(key).low: 6 is above high 4",
      ])
    #expect(
      found("{value: -1, low: x, source: [a], confidence: measurd, lo: 1}") == [
        "out_of_range \(key).value: -1 is out of range", "wrong_type \(key).low: 'x' is not a number",
        "wrong_type \(key).source: is a list", "unknown_label \(key).confidence: 'measurd' is not known",
        "unknown_key \(key).lo: this key is not known",
      ])
    #expect(found("{value: {value: 1}}") == ["wrong_type \(key).value: is a map"])
    #expect(found("{value: 5, low: 5, high: 5, confidence: assumption}").isEmpty)
  }

  @Test func `a list that must be there must not be empty`() {
    let text = Self.base.replacing("[{key: h, floor_area_m2: 1}]", with: "[]")
    #expect(
      problems(text).map(\.description) == [
        "a.yaml:4:7: error: hubs: is an empty list; at least one item is expected"
      ])
    #expect(found("programmes: []\n").isEmpty)
  }

  @Test func `a year has a range of its own`() {
    #expect(problems(Self.base.replacing("2024", with: "20240")).map(\.found) == ["20240 is out of range"])
  }

  @Test func `a refused value makes no further problems`() {
    #expect(
      found("seed: *a\nmode: *b\nprogrammes: *c\nhubs2: *d\n") == [
        "8:1 unknown_key hubs2: this key is not known"
      ])
  }

  @Test func `twenty faults are reported in one pass, in file order`() {
    let text = (0..<20).map { "zzz_unknown_\($0): 1\n" }.joined()
    #expect(problems(Self.base + text).map(\.location.line) == Array(5..<25))
  }

  @Test func `a file of many unknown keys is refused quickly`() {
    let text = (0..<20_000).map { "unknown_key_\($0): 1\n" }.joined()
    let clock = ContinuousClock()
    var count = 0
    let time = clock.measure { count = problems(Self.base + text).count }
    #expect(count == 20_000)
    #expect(time < .seconds(30))
  }

  @Test(arguments: ["a", "heerlen-noord_2", "A", "A++", "0"])
  func `a name is lowercase letters, digits and dashes, or an energy label`(text: String) {
    #expect(CatalogueCheck.isName(text))
  }

  @Test(arguments: ["", "Heerlen", "a b", "é", "AB", "+", "a+"])
  func `another text is no name`(text: String) {
    #expect(!CatalogueCheck.isName(text))
  }
}
