import SimScenarios
import Testing

/// Cells, rows and columns of the tables.
struct BadTableTests {
  private let stock = "tables/stock.csv"
  private let labels = "tables/energy_labels.csv"

  // MARK: - Cells

  @Test func `a negative count in a table is refused`() {
    SmallInput("house,before_1965,250,", to: "house,before_1965,-250,", in: stock).expect(
      at: "-250", in: stock, "dwellings: -250 is out of range; a number, 0 or more, is expected")
    SmallInput("6,400,", to: "6,-400,", in: "tables/zones.csv").expect(
      at: "-400", in: "tables/zones.csv", "dwellings: -400 is out of range; a number, 0 or more, is expected")
  }

  @Test func `a text where a table wants a number says so`() {
    SmallInput("concrete,0.05,", to: "concrete,some,", in: "tables/treatment.csv").expect(
      at: "some", in: "tables/treatment.csv",
      "recycled_share: 'some' is not a number; a number, from 0 to 1, is expected")
  }

  @Test func `an empty cell where a table wants a number says so`() {
    SmallInput("apartment,70,", to: "apartment,,", in: "tables/new_build.csv").expect(
      at: ",example", in: "tables/new_build.csv",
      "floor_area_m2_per_dwelling: the cell is empty; a number, above 0, is expected")
  }

  @Test func `an unknown dwelling type in a table names the nearest one`() {
    SmallInput("town,house,from_1965", to: "town,hous,from_1965", in: stock).expect(
      at: "hous,", in: stock,
      "dwelling_type: 'hous' is not known; labels are apartment, house; did you mean 'house'?")
  }

  @Test func `an unknown cohort, tenure and municipality in a table are named`() {
    SmallInput(
      "apartment,from_1965,0.001", to: "apartment,after_1965,0.001", in: "tables/demolition_rates.csv"
    ).expect(
      at: "after_1965", in: "tables/demolition_rates.csv",
      "cohort: 'after_1965' is not known; labels are before_1965, from_1965; did you mean 'from_1965'?")
    SmallInput("town,rented", to: "town,leased", in: "tables/tenure.csv").expect(
      at: "leased", in: "tables/tenure.csv",
      "tenure: 'leased' is not known; labels are owner_occupied, rented, unknown*")
    SmallInput("town,gas,", to: "twon,gas,", in: "tables/heating.csv").expect(
      at: "twon", in: "tables/heating.csv",
      "municipality: 'twon' is not known; labels are town; did you mean 'town'?")
  }

  @Test func `a component of an unknown material is named`() {
    SmallInput("timber_floor,wood,m2", to: "timber_floor,wod,m2", in: "tables/components.csv").expect(
      at: "wod", in: "tables/components.csv",
      "material: there is no bulk material 'wod'; concrete, wood are accepted; did you mean 'wood'?")
  }

  @Test func `a parameter out of its own range is named`() {
    SmallInput(
      "timber_floor,reuse_potential,0.45,0.45,0.45", to: "timber_floor,reuse_potential,0.45,1.45,1.45",
      in: "tables/material_properties.csv"
    ).expect(
      at: "1.45,1.45", in: "tables/material_properties.csv",
      "central: reuse_potential is 1.45; from 0 to 1 is accepted")
  }

  @Test func `a zone may not carry the name of the total`() {
    var input = SmallInput("\nedge,Edge", to: "\nregion,Edge", in: "tables/zones.csv")
    input.replace("edge: 0.6", with: "region: 0.6")
    input.expect(
      at: "region,Edge", in: "tables/zones.csv", "zone: a zone is named region; any other name is accepted*")
  }

  // MARK: - Rows

  @Test func `a missing row is named by its labels`() {
    SmallInput("town,apartment,from_1965,250,75,example,assumption\n", to: "", in: stock).expect(
      at: "town,house,from_1965", in: stock,
      "municipality, dwelling_type, cohort: the row municipality=town, dwelling_type=apartment, cohort=from_1965 is missing"
    )
    SmallInput(
      "wood,secondary_share_of_demand,0.04,0.04,0.04,fraction of demand,example,assumption\ntimber",
      to: "timber", in: "tables/material_properties.csv"
    ).expect(
      at: "timber_floor,secondary", in: "tables/material_properties.csv",
      "material, parameter: the row material=wood, parameter=secondary_share_of_demand is missing")
  }

