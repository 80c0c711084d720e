import SimScenarios
import Testing

struct ScenarioViewTests {
  private func view(_ text: String = TestCatalogue.good) -> ScenarioView {
    ScenarioView(TestCatalogue.root(text), rows: TestCatalogue.rows)
  }

  @Test func `numbers carry value, range, source, confidence and place`() {
    let view = view()
    #expect(
      view.number("hubs[0].floor_area_m2")
        == SourcedNumber(
          value: 500, low: 400, high: 600, source: "a & b", confidence: .publishedEstimate,
          location: SourceLocation(path: "a.yaml", line: 6, column: 26)))
    #expect(view.number("programmes[0].quota.dwellings_per_year").value == 100)
    #expect(view.integer("first_year") == 2024)
    #expect(view.numbers("hubs[0].steps").map(\.value) == [1, 2])
    #expect(view.numberMap("programmes[0].shares").map(\.name) == ["heerlen", "kerkrade"])
    #expect(view.numberMap("programmes[0].shares").map(\.number.value) == [0.25, 0.75])
    #expect(view.problems.isEmpty)
  }

  @Test func `texts, names, selections, lists and entries come in file order`() {
    let view = view()
    #expect(view.text("name") == "Test")
    #expect(view.filePath("tables.stock") == "stock.csv")
    #expect(view.names("programmes[0].zones") == ["heerlen"])
    #expect(view.selection("programmes[0].where").map(\.axis) == ["energy_label", "tenure"])
    #expect(view.selection("programmes[0].where").map(\.names) == [["E", "A++"], ["private_rent"]])
    #expect(view.entries("indicators").map(\.name) == ["poor"])
    #expect(view.entries("indicators").first?.view.names("where.tenure") == ["a", "b"])
    let hubs = view.list("hubs")
    #expect(hubs.map { $0.text("key") } == ["hub-1"])
    #expect(hubs.map(\.key) == ["hubs[0]"])
    #expect(hubs.first?.location == SourceLocation(path: "a.yaml", line: 5, column: 3))
  }

  @Test func `a path leads to something only where the file gives it`() {
    let view = view()
    let programme = view["programmes[0]"]
    #expect(view.has("hubs[0].floor_area_m2") && view.has("programmes[0].quota.dwellings_per_year"))
    #expect(!view.has("hubs[0].yield") && !view.has("hubs[1].floor_area_m2") && !view.has("unknown.path"))
    #expect(programme.has("quota") && programme.has("quota.dwellings_per_year") && programme.has(""))
    #expect(!programme.has("unknown") && !programme.has("quota.unknown"))
    #expect(view.problems.isEmpty)
  }

  @Test func `an absent key has the default of the catalogue with its source`() {
    let view = view()
    #expect(
      view.number("hubs[0].yield")
        == SourcedNumber(
          value: 0.8, source: "tsui2024", location: ScenarioView.defaultLocation))
    #expect(view.integer("seed") == 42)
    #expect(!view.boolean("stochastic"))
    #expect(view.text("mode") == "plain")
    #expect(view.numbers("years").map(\.value) == [2030, 2050])
    #expect(!view.has("seed") && view.has("name"))
    #expect(view.problems.isEmpty)
  }

  @Test func `an absent key without default is nil where it may be, and a noted problem where it must not`() {
    let view = view()
    #expect(view.optionalNumber("indicators.none.goal") == nil)
    #expect(view.optionalText("indicators.none.title") == nil)
    #expect(view.list("nothing").isEmpty && view.entries("nothing").isEmpty && view.names("nothing").isEmpty)
    #expect(view.problems.isEmpty)
    #expect(view.number("indicators.poor.absent").value.isNaN)
    #expect(view.list("hubs").first?.integer("key") == 0)
    #expect(view["hubs[7]"].text("key").isEmpty)
    #expect(
      view.problems.map(\.description) == [
        "a.yaml:5:1: error: hubs[7].key: this key is missing; a name is expected",
        "a.yaml:5:8: error: hubs[0].key: cannot be read; a name is expected",
        "a.yaml:14:9: error: indicators.poor.absent: this key is missing",
      ])
  }

  @Test(arguments: [
    "", ".", "[", "[]", "[0]", "a[", "a]", "hubs[x]", "hubs[-1]", "hubs[0][0]", "..", "hubs[0].",
  ])
  func `a strange path finds nothing or something, and never traps`(path: String) {
    let view = view()
    _ = view.number(path)
    _ = view.integer(path)
    _ = view.text(path)
    _ = view.names(path)
    _ = view.list(path)
    #expect(view[path].location.path == "a.yaml")
  }

  @Test func `a caller notes problems of its own at a place`() {
    let view = view()
    view["hubs[0].floor_area_m2"].report(.infeasible, found: "too small")
    #expect(
      view.problems.map(\.description) == [
        "a.yaml:6:18: error: hubs[0].floor_area_m2: too small"
      ])
  }
}

struct ScenarioListingTests {
  @Test func `the listing has every value in file order with its place and origin, then the defaults`() {
    let listing = ScenarioListing.rows(
      of: TestCatalogue.root(TestCatalogue.good), catalogue: TestCatalogue.rows)
    #expect(
      listing.map { "\($0.key)=\($0.value) \($0.location)" } == [
        "name=Test a.yaml:1:7", "first_year=2024 a.yaml:2:13", "tables.stock=stock.csv a.yaml:3:17",
        "hubs[0].key=hub-1 a.yaml:5:8", "hubs[0].floor_area_m2=500 a.yaml:6:26",
        "hubs[0].steps[0]=1 a.yaml:7:11",
        "hubs[0].steps[1]=2 a.yaml:7:22", "hubs[0].yield=0.8 default:1:1",
        "programmes[0].quota.dwellings_per_year=1e2 a.yaml:9:31", "programmes[0].zones=heerlen a.yaml:10:10",
        "programmes[0].shares.heerlen=0.25 a.yaml:11:21", "programmes[0].shares.kerkrade=0.75 a.yaml:11:45",
        "programmes[0].where.energy_label=[E, A++] a.yaml:12:25",
        "programmes[0].where.tenure=private_rent a.yaml:12:43",
        "indicators.poor.where.tenure=[a, b] a.yaml:14:26",
        "indicators.poor.goal=-1 a.yaml:14:41", "free.a[0]=1 a.yaml:15:12", "free.a[1].b=c a.yaml:15:19",
        "seed=42 default:1:1", "stochastic=false default:1:1", "mode=plain default:1:1",
        "years=[2030, 2050] default:1:1",
      ])
    let area = listing.first { $0.key == "hubs[0].floor_area_m2" }
    #expect(area?.low == "400" && area?.high == "600")
    #expect(area?.source == "a & b" && area?.confidence == "published estimate")
    #expect(listing.first { $0.key == "hubs[0].yield" }?.source == "tsui2024")
  }

  @Test func `empty maps and lists have rows`() {
    let listing = ScenarioListing.rows(of: TestCatalogue.root("a: {}\nb: []\nc: ~\n"))
    #expect(listing.map { "\($0.key)=\($0.value)" } == ["a={}", "b=[]", "c=null"])
  }
}
