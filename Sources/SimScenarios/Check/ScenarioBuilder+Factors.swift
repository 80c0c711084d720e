internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  /// Every number that explained results are made of, with the place it comes from.
  ///
  /// - Parameters:
  ///   - inputs: the inputs of the mine.
  ///   - baseline: the stock before the first simulated year.
  ///   - effects: the factors of emissions and costs, `nil` where the scenario has none.
  ///   - axes: the axes of the stock.
  /// - Returns: the factors, kind by kind.
  func factors(
    _ inputs: MineInputs, baseline: HousingStock, _ effects: MineEffects?, _ axes: StockAxes
  ) -> [RecordedFactor] {
    floorAreaFactors(inputs, axes) + intensityFactors(inputs, axes) + profileFactors(inputs, axes)
      + streamFactors(inputs) + yieldFactors(inputs) + baselineFactors(baseline, axes)
      + (effects.map { recordedEmissions($0, inputs, axes) + recordedPrices($0.cost, inputs) } ?? [])
  }

  /// The keys of the baseline cohorts, then the one name of all simulated ones, with a position of each.
  private func cohorts(_ axes: StockAxes) -> [(key: String, position: Int)] {
    let known = (0..<axes.baselineCohortCount).map { (key: axes.cohorts.keys[$0], position: $0) }
    return known + [(key: RecordedFactor.simulatedCohorts, position: axes.baselineCohortCount)]
  }

  private func floorAreaFactors(_ inputs: MineInputs, _ axes: StockAxes) -> [RecordedFactor] {
    let stock = RowIndex(tables["baseline.stock"], ["municipality", "dwelling_type", "cohort"])
    let new = RowIndex(tables["materials.new_build"], ["dwelling_type"])
    let cells = axes.dwellingTypes.count * axes.cohorts.count
    return axes.zones.enumerated().flatMap { zone, place in
      axes.dwellingTypes.enumerated().flatMap { type, dwelling in
        cohorts(axes).map { cohort in
          var subject = RecordedFactor.Subject()
          subject.zone = place.key
          subject.dwellingType = dwelling.key
          subject.cohort = cohort.key
          let column = "floor_area_m2_per_dwelling"
          let origin =
            stock.number([place.municipality, dwelling.key, cohort.key], column)
            ?? new.number([dwelling.key], column)
          let area = inputs.floorAreaM2[zone * cells + type * axes.cohorts.count + cohort.position]
          return RecordedFactor(.floorArea, subject, area, unit: "m2/dwelling", from: origin)
        }
      }
    }
  }

  // MARK: - Content of dwellings

  private func intensityFactors(_ inputs: MineInputs, _ axes: StockAxes) -> [RecordedFactor] {
    let bulk = RowIndex(tables["materials.intensity"], ["dwelling_type", "cohort", "material"])
    let ratios = RowIndex(tables["materials.component_ratios"], ["dwelling_type", "cohort", "component"])
    let components = RowIndex(tables["materials.components"], ["component"])
    let template = view.text("materials.new_cohorts_as")
    return axes.dwellingTypes.enumerated().flatMap { type, dwelling in
      cohorts(axes).flatMap { cohort in
        inputs.streams.axis.enumerated().map { position, stream in
          var subject = RecordedFactor.Subject()
          subject.dwellingType = dwelling.key
          subject.cohort = cohort.key
          subject.material = stream.key
          let known = cohort.key == RecordedFactor.simulatedCohorts ? template : cohort.key
          let row = [dwelling.key, known, stream.key]
          let origin =
            stream.parent == nil ? bulk.number(row, "kg_per_m2") : ratios.number(row, "units_per_m2")
          let note =
            stream.parent == nil
            ? "\(origin?.value.plainText ?? "") kg/m2 less the components made of it"
            : Self.note(units: origin, components.number([stream.key], "kg_per_unit"))
          return RecordedFactor(
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

  private func profileFactors(_ inputs: MineInputs, _ axes: StockAxes) -> [RecordedFactor] {
    let rows = RowIndex(tables["materials.renovation_profiles"], ["profile", "material"])
    return inputs.profiles.flatMap { profile -> [RecordedFactor] in
      var subject = RecordedFactor.Subject()
      subject.event = profile.account.event.rawValue
      subject.programme = profile.account.programme ?? ""
      let careful = profile.releasedShares.contains { $0 > 0 } ? carefulFactors(profile, subject, axes) : []
      let shares = inputs.streams.axis.enumerated().flatMap { stream, item -> [RecordedFactor] in
        subject.material = item.key
        let row = [Self.profileName(of: profile.account.event) ?? "", item.key]
        let parts: [(RecordedFactor.Kind, Double, String)] = [
          (.releasedShare, profile.releasedShares[stream], "released_share"),
          (.takenUpShare, profile.takenUpShares[stream], "taken_up_share"),
        ]
        return parts.filter { $0.1 > 0 }.map { kind, share, column in
          let origin = rows.number(row, column)
          return RecordedFactor(
            kind, subject, share, unit: "1", from: origin, note: origin == nil ? "the whole dwelling" : "")
        }
      }
      return careful + shares
    }
  }

  private func carefulFactors(
    _ profile: AccountProfile, _ subject: RecordedFactor.Subject, _ axes: StockAxes
  ) -> [RecordedFactor] {
    let place = profile.account.programme.map { view["programmes.\($0)"] } ?? view["mine"]
    let share = place["careful_dismantling_share"]
    let points = Self.points(of: share).isEmpty ? [] : share.numberMap()
    let level = points.first?.number ?? share.optionalNumber()
    return axes.years.enumerated().map { index, year in
      var subject = subject
      subject.year = "\(year)"
      return RecordedFactor(
        .carefulShare, subject, profile.carefulShares[index], unit: "1", from: level,
        note: points.isEmpty ? "" : "straight between the years of the schedule")
    }
  }

  // MARK: - Materials

  private func streamFactors(_ inputs: MineInputs) -> [RecordedFactor] {
    let treatment = RowIndex(tables["materials.treatment"], ["material"])
    let properties = RowIndex(tables["materials.properties"], ["material", "parameter"])
    return inputs.streams.axis.flatMap { stream -> [RecordedFactor] in
      var subject = RecordedFactor.Subject()
      subject.material = stream.key
      let shares = stream.treatment
      let sum = shares.sum
      let treated: [(RecordedFactor.Kind, Double)] = [
        (.recycledShare, shares.recycled / sum), (.downcycledShare, shares.downcycled / sum),
        (.incineratedShare, shares.incinerated / sum), (.landfilledShare, shares.landfilled / sum),
      ]
      let own: [(RecordedFactor.Kind, Double, String)] = [
        (.suitableShare, stream.reusePotential, "reuse_potential"),
        (.acceptedShare, stream.maximumReuseShareOfDemand, "maximum_reuse_share_of_demand"),
        (.secondaryShare, stream.secondaryShareOfDemand, "secondary_share_of_demand"),
      ]
      return own.map { kind, value, parameter in
        // Grades add up to the number of the table but for rounding.
        let origin = properties.number([stream.key, parameter], "central")
        return RecordedFactor(kind, subject, origin?.value ?? value, unit: "1", from: origin)
      }
        + treated.map { kind, value in
          RecordedFactor(
            kind, subject, value, unit: "1",
            from: treatment.number([stream.parent ?? stream.key], kind.rawValue))
        }
    }
  }

  private func yieldFactors(_ inputs: MineInputs) -> [RecordedFactor] {
    let properties = RowIndex(tables["materials.properties"], ["material", "parameter"])
    return inputs.hubs.flatMap { hub in
      inputs.streams.axis.enumerated().map { position, stream in
        var subject = RecordedFactor.Subject()
        subject.hub = hub.key
        subject.material = stream.key
        let own = view.optionalNumber("hubs.\(hub.key).yield")
        return RecordedFactor(
          .refurbishmentYield, subject, hub.yields[position], unit: "1",
          from: own ?? properties.number([stream.key, "refurbishment_yield"], "central"))
      }
    }
  }
}
