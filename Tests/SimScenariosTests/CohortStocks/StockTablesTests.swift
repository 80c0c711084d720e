import SimScenarios
import Testing

/// Tables of a dynamic stock model in memory, and what comes of them.
struct StockTableInput {
  var files: [String: String]
  var request: StockRequest

  init(
    _ table: String, mode: StockRequest.Mode = .inflowDriven, lifetime: String = "normal:mean=50,stddev=12"
  ) {
    files = ["in.csv": table]
    request = StockRequest(path: "in.csv", mode: mode, lifetime: lifetime)
  }

  func run() throws(ScenarioProblems) -> ResultTable {
    try StockTables.run(request, files: InMemoryFiles(files.mapValues { Array($0.utf8) }))
  }

  /// The problems as lines of text, in their order.
  func problems() -> [String] {
    do {
      _ = try run()
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }
}

@Suite struct StockTablesTests {
  @Test func `an inflow gives outflow and stock`() throws {
    let table = try StockTableInput(
      "year,inflow\n2000,10\n2001,20\n2002,0\n", lifetime: "fixed:mean=2"
    ).run()
    #expect(
      try StockTables.text(of: table)
        == "year,inflow,outflow,stock\n2000,10,0,10\n2001,20,0,30\n2002,0,10,20\n")
  }

  @Test func `a stock gives inflow and outflow`() throws {
    let table = try StockTableInput(
      "year,stock\n2000,10\n2001,30\n2002,30\n", mode: .stockDriven, lifetime: "fixed:mean=2"
    ).run()
    #expect(
      try StockTables.text(of: table)
        == "year,inflow,outflow,stock\n2000,10,0,10\n2001,20,0,30\n2002,10,10,30\n")
  }

  @Test func `cohorts stand in rows of their own, those of the initial stock first`() throws {
    var input = StockTableInput("year,inflow\n2000,10\n2001,20\n", lifetime: "fixed:mean=2")
    input.files["old.csv"] = "cohort,stock\n1998,3\n1999,4\n"
    input.request.initial = "old.csv"
    input.request.byCohort = true
    #expect(
      try StockTables.text(of: input.run())
        == """
        year,cohort,stock,outflow
        2000,1998,0,3
        2000,1999,4,0
        2000,2000,10,0
        2001,1998,0,0
        2001,1999,0,4
        2001,2000,10,0
        2001,2001,20,0

        """)
  }

  @Test func `parameters by cohort come from columns, also those of the initial stock`() throws {
    var input = StockTableInput("year,inflow,mean\n2000,10,1\n2001,20,3\n2002,0,3\n", lifetime: "fixed")
    #expect(try input.run().numbers(of: "stock") == [10, 20, 20])
    input.files["old.csv"] = "cohort,stock,mean\n1998,3,3\n1999,4,9\n"
    input.request.initial = "old.csv"
    #expect(try input.run().numbers(of: "stock") == [17, 24, 24])
  }

  @Test func `a column may give one parameter and the option the other`() throws {
    let column = try StockTableInput(
      "year,inflow,scale\n2000,10,5\n2001,10,5\n", lifetime: "weibull:shape=2"
    ).run()
    let option = try StockTableInput(
      "year,inflow\n2000,10\n2001,10\n", lifetime: "weibull:shape=2,scale=5"
    ).run()
    for name in ["inflow", "outflow", "stock"] {
      let pairs = zip(try #require(column.numbers(of: name)), try #require(option.numbers(of: name)))
      #expect(pairs.allSatisfy { ($0 - $1).magnitude < 1e-13 }, "\(name)")
    }
  }

  @Test func `a table of survival is a lifetime`() throws {
    var input = StockTableInput("year,inflow\n2000,10\n2001,0\n2002,0\n", lifetime: "table:file=s.csv")
    input.files["s.csv"] = "age,survival\n0,1\n1,0.5\n2,0\n"
    #expect(try input.run().numbers(of: "stock") == [10, 5, 0])
  }

  @Test func `every lifetime and every timing runs`() throws {
    let lifetimes = [
      "fixed:mean=5", "normal:mean=5,stddev=2", "folded-normal:mean=5,stddev=2", "lognormal:mean=5,stddev=2",
      "weibull:shape=2,scale=5", "gamma:shape=2,scale=5",
    ]
    for lifetime in lifetimes {
      for timing in ["start", "middle", "end", "quadrature2", "quadrature10"] {
        var input = StockTableInput("year,inflow\n2000,10\n2001,20\n2002,0\n", lifetime: lifetime)
        let isKnown = input.request.setTiming(timing)
        #expect(isKnown)
        let table = try input.run()
        let inflow = try #require(table.numbers(of: "inflow"))
        let outflow = try #require(table.numbers(of: "outflow"))
        let stock = try #require(table.numbers(of: "stock"))
        let change = zip(inflow, outflow).reduce(0) { $0 + $1.0 - $1.1 }
        #expect((change - stock[2]).magnitude < 1e-13, "\(lifetime) \(timing)")
      }
    }
  }

  @Test func `unknown names of options are refused`() {
    var request = StockRequest(path: "in.csv", mode: .inflowDriven, lifetime: "fixed:mean=1")
    for name in ["", "End", "quadrature", "quadrature1", "quadrature11", "quadrature03", "quadrature2x"] {
      let isKnown = request.setTiming(name)
      #expect(!isKnown, "\(name)")
    }
    let isKnown = ["earlyRetirement", "early-retirement"].map { request.setNegativeInflow($0) }
    #expect(isKnown == [false, true])
    #expect(StockRequest.negativeInflowNames == ["refuse", "allow", "clip", "early-retirement"])
  }

  @Test func `steps of other lengths keep the balance`() throws {
    var input = StockTableInput("year,inflow\n2000,10\n2005,10\n2015,10\n", lifetime: "fixed:mean=100")
    input.request.steps = .uneven
    // 5, 7.5 and 10 years of 10 a year.
    #expect(try input.run().numbers(of: "stock") == [50, 125, 225])
  }
}
