internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// The materials and components that all tables of materials are about, and the tables that name them.
struct MaterialNames {
  let bulk: [String]
  let parts: [String]
  /// The table of treatment, `nil` where it has problems beside the names.
  let treatment: Table?
  /// The table of components, likewise.
  let components: Table?

  /// All names, in the order of the streams.
  var keys: [String] { bulk + parts }
}

/// What dwellings are made of, read and checked, before the accounts of events are known.
struct MaterialTables {
  let streams: MaterialStreams
  let intensities: MaterialIntensities
  let newBuildCohort: Int
  /// m2 usable floor area of a new dwelling, per dwelling type.
  let newFloorArea: [Double]
  /// The share of received mass that leaves refurbishment as product, per stream.
  let yields: [Double]
  /// Shares released and taken up per stream, by profile.
  let profiles: [String: (released: [Double], takenUp: [Double])]
}

extension ScenarioBuilder {
  /// The names of materials and components, or `nil` where their tables do not say them.
  func materialTables() -> MaterialNames? {
    let treatment = table("materials.treatment", Self.treatmentSchema)
    let components = table("materials.components", Self.componentSchema)
    guard let bulk = names(["material"], of: "materials.treatment"),
      let parts = names(["component"], of: "materials.components")
    else { return nil }
    return MaterialNames(
      bulk: bulk.map { $0[0] }, parts: parts.map { $0[0] }, treatment: treatment, components: components)
  }

  /// Reads the tables of materials.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock.
  ///   - names: the materials and components.
  ///   - known: streams that probably have the same names, as those of the scenario of a member; `nil` for none.
  /// - Returns: what dwellings are made of, `nil` where tables have problems, which are reported.
  func readMaterials(
    _ axes: StockAxes, _ names: MaterialNames, like known: MaterialStreams? = nil
  ) -> MaterialTables? {
    let cohorts = Array(axes.cohorts.keys.prefix(axes.baselineCohortCount))
    let template = newCohorts("materials.new_cohorts_as", cohorts)
    let newFloorArea = newFloorArea(axes)
    let intensity = intensityTable(axes, cohorts, names.bulk)
    let ratios = ratioTable(axes, cohorts, names.parts)
    let properties = properties(of: names.keys)
    let profiles = profiles(names.keys)
    let grades = grades(of: names.keys, properties: properties)
    let streams = streams(names, properties: properties, grades: grades, like: known)
    guard let streams, let components = names.components, let intensity, let ratios, let properties,
      let profiles, let newFloorArea, let template
    else { return nil }
    let shape = IntensityShape(axes: axes, cohorts: cohorts.count, template: template)
    do {
      let intensities = try MaterialIntensities(
        streams: streams, typeCount: axes.dwellingTypes.count, contentOfCohort: shape.contentOfCohort,
        bulkKgPerM2: shape.values(intensity, "material", "kg_per_m2", columns: names.bulk.count),
        componentUnitsPerM2: shape.values(ratios, "component", "units_per_m2", columns: names.parts.count),
        kgPerUnit: components.numbers("kg_per_unit"))
      if !isMember { warn(of: intensities, axes) }
      return MaterialTables(
        streams: streams, intensities: intensities, newBuildCohort: template, newFloorArea: newFloorArea,
        yields: properties["refurbishment_yield"] ?? [], profiles: profiles)
    } catch {
      report(.inconsistent, view["materials"], found: "\(error)")
      return nil
    }
  }

  static let treatmentSchema = TableSchema(
    columns: [
      TableColumn("material", .text), TableColumn("recycled_share", .number(.share)),
      TableColumn("downcycled_share", .number(.share)), TableColumn("incinerated_share", .number(.share)),
      TableColumn("landfilled_share", .number(.share)),
    ], keyColumns: ["material"])

  static let componentSchema = TableSchema(
    columns: [
      TableColumn("component", .text), TableColumn("material", .text), TableColumn("unit", .text),
      TableColumn("kg_per_unit", .triple(.positive)),
      TableColumn("stored_density_kg_per_m3", .triple(.positive)),
    ], keyColumns: ["component"])

