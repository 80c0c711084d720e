internal import SimNumerics

/// Who lives where at the end of a year, and what stands empty.
public struct HousingOccupancy: Sendable, Equatable {
  /// The kinds of dwelling.
  public let kinds: DwellingKinds
  /// The number of zones.
  public let zoneCount: Int
  /// The number of household types.
  public let householdTypeCount: Int
  /// Dwellings, zones x kinds.
  public internal(set) var dwellings: [Double]
  /// Occupied dwellings, household types x zones x kinds.
  public internal(set) var occupied: [Double]
  /// Dwellings that households would take if they could choose freely, zones x markets; a market is divided over
  /// zones as its dwellings are.
  public internal(set) var wanted: [Double]
  /// Households, zones x household types, those without a dwelling included.
  public internal(set) var households: [Double]
  /// Households that find no dwelling of their own, per zone.
  public internal(set) var unhoused: [Double]

  /// Makes an occupancy of dwellings that nobody lives in.
  init(dwellings: [Double], kinds: DwellingKinds, householdTypeCount: Int) {
    self.kinds = kinds
    self.dwellings = dwellings
    self.householdTypeCount = householdTypeCount
    zoneCount = dwellings.count / kinds.count
    occupied = Array(repeating: 0, count: householdTypeCount * dwellings.count)
    wanted = Array(repeating: 0, count: zoneCount * kinds.marketCount)
    households = Array(repeating: 0, count: zoneCount * householdTypeCount)
    unhoused = Array(repeating: 0, count: zoneCount)
  }

  /// The number of cells, zones x kinds.
  public var cellCount: Int { dwellings.count }

  /// The occupied dwellings of every cell, zones x kinds.
  public var occupiedCells: [Double] {
    var sums = [Double](repeating: 0, count: cellCount)
    for type in 0..<householdTypeCount {
      VectorMath.add(occupied, from: type * cellCount, times: 1, to: &sums, 0..<cellCount)
    }
    return sums
  }

  /// The empty dwellings of every cell, zones x kinds.
  public var vacantCells: [Double] {
    var vacant = dwellings
    VectorMath.add(occupiedCells, from: 0, times: -1, to: &vacant, 0..<cellCount)
    return vacant
  }

  /// Values of cells added up per zone.
  ///
  /// - Parameter cells: values, zones x kinds.
  /// - Returns: sums, one per zone.
  public func sums(_ cells: [Double]) -> [Double] {
    var totals = [Double](repeating: 0, count: zoneCount)
    VectorMath.sumRows(cells, width: kinds.count, into: &totals)
    return totals
  }

  /// Values of cells added up per zone and group of kinds.
  ///
  /// - Parameters:
  ///   - cells: values, zones x kinds.
  ///   - groups: the number of groups.
  ///   - group: the group of a kind.
  /// - Returns: sums, zones x groups.
  public func sums(_ cells: [Double], groups: Int, group: (Int) -> Int) -> [Double] {
    let groupOfKind = (0..<kinds.count).map(group)
    var totals = [Double](repeating: 0, count: zoneCount * groups)
    var sums = totals.mutableSpan
    let (cells, kindGroups) = (cells.span, groupOfKind.span)
    for zone in 0..<cells.count / kindGroups.count {
      for kind in kindGroups.indices {
        sums[zone * groups + kindGroups[kind]] += cells[zone * kindGroups.count + kind]
      }
    }
    return totals
  }
}
