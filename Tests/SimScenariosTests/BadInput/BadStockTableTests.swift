import SimScenarios
import Testing

@Suite struct BadStockTableTests {
  private func expect(
    _ input: StockTableInput, _ expected: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(input.problems() == expected, sourceLocation: sourceLocation)
  }

  @Test func `a year that does not increase is named with its row`() {
    expect(
      StockTableInput("year,inflow\n2000,1\n2000,1\n1999,1\n"),
      [
        "in.csv:3:1: error: year: 2000 does not come after 2000; years increase from row to row",
        "in.csv:4:1: error: year: 1999 does not come after 2000; years increase from row to row",
      ])
  }

  @Test func `a gap between years is named with what is missing`() {
    expect(
      StockTableInput("year,inflow\n2000,1\n2002,1\n2006,1\n"),
      [
        "in.csv:3:1: error: year: 2002 follows 2000; without gaps; add 2001, or give --steps uneven",
        "in.csv:4:1: error: year: 2006 follows 2002; without gaps; add 2003 to 2005, or give --steps uneven",
      ])
  }

  @Test func `cells that are no numbers, empty or below zero are named with row and column`() {
    expect(
      StockTableInput("year,inflow\n2000,nan\n2001,\n2002,-3\n2003,many\n2004.5,1e999\n"),
      [
        "in.csv:2:6: error: inflow: 'nan' is not a finite number; a number, 0 or more, is expected",
        "in.csv:3:6: error: inflow: the cell is empty; a number, 0 or more, is expected",
        "in.csv:4:6: error: inflow: -3 is out of range; a number, 0 or more, is expected",
        "in.csv:5:6: error: inflow: 'many' is not a number; a number, 0 or more, is expected",
        "in.csv:6:1: error: year: 2004.5 is not a whole number; "
          + "a whole number, from -100000 to 100000, is expected",
        "in.csv:6:8: error: inflow: '1e999' is not a finite number; a number, 0 or more, is expected",
      ])
  }

  @Test func `inflow below zero is read where it is allowed or clipped`() throws {
    for (name, stock) in [("allow", [10.0, 6]), ("clip", [10, 10])] {
      var input = StockTableInput("year,inflow\n2000,10\n2001,-4\n", lifetime: "fixed:mean=9")
      _ = input.request.setNegativeInflow(name)
      #expect(try input.run().numbers(of: "stock") == stock)
    }
  }

