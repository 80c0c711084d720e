import Foundation
import SimReports
import SimScenarios
import Testing

@Suite struct ComparisonTests {
  /// A stock of two zones, two types and one tenure, with numbers drawn from a seed.
  private static func stock(seed: UInt64) -> String {
    var state = seed
    var text = "year,zone,dwelling_type,tenure,condition,dwellings\n"
    for year in 2022...2023 {
      for zone in ["north", "south", "region"] {
        for type in ["house", "flat"] {
          for condition in ["good", "poor"] {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += "\(year),\(zone),\(type),rent,\(condition),\(Double(state >> 40) / 1000)\n"
          }
        }
      }
    }
    return text
  }

  private static func results(_ stock: String, title: String = "Made") throws -> MadeResults {
    var tables = MadeResults.tables
    tables["stock.csv"] = stock
    return try MadeResults(title: title, tables: tables)
  }

  /// Poor dwellings of a zone in a year, added up from the text.
  private static func poor(_ stock: String, _ year: Int, _ zone: String) -> Double {
    stock.split(separator: "\n").reduce(0) { sum, line in
      let cells = line.split(separator: ",")
      return cells[0] == "\(year)" && cells[1] == zone && cells[4] == "poor"
        ? sum + (Double(cells[5]) ?? 0) : sum
    }
  }

  @Test(arguments: 1...20)
  func `the parts of the difference in poor dwellings add up to it`(seed: Int) throws {
    let (first, second) = (Self.stock(seed: UInt64(seed)), Self.stock(seed: UInt64(seed + 1000)))
    let (a, b) = (try Self.results(first), try Self.results(second))
    let comparison = try Comparison([try ResultSet(directory: a.path), try ResultSet(directory: b.path)])
    #expect(comparison.poorDwellings.count == 4)
    for term in comparison.poorDwellings {
      let expected = Self.poor(second, term.year, term.zone) - Self.poor(first, term.year, term.zone)
      let scale = Self.poor(second, term.year, term.zone) + Self.poor(first, term.year, term.zone)
      #expect((term.total - expected).magnitude <= 1e-12 * scale)
      #expect((term.byNumber + term.byShare - term.total).magnitude <= 1e-12 * scale)
    }
  }

  @Test func `with equal shares all of the difference is by number, with equal numbers all is by share`()
    throws
  {
    let head = "year,zone,dwelling_type,tenure,condition,dwellings\n"
    let base = try Self.results(head + "2022,a,x,y,good,90\n2022,a,x,y,poor,10\n")
    let larger = try Self.results(head + "2022,a,x,y,good,180\n2022,a,x,y,poor,20\n")
    let better = try Self.results(head + "2022,a,x,y,good,95\n2022,a,x,y,poor,5\n")
    let comparison = try Comparison(try [base, larger, better].map { try ResultSet(directory: $0.path) })
    let terms = comparison.poorDwellings
    #expect(terms.map(\.result) == [1, 2])
    #expect(terms[0].byNumber == 10 && terms[0].byShare == 0)
    #expect(terms[1].byNumber == 0 && (terms[1].byShare + 5).magnitude < 1e-12)
  }

