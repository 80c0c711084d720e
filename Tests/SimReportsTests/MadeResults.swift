import Foundation
import SimReports
import SimScenarios

/// A result directory made by hand, removed at the end: two years, two areas, one hub.
final class MadeResults {
  let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
  var path: String { folder.path }

  /// Tables by file name; numbers are such that sums have more digits than are printed.
  static let tables = [
    "summary.csv": """
    year,zone,indicator,value,unit
    2022,region,dwellings,1234.5,dwellings
    2023,region,poor_share,0.125,1

    """,
    "targets.csv": """
    target,indicator,period,goal,value,met,source
    new_homes,dwellings,2023-2024,1000,1234.5,yes,"a <b> ""plan"", 3c"
    fewer_poor,poor_share,2023-2024,0.1,0.125,no,

    """,
    "stock.csv": """
    year,zone,dwelling_type,tenure,condition,dwellings
    2022,north,house,rent,good,600.25
    2022,region,house,rent,good,1000.25
    2022,region,house,own,good,111.375
    2022,region,house,own,poor,122.875
    2023,region,house,rent,good,1200.5
    2023,region,house,own,poor,0

    """,
    "programmes.csv": """
    year,programme,zone,planned,done,shortfall,cause
    2023,repair,region,100.5,60.25,40.25,budget;too_few_eligible
    2024,repair,region,10,10,0,

    """,
    "hubs.csv": """
    year,step,hub,material,received,refurbished,dispatched,in_store,refused_unsuitable,refused_capacity,refused_room,expired
    2023,1,middle,wood,1.25,1,0.5,0.75,3.125,0,0,0
    2023,1,middle,brick,2.5,2,0.25,2.25,1,0.0625,0,0
    2023,2,middle,wood,0,0,0.75,0,0,0,0,0.1

    """,
    "costs.csv": """
    year,programme,item,euro
    2023,urban_mine,transport,123456.789
    2023,repair,transport,0.5
    2023,urban_mine,gate_fee_avoided,-987.654

    """,
  ]

  init(
    title: String = "Made", tables: [String: String] = tables, version: String = PackageVersion.current,
    ensemble: JSONValue = .null
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var outputs: [JSONValue] = []
    for (name, text) in tables.sorted(by: { $0.key < $1.key }) {
      try write(text, as: name)
      outputs.append(["path": .string(name), "sha256": .string(Provenance.sha256(Array(text.utf8)))])
    }
    let record: JSONValue = [
      "scenario_digest": "abc", "versions": ["package": .string(version)], "ensemble": ensemble,
      "outputs": .array(outputs), "warnings": [.string(title)],
      "scenario": [
        "name": "made", "title_nl": .string(title), "title_en": .string(title), "first_year": 2023,
        "last_year": 2024,
        "programmes": ["repair": ["title_nl": .string(title), "title_en": .string(title)]],
        "demolition": [
          "scale": ["value": 1.5, "low": 1, "high": 2, "source": .string(title), "confidence": "assumption"],
          "rate": ["value": 2, "source": "counted", "confidence": "measured"],
        ],
        "attribution": [.string(title)],
      ],
    ]
    try write(
      String(decoding: try JSONWriter.bytes(of: record, fileName: "run.json"), as: UTF8.self), as: "run.json")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, as name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func page(_ language: SummaryLanguage) throws -> String {
    let report = try Report(try ResultSet(directory: path), language: language)
    return String(decoding: try report.html(plotly: nil), as: UTF8.self)
  }
}
