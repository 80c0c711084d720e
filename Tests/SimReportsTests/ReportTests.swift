import Foundation
import SimReports
import SimScenarios
import Testing

@Suite struct ReportTests {
  /// Compares every number of the tables that say how they are added up; gives how many there are.
  private func checkSums(_ page: String, _ files: [String: String], _ language: SummaryLanguage) throws -> Int
  {
    let lines = PageTables.lines(files)
    var checked = 0
    for table in PageTables.of(page) where !table.source.isEmpty {
      for (row, cells) in table.rows.enumerated() {
        for (position, cell) in cells.enumerated() where position >= table.keyCount && !cell.isEmpty {
          let expected = try table.sum(row: row, column: position - table.keyCount, in: lines)
          let printed = try #require(PageTables.number(cell, language), "\(cell)")
          let half = PageTables.halfUnit(cell, language)
          #expect((printed - expected).magnitude <= half * (1 + 1e-9), "\(cell) for \(expected)")
          checked += 1
        }
      }
    }
    return checked
  }

  @Test(arguments: SummaryLanguage.allCases)
  func `every printed sum equals the rows of its file, added up again`(language: SummaryLanguage) throws {
    let checked = try checkSums(MadeResults().page(language), MadeResults.tables, language)
    // Stock by condition, tenure and type; programmes three times; hubs three times; costs.
    #expect(checked == 4 + 4 + 2 + 3 + 2 + 1 + 2 + 4 + 8 + 2)
  }

  @Test(arguments: SummaryLanguage.allCases)
  func `maps, fans, tornados and choices of sites print the numbers of their files`(
    language: SummaryLanguage
  ) throws {
    let results = try MadeResults(tables: MadeResults.full, ensemble: ["members": 64, "shard": "1/1"])
    let checked = try checkSums(results.page(language), MadeResults.full, language)
    // Those above; labels; zones and streams; Sankey, years and causes; carbon; a fan; two tornados; choices of sites.
    #expect(checked == 32 + 3 + (3 + 2) + (6 + 4 + 3) + (3 + 2) + 10 + (6 + 3) + 12)
  }

  @Test(arguments: SummaryLanguage.allCases)
  func `every number of the report of a run equals its files`(language: SummaryLanguage) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "report-run-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let scenario = try Scenario.load(try ScenarioTemplate.write(to: folder.appending(path: "small").path))
    let path = folder.appending(path: "results").path
    try ResultWriter.write(try Simulation.run(scenario), to: path, threads: 1, phases: [])
    let results = try ResultSet(directory: path)
    let files = Dictionary(
      uniqueKeysWithValues: results.fileNames.filter { $0.hasSuffix(".csv") }.map {
        ($0, String(decoding: results.bytes($0) ?? [], as: UTF8.self))
      })
    let page = String(decoding: try Report(results, language: language).html(plotly: nil), as: UTF8.self)
    let checked = try checkSums(page, files, language)
    #expect(checked > 200, "\(checked)")
  }

  @Test func `the map of sites adds up the choices that have each site`() throws {
    let results = try MadeResults(tables: MadeResults.full, ensemble: ["members": 64, "shard": "1/1"])
    let page = try results.page(.en)
    let section = try #require(page.firstRange(of: "id=\"sites-map\""))
    let table = try #require(PageTables.of(String(page[section.upperBound...])).first)
    #expect(
      table.rows == [["203554", "1.000", "302,105", "12"], ["203573", "0.250", "302,105", "12"]])
  }

  @Test func `a sensitivity analysis has a report of its own, the strongest number on top`() throws {
    let results = try MadeResults(tables: [
      "sensitivity.csv": try #require(MadeResults.full["sensitivity.csv"])
    ])
    let page = try results.page(.en)
    #expect(page.contains("sensitivity analysis") && !page.contains("id=\"stock\""))
    let tables = PageTables.of(page)
    #expect(tables[0].rows.map { $0[0] } == ["demolition.rate", "demolition.scale"])
    // The indicator is shown in its last year only.
    #expect(tables[1].rows == [["demolition.rate", "0.625", "0.500", "0.750"]])
  }

  @Test(arguments: [
    (SummaryLanguage.nl, ["1 van 2 doelen gehaald.", "gemist", "2,5 %", "1.235"]),
    (SummaryLanguage.en, ["1 of 2 targets met.", "missed", "2.5 %", "1,235"]),
  ])
  func `targets come first with what was reached and the difference`(
    language: SummaryLanguage, parts: [String]
  ) throws {
    let page = try MadeResults().page(language)
    let targets = try #require(page.firstRange(of: "<section id=\"targets\""))
    let stock = try #require(page.firstRange(of: "<section id=\"stock\""))
    #expect(targets.lowerBound < stock.lowerBound)
    let section = page[targets.lowerBound..<stock.lowerBound]
    for part in parts { #expect(section.contains(part), "\(part)") }
  }

  @Test func `an ensemble shows probabilities with their interval`() throws {
    var tables = MadeResults.tables
    tables["targets.csv"] = """
      target,indicator,period,goal,value,met,source,probability,probability_low,probability_high
      new_homes,dwellings,2023-2024,1000,1234.5,yes,,0.75,0.515,0.9

      """
    let page = try MadeResults(tables: tables, ensemble: ["members": 64, "shard": "1/1"]).page(.en)
    #expect(page.contains("75.0 %") && page.contains("51.5 % \u{2013} 90.0 %"))
    #expect(page.contains("ensemble of 64 runs"))
  }

  @Test func `markup in titles and tables stays text`() throws {
    let hostile = "</script><script>alert(\"1\")</script>&'"
    var tables = MadeResults.tables
    tables["costs.csv"] = "year,programme,item,euro\n2023,x,<img src=x onerror=y>,1\n"
    let results = try MadeResults(title: hostile, tables: tables)
    for language in SummaryLanguage.allCases {
      let page = try results.page(language)
      #expect(!page.contains("<script>alert") && !page.contains("<img") && !page.contains("<b>"))
      #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)"))
    }
  }

  @Test func `a table is named by its file, and files that are not there are named as missing`() throws {
    let page = try MadeResults().page(.en)
    #expect(page.contains("File: programmes.csv."))
    for file in ["households.csv", "funding.csv", "quantiles.csv", "materials.csv", "carbon.csv"] {
      #expect(page.contains("Not in these results: \(file)."), "\(file)")
    }
    #expect(!page.contains("Not in these results: costs.csv"))
  }

  @Test func `assumptions and measurements stand apart`() throws {
    let page = try MadeResults(title: "guess").page(.en)
    let assumed = try #require(page.firstRange(of: "id=\"sources-assumed\""))
    let measured = try #require(page.firstRange(of: "id=\"sources-measured\""))
    #expect(page[assumed.upperBound..<measured.lowerBound].contains("demolition.scale"))
    #expect(!page[assumed.upperBound..<measured.lowerBound].contains("demolition.rate"))
    #expect(page[measured.upperBound...].contains("demolition.rate"))
  }

  @Test func `the page asks nothing of a network and has its landmarks`() throws {
    let page = try MadeResults().page(.nl)
    for part in [
      "<html lang=\"nl\">", "<main id=\"content\"", "<nav aria-label=", "class=\"skip\" href=\"#content\"",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    for address in ["http://", "https://", "src=", "@import", "url("] {
      #expect(!page.contains(address), "\(address)")
    }
    #expect(page.contains("De grafieken ontbreken"))
  }

  @Test func `equal results give equal bytes`() throws {
    let results = try MadeResults()
    #expect(try results.page(.nl) == results.page(.nl))
  }
}
