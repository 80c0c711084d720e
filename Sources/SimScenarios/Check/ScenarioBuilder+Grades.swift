internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  /// The quality grades of every material and component, best first, or `nil` where a table has problems.
  ///
  /// A material without rows in the table has one grade, that of its properties. With rows, the grades refine the
  /// properties: the sum of share x suitable share is the reuse potential, and the best grade has the largest share of
  /// the demand, or the tables contradict each other.
  ///
  /// - Parameters:
  ///   - keys: the materials, in the order of the streams.
  ///   - properties: the parameters of every stream by name, `nil` where their table has problems.
  /// - Returns: the grades per stream.
  func grades(of keys: [String], properties: [String: [Double]]?) -> [[QualityGrade]]? {
    let table = view.has("materials.grades") ? table("materials.grades", Self.gradeSchema(keys)) : nil
    guard let properties, table != nil || !view.has("materials.grades") else { return nil }
    return keys.indices.map { stream in
      let potential = properties["reuse_potential"]?[stream] ?? 0
      let limit = properties["maximum_reuse_share_of_demand"]?[stream] ?? 0
      let rows = table.map { table in
        (0..<table.rowCount).filter { table.position($0, "material") == stream }
      }
      guard let table, let rows, let first = rows.first else {
        return [
          QualityGrade(key: "all", share: 1, suitableShare: potential, maximumShareOfDemand: limit)
        ]
      }
      let grades = rows.map { grade(table, $0) }
      check(grades, table, first, potential: potential, limit: limit)
      return grades
    }
  }

  private static func gradeSchema(_ keys: [String]) -> TableSchema {
    TableSchema(
      columns: [
        TableColumn("material", .label(keys)), TableColumn("grade", .text),
        TableColumn("share", .triple(.share)), TableColumn("suitable_share", .triple(.share)),
        TableColumn("maximum_reuse_share_of_demand", .triple(.share)),
      ], keyColumns: ["material", "grade"])
  }

  private func grade(_ table: Table, _ row: Int) -> QualityGrade {
    QualityGrade(
      key: table.text(row, "grade"), share: table.number(row, "share"),
      suitableShare: table.number(row, "suitable_share"),
      maximumShareOfDemand: table.number(row, "maximum_reuse_share_of_demand"))
  }

  private func check(
    _ grades: [QualityGrade], _ table: Table, _ row: Int, potential: Double, limit: Double
  ) {
    let material = table.text(row, "material")
    let sum = grades.reduce(0) { $0 + $1.share }
    if !isClose(sum, 1) {
      report(
        .shareSum, table, row, "share", found: "the grades of \(material) add up to \(sum.plainText)",
        accepted: "1 is accepted")
    }
    let suitable = grades.reduce(0) { $0 + $1.potential }
    if !isClose(suitable, potential) {
      report(
        .inconsistent, table, row, "suitable_share",
        found: "share x suitable_share of the grades of \(material) add up to \(suitable.plainText)",
        accepted: "\(potential.plainText) is accepted, its reuse_potential in the table of properties")
    }
    let order = [limit] + grades.map(\.maximumShareOfDemand)
    if !isClose(order[1], limit) || zip(order.dropFirst(), order.dropFirst(2)).contains(where: { $0 < $1 }) {
      report(
        .inconsistent, table, row, "maximum_reuse_share_of_demand",
        found:
          "the grades of \(material) have \(grades.map(\.maximumShareOfDemand.plainText).joined(separator: ", "))",
        accepted:
          "\(limit.plainText) for the best, as in the table of properties, and no more for a worse one")
    }
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude <= Tolerance.balance }
}