  private func intensityTable(_ axes: StockAxes, _ cohorts: [String], _ bulk: [String]) -> Table? {
    table(
      "materials.intensity",
      TableSchema(
        columns: [
          TableColumn("dwelling_type", .label(axes.dwellingTypes.keys)),
          TableColumn("cohort", .label(cohorts)),
          TableColumn("material", .label(bulk)), TableColumn("kg_per_m2", .triple(.nonNegative)),
        ], keyColumns: ["dwelling_type", "cohort", "material"],
        completeness: .allCombinations(of: ["dwelling_type", "cohort", "material"])))
  }

  private func ratioTable(_ axes: StockAxes, _ cohorts: [String], _ components: [String]) -> Table? {
    table(
      "materials.component_ratios",
      TableSchema(
        columns: [
          TableColumn("dwelling_type", .label(axes.dwellingTypes.keys)),
          TableColumn("cohort", .label(cohorts)),
          TableColumn("component", .label(components)), TableColumn("units_per_m2", .triple(.nonNegative)),
        ], keyColumns: ["dwelling_type", "cohort", "component"],
        completeness: .allCombinations(of: ["dwelling_type", "cohort", "component"])))
  }

  private func newFloorArea(_ axes: StockAxes) -> [Double]? {
    let table = table(
      "materials.new_build",
      TableSchema(
        columns: [
          TableColumn("dwelling_type", .label(axes.dwellingTypes.keys)),
          TableColumn("floor_area_m2_per_dwelling", .triple(.positive)),
        ], keyColumns: ["dwelling_type"], completeness: .allCombinations(of: ["dwelling_type"])))
    guard let table else { return nil }
    var areas = [Double](repeating: 0, count: axes.dwellingTypes.count)
    for row in 0..<table.rowCount {
      areas[table.position(row, "dwelling_type")] = table.number(row, "floor_area_m2_per_dwelling")
    }
    return areas
  }

  private func streams(
    _ names: MaterialNames, properties: [String: [Double]]?, grades: [[QualityGrade]]?,
    like known: MaterialStreams?
  ) -> MaterialStreams? {
    let bulk = names.bulk
    let shares = names.treatment.map(treatmentShares)
    let parents = names.components.map { table in
      (0..<table.rowCount).map { row in parent(table, row, among: bulk) }
    }
    guard let shares, let parents, let properties, let grades, !problems.hasErrors else { return nil }
    let keys = bulk.map { ($0, nil as Int?) } + zip(names.parts, parents)
    let streams = keys.enumerated().map { position, entry in
      MaterialStream(
        key: entry.0, parent: entry.1.map { bulk[$0] }, grades: grades[position],
        secondaryShareOfDemand: properties["secondary_share_of_demand"]?[position] ?? 0,
        storedDensity: Quantity(properties["stored_density_kg_per_m3"]?[position] ?? 1),
        treatment: shares[entry.1 ?? position])
    }
    do {
      return try MaterialStreams(streams, like: known)
    } catch {
      report(.inconsistent, view["materials"], found: "\(error)")
      return nil
    }
  }

  /// The position of the material that a component is made of.
  private func parent(_ components: Table, _ row: Int, among bulk: [String]) -> Int? {
    let parent = components.text(row, "material")
    if let position = bulk.firstIndex(of: parent) { return position }
    let nearest = NearestKey.nearest(to: parent, among: bulk)
    report(
      .unknownLabel, components, row, "material", found: "there is no bulk material '\(parent)'",
      accepted: bulk.joined(separator: ", ") + " are accepted",
      remedy: nearest.map { "did you mean '\($0)'?" } ?? "")
    return nil
  }

  private func treatmentShares(_ table: Table) -> [TreatmentShares] {
    let (recycled, downcycled) = (table.numbers("recycled_share"), table.numbers("downcycled_share"))
    let (incinerated, landfilled) = (table.numbers("incinerated_share"), table.numbers("landfilled_share"))
    return (0..<table.rowCount).map { row in
      let shares = TreatmentShares(
        recycled: recycled[row], downcycled: downcycled[row], incinerated: incinerated[row],
        landfilled: landfilled[row])
      if (shares.sum - 1).magnitude > MaterialStreams.treatmentTolerance {
        report(
          .shareSum, table, row, "recycled_share",
          found: "the treatment shares of \(table.text(row, "material")) add up to \(shares.sum.plainText)",
          accepted: "1 is accepted", remedy: "correct the four shares of this row")
      }
      return shares
    }
  }