  @Test func `equal results differ in nothing`() throws {
    let results = try MadeResults()
    let set = try ResultSet(directory: results.path)
    let comparison = try Comparison([set, set])
    #expect(comparison.inputs.isEmpty && comparison.names == ["made (1)", "made (2)"])
    for row in comparison.indicators { #expect(row.values[0] == row.values[1]) }
    for target in comparison.targets { #expect(target.values[0] == target.values[1]) }
  }

  @Test func `inputs that differ are named with both values`() throws {
    let (a, b) = (try MadeResults(title: "one"), try MadeResults(title: "two"))
    let comparison = try Comparison([try ResultSet(directory: a.path), try ResultSet(directory: b.path)])
    #expect(
      comparison.inputs.contains { $0.key == "demolition.scale.source" && $0.values == ["one", "two"] })
    #expect(!comparison.inputs.contains { $0.key == "demolition.scale.value" })
    #expect(comparison.text.contains("demolition.scale.source"))
  }

  @Test func `a target that one of the results lacks is left open`() throws {
    var tables = MadeResults.tables
    tables["targets.csv"] =
      "target,indicator,period,goal,value,met,source\nother,dwellings,2023-2024,1,2,yes,\n"
    let (a, b) = (try MadeResults(), try MadeResults(tables: tables))
    let comparison = try Comparison([try ResultSet(directory: a.path), try ResultSet(directory: b.path)])
    #expect(comparison.targets.map(\.target) == ["new_homes", "fewer_poor", "other"])
    #expect(comparison.targets.map(\.met) == [["yes", ""], ["no", ""], ["", "yes"]])
  }

  @Test func `one result cannot be compared`() throws {
    let results = try MadeResults()
    #expect(throws: ReportError.self) { try Comparison([try ResultSet(directory: results.path)]) }
  }

  @Test func `tables have a row for every value of every scenario`() throws {
    let (a, b) = (try MadeResults(title: "one"), try MadeResults(title: "two"))
    let comparison = try Comparison([try ResultSet(directory: a.path), try ResultSet(directory: b.path)])
    let rows = Dictionary(uniqueKeysWithValues: comparison.tables.map { ($0.fileName, $0.rowCount) })
    #expect(rows["targets.csv"] == 4 && rows["indicators.csv"] == 4)
    #expect(rows["inputs.csv"] == 2 * comparison.inputs.count)
    #expect(rows["poor_dwellings.csv"] == comparison.poorDwellings.count)
  }

  @Test func `a sensitivity analysis cannot be compared`() throws {
    let run = try MadeResults()
    let other = try MadeResults(tables: ["sensitivity.csv": try #require(MadeResults.full["sensitivity.csv"])]
    )
    #expect(throws: ReportError.self) {
      try Comparison(try [run, other].map { try ResultSet(directory: $0.path) })
    }
  }
}

@Suite struct ComparisonReportTests {
  private static func page(
    _ first: MadeResults, _ second: MadeResults, _ language: SummaryLanguage
  ) throws -> (html: String, markdown: String) {
    let report = try ComparisonReport(
      try [first, second].map { try ResultSet(directory: $0.path) }, language: language)
    return (String(decoding: try report.html(plotly: nil), as: UTF8.self), report.markdown)
  }

  private static func other() throws -> MadeResults {
    var tables = MadeResults.tables
    tables["summary.csv"] = """
      year,zone,indicator,value,unit
      2022,region,dwellings,1000.25,dwellings
      2023,region,poor_share,0.25,1
      2023,region,released,7,t/year

      """
    tables["targets.csv"] = """
      target,indicator,period,goal,value,met,source
      new_homes,dwellings,2023-2024,1000,999,no,

      """
    return try MadeResults(title: "two", tables: tables)
  }

  @Test(arguments: [
    (SummaryLanguage.nl, "\u{2713} 1.235", ["2022", "1.235", "1.000", "\u{2212}234"]),
    (SummaryLanguage.en, "\u{2713} 1,235", ["2022", "1,235", "1,000", "\u{2212}234"]),
  ])
  func `targets stand side by side, and values beside their difference from the first`(
    language: SummaryLanguage, target: String, dwellings: [String]
  ) throws {
    let tables = PageTables.of(try Self.page(MadeResults(), Self.other(), language).html)
    #expect(tables[0].rows[0].suffix(2) == [target, "\u{2717} 999"])
    #expect(tables[0].rows[1].last == "-")
    #expect(tables.contains { $0.rows == [dwellings] })
  }

  @Test func `what one of the results lacks is left open`() throws {
    let tables = PageTables.of(try Self.page(MadeResults(), Self.other(), .en).html)
    #expect(tables.contains { $0.rows == [["2023", "", "7.00", ""]] })
  }

  @Test func `inputs that differ stand with both values`() throws {
    let tables = PageTables.of(try Self.page(MadeResults(), Self.other(), .en).html)
    #expect(tables.contains { $0.rows.contains(["demolition.scale.source", "Made", "two"]) })
  }

  @Test(arguments: SummaryLanguage.allCases)
  func `markup in titles stays text on the page and in Markdown`(language: SummaryLanguage) throws {
    let hostile = "</script><script>alert(\"1\")</script>|[x](y)"
    let page = try Self.page(MadeResults(title: hostile), Self.other(), language)
    #expect(!page.html.contains("<script>alert") && page.html.contains("&lt;script&gt;alert(&quot;1&quot;)"))
    #expect(!page.markdown.contains("<script>") && page.markdown.contains("\\<script\\>alert"))
    #expect(page.markdown.contains("\\|\\[x\\](y)"))
  }

  @Test func `each table in Markdown has as many cells in every row as its head`() throws {
    let markdown = try Self.page(MadeResults(title: "a|b"), Self.other(), .en).markdown
    var widths: [Int] = []
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let cells = line.replacing("\\|", with: "").count { $0 == "|" }
      if line.hasPrefix("|"), let width = widths.last { #expect(cells == width, "\(line)") }
      widths = line.hasPrefix("|") ? [cells] : []
    }
    #expect(markdown.contains("| --- |"))
  }

  @Test func `equal results give equal bytes`() throws {
    let (a, b) = (try MadeResults(), try Self.other())
    #expect(try Self.page(a, b, .nl) == Self.page(a, b, .nl))
  }
}
