/// The keys and columns of a reconciliation file.
enum ReconciliationCatalogue {
  /// Masses: any that a region can have, small enough that sums of squares stay finite.
  private static let mass = NumberRange.closed(-1e12...1e12)

  /// The rows of the YAML file.
  static let rows: [CatalogueRow] = [
    CatalogueRow(
      "flows", .path, isRequired: true,
      meaning:
        "Table of flows: flow, from, to (empty for outside), tonnes (empty where not measured), standard_error."
    ),
    CatalogueRow(
      "processes", .nameList,
      meaning: "Processes that are balanced; else all names that flows both enter and leave."),
    CatalogueRow(
      "relations", .path,
      meaning: "Table of relation, flow, coefficient: the sum of coefficient x flow of a relation is 0."),
    CatalogueRow(
      "significance", .number, range: NumberRange(low: 0, high: 1, includesLow: false, includesHigh: false),
      defaultText: "0.05",
      meaning: "Data are refused where a misfit as large is less likely than this by chance alone."),
  ]

  /// The columns of the table of flows.
  static let flows = TableSchema(
    columns: [
      TableColumn("flow", .text), TableColumn("from", .text, allowsEmptyCells: true),
      TableColumn("to", .text, allowsEmptyCells: true),
      TableColumn("tonnes", .number(mass), allowsEmptyCells: true),
      TableColumn("standard_error", .number(.closed(0...1e12)), allowsEmptyCells: true),
    ], keyColumns: ["flow"])

  /// The columns of the table of relations; any text where the flows are not known.
  static func relations(flows: [String]?) -> TableSchema {
    TableSchema(
      columns: [
        TableColumn("relation", .text), TableColumn("flow", flows.map { .label($0) } ?? .text),
        TableColumn("coefficient", .number(.closed(-1e6...1e6))),
      ], keyColumns: ["relation", "flow"])
  }
}
