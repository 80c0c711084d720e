internal import SimNumerics

extension HouseholdModel {
  /// Places the households of a municipality in the dwellings of its zones.
  ///
  /// - Parameters:
  ///   - households: households, municipalities x types.
  ///   - municipality: the position of the municipality.
  ///   - occupancy: what is filled in for its zones.
  /// - Returns: whether a match was found.
  func place(
    _ households: [Double], ofMunicipality municipality: Int, in occupancy: inout HousingOccupancy
  ) -> Bool {
    let types = inputs.types.count
    let demand = inputs.dwellings
    let zones = municipalityOfZone.indices.filter { municipalityOfZone[$0] == municipality }
    let formed = Array(households[municipality * types..<(municipality + 1) * types])
    let needs = formed.map { $0 * demand.dwellingsPerHousehold }
    let cellCount = zones.count * kinds.count
    var dwellings: [Double] = []
    dwellings.reserveCapacity(cellCount)
    for zone in zones {
      dwellings += occupancy.dwellings[zone * kinds.count..<(zone + 1) * kinds.count]
    }
    let markets = marketTotals(dwellings)
    want(needs, zones, markets, in: &occupancy)
    let capacities = dwellings.map { $0 * (1 - demand.frictionalVacancy) }
    let need = needs.reduce(0, +)
    let room = capacities.reduce(0, +)
    let housed = need > room ? room / need : 1
    let match = HousingMatch(capacities: capacities, weights: weights(dwellings, markets))
    let totals = needs.map { $0 * housed } + [max(0, room - need)]
    guard let found = match.solve(totals) else { return false }
    for type in 0..<types {
      for (position, zone) in zones.enumerated() {
        let from = type * cellCount + position * kinds.count
        VectorMath.copy(
          found, from..<from + kinds.count, to: &occupancy.occupied,
          at: type * occupancy.cellCount + zone * kinds.count)
      }
    }
    count(formed, housed: housed, zones, in: &occupancy)
    return true
  }

  /// Dwellings per market of a municipality.
  private func marketTotals(_ dwellings: [Double]) -> [Double] {
    var totals = [Double](repeating: 0, count: kinds.marketCount)
    var sums = totals.mutableSpan
    let (dwellings, markets) = (dwellings.span, marketOfKind.span)
    for zone in 0..<dwellings.count / markets.count {
      for kind in markets.indices { sums[markets[kind]] += dwellings[zone * markets.count + kind] }
    }
    return totals
  }

  /// What households and vacancy want of every cell, (types + 1) x cells, each row filled up with zeros to whole vectors.
  private func weights(_ dwellings: [Double], _ markets: [Double]) -> [Double] {
    let (types, width) = (inputs.types.count, VectorMath.padded(dwellings.count))
    let all = dwellings.reduce(0, +)
    let shares = dwellings.enumerated().map { cell, count in
      count > 0 ? count / markets[marketOfKind[cell % kinds.count]] : 0
    }
    var table = [Double](repeating: 0, count: (types + 1) * width)
    for type in 0..<types {
      weigh(shares, by: preferencesOfKinds, type, into: &table, from: type * width)
    }
    let ofAll = dwellings.map { $0 > 0 ? $0 / all : 0 }
    weigh(ofAll, by: inputs.dwellings.vacancyOdds, 0, into: &table, from: types * width)
    return table
  }

  /// Writes shares of cells times a factor of their kind, of which a table has rows, into a row of another table.
  private func weigh(
    _ shares: [Double], by factors: [Double], _ factorRow: Int, into table: inout [Double], from start: Int
  ) {
    let count = marketOfKind.count
    let (shares, factors) = (
      shares.span, factors.span.extracting(factorRow * count..<(factorRow + 1) * count)
    )
    var row = table.mutableSpan
    for zone in 0..<shares.count / count {
      let first = zone * count
      for kind in factors.indices { row[start + first + kind] = factors[kind] * shares[first + kind] }
    }
  }

  /// What households would take by preference alone; a market without dwellings is divided evenly over the zones.
  private func want(
    _ needs: [Double], _ zones: [Int], _ markets: [Double], in occupancy: inout HousingOccupancy
  ) {
    for market in markets.indices {
      let wanted = needs.indices.reduce(0) {
        $0 + needs[$1] * inputs.dwellings.preferences[$1 * kinds.marketCount + market]
      }
      for zone in zones {
        let first = zone * kinds.count + market * kinds.conditionCount
        let here = occupancy.dwellings[first..<first + kinds.conditionCount].reduce(0, +)
        let share = markets[market] > 0 ? here / markets[market] : 1 / Double(zones.count)
        occupancy.wanted[zone * kinds.marketCount + market] = wanted * share
      }
    }
  }

  /// Counts the households of every zone: those in dwellings, and in the same proportion those without.
  private func count(_ formed: [Double], housed: Double, _ zones: [Int], in occupancy: inout HousingOccupancy)
  {
    let types = formed.count
    for type in 0..<types {
      for zone in zones {
        guard housed > 0 else {
          occupancy.households[zone * types + type] = formed[type] / Double(zones.count)
          occupancy.unhoused[zone] += formed[type] / Double(zones.count)
          continue
        }
        let first = type * occupancy.cellCount + zone * kinds.count
        let occupied = occupancy.occupied[first..<first + kinds.count].reduce(0, +)
        let placed = occupied / inputs.dwellings.dwellingsPerHousehold
        occupancy.households[zone * types + type] = placed / housed
        occupancy.unhoused[zone] += placed / housed - placed
      }
    }
  }
}
