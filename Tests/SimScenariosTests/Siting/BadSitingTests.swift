import SimScenarios
import Testing

/// Everything that a siting problem can have wrong, with the whole text of the answer.
@Suite struct BadSitingTests {
  /// One change of one file, and what is said about it.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let text: String
    let answer: String

    init(_ name: String, _ file: String, _ text: String, _ answer: String) {
      testDescription = name
      self.file = file
      self.text = text
      self.answer = answer
    }
  }

  private static let files = [
    "site.yaml": "demand: demand.csv\nsites: sites.csv\ncosts: costs.csv\nopen: 1\n",
    "demand.csv": "id,amount\nnorth,10\nsouth,5\n",
    "sites.csv": "id,fixed_cost,capacity\na,3,\nb,1,\n",
    "costs.csv": "demand_id,site_id,cost\nnorth,a,1\nnorth,b,2\nsouth,a,4\nsouth,b,1\n",
  ]

  private static let main = "demand: demand.csv\nsites: sites.csv\ncosts: costs.csv\n"
  private static let costs = "demand_id,site_id,cost\nnorth,a,1\nnorth,b,2\nsouth,a,4\n"

  private static func problem(_ changes: [String: String]) throws -> SitingRequest {
    try SitingRequest.load("site.yaml", files: InMemoryFiles(files.merging(changes) { $1 }))
  }

  private static func problems(_ changes: [String: String]) -> [String] {
    do {
      _ = try SitingRequest.load("site.yaml", files: InMemoryFiles(files.merging(changes) { $1 }))
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  // MARK: - Errors

  static let mistakes = [
    Mistake(
      "capacity zero", "sites.csv", "id,fixed_cost,capacity\na,3,0\nb,1,\n",
      "sites.csv:2:5: error: capacity: 0 is out of range; a number, above 0, is expected"),
    Mistake(
      "negative fixed cost", "sites.csv", "id,fixed_cost\na,-3\nb,1\n",
      "sites.csv:2:3: error: fixed_cost: -3 is out of range; a number, from 0 to 1000000000000, is expected"),
    Mistake(
      "site twice", "sites.csv", "id,fixed_cost\na,3\nb,1\na,3\n",
      "sites.csv:4:1: error: id: the row id=a stands twice; the first is in line 2"),
    Mistake(
      "no sites", "sites.csv", "id,fixed_cost,capacity\n", "sites.csv:1:1: error: the table has no rows"),
    Mistake(
      "demand twice", "demand.csv", "id,amount\nnorth,10\nsouth,5\nnorth,3\n",
      "demand.csv:4:1: error: id: the row id=north stands twice; the first is in line 2"),
    Mistake(
      "negative amount", "demand.csv", "id,amount\nnorth,10\nsouth,-5\n",
      "demand.csv:3:7: error: amount: -5 is out of range; a number, from 0 to 1000000000000, is expected"),
    Mistake(
      "amount without end", "demand.csv", "id,amount\nnorth,10\nsouth,inf\n",
      "demand.csv:3:7: error: amount: 'inf' is not a finite number; a number, from 0 to 1000000000000, is expected"
    ),
    Mistake(
      "negative cost", "costs.csv", costs + "south,b,-1\n",
      "costs.csv:5:9: error: cost: -1 is out of range; a number, from 0 to 1000000000000, is expected"),
    Mistake(
      "pair without cost", "costs.csv", costs,
      "costs.csv:4:1: error: demand_id, site_id: the row demand_id=south, site_id=b is missing"),
    Mistake(
      "pair twice", "costs.csv", costs + "south,b,1\nsouth,a,4\n",
      "costs.csv:6:1: error: demand_id, site_id: the row demand_id=south, site_id=a stands twice; "
        + "the first is in line 4"),
    Mistake(
      "site that is not known", "costs.csv", costs + "south,b,1\nsouth,c,4\n",
      "costs.csv:6:7: error: site_id: 'c' is not known; labels are a, b; did you mean 'a'?"),
    Mistake(
      "more hubs than sites", "site.yaml", main + "open: 3\n",
      "site.yaml:4:7: error: open: is 3; 1 to 2, the number of sites, is accepted"),
    Mistake(
      "at least more hubs than sites", "site.yaml", main + "open: {min: 5}\n",
      "site.yaml:4:13: error: open.min: is 5; 1 to 2, the number of sites, is accepted"),
    Mistake(
      "no hub", "site.yaml", main + "open: 0\n",
      "site.yaml:4:7: error: open: 0 is out of range; a whole number, 1 or more, is expected"),
    Mistake(
      "no time", "site.yaml", main + "time_limit_seconds: 0\n",
      "site.yaml:4:21: error: time_limit_seconds: 0 is out of range; a number in s, above 0 to 1000000, is expected"
    ),
    Mistake(
      "price of a km beside costs", "site.yaml", main + "cost_per_unit_km: 2\n",
      "site.yaml:4:19: error: cost_per_unit_km: has no effect beside costs; take one of the two away"),
    Mistake(
      "detour beside costs", "site.yaml", main + "road_detour_factor: 2\n",
      "site.yaml:4:21: error: road_detour_factor: has no effect beside costs; take one of the two away"),
    Mistake(
      "site without distance or place", "site.yaml", "demand: demand.csv\nsites: sites.csv\n",
      "site.yaml:1:1: error: neither costs nor distances are given; one of the two, or latitude and longitude in the "
        + "tables of demand and sites, is expected"),
  ]

  @Test(arguments: mistakes) func `a mistake is told with its place and what is accepted`(mistake: Mistake) {
    #expect(Self.problems([mistake.file: mistake.text]) == [mistake.answer])
  }

  @Test func `a site without one of its coordinates is told`() {
    let found = Self.problems([
      "site.yaml": "demand: demand.csv\nsites: sites.csv\n",
      "demand.csv": "id,amount,latitude,longitude\nnorth,1,50,6\n",
      "sites.csv": "id,latitude,longitude\na,50,\nb,51,6\n",
    ])
    #expect(
      found == [
        "sites.csv:2:6: error: longitude: 'a' has no place; degrees are expected; give both coordinates of every row, "
          + "or a table of distances"
      ])
  }

  @Test func `capacities that the farthest distance would not keep are refused`() {
    let found = Self.problems([
      "site.yaml": Self.main + "objective: farthest\n", "sites.csv": "id,capacity\na,100\nb,3\n",
    ])
    #expect(
      found == [
        "site.yaml:4:12: error: objective: site b: it has a capacity, which the objective 'farthest' does not keep; "
          + "give none, or take 'total'"
      ])
  }

  // MARK: - No plan

  /// Capacities, costs, what follows in the file, and why there is no plan.
  static let shortages = [
    (
      "a,4\nb,5\n", costs + "south,b,1\n", "",
      "the demand is 15.0 and the 2 largest sites serve 9.0: 6.0 is missing"
    ),
    (
      "a,100\nb,3\n", "demand_id,site_id,cost\nnorth,a,1\nnorth,b,2\nsouth,a,\nsouth,b,1\n", "",
      "the demand is 15.0 and all sites together serve 13.0 of it within their reach: 2.0 is missing"
    ),
    (
      "a,9\nb,8\n", costs + "south,b,1\n", "assignment: single\n",
      "the demand 'north' is 10.0 and the largest site that can serve it as a whole takes 9.0: 1.0 is missing"
    ),
    (
      "a,\nb,\n", "demand_id,site_id,cost\nnorth,a,1\nnorth,b,2\nsouth,a,\nsouth,b,\n", "",
      "no site can serve the demand 'south'"
    ),
    (
      "a,\nb,\n", "demand_id,site_id,cost\nnorth,a,1\nnorth,b,\nsouth,a,\nsouth,b,1\n", "open: 1\n",
      "2 sites at least must be open to reach every demand; 1 may be"
    ),
  ]

  @Test(arguments: shortages) func `where no plan can be, the reason and the shortage are named`(
    sites: String, costs: String, more: String, reason: String
  ) throws {
    let answer = try Self.problem([
      "site.yaml": Self.main + more, "sites.csv": "id,capacity\n" + sites, "costs.csv": costs,
    ]).solve()
    #expect(!answer.hasPlan && answer.json["status"] == "infeasible" && answer.json["open"] == [])
    #expect(answer.json["reason"] == .string(reason))
  }
}
