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

  /// With the tables of every other kind of chart: map, Sankey, fans, tornado, choices of sites.
  static let full = tables.merging(
    [
      "energy.csv": """
      year,zone,energy_label,heating,dwellings
      2022,region,A,gas,400.125
      2022,region,G,gas,834.25
      2023,region,A,gas,500.0625

      """,
      "materials.csv": """
      year,zone,material,flow,tonnes
      2023,region,wood,released,40.5
      2023,north,wood,released,40.5
      2023,region,wood,reused,10.25
      2023,north,wood,reused,10.25
      2023,region,wood,incinerated,30.25
      2023,region,brick,released,100.125
      2023,south,brick,released,100.125
      2023,region,brick,downcycled,100.125
      2024,region,brick,released,7.0625
      2024,south,brick,released,7.0625
      2024,region,brick,recycled,7.0625

      """,
      "unused.csv": """
      year,zone,material,cause,tonnes
      2023,region,wood,no_demand,30.25
      2023,region,brick,no_hub_open,100.125
      2024,region,brick,no_demand,7.0625

      """,
      "transport.csv": """
      year,leg,from,to,material,tonnes,tonne_km
      2023,to_hub,north,middle,wood,12.5,50
      2024,to_hub,south,middle,brick,3.0625,9
      2024,from_hub,middle,south,brick,3,9

      """,
      "places.csv": """
      kind,key,name,latitude,longitude
      zone,north,North & co,50.95,6
      zone,south,South,50.85,6.02
      hub,middle,Middle,50.9,6.01
      site,203554,203554,50.91,6.01
      site,203573,203573,50.87,6.03

      """,
      "boundaries.csv": """
      municipality,part,point,latitude,longitude
      made,1,1,50.8,5.9
      made,1,2,51,5.9
      made,1,3,51,6.1
      made,1,4,50.8,5.9

      """,
      "carbon.csv": """
      year,zone,source,kg_co2e
      2023,region,operation_gas,123456.75
      2023,region,operation_electricity,65432.5
      2024,region,operation_gas,120000.25
      2023,region,reuse_avoided_production,-12.375
      2023,region,reuse_transport,1.625

      """,
      "quantiles.csv": """
      year,zone,indicator,mean,sd,p05,p25,p50,p75,p95
      2022,region,dwellings,1234.5,0,1234.5,1234.5,1234.5,1234.5,1234.5
      2023,region,dwellings,1250.75,20.5,1200.25,1240.5,1250.125,1260.0625,1300.375
      2023,north,dwellings,600,20,580,590,600,610,620

      """,
      "sensitivity.csv": """
      year,output,factor,first,first_low,first_high,total,total_low,total_high
      2024,target:new_homes,demolition.scale,0.2,0.1,0.3,0.25,0.15,0.4
      2024,target:new_homes,demolition.rate,0.6,0.5,0.7,0.8125,0.75,0.875
      2023,dwellings,demolition.rate,0.6,0.5,0.7,0.65,0.55,0.75
      2024,dwellings,demolition.rate,0.6,0.5,0.7,0.625,0.5,0.75

      """,
      "siting.csv": """
      sites,probability_best,mean_cost,regret_p50,regret_p95,tonne_km
      203554+203573,0.25,302104.5,0,12.25,2287.5
      203554,0.75,312104.5,0,100.75,2387.5
      203573,0,322104.5,50,200.5,2487.5

      """,
    ]
  ) { $1 }

  /// What the columns of a table hold: numbers where every cell is one.
  private static func columns(of text: String) -> JSONValue {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return .array(
      lines[0].indices.map { column in
        let isNumber =
          lines.dropFirst().allSatisfy { Double($0[column]) != nil } && lines[0][column] != "sites"
        return [
          "name": .string(lines[0][column]), "kind": isNumber ? "number" : "text",
          "unit": lines[0][column] == "tonnes" ? "t/year" : "", "meaning": "",
        ]
      })
  }

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
      "outputs": .array(outputs),
      "columns": .object(tables.sorted { $0.key < $1.key }.map { .init($0.key, Self.columns(of: $0.value)) }),
      "warnings": [.string(title)],
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
