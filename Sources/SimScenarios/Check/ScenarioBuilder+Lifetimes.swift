internal import HousingSim
internal import SimNumerics

/// Autonomous demolition by lifetimes, from a table of named lifetimes.
extension ScenarioBuilder {
  /// Demolition shares from the lifetimes that the scenario names, or `nil` and a problem.
  func lifetimeHazards(_ axes: StockAxes) -> DemolitionHazards? {
    let unused = ["rates", "scale", "new_cohorts_as"].filter { view.has("demolition.\($0)") }
    for key in unused {
      let place = view["demolition.\(key)"]
      warnings.append("\(place.location): \(place.key) is not used, for demolition.lifetime is given")
    }
    guard view.has("demolition.lifetimes") else {
      report(
        .missingKey, view["demolition"], found: "lifetime is given without lifetimes",
        remedy: "name the table that has the lifetime")
      return nil
    }
    guard let named = namedLifetimes() else { return nil }
    let old = lifetime("demolition.lifetime", of: named)
    let hasOther = view.has("demolition.lifetime_of_new")
    let new = hasOther ? lifetime("demolition.lifetime_of_new", of: named) : old
    guard let old, let new else { return nil }
    do {
      return try DemolitionHazards(
        axes: axes,
        lifetimes: axes.cohorts.indices.map { $0 < axes.baselineCohortCount ? old : new })
    } catch {
      report(.outOfRange, view["demolition.lifetime"], found: "\(error)")
      return nil
    }
  }

  private func lifetime(_ key: String, of named: [(name: String, lifetime: Lifetime)]) -> Lifetime? {
    let name = view.text(key)
    if let found = named.first(where: { $0.name == name }) { return found.lifetime }
    if !problems.contains(where: { $0.key == key }) {
      reportUnknownLabel(name, among: named.map(\.name), view[key])
    }
    return nil
  }

  /// The lifetimes of the table in its order, or `nil` where it has problems.
  func namedLifetimes() -> [(name: String, lifetime: Lifetime)]? {
    let names = LifetimeDistribution.allCases.map(\.rawValue) + ["table"]
    let numbers = ["mean", "stddev", "shape", "scale"]
    let schema = TableSchema(
      columns: [TableColumn("lifetime", .text), TableColumn("distribution", .label(names))]
        + numbers.map { TableColumn($0, .number(.positive), isRequired: false) }
        + ["file", "applies_to", "geography"].map { TableColumn($0, .text, isRequired: false) },
      keyColumns: ["lifetime"])
    guard let table = table("demolition.lifetimes", schema) else { return nil }
    let count = problems.count
    let lifetimes = (0..<table.rowCount).compactMap { row in
      lifetime(table, row, names[table.position(row, "distribution")]).map {
        (table.text(row, "lifetime"), $0)
      }
    }
    return problems.count == count ? lifetimes : nil
  }

  /// The lifetime of a row: the parameters of its distribution and no others.
  private func lifetime(_ table: Table, _ row: Int, _ name: String) -> Lifetime? {
    let given = ["mean", "stddev", "shape", "scale"].filter { table.optionalNumber(row, $0) != nil }
    let file = table.text(row, "file")
    guard let distribution = LifetimeDistribution(rawValue: name) else {
      guard given.isEmpty, !file.isEmpty else {
        reportParameters(table, row, given + (file.isEmpty ? [] : ["file"]), wanted: ["file"], name)
        return nil
      }
      return curve(table, row, file)
    }
    // A Weibull lifetime may be given by its mean instead of its scale.
    let hasMean = distribution == .weibull && given == ["mean", "shape"]
    guard file.isEmpty, hasMean || given == distribution.parameterNames else {
      reportParameters(
        table, row, given + (file.isEmpty ? [] : ["file"]), wanted: distribution.parameterNames, name)
      return nil
    }
    let values = given.map { table.number(row, $0) }
    if hasMean { return .weibull(shape: values[1], mean: values[0]) }
    return distribution.lifetime(values[0], values.count > 1 ? values[1] : 0)
  }

  private func reportParameters(
    _ table: Table, _ row: Int, _ given: [String], wanted: [String], _ name: String
  ) {
    let either = name == LifetimeDistribution.weibull.rawValue ? ", or mean and shape" : ""
    report(
      .inconsistent, table, row, "distribution",
      found: given.isEmpty ? "\(name) has no parameters" : "\(name) has \(given.joined(separator: ", "))",
      accepted: "\(wanted.joined(separator: " and "))\(either) stand for it, and no others")
  }

  /// The survival by age in a table that a row names, relative to the table of lifetimes.
  private func curve(_ table: Table, _ row: Int, _ file: String) -> Lifetime? {
    let path = FilePath.resolve(file, namedIn: table.file.path)
    let reading = SurvivalCurveReading(
      path, files: files, namedAt: table.location(row, "file"), key: "file")
    add(reading.problems, file: reading.file)
    return reading.curve.map(Lifetime.table)
  }
}