  @Test func `missing and unknown columns are named`() {
    expect(
      StockTableInput("year,inflows\n2000,1\n"),
      [
        "in.csv:1:1: error: inflow: this column is missing; the header has year, inflows",
        "in.csv:1:6: error: inflows: this column is not known; columns are year, inflow; did you mean 'inflow'?",
      ])
    #expect(
      StockTableInput("year,inflow\n2000,1\n", mode: .stockDriven).problems().contains {
        $0.hasPrefix("in.csv:1:1: error: stock: this column is missing")
      })
  }

  @Test func `a parameter in the table and in the option is one too many`() {
    expect(
      StockTableInput("year,inflow,mean\n2000,1,5\n", lifetime: "fixed:mean=5"),
      ["in.csv:1:13: error: mean: stands in the table and in --lifetime; take it out of one of them"])
  }

  @Test func `a parameter that nobody gives is asked for`() {
    expect(
      StockTableInput("year,inflow\n2000,1\n", lifetime: "normal:mean=5"),
      [
        "in.csv:1:1: error: stddev: stands neither in the table nor in --lifetime; "
          + "add a column with a value for every row, or stddev= to --lifetime"
      ])
  }

  @Test func `lifetimes of zero or less, and what is no number, are named in every row`() {
    expect(
      StockTableInput("year,inflow,mean\n2000,1,0\n2001,1,-5\n2002,1,\n", lifetime: "fixed"),
      [
        "in.csv:2:8: error: mean: 0 is out of range; a number, above 0, is expected",
        "in.csv:3:8: error: mean: -5 is out of range; a number, above 0, is expected",
        "in.csv:4:8: error: mean: the cell is empty; a number, above 0, is expected",
      ])
  }

  @Test func `every mistake in a lifetime is named with its place`() {
    func problems(_ lifetime: String) -> [String] {
      StockTableInput("year,inflow\n2000,1\n", lifetime: lifetime).problems()
    }
    #expect(
      problems("wiebull:shape=2") == [
        "--lifetime wiebull:shape=2:1:1: error: 'wiebull' is not a lifetime; lifetimes are fixed, normal, "
          + "folded-normal, lognormal, weibull, gamma, table; did you mean 'weibull'?"
      ])
    let several = "normal:mena=5,stddev=0,stddev=1"
    #expect(
      problems(several) == [
        "--lifetime \(several):1:8: error: mena: normal has no parameter 'mena'; "
          + "its parameters are mean, stddev; did you mean 'mean'?",
        "--lifetime \(several):1:22: error: stddev: is 0; a number above 0 is accepted",
        "--lifetime \(several):1:24: error: stddev: the parameter stands twice; give it once",
      ])
    #expect(
      problems("fixed:mean=nan") == [
        "--lifetime fixed:mean=nan:1:12: error: mean: 'nan' is not a finite number; a number above 0 is accepted"
      ])
    #expect(
      problems("fixed:mean=") == [
        "--lifetime fixed:mean=:1:12: error: mean: '' is not a number; a number above 0 is accepted"
      ])
    #expect(problems("table").first?.contains("table:file=FILE.csv is accepted") == true)
    #expect(problems("table:file=none.csv").first?.contains("'none.csv' does not exist") == true)
  }

  @Test func `a table of survival that increases or has wrong ages is named in every row`() {
    var input = StockTableInput("year,inflow\n2000,1\n", lifetime: "table:file=s.csv")
    input.files["s.csv"] = "age,survival\n1,0.9\n2,0.95\n2,0.5\n3,1.2\n"
    expect(input, ["s.csv:5:3: error: survival: 1.2 is out of range; a number, from 0 to 1, is expected"])
    input.files["s.csv"] = "age,survival\n1,0.9\n2,0.95\n2,0.5\n"
    expect(
      input,
      [
        "s.csv:2:1: error: age: is 1; the first age is 0",
        "s.csv:3:3: error: survival: increases from 0.9 to 0.95; what has left does not come back",
        "s.csv:4:1: error: age: 2 does not come after 2; ages increase from row to row",
      ])
  }

  @Test func `a table of survival that ends too soon is refused`() {
    var input = StockTableInput("year,inflow\n2000,1\n2001,1\n2002,1\n", lifetime: "table:file=s.csv")
    input.files["s.csv"] = "age,survival\n0,1\n1,0.5\n"
    expect(
      input,
      [
        "--lifetime table:file=s.csv:1:1: error: the survival table ends at age 1.0 with 0.5 still there, "
          + "and age 2.0 is needed"
      ])
  }

  @Test func `a stock that cannot be reached is named with its row`() {
    var input = StockTableInput(
      "year,stock\n2000,0\n2001,7\n", mode: .stockDriven, lifetime: "fixed:mean=0.5")
    _ = input.request.setTiming("start")
    expect(
      input,
      [
        "in.csv:3:6: error: stock: the stock 7 cannot be reached; of the inflow of this year 0 is left at its end; "
          + "give another lifetime or --timing end"
      ])
  }

  @Test func `a falling stock is refused with its row and the choices`() {
    expect(
      StockTableInput("year,stock\n2000,9\n2001,4\n", mode: .stockDriven, lifetime: "fixed:mean=9"),
      [
        "in.csv:3:6: error: stock: needs an inflow of -5, below 0; "
          + "give --negative-inflow allow, clip or early-retirement"
      ])
  }

  @Test func `an initial stock is checked with its row and column`() {
    var input = StockTableInput("year,inflow\n2000,1\n", lifetime: "fixed:mean=30")
    input.request.initial = "old.csv"
    input.files["old.csv"] = "cohort,stock\n1990,1\n1990,-1\n2000,1\n"
    expect(
      input,
      [
        "old.csv:3:1: error: cohort: 1990 does not come after 1990; cohorts increase from row to row",
        "old.csv:3:6: error: stock: -1 is out of range; a number, 0 or more, is expected",
        "old.csv:4:1: error: cohort: 2000 is not before the first period; "
          + "cohorts up to 1999 stand at its start",
      ])
    input.files["old.csv"] = "cohort,stock\n1950,0\n1960,2\n"
    expect(
      input,
      [
        "old.csv:3:6: error: stock: is 2, but the lifetime leaves nothing of this cohort at the start; "
          + "give a longer lifetime or leave the cohort out"
      ])
    input.files["old.csv"] = nil
    #expect(input.problems() == ["old.csv:1:1: error: the file 'old.csv' does not exist"])
  }

  @Test func `mistakes in all files are reported in one pass`() {
    var input = StockTableInput("year,inflow\n2000,x\n1999,1\n", lifetime: "fixed:maen=1")
    input.request.initial = "old.csv"
    input.files["old.csv"] = "cohort,stocks\n1990,1\n"
    let problems = input.problems()
    for place in ["--lifetime fixed:maen=1:1:7", "in.csv:2:6", "in.csv:3:1", "old.csv:1:1", "old.csv:1:8"] {
      #expect(problems.contains { $0.hasPrefix("\(place): error: ") }, "\(place) in \(problems)")
    }
  }

  @Test func `numbers too large for a double and tables too long are refused`() {
    #expect(
      StockTableInput("year,inflow\n2000,1.7e308\n2001,1.7e308\n").problems() == [
        "in.csv:3:6: error: inflow: a stock or flow is too large for a double; give smaller numbers"
      ])
    let rows = (0...5000).map { "\($0),1" }.joined(separator: "\n")
    #expect(
      StockTableInput("year,inflow\n\(rows)\n").problems() == [
        "in.csv:5002:1: error: year: the table has 5001 rows; at most 5000 are accepted"
      ])
    var byCohort = StockTableInput("year,inflow\n\(rows)\n")
    byCohort.request.byCohort = true
    #expect(
      byCohort.problems() == [
        "in.csv:2002:1: error: year: the table has 5001 rows; at most 2000 are accepted with --cohorts"
      ])
  }

  @Test func `an empty table is refused`() {
    #expect(StockTableInput("").problems().count == 1)
    #expect(StockTableInput("year,inflow\n").problems().first?.contains("no rows") == true)
  }
}
