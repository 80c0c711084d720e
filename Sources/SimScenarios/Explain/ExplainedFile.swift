/// The result files whose cells can be explained; the raw values are the words of a cell.
public enum ExplainedFile: String, Sendable, CaseIterable {
  /// `materials.csv`: flows of material.
  case materials
  /// `stock.csv`: dwellings of a type, all tenures and conditions together.
  case stock
  /// `carbon.csv`: emissions.
  case carbon
  /// `costs.csv`: costs and savings of the Urban Mine.
  case costs

  /// The name of the file.
  var fileName: String { rawValue + ".csv" }

  /// The keys of a cell beside the file and the year, in the order of the columns.
  ///
  /// Tenure and condition are no keys of the stock: no result counts which events change them.
  var keys: [String] {
    switch self {
    case .materials: ["zone", "material", "flow"]
    case .stock: ["zone", "dwelling_type"]
    case .carbon: ["zone", "source"]
    case .costs: ["programme", "item"]
    }
  }

  /// The unit of the cells.
  var unit: String {
    switch self {
    case .materials: "t"
    case .stock: "dwellings"
    case .carbon: "kg CO2e"
    case .costs: "euro"
    }
  }

  /// How a cell of the file is written.
  var form: String {
    let values = ["year"] + keys
    return "file=\(rawValue)," + values.map { "\($0)=\($0.uppercased())" }.joined(separator: ",")
      + (self == .stock ? " (all tenures and conditions together)" : "")
  }
}
