import SimScenarios
import Testing

@Suite struct SitingRequestTests {
  @Test func `a p-median file is answered with its proof`() throws {
    let answer = try SitingRequest.load("site.yaml", files: InMemoryFiles(Self.files)).solve()
    #expect(answer.hasPlan)
    #expect(answer.json["status"] == "optimal" && answer.json["reason"] == .null)
    // Sites b and c: 20 + 10 to open and 10 x 1 + 5 x 1 + 2 x 2 to serve.
    #expect(answer.json["open"] == ["b", "c"])
    #expect(answer.json["objective"] == 49.0 && answer.json["bound"] == 49.0 && answer.json["gap"] == 0.0)
    #expect(
      answer.json["assignment"] == [
        ["demand": "north", "site": "b", "amount": 10.0], ["demand": "east", "site": "c", "amount": 5.0],
        ["demand": "south", "site": "c", "amount": 2.0],
      ])
  }

  @Test func `open is a number, a range, or left to the fixed costs`() throws {
    for (open, count) in [("open: 1", 1), ("open: {min: 1, max: 2}", 2), ("open: {min: 3}", 3), ("", 2)] {
      let answer = try solved(["site.yaml": Self.main.replacing("open: 2", with: open)])
      guard case .array(let sites) = answer.json["open"] else { return #expect(Bool(false)) }
      #expect(sites.count == count, "\(open)")
    }
  }

  @Test func `distances and places give costs`() throws {
    let distances = try solved([
      "site.yaml": Self.main.replacing("costs: costs.csv", with: "distances: km.csv\ncost_per_unit_km: 2"),
      "km.csv": Self.files["costs.csv"]?.replacing(",cost", with: ",km") ?? "",
    ])
    #expect(distances.json["objective"] == 68.0)
    let places = try solved([
      "site.yaml": "demand: demand.csv\nsites: sites.csv\nopen: 1\nroad_detour_factor: 1.35\n",
      "demand.csv": "id,amount,latitude,longitude\nnorth,1,50,6\n",
      "sites.csv": "id,latitude,longitude\nnear,50.1,6\nfar,51,6\n",
    ])
    #expect(places.json["open"] == ["near"])
    guard case .number(let cost) = places.json["objective"] else { return #expect(Bool(false)) }
    // A tenth of a degree of latitude is 11.12 km on the mean sphere.
    #expect((cost - 1.35 * 11.1195).magnitude < 1e-3)
  }

  @Test func `a problem without a plan is infeasible and says why`() throws {
    let answer = try solved(["sites.csv": "id,fixed_cost,capacity\na,1,4\nb,2,5\nc,3,6\n"])
    #expect(!answer.hasPlan && answer.json["status"] == "infeasible" && answer.json["objective"] == .null)
    #expect(
      answer.json["reason"] == "the demand is 17.0 and the 2 largest sites serve 11.0: 6.0 is missing")
    let unreachable = try solved([
      "costs.csv": Self.files["costs.csv"]?.replacing("south,a,9", with: "south,a,")
        .replacing("south,b,9", with: "south,b,").replacing("south,c,2", with: "south,c,") ?? ""
    ])
    #expect(unreachable.json["reason"] == "no site can serve the demand 'south'")
  }

  @Test func `every mistake is answered with its place`() {
    expect(["site.yaml": Self.main + "opne: 2\n"], "site.yaml:5:1: error: opne: *did you mean 'open'?")
    expect(
      ["site.yaml": Self.main.replacing("open: 2", with: "open: 4")],
      "site.yaml:4:7: error: open: is 4; 1 to 3, the number of sites, is accepted")
    expect(
      ["site.yaml": Self.main.replacing("open: 2", with: "open: {min: 3, max: 2}")],
      "site.yaml:4:13: error: open.min: is 3 with a max of 2; at most the max is accepted")
    expect(
      ["sites.csv": "id,fixed_cost,capacity\na,1,0\nb,2,\nc,3,\n"],
      "sites.csv:2:5: error: capacity: *above 0*")
    expect(
      ["sites.csv": "id,fixed_cost,capacity\na,-1,\nb,2,\nc,3,\n"], "sites.csv:2:3: error: fixed_cost: *-1*")
    expect(
      ["sites.csv": "id,fixed_cost,capacity\na,1,\nb,2,\nc,3,\nb,2,\n"], "sites.csv:5:1: error: *b*")
    expect(
      ["costs.csv": Self.files["costs.csv"]?.replacing("east,b,4\n", with: "") ?? ""],
      "costs.csv:*error: *east*b*")
    expect(
      ["costs.csv": Self.files["costs.csv"]?.replacing("east,b,4", with: "east,b,-4") ?? ""],
      "costs.csv:6:8: error: cost: *-4*")
    expect(["demand.csv": "id,amount\n"], "demand.csv:1:1: error: the table has no rows")
    expect(
      ["site.yaml": Self.main.replacing("costs: costs.csv\n", with: "")],
      "site.yaml:1:1: error: neither costs nor distances are given*")
  }

  @Test func `a site without coordinates is named`() {
    expect(
      [
        "site.yaml": "demand: demand.csv\nsites: sites.csv\n",
        "demand.csv": "id,amount,latitude,longitude\nnorth,1,50,6\n",
        "sites.csv": "id,latitude,longitude\nnear,50.1,6\nfar,,\n",
      ], "sites.csv:3:5: error: latitude: 'far' has no place*", alsoOthers: true)
  }

  @Test func `a fault in one table does not hide one in another`() throws {
    let tables = [
      "demand.csv": "id,amount\nnorth,10\nnorth,5\n", "sites.csv": "id,fixed_cost\na,-5\n",
      "costs.csv": "demand_id,site_id,cost\nnorth,a,-3\n",
    ]
    let error = #expect(throws: ScenarioProblems.self) { try solved(tables) }
    let text = error.map { "\($0)" } ?? ""
    for place in ["demand.csv:3:", "sites.csv:2:", "costs.csv:2:"] {
      #expect(text.contains(place), "\(text)")
    }
  }

  private static let main = "demand: demand.csv\nsites: sites.csv\ncosts: costs.csv\nopen: 2\n"

  private static let files = [
    "site.yaml": main,
    "demand.csv": "id,amount\nnorth,10\neast,5\nsouth,2\n",
    "sites.csv": "id,fixed_cost,capacity\na,40,\nb,20,\nc,10,\n",
    "costs.csv": """
    demand_id,site_id,cost
    north,a,2
    north,b,1
    north,c,6
    east,a,7
    east,b,4
    east,c,1
    south,a,9
    south,b,9
    south,c,2

    """,
  ]

  private func solved(_ changes: [String: String]) throws -> SitingAnswer {
    let files = Self.files.merging(changes) { $1 }
    return try SitingRequest.load("site.yaml", files: InMemoryFiles(files)).solve()
  }

  /// Expects a problem; `*` stands for any text.
  private func expect(
    _ changes: [String: String], _ pattern: String, alsoOthers: Bool = false,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let files = Self.files.merging(changes) { $1 }
    do {
      _ = try SitingRequest.load("site.yaml", files: InMemoryFiles(files))
      Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch {
      let lines = error.problems.map(\.description)
      #expect(
        lines.contains { Self.matches($0, pattern) } && (alsoOthers || lines.count == 1),
        "found \(lines)", sourceLocation: sourceLocation)
    }
  }

  private static func matches(_ text: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return text == pattern }
    guard text.hasPrefix(parts[0]) else { return false }
    var rest = text[...]
    for part in parts where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
