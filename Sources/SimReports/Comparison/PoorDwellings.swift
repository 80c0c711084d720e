internal import SimScenarios

/// What one zone contributes to the difference in poor dwellings between two results at the end of a year.
///
/// With N dwellings and share p of poor ones in a group (zone, dwelling type and tenure), the number of poor dwellings is
/// the sum of N p over groups, and its difference is exactly the sum over groups of
/// (N1 - N0) (p0 + p1) / 2, what other numbers of dwellings contribute, and (p1 - p0) (N0 + N1) / 2, what other shares
/// contribute. Method: the decomposition of a difference between two rates (Kitagawa, 1955), which is the life table
/// response experiment with derivatives at the midpoint (Caswell, 1989), here without remainder because N p is bilinear.
public struct PoorDwellingsTerm: Sendable, Equatable {
  /// The position of the result that is compared with the first.
  public let result: Int
  /// The calendar year.
  public let year: Int
  /// The zone.
  public let zone: String
  /// What other numbers of dwellings contribute, in dwellings.
  public let byNumber: Double
  /// What other shares of poor dwellings contribute, in dwellings.
  public let byShare: Double
  /// The difference in poor dwellings of the zone; the sum of both parts but for rounding.
  public let total: Double
}

/// Dwellings and poor dwellings by year, zone, type and tenure.
struct PoorDwellings {
  struct Group: Hashable {
    let year: String
    let zone: String
    let dwellingType: String
    let tenure: String
  }

  private var order: [Group] = []
  private var dwellings: [Group: Double] = [:]
  private var poor: [Group: Double] = [:]

  /// Reads `stock.csv`; the poor dwellings are those of the last condition of the scenario.
  init(_ results: ResultSet) throws(ReportError) {
    let worst = results.scenario.at("axes.condition")?.items.last?.text ?? "poor"
    guard let table = try results.table("stock.csv"), let year = table.column("year"),
      let zone = table.column("zone"), let type = table.column("dwelling_type"),
      let tenure = table.column("tenure"), let condition = table.column("condition"),
      let value = table.column("dwellings")
    else { return }
    for row in 0..<table.rowCount where table.text(row, zone) != "region" {
      let group = Group(
        year: table.text(row, year), zone: table.text(row, zone), dwellingType: table.text(row, type),
        tenure: table.text(row, tenure))
      let number = try table.number(row, value)
      if dwellings[group] == nil { order.append(group) }
      dwellings[group, default: 0] += number
      if table.text(row, condition) == worst { poor[group, default: 0] += number }
    }
  }

  private func share(_ group: Group) -> Double {
    let all = dwellings[group] ?? 0
    return all > 0 ? (poor[group] ?? 0) / all : 0
  }

  /// The terms of every year that both have, by year and zone in the order of the reference.
  static func difference(of other: PoorDwellings, from reference: PoorDwellings, result: Int)
    -> [PoorDwellingsTerm]
  {
    struct Place: Hashable {
      let year: String
      let zone: String
    }
    let known = Set(reference.order)
    let years = Set(reference.order.map(\.year)).intersection(other.order.map(\.year))
    var places: [Place] = []
    var sums: [Place: (number: Double, share: Double, total: Double)] = [:]
    for group in reference.order + other.order.filter({ !known.contains($0) })
    where years.contains(group.year) {
      let place = Place(year: group.year, zone: group.zone)
      if sums[place] == nil { places.append(place) }
      let (before, after) = (reference.dwellings[group] ?? 0, other.dwellings[group] ?? 0)
      let (old, new) = (reference.share(group), other.share(group))
      var sum = sums[place] ?? (0, 0, 0)
      sum.number += (after - before) * (old + new) / 2
      sum.share += (new - old) * (before + after) / 2
      sum.total += (other.poor[group] ?? 0) - (reference.poor[group] ?? 0)
      sums[place] = sum
    }
    return places.compactMap { place in
      sums[place].map {
        PoorDwellingsTerm(
          result: result, year: Int(place.year) ?? 0, zone: place.zone, byNumber: $0.number,
          byShare: $0.share,
          total: $0.total)
      }
    }
  }
}
