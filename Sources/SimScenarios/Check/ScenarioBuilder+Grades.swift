internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  /// The quality grades of every material and component, best first, or `nil` where a table has problems.
  ///
  /// A material without rows in the table has one grade, that of its properties. With rows, the grades refine the
  /// properties: the sum of share x suitable share is the reuse potential, and the best grade has the largest share of
  /// the demand, or the tables contradict each other.
  ///
  /// In a member of an ensemble the properties are drawn and the grades follow them.
  ///
  /// - Parameters:
  ///   - keys: the materials, in the order of the streams.
  ///   - properties: the parameters of every stream by name, `nil` where their table has problems.
  /// - Returns: the grades per stream.
  func grades(of keys: [String], properties: [String: [Double]]?) -> [[QualityGrade]]? {
    let table = view.has("materials.grades") ? table("materials.grades", Self.gradeSchema(keys)) : nil
    guard let properties, table != nil || !view.has("materials.grades") else { return nil }
    var rowsOfStream = Array(repeating: [Int](), count: keys.count)
    let streams = table?.positions("material") ?? []
    for (row, stream) in streams.enumerated() { rowsOfStream[stream].append(row) }
    return keys.indices.map { stream in
      let potential = properties["reuse_potential"]?[stream] ?? 0
      let limit = properties["maximum_reuse_share_of_demand"]?[stream] ?? 0
      let rows = rowsOfStream[stream]
      guard let table, let first = rows.first else {
        return [
          QualityGrade(key: "all", share: 1, suitableShare: potential, maximumShareOfDemand: limit)
        ]
      }
      let grades = rows.map { grade(table, $0) }
      if isMember { return QualityGrade.following(grades, potential: potential, limit: limit) }
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

extension QualityGrade {
  /// Grades that refine another reuse potential and another largest share of the demand than they were stated for.
  ///
  /// With P the stated potential and P' the other one, suitable shares s become s P' / P where P' <= P and
  /// 1 - (1 - s) (1 - P') / (1 - P) where P' > P, which keeps them in 0...1 and their sum at P'. Accepted shares are
  /// multiplied by the ratio of the best ones.
  fileprivate static func following(_ grades: [QualityGrade], potential: Double, limit: Double)
    -> [QualityGrade]
  {
    let stated = grades.reduce(0) { $0 + $1.potential }
    let accepted = grades.first?.maximumShareOfDemand ?? 0
    return grades.map { grade in
      let suitable =
        potential <= stated
        ? (stated > 0 ? grade.suitableShare * (potential / stated) : 0)
        : 1 - (1 - grade.suitableShare) * ((1 - potential) / (1 - stated))
      return QualityGrade(
        key: grade.key, share: grade.share, suitableShare: suitable,
        maximumShareOfDemand: accepted > 0 ? grade.maximumShareOfDemand * (limit / accepted) : limit)
    }
  }
}
