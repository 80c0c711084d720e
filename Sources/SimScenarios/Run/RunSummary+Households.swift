internal import HousingSim
internal import SimNumerics

extension RunSummary {
  /// Inhabitants, households and vacancy at the end of the years that count, and which poor dwellings empty first.
  func households() -> [String] {
    guard let model = result.scenario.households else { return [] }
    let years = [result.scenario.baselineYear] + milestones()
    let head = [pick("Huishoudens aan het eind van", "Households at the end of")] + years.map(String.init)
    let rows: [(HouseholdIndicator, String)] = [
      (.inhabitants, pick("inwoners", "inhabitants")),
      (.households, pick("huishoudens", "households")),
      (.onePersonShare, pick("  eenpersoons", "  one person")),
      (.vacantDwellings, pick("lege woningen", "vacant dwellings")),
      (.vacancyShare, pick("leegstand", "vacancy")),
      (.withoutDwelling, pick("huishoudens zonder woning", "households without dwelling")),
    ]
    let counts = rows.map { indicator, words in
      [words]
        + years.map { year in
          result.value(indicator.rawValue, year: year).map { number($0, indicator.unit) } ?? "-"
        }
    }
    return align([head] + counts + [perHousehold(years), chainLengths(years)], right: Array(1...years.count))
      + [migration(model)] + emptyFirst(years) + [""]
  }

  private func perHousehold(_ years: [Int]) -> [String] {
    [pick("woningen per 100 huishoudens", "dwellings per 100 households")]
      + years.map { year in
        result.value(HouseholdIndicator.dwellingsPerHousehold.rawValue, year: year).map { tenths($0 * 100) }
          ?? "-"
      }
  }

  private func chainLengths(_ years: [Int]) -> [String] {
    [pick("woningen per verhuisketen", "dwellings per vacancy chain")]
      + years.map { year in
        result.value(HouseholdIndicator.chainLength.rawValue, year: year).map(tenths) ?? "-"
      }
  }

  private func migration(_ model: HouseholdModel) -> String {
    let moves = model.inputs.population.migration
    let mean = number(moves.reduce(0, +) / Double(max(1, moves.count)), "persons")
    return pick(
      "Met een vestigingsoverschot van \(mean) personen per jaar, de grootste onzekerheid.",
      "With a net migration of \(mean) persons a year, the main uncertainty.")
  }

  /// The three kinds of poor dwellings that chains leave empty first, in the first and the last of some years.
  private func emptyFirst(_ years: [Int]) -> [String] {
    guard let table = result.table("vacancy_chains.csv"), let rowYears = table.integers(of: "year"),
      let ranks = table.integers(of: "rank"), let zones = table.texts(of: "zone"),
      let types = table.texts(of: "dwelling_type"), let tenures = table.texts(of: "tenure"),
      let shares = table.numbers(of: "left_vacant_share")
    else { return [] }
    return years.dropFirst().compactMap { year -> String? in
      let best = rowYears.indices.filter { rowYears[$0] == year && ranks[$0] <= 3 && shares[$0] > 0 }
        .sorted { ranks[$0] < ranks[$1] }
      guard !best.isEmpty else { return nil }
      let words = best.map { "\(zones[$0]) \(types[$0]) \(tenures[$0]) \(number(shares[$0], "1"))" }
      return pick("Slechte woningen die in \(year) het eerst leeg komen: ", "Poor homes that empty first in \(year): ")
        + words.joined(separator: ", ")
    }
  }
}
