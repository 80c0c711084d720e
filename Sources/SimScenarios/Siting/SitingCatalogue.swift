/// The keys of a siting problem file.
enum SitingCatalogue {
  /// Costs, amounts and capacities: large enough for any region, small enough that sums of products stay exact.
  private static let amount = NumberRange.closed(0...1e12)

  /// The rows for a file; `open` is a number or a map of two, as the file has it.
  static func rows(openIsMap: Bool) -> [CatalogueRow] { base + (openIsMap ? openRange : [openNumber]) }

  private static let base: [CatalogueRow] = [
    CatalogueRow(
      "demand", .path, isRequired: true,
      meaning: "Table of demands: id, amount; latitude and longitude where distances follow from places."),
    CatalogueRow(
      "sites", .path, isRequired: true,
      meaning:
        "Table of sites: id, fixed_cost, capacity (empty for no limit); latitude and longitude as above."),
    CatalogueRow(
      "costs", .path,
      meaning: "Table of demand_id, site_id, cost of one unit; an empty cost where a site cannot serve."),
    CatalogueRow(
      "distances", .path,
      meaning:
        "Table of demand_id, site_id, km, in the place of costs; an empty one where a site cannot serve."),
    CatalogueRow(
      "cost_per_unit_km", .number, range: .nonNegative, defaultText: "1",
      meaning: "Cost of one unit over one km, where distances are given or follow from places."),
    CatalogueRow(
      "road_detour_factor", .number, range: .closed(1...5), defaultText: "1",
      meaning: "Kilometres by road per kilometre in a straight line, where distances follow from places."),
    CatalogueRow(
      "amounts", .path,
      meaning:
        "Table of demand_id, period, amount, in the place of the amounts of demand: hubs open and grow over periods."
    ),
    CatalogueRow(
      "steps", .path,
      meaning:
        "Table of site_id, capacity, cost: the capacities that a site may have in a period and what each costs a period."
    ),
    CatalogueRow(
      "assignment", .choice(["split", "single"]), defaultText: "split",
      meaning: "Whether a demand may be split over sites or goes to one as a whole."),
    CatalogueRow(
      "objective", .choice(["total", "farthest"]), defaultText: "total",
      meaning:
        "Least sum of all costs, or least cost of a unit of the demand that is served worst (p-centre)."),
    CatalogueRow(
      "time_limit_seconds", .number, unit: "s",
      range: NumberRange(low: 0, high: 1e6, includesLow: false), defaultText: "60",
      meaning: "Longest search; what is not proven by then is called feasible, with its gap."),
  ]

  private static let openNumber = CatalogueRow(
    "open", .integer, range: .atLeast(1),
    meaning: "How many sites open, or a map with min and max; else the fixed costs decide.")

  private static let openRange: [CatalogueRow] = [
    CatalogueRow("open", .map, meaning: "How many sites open."),
    CatalogueRow("open.min", .integer, range: .atLeast(1), defaultText: "1", meaning: "Fewest sites."),
    CatalogueRow("open.max", .integer, range: .atLeast(1), meaning: "Most sites; else all."),
  ]

  /// The columns of the table of demands; over periods, the amounts have a table of their own.
  static func demand(overPeriods: Bool) -> TableSchema {
    TableSchema(
      columns: [TableColumn("id", .text)] + (overPeriods ? [] : [TableColumn("amount", .number(amount))])
        + places, keyColumns: ["id"])
  }

  /// The columns of the table of sites; over periods, the capacities have a table of their own, and sites may store.
  static func sites(overPeriods: Bool) -> TableSchema {
    let own =
      overPeriods
      ? ["store_capacity", "store_cost"].map { TableColumn($0, .number(amount), isRequired: false) }
      : [TableColumn("capacity", .number(.positive), isRequired: false)]
    return TableSchema(
      columns: [TableColumn("id", .text), TableColumn("fixed_cost", .number(amount), isRequired: false)]
        + own + places, keyColumns: ["id"])
  }

  private static let places = [
    TableColumn("latitude", .number(.closed(-90...90)), isRequired: false),
    TableColumn("longitude", .number(.closed(-180...180)), isRequired: false),
  ]

  /// The columns of the table of amounts by period.
  static func amounts(demands: [String]?) -> TableSchema {
    TableSchema(
      columns: [
        TableColumn("demand_id", demands.map { .label($0) } ?? .text),
        TableColumn("period", .integer(.closed(0...9999))), TableColumn("amount", .number(amount)),
      ], keyColumns: ["demand_id", "period"])
  }

  /// The columns of the table of capacity steps.
  static func steps(sites: [String]?) -> TableSchema {
    TableSchema(
      columns: [
        TableColumn("site_id", sites.map { .label($0) } ?? .text),
        TableColumn("capacity", .number(.positive)), TableColumn("cost", .number(amount)),
      ], keyColumns: ["site_id", "capacity"],
      completeness: sites == nil ? .none : .allCombinations(of: ["site_id"]))
  }

  /// The columns of a table of pairs: every demand and every site once; any text where their tables are not known.
  static func pairs(_ value: String, demands: [String]?, sites: [String]?) -> TableSchema {
    let areKnown = demands != nil && sites != nil
    return TableSchema(
      columns: [
        TableColumn("demand_id", demands.map { .label($0) } ?? .text),
        TableColumn("site_id", sites.map { .label($0) } ?? .text),
        TableColumn(value, .number(amount), allowsEmptyCells: true),
      ], keyColumns: ["demand_id", "site_id"],
      completeness: areKnown ? .allCombinations(of: ["demand_id", "site_id"]) : .none)
  }
}
