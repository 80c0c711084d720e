import SimScenarios
import Testing

/// Plans over periods from files: opening years, capacity steps, stores.
@Suite struct PeriodSitingRequestTests {
  private static let files = [
    "site.yaml": main,
    "demand.csv": "id\nnorth\nsouth\n",
    "sites.csv": "id,fixed_cost,store_capacity,store_cost\na,5,4,1\nb,50,,\n",
    "costs.csv": "demand_id,site_id,cost\nnorth,a,0\nnorth,b,0\nsouth,a,0\nsouth,b,0\n",
    "amounts.csv":
      "demand_id,period,amount\nnorth,2024,0\nnorth,2025,7\nnorth,2026,2\nsouth,2024,0\nsouth,2025,3\nsouth,2026,0\n",
    "steps.csv": "site_id,capacity,cost\na,12,100\na,6,0\nb,6,0\n",
  ]
  private static let main =
    "demand: demand.csv\nsites: sites.csv\ncosts: costs.csv\namounts: amounts.csv\nsteps: steps.csv\n"

  private func problems(_ changes: [String: String]) -> [String] {
    do {
      _ = try SitingRequest.load("site.yaml", files: InMemoryFiles(Self.files.merging(changes) { $1 }))
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  /// 10 come in 2025 and 2 in 2026: site a at 6 a year with a store of 4 takes both, for 5 + 5 open and 4 in store.
  @Test func `a plan over periods says when a site opens, how large, and what waits`() throws {
    let answer = try SitingRequest.load("site.yaml", files: InMemoryFiles(Self.files)).solve()
    #expect(answer.hasPlan && answer.json["status"] == "optimal" && answer.json["objective"] == 14.0)
    #expect(answer.json["open"] == ["a"] && answer.json["periods"] == [2024, 2025, 2026])
    #expect(
      answer.json["plan"] == [
        ["site": "a", "opens": 2025, "capacity": [0.0, 6.0, 6.0], "stored": [0.0, 4.0, 0.0]]
      ])
    guard case .array(let flows) = answer.json["assignment"] else { return #expect(Bool(false)) }
    let expected: [(Int, String, Double)] = [(2025, "north", 7), (2025, "south", 3), (2026, "north", 2)]
    #expect(flows.count == expected.count)
    for (flow, (period, demand, amount)) in zip(flows, expected) {
      #expect(flow["period"] == .integer(period) && flow["demand"] == .string(demand) && flow["site"] == "a")
      guard case .number(let found) = flow["amount"] else { return #expect(Bool(false)) }
      #expect((found - amount).magnitude < 1e-9)
    }
  }

  @Test func `without a store the larger step is worth its cost or a second site is`() throws {
    let changes = ["sites.csv": "id,fixed_cost\na,5\nb,50\n"]
    func answer(_ more: String) throws -> SitingAnswer {
      let files = Self.files.merging(changes) { $1 }.merging(["site.yaml": Self.main + more]) { $1 }
      return try SitingRequest.load("site.yaml", files: InMemoryFiles(files)).solve()
    }
    // Both sites for two years, or site a at 12 for two years: 2 x (5 + 50), 2 x (5 + 100).
    let two = try answer("")
    #expect(two.json["open"] == ["a", "b"] && two.json["objective"] == 110.0)
    let one = try answer("open: {max: 1}\n")
    #expect(one.json["open"] == ["a"] && one.json["objective"] == 210.0)
  }

  @Test func `amounts that no capacity takes are infeasible with what is missing`() throws {
    let files = Self.files.merging(["steps.csv": "site_id,capacity,cost\na,1,0\nb,1,0\n"]) { $1 }
    let answer = try SitingRequest.load("site.yaml", files: InMemoryFiles(files)).solve()
    #expect(!answer.hasPlan && answer.json["status"] == "infeasible" && answer.json["gap"] == .null)
    #expect(
      answer.json["reason"]
        == "up to period 2 10.0 come in and 2 sites at their largest take 8.0: 2.0 is missing")
  }

  @Test func `a demand out of reach of every site is named`() throws {
    let costs = "demand_id,site_id,cost\nnorth,a,0\nnorth,b,0\nsouth,a,\nsouth,b,\n"
    let files = Self.files.merging(["costs.csv": costs]) { $1 }
    let answer = try SitingRequest.load("site.yaml", files: InMemoryFiles(files)).solve()
    #expect(answer.json["reason"] == "no site can serve the zone of row 2")
  }

  static let mistakes = [
    (
      "steps without amounts", "site.yaml",
      "demand: demand.csv\nsites: sites.csv\ncosts: costs.csv\nsteps: steps.csv\n",
      "site.yaml:4:8: error: steps: stands without amounts; both or neither are accepted; give amounts too"
    ),
    (
      "a number of sites", "site.yaml", main + "open: 1\n",
      "site.yaml:6:7: error: open: is a number; over periods sites open one by one; a map with max is accepted"
    ),
    (
      "fewest sites", "site.yaml", main + "open: {min: 1}\n",
      "site.yaml:6:13: error: open.min: has no effect over periods; take it away"
    ),
    (
      "an assignment", "site.yaml", main + "assignment: single\n",
      "site.yaml:6:13: error: assignment: has no effect over periods; take it away"
    ),
    (
      "a demand without an amount in a period", "amounts.csv",
      "demand_id,period,amount\nnorth,1,3\nnorth,2,3\nsouth,1,2\n",
      "site.yaml:4:10: error: amounts: has no amount of 'south' in period 2; every demand in every period of the table "
        + "is expected; add the row, 0 where nothing comes"
    ),
    (
      "a site without a step", "steps.csv", "site_id,capacity,cost\na,6,0\n",
      "steps.csv:2:1: error: site_id: the row site_id=b is missing"
    ),
    (
      "a capacity of zero", "steps.csv", "site_id,capacity,cost\na,0,0\nb,6,0\n",
      "steps.csv:2:3: error: capacity: 0 is out of range; a number, above 0, is expected"
    ),
    (
      "a step twice", "steps.csv", "site_id,capacity,cost\na,6,0\na,6,1\nb,6,0\n",
      "steps.csv:3:1: error: site_id, capacity: the row site_id=a, capacity=6 stands twice; the first is in line 2"
    ),
    (
      "a negative amount", "amounts.csv", "demand_id,period,amount\nnorth,1,-3\nsouth,1,2\n",
      "amounts.csv:2:9: error: amount: -3 is out of range; a number, from 0 to 1000000000000, is expected"
    ),
  ]

  @Test(arguments: mistakes) func `a mistake over periods is told with its place`(
    name: String, file: String, text: String, answer: String
  ) {
    #expect(problems([file: text]) == [answer])
  }
}
