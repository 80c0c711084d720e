/// Figures per zone while one programme or construction line is carried out.
struct ZoneFigures: Sendable {
  /// Dwellings that meet the conditions and are untreated; all dwellings for construction.
  var free: [Double]
  /// Dwellings that meet the conditions, treated or not.
  var eligible: [Double]
  /// All dwellings.
  var stock: [Double]
  /// Dwellings (or m2) that are asked for.
  var planned: [Double]
  /// Dwellings that the money allows.
  var affordable: [Double]
  /// The share of the free dwellings that is taken.
  var share: [Double]
  /// What ``divide(_:_:)`` has just divided.
  var divided: [Double]

  init(count: Int) {
    free = Array(repeating: 0, count: count)
    eligible = free
    stock = free
    planned = free
    affordable = free
    share = free
    divided = free
  }

  /// Divides an amount over the zones into ``divided``, with nothing allocated.
  ///
  /// Proportional: amount x free(zone) / sum of free. Priority: each group gets what it can take before the next one
  /// gets anything. What nothing can take is divided in proportion to the stock, so that a plan is always placed.
  mutating func divide(_ amount: Double, _ distribution: ZoneDistribution) {
    for zone in divided.indices { divided[zone] = 0 }
    guard amount > 0 else { return }
    switch distribution {
    case .proportional:
      addInProportion(amount, total: free.reduce(0, +))
    case .shares(let shares):
      for zone in divided.indices { divided[zone] = amount * shares[zone] }
    case .priority(let groups):
      var left = amount
      for group in groups {
        let room = group.reduce(0) { $0 + free[$1] }
        let part = min(left, room)
        guard part > 0 else { continue }
        for zone in group { divided[zone] += part * (free[zone] / room) }
        left -= part
      }
      addByStock(left)
    }
  }

  /// Divides what groups of zones lack into ``divided``, within a group by its stock and at most an amount in all, with
  /// nothing allocated.
  mutating func divide(_ most: Double, asNeeded need: DwellingNeed, yearIndex: Int) {
    for zone in divided.indices { divided[zone] = 0 }
    var missing = 0.0
    for group in 0..<need.groupCount {
      var (here, zones) = (0.0, 0.0)
      for zone in divided.indices where need.groupOfZone[zone] == group {
        here += stock[zone]
        zones += 1
      }
      let lack = max(0, need.dwellings[yearIndex * need.groupCount + group] - here)
      missing += zones > 0 ? lack : 0
      for zone in divided.indices where need.groupOfZone[zone] == group {
        divided[zone] = lack * (here > 0 ? stock[zone] / here : 1 / zones)
      }
    }
    guard missing > most else { return }
    for zone in divided.indices { divided[zone] *= most / missing }
  }

  private mutating func addInProportion(_ amount: Double, total: Double) {
    guard total > 0 else { return addByStock(amount) }
    for zone in divided.indices { divided[zone] = amount * (free[zone] / total) }
  }

  private mutating func addByStock(_ amount: Double) {
    let total = stock.reduce(0, +)
    for zone in divided.indices {
      divided[zone] += total > 0 ? amount * (stock[zone] / total) : amount / Double(divided.count)
    }
  }
}
