internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  /// Every number that material flows are made of, with the place it comes from.
  func factors(_ inputs: MineInputs, _ materials: MaterialTables, _ axes: StockAxes) -> [MaterialFactor] {
    floorAreaFactors(inputs, axes) + intensityFactors(inputs, axes) + profileFactors(inputs, axes)
      + streamFactors(inputs) + yieldFactors(inputs)
  }

  /// The keys of the baseline cohorts, then the one name of all simulated ones, with a position of each.
  private func cohorts(_ axes: StockAxes) -> [(key: String, position: Int)] {
    let known = (0..<axes.baselineCohortCount).map { (key: axes.cohorts.keys[$0], position: $0) }
    return known + [(key: MaterialFactor.simulatedCohorts, position: axes.baselineCohortCount)]
  }

  private func floorAreaFactors(_ inputs: MineInputs, _ axes: StockAxes) -> [MaterialFactor] {
    let stock = RowIndex(tables["baseline.stock"], ["municipality", "dwelling_type", "cohort"])
    let new = RowIndex(tables["materials.new_build"], ["dwelling_type"])
    let cells = axes.dwellingTypes.count * axes.cohorts.count
    return axes.zones.enumerated().flatMap { zone, place in
      axes.dwellingTypes.enumerated().flatMap { type, dwelling in
        cohorts(axes).map { cohort in
          var subject = MaterialFactor.Subject()
          subject.zone = place.key
          subject.dwellingType = dwelling.key
          subject.cohort = cohort.key
          let column = "floor_area_m2_per_dwelling"
          let origin =
            stock.number([place.municipality, dwelling.key, cohort.key], column)
            ?? new.number([dwelling.key], column)
          let area = inputs.floorAreaM2[zone * cells + type * axes.cohorts.count + cohort.position]
          return MaterialFactor(.floorArea, subject, area, unit: "m2/dwelling", from: origin)
        }
      }
    }
  }

  // MARK: - Content of dwellings

  private func intensityFactors(_ inputs: MineInputs, _ axes: StockAxes) -> [MaterialFactor] {
    let bulk = RowIndex(tables["materials.intensity"], ["dwelling_type", "cohort", "material"])
    let ratios = RowIndex(tables["materials.component_ratios"], ["dwelling_type", "cohort", "component"])
    let components = RowIndex(tables["materials.components"], ["component"])
    let template = view.text("materials.new_cohorts_as")
    return axes.dwellingTypes.enumerated().flatMap { type, dwelling in
      cohorts(axes).flatMap { cohort in
        inputs.streams.axis.enumerated().map { position, stream in
          var subject = MaterialFactor.Subject()
          subject.dwellingType = dwelling.key
          subject.cohort = cohort.key
          subject.material = stream.key
          let known = cohort.key == MaterialFactor.simulatedCohorts ? template : cohort.key
          let row = [dwelling.key, known, stream.key]
          let origin =
            stream.parent == nil ? bulk.number(row, "kg_per_m2") : ratios.number(row, "units_per_m2")
          let note =
            stream.parent == nil
            ? "\(origin?.value.plainText ?? "") kg/m2 less the components made of it"
            : Self.note(units: origin, components.number([stream.key], "kg_per_unit"))
          return MaterialFactor(
            .intensity, subject, inputs.intensities[type, cohort.position, position], unit: "kg/m2",
            from: origin, note: note)
        }
      }
    }
  }

  private static func note(units: SourcedNumber?, _ mass: SourcedNumber?) -> String {
    guard let units, let mass else { return "" }
    return "\(units.value.plainText) units/m2 x \(mass.value.plainText) kg/unit (\(mass.location)), "
      + "at most its bulk material"
  }

  // MARK: - Events

  private func profileFactors(_ inputs: MineInputs, _ axes: StockAxes) -> [MaterialFactor] {
    let rows = RowIndex(tables["materials.renovation_profiles"], ["profile", "material"])
    return inputs.profiles.flatMap { profile -> [MaterialFactor] in
      var subject = MaterialFactor.Subject()
      subject.event = profile.account.event.rawValue
      subject.programme = profile.account.programme ?? ""
      let careful = profile.releasedShares.contains { $0 > 0 } ? carefulFactors(profile, subject, axes) : []
      let shares = inputs.streams.axis.enumerated().flatMap { stream, item -> [MaterialFactor] in
        subject.material = item.key
        let row = [Self.profileName(of: profile.account.event) ?? "", item.key]
        let parts: [(MaterialFactor.Kind, Double, String)] = [
          (.releasedShare, profile.releasedShares[stream], "released_share"),
          (.takenUpShare, profile.takenUpShares[stream], "taken_up_share"),
        ]
        return parts.filter { $0.1 > 0 }.map { kind, share, column in
          let origin = rows.number(row, column)
          return MaterialFactor(
            kind, subject, share, unit: "1", from: origin, note: origin == nil ? "the whole dwelling" : "")
        }
      }
      return careful + shares
    }
  }

  private func carefulFactors(
    _ profile: AccountProfile, _ subject: MaterialFactor.Subject, _ axes: StockAxes
  ) -> [MaterialFactor] {
    let place = profile.account.programme.map { view["programmes.\($0)"] } ?? view["mine"]
    let share = place["careful_dismantling_share"]
    let points = Self.points(of: share).isEmpty ? [] : share.numberMap()
    let level = points.first?.number ?? share.optionalNumber()
    return axes.years.enumerated().map { index, year in
      var subject = subject
      subject.year = "\(year)"
      return MaterialFactor(
        .carefulShare, subject, profile.carefulShares[index], unit: "1", from: level,
        note: points.isEmpty ? "" : "straight between the years of the schedule")
    }
  }

  // MARK: - Materials

  private func streamFactors(_ inputs: MineInputs) -> [MaterialFactor] {
    let treatment = RowIndex(tables["materials.treatment"], ["material"])
    let properties = RowIndex(tables["materials.properties"], ["material", "parameter"])
    return inputs.streams.axis.flatMap { stream -> [MaterialFactor] in
      var subject = MaterialFactor.Subject()
      subject.material = stream.key
      let shares = stream.treatment
      let sum = shares.sum
      let treated: [(MaterialFactor.Kind, Double)] = [
        (.recycledShare, shares.recycled / sum), (.downcycledShare, shares.downcycled / sum),
        (.incineratedShare, shares.incinerated / sum), (.landfilledShare, shares.landfilled / sum),
      ]
      let own: [(MaterialFactor.Kind, Double, String)] = [
        (.suitableShare, stream.reusePotential, "reuse_potential"),
        (.acceptedShare, stream.maximumReuseShareOfDemand, "maximum_reuse_share_of_demand"),
        (.secondaryShare, stream.secondaryShareOfDemand, "secondary_share_of_demand"),
      ]
      return own.map { kind, value, parameter in
        // Grades add up to the number of the table but for rounding.
        let origin = properties.number([stream.key, parameter], "central")
        return MaterialFactor(kind, subject, origin?.value ?? value, unit: "1", from: origin)
      }
        + treated.map { kind, value in
          MaterialFactor(
            kind, subject, value, unit: "1",
            from: treatment.number([stream.parent ?? stream.key], kind.rawValue))
        }
    }
  }

  private func yieldFactors(_ inputs: MineInputs) -> [MaterialFactor] {
    let properties = RowIndex(tables["materials.properties"], ["material", "parameter"])
    return inputs.hubs.flatMap { hub in
      inputs.streams.axis.enumerated().map { position, stream in
        var subject = MaterialFactor.Subject()
        subject.hub = hub.key
        subject.material = stream.key
        let own = view.optionalNumber("hubs.\(hub.key).yield")
        return MaterialFactor(
          .refurbishmentYield, subject, hub.yields[position], unit: "1",
          from: own ?? properties.number([stream.key, "refurbishment_yield"], "central"))
      }
    }
  }
}

/// The rows of a table by the texts of some of its columns.
private struct RowIndex {
  private let table: Table?
  private var rows: [[String]: Int] = [:]

  init(_ table: Table?, _ columns: [String]) {
    self.table = table
    for row in 0..<(table?.rowCount ?? 0) {
      rows[columns.map { table?.text(row, $0) ?? "" }] = row
    }
  }

  /// The number in a column of the row under a key, with its origin.
  func number(_ key: [String], _ column: String) -> SourcedNumber? {
    rows[key].flatMap { table?.sourcedNumber($0, column) }
  }
}
