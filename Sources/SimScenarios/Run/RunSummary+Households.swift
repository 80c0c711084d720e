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

  /// The three kinds of poor dwellings of the region of which chains leave the largest share empty, by year.
  private func emptyFirst(_ years: [Int]) -> [String] {
    years.dropFirst().compactMap { year -> String? in
      let kinds = leftVacant(in: year).filter { $0.share > 0 }.prefix(3)
      guard !kinds.isEmpty else { return nil }
      return pick(
        "Slechte woningen die in \(year) het eerst leeg komen: ", "Poor homes that empty first in \(year): ")
        + kinds.map { "\($0.name) \(number($0.share, "1"))" }.joined(separator: ", ")
    }
  }

  /// The share of poor dwellings that chains leave empty in a year, by type and tenure, the largest first.
  private func leftVacant(in year: Int) -> [(name: String, share: Double)] {
    guard let table = result.table("vacancy_chains.csv"), let years = table.integers(of: "year"),
      let types = table.texts(of: "dwelling_type"), let tenures = table.texts(of: "tenure"),
      let poor = table.numbers(of: "poor_dwellings"), let left = table.numbers(of: "left_vacant")
    else { return [] }
    var sums: [String: (poor: Double, left: Double)] = [:]
    for row in years.indices where years[row] == year {
      let known = sums["\(types[row]) \(tenures[row])"] ?? (0, 0)
      sums["\(types[row]) \(tenures[row])"] = (known.poor + poor[row], known.left + left[row])
    }
    let shares = sums.map { (name: $0.key, share: $0.value.left / $0.value.poor) }
    return shares.sorted { $0.share > $1.share || $0.share == $1.share && $0.name < $1.name }
  }
}