  /// The parameters that the long table of properties has for every stream.
  private static let propertyRanges: [(name: String, range: NumberRange)] = [
    ("reuse_potential", .share), ("refurbishment_yield", .share), ("stored_density_kg_per_m3", .positive),
    ("maximum_reuse_share_of_demand", .share), ("secondary_share_of_demand", .share),
  ]

  /// The parameters of every stream, by name, from the long table of properties.
  private func properties(of keys: [String]) -> [String: [Double]]? {
    let ranges = Self.propertyRanges
    let table = table(
      "materials.properties",
      TableSchema(
        columns: [
          TableColumn("material", .label(keys)), TableColumn("parameter", .label(ranges.map(\.name))),
          TableColumn("low", .number(.nonNegative)), TableColumn("central", .number(.nonNegative)),
          TableColumn("high", .number(.nonNegative)), TableColumn("unit", .text),
        ], keyColumns: ["material", "parameter"],
        completeness: .allCombinations(of: ["material", "parameter"])))
    guard let table else { return nil }
    let (central, low, high) = (table.numbers("central"), table.numbers("low"), table.numbers("high"))
    let (parameters, materials) = (table.positions("parameter"), table.positions("material"))
    var values = Array(repeating: [Double](repeating: 0, count: keys.count), count: ranges.count)
    for row in 0..<table.rowCount {
      let (parameter, value) = (parameters[row], central[row])
      values[parameter][materials[row]] = value
      let (name, range) = ranges[parameter]
      if !range.contains(value) {
        report(
          .outOfRange, table, row, "central", found: "\(name) is \(value.plainText)",
          accepted: "\(range) is accepted")
      }
      if !(low[row] <= value && value <= high[row]) {
        report(
          .outOfRange, table, row, "central", found: "\(name) is \(value.plainText)",
          accepted: "a number from low to high of its row")
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(ranges.map(\.name), values))
  }

  private func profiles(_ keys: [String]) -> [String: (released: [Double], takenUp: [Double])]? {
    let names = ["renovation", "insulation", "gas_free_ready", "merge", "transformation"]
    let table = table(
      "materials.renovation_profiles",
      TableSchema(
        columns: [
          TableColumn("profile", .label(names)), TableColumn("material", .label(keys)),
          TableColumn("released_share", .triple(.share)), TableColumn("taken_up_share", .triple(.share)),
        ], keyColumns: ["profile", "material"]))
    guard let table else { return nil }
    let none = [Double](repeating: 0, count: keys.count)
    var profiles = Array(repeating: (released: none, takenUp: none), count: names.count)
    let (released, takenUp) = (table.numbers("released_share"), table.numbers("taken_up_share"))
    for (row, (profile, stream)) in zip(table.positions("profile"), table.positions("material")).enumerated()
    {
      profiles[profile].released[stream] = released[row]
      profiles[profile].takenUp[stream] = takenUp[row]
    }
    return Dictionary(uniqueKeysWithValues: zip(names, profiles))
  }

  private func warn(of intensities: MaterialIntensities, _ axes: StockAxes) {
    for scaling in intensities.scaledComponents where scaling.cohort < axes.baselineCohortCount {
      warnings.append(
        "components of \(scaling.parent) in \(axes.dwellingTypes[scaling.type].key) "
          + "\(axes.cohorts[scaling.cohort].key) weigh more than the material; they are multiplied by "
          + "\(scaling.factor)")
    }
  }
}

/// Tables of baseline cohorts as arrays; simulated years have the content of one of the baseline cohorts.
private struct IntensityShape {
  let axes: StockAxes
  let cohorts: Int
  let template: Int

  /// Per cohort the baseline cohort whose content it has.
  var contentOfCohort: [Int] { axes.cohorts.indices.map { $0 < cohorts ? $0 : template } }

  /// Values, types x baseline cohorts x labels of a column.
  func values(_ table: Table, _ label: String, _ value: String, columns: Int) -> [Double] {
    var values = [Double](repeating: 0, count: axes.dwellingTypes.count * cohorts * columns)
    let numbers = table.numbers(value)
    let (types, periods) = (table.positions("dwelling_type"), table.positions("cohort"))
    for (row, position) in table.positions(label).enumerated() {
      values[(types[row] * cohorts + periods[row]) * columns + position] = numbers[row]
    }
    return values
  }
}
