import SimScenarios
import Testing

/// Several mistakes at once: all of them are reported in one pass, in file order.
struct ManyProblemsTests {
  private let tables = [
    "zones", "stock", "tenure", "energy_labels", "heating", "demolition_rates", "material_intensity",
    "components",
    "component_ratios", "treatment", "material_properties", "renovation_profiles", "new_build", "hub_sites",
    "embodied_carbon", "vehicles", "energy_use", "gate_fees", "material_prices",
  ]

  /// The small scenario with a number of a table turned into a text.
  private func withBadNumber(in table: String, _ input: SmallInput = SmallInput()) -> SmallInput {
    let path = "tables/\(table).csv"
    var input = input
    var lines = input.text(of: path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var cells = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let number = cells.firstIndex { Double($0) != nil } ?? 0
    cells[number] = "x"
    lines[1] = cells.joined(separator: ",")
    input.files[path] = Array(lines.joined(separator: "\n").utf8)
    return input
  }

  @Test(arguments: [
    "zones", "stock", "tenure", "energy_labels", "heating", "demolition_rates", "material_intensity",
    "components",
    "component_ratios", "treatment", "material_properties", "renovation_profiles", "new_build", "hub_sites",
    "embodied_carbon", "vehicles", "energy_use", "gate_fees", "material_prices",
  ])
  func `a bad table gives one problem, at its cell`(table: String) {
    withBadNumber(in: table).expect(["tables/\(table).csv:2:*: error: *: 'x' is not a number; *"])
  }

  @Test func `a bad number in every table is reported for every table`() {
    let input = tables.reduce(SmallInput()) { withBadNumber(in: $1, $0) }
    let problems = input.problems()
    for table in tables {
      #expect(
        problems.count { $0.hasPrefix("tables/\(table).csv:2:") } == 1,
        "\(table): \(problems.joined(separator: "\n"))")
    }
    #expect(problems.count == tables.count)
  }

  @Test(arguments: [
    ("title_en: Small example", "titel_en: Small example"),
    ("to_year: 2028\n    where", "to_year: x\n    where"),
    ("tonnes_per_year: 100", "tonnes_per_year: -1"),
    ("to_year: 2028\n    at_least", "to_year: 99\n    at_least"),
    ("opening_year: 2026", "opening_year: soon"), ("steps_per_year: 4", "steps_per_year: 3"),
    ("probability_per_year: {value: 0.005", "probability_per_year: {value: 2"),
  ])
  func `a mistake in the scenario file hides no table`(old: String, new: String) {
    let input = tables.reduce(SmallInput(old, to: new)) { withBadNumber(in: $1, $0) }
    let problems = input.problems()
    #expect(problems.first?.hasPrefix("small.yaml:") == true)
    for table in tables {
      #expect(
        problems.count { $0.hasPrefix("tables/\(table).csv:2:") } == 1,
        "\(table): \(problems.joined(separator: "\n"))")
    }
  }

  @Test func `a mistake of meaning hides no other`() {
    var input = SmallInput("share: 0.25", to: "share: 0.5")
    input.replace("site: harbour", with: "site: harbor")
    input.replace("indicator: done_restructure", with: "indicator: done_restucture")
    input.replace("shares: {centre: 0.4", with: "shares: {centre: 0.5")
    input.replace("wood,0,0.3,0.7,0", with: "wood,0.5,0.3,0.7,0", in: "tables/treatment.csv")
    input.replace("house,from_1965,G,0.1", with: "house,from_1965,G,0.2", in: "tables/energy_labels.csv")
    input.replace("[focus, rest]", with: "[focus, rst]")
    let places = [
      input.place(of: "[focus, rst]"), input.place(of: "renovate: {share"), input.place(of: "{centre: 0.5"),
      input.place(of: "harbor\n"), input.place(of: "done_restucture"),
      input.place(of: "0.2,example", in: "tables/energy_labels.csv"),
      input.place(of: "0.5,0.3", in: "tables/treatment.csv"),
    ]
    let problems = input.problems()
    for place in places {
      #expect(
        problems.count { $0.hasPrefix(place + ": error: ") } == 1,
        "\(place): \(problems.joined(separator: "\n"))")
    }
    #expect(problems.count == places.count, "\(problems.joined(separator: "\n"))")
  }

  @Test func `problems of one file stand together in the order of its lines`() {
    let input = tables.reduce(SmallInput("steps_per_year: 4", to: "steps_per_year: 3")) {
      withBadNumber(in: $1, $0)
    }
    do {
      _ = try input.load()
      Issue.record("the scenario is accepted")
    } catch {
      #expect(error.problems == error.problems.inFileOrder)
      let files = error.problems.map(\.location.path)
      #expect(files.first == "small.yaml")
      #expect(Set(files).count == zip(files, files.dropFirst()).count { $0 != $1 } + 1)
    }
  }
}