  @Test func `a row that stands twice is named with the line of the first`() {
    SmallInput(
      "town,apartment,from_1965,250,75,example,assumption\n",
      to:
        "town,apartment,from_1965,250,75,example,assumption\ntown,apartment,from_1965,100,75,example,assumption\n",
      in: stock
    ).expect(
      at: "town,apartment,from_1965,100", in: stock,
      "municipality, dwelling_type, cohort: the row municipality=town, dwelling_type=apartment, cohort=from_1965 "
        + "stands twice; the first is in line 3")
  }

  @Test func `a zone that stands twice is named`() {
    SmallInput("edge,Edge", to: "centre,Edge", in: "tables/zones.csv").expect([
      "tables/zones.csv:3:1: error: zone: the row zone=centre stands twice; the first is in line 2"
    ])
  }

  @Test func `a row with a cell too many or too few is named`() {
    SmallInput("from_1965,350,125,example,", to: "from_1965,350,125,7,example,", in: stock).expect([
      "tables/stock.csv:5:1: error: the row has 8 cells; the header has 7"
    ])
    SmallInput("from_1965,350,125,example,", to: "from_1965,350,example,", in: stock).expect([
      "tables/stock.csv:5:1: error: the row has 6 cells; the header has 7"
    ])
  }

  // MARK: - Columns

  @Test func `a surplus column names the column that was meant`() {
    SmallInput("dwellings,floor_area_m2_per_dwelling", to: "dwellings,floor_area", in: stock).expect([
      "tables/stock.csv:1:1: error: floor_area_m2_per_dwelling: this column is missing; the header has municipality, *",
      "tables/stock.csv:1:45: error: floor_area: this column is not known; columns are *",
    ])
  }

  @Test func `a missing column is named`() {
    SmallInput("rate_per_year", to: "note", in: "tables/demolition_rates.csv").expect([
      "tables/demolition_rates.csv:1:1: error: rate_per_year: this column is missing; "
        + "the header has dwelling_type, cohort, note, source, confidence"
    ])
  }

  @Test func `a column that stands twice is named`() {
    SmallInput("unit,source", to: "unit,unit", in: "tables/material_properties.csv").expect([
      "tables/material_properties.csv:1:42: error: unit: the column name stands twice; the first is in column 37"
    ])
  }

  // MARK: - Empty tables

  @Test func `an empty table says so`() {
    var input = SmallInput()
    input.files["tables/new_build.csv"] = []
    input.expect(["tables/new_build.csv:1:1: error: *"])
  }

  @Test func `a table of blank lines says so`() {
    var input = SmallInput()
    input.files["tables/new_build.csv"] = Array("\n\n\n".utf8)
    input.expect(["tables/new_build.csv:1:1: error: *"])
  }

  @Test(arguments: [
    "zones", "stock", "tenure", "energy_labels", "heating", "demolition_rates", "material_intensity",
    "components",
    "component_ratios", "treatment", "material_properties", "renovation_profiles", "new_build", "hub_sites",
  ])
  func `a table with a header only says so`(name: String) {
    let path = "tables/\(name).csv"
    var input = SmallInput()
    let header = input.text(of: path).prefix { $0 != "\n" }
    input.files[path] = Array((header + "\n").utf8)
    input.expect(["\(path):1:1: error: *no rows*"])
  }

  // MARK: - Shares and margins

  @Test func `label shares of a group above one say their sum`() {
    SmallInput("house,from_1965,G,0.1", to: "house,from_1965,G,0.2", in: labels).expect(
      at: "0.2,example", in: labels,
      "share: the shares of this group add up to 1.1; 1 is accepted; correct the shares of the group that ends here"
    )
  }

  @Test func `treatment shares of a material above one say their sum`() {
    SmallInput("wood,0,0.3,0.7,0", to: "wood,0.5,0.3,0.7,0", in: "tables/treatment.csv").expect(
      at: "0.5,0.3", in: "tables/treatment.csv",
      "recycled_share: the treatment shares of wood add up to 1.5; 1 is accepted; correct the four shares of this row"
    )
  }

  @Test func `heating shares of a municipality below one say their sum`() {
    SmallInput("town,gas,0.95", to: "town,gas,0.9", in: "tables/heating.csv").expect([
      "tables/heating.csv:3:10: error: share: the shares of this group add up to 0.95*; 1 is accepted*"
    ])
  }

  @Test func `tenure shares above 101 percent say their sum`() {
    SmallInput("town,owner_occupied,60", to: "town,owner_occupied,64", in: "tables/tenure.csv").expect([
      "tables/tenure.csv:2:21: error: share_percent: the known shares of town add up to 102; *"
    ])
  }

