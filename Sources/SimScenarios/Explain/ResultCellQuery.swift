internal import UrbanMine

/// One cell of `materials.csv`: a flow of a material in a zone and year.
public struct ResultCellQuery: Sendable, Equatable {
  /// The calendar year.
  public let year: Int
  /// The zone, or `region`.
  public let zone: String
  /// The material or component.
  public let material: String
  /// The flow.
  let flow: MaterialFlow

  private static let form = "write file=materials,year=YEAR,zone=ZONE,material=MATERIAL,flow=FLOW"

  /// Reads a cell written as `file=materials,year=2030,zone=region,material=wood,flow=reused`, in any order.
  ///
  /// - Throws: ``ExplainError`` where a key is missing, stands twice or is not known, or a value cannot be meant.
  public init(_ text: String) throws(ExplainError) {
    var values: [String: String] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[1].isEmpty else {
        throw ExplainError.wrongForm("'\(part)' is not KEY=VALUE", remedy: Self.form)
      }
      guard ["file", "year", "zone", "material", "flow"].contains(sides[0]) else {
        throw ExplainError.wrongForm("the key '\(sides[0])' is not known", remedy: Self.form)
      }
      guard values.updateValue(sides[1], forKey: sides[0]) == nil else {
        throw ExplainError.wrongForm("the key '\(sides[0])' stands twice", remedy: Self.form)
      }
    }
    func value(_ key: String) throws(ExplainError) -> String {
      guard let value = values[key] else {
        throw ExplainError.wrongForm("the key '\(key)' is missing", remedy: Self.form)
      }
      return value
    }
    let file = try value("file")
    guard ["materials", "materials.csv"].contains(file) else {
      throw ExplainError.unknownValue(key: "file", value: file, accepted: ["materials"])
    }
    let year = try value("year")
    guard let number = Int(year) else {
      throw ExplainError.wrongForm("'\(year)' is no year", remedy: Self.form)
    }
    self.year = number
    zone = try value("zone")
    material = try value("material")
    let flow = try value("flow")
    guard let known = MaterialFlow(rawValue: flow) else {
      throw ExplainError.unknownValue(
        key: "flow", value: flow, accepted: MaterialFlow.allCases.map(\.rawValue))
    }
    self.flow = known
  }
}