  @Test func `tenure shares are whole percents, which add up to 100 but for rounding`() throws {
    _ = try SmallInput("town,owner_occupied,60", to: "town,owner_occupied,63", in: "tables/tenure.csv").load()
    _ = try SmallInput("town,unknown,2,example,assumption\n", to: "", in: "tables/tenure.csv").load()
  }

  @Test func `zones that hold other dwellings than the stock are named`() {
    SmallInput("6,400,", to: "6,410,", in: "tables/zones.csv").expect(
      at: "zones: tables", "baseline: *baseline.zones*1010*1000*; make the tables count the same dwellings")
  }

  @Test func `zones that do not fit the stock of their municipality are named`() {
    var input = SmallInput("edge,Edge,town", to: "edge,Edge,village", in: "tables/zones.csv")
    input.replace(
      "town,house,from_1965,350,125,example,assumption\n",
      with: """
        town,house,from_1965,250,125,example,assumption
        village,apartment,before_1965,0,70,example,assumption
        village,apartment,from_1965,0,75,example,assumption
        village,house,before_1965,0,110,example,assumption
        village,house,from_1965,100,125,example,assumption

        """, in: stock)
    for table in ["tenure", "heating"] {
      let path = "tables/\(table).csv"
      let rows = input.text(of: path).split(separator: "\n").dropFirst()
      let more = rows.map { $0.replacing("town,", with: "village,") + "\n" }.joined()
      input.files[path, default: []] += Array(more.utf8)
    }
    input.expect(
      at: "zones: tables",
      "baseline: *baseline.zones*baseline.stock*; make the tables count the same dwellings")
  }

  @Test func `more poor dwellings than the stock has are named`() {
    SmallInput("{value: 100, low: 50, high: 200", to: "{value: 1100, low: 50, high: 2000").expect(
      at: "poor: {value: 1100",
      "baseline.condition: counts 1100 dwellings; at most the 1000 dwellings of the stock")
  }

  @Test func `a condition that does not exist and one that is missing are both named`() {
    SmallInput("    poor: {value: 100", to: "    bad: {value: 100").expect([
      "small.yaml:30:5: error: baseline.condition: the number of dwellings in condition 'poor' is missing",
      "small.yaml:30:10: error: baseline.condition.bad: there is no 'bad'; poor are accepted",
    ])
  }

  @Test func `rates above one after their scale are named`() {
    SmallInput(
      "apartment,before_1965,0.004", to: "apartment,before_1965,0.6", in: "tables/demolition_rates.csv"
    )
    .withScale(2).expect(
      at: "0.6", in: "tables/demolition_rates.csv",
      "rate_per_year: is 1.2 after the scale of 2; at most 1 is accepted")
  }

  @Test func `an odds ratio of an unknown label is named`() {
    var input = SmallInput("  condition:\n    # A", to: "  seed_odds: tables/odds.csv\n  condition:\n    # A")
    input.files["tables/odds.csv"] = Array(
      "axis,label,given_axis,given_label,odds_ratio\ncondition,poor,tenure,rentd,2\n".utf8)
    input.expect(
      at: "rentd", in: "tables/odds.csv",
      "given_label: the axis tenure has no 'rentd'; owner_occupied, rented are accepted; did you mean 'rented'?"
    )
  }

  // MARK: - Many

  @Test func `a table with twenty faults reports twenty problems in one pass`() {
    var input = SmallInput()
    let path = "tables/material_intensity.csv"
    // Of eight rows four name an unknown cohort, four an unknown material, four an unknown type; no number is one.
    let changes = [
      ("before_1965", "before_1956"), ("wood", "wod"), ("house", "huis"), (",900,", ",-900,"),
      (",60,", ",x,"),
      (",30,", ",nan,"),
    ]
    let text = changes.reduce(input.text(of: path)) { $0.replacing($1.0, with: $1.1) }
    input.files[path] = Array(text.utf8)
    let problems = input.problems()
    #expect(problems.count == 20, "\(problems.joined(separator: "\n"))")
    #expect(problems.allSatisfy { $0.hasPrefix(path + ":") })
    #expect(problems == problems.sorted { line(of: $0) < line(of: $1) })
  }

  private func line(of problem: String) -> Int {
    Int(problem.split(separator: ":")[1]) ?? 0
  }
}

extension SmallInput {
  /// The same with a factor on all rates of demolition.
  fileprivate func withScale(_ scale: Double) -> SmallInput {
    var input = self
    input.overrides.append("demolition.scale=\(scale)")
    return input
  }
}
