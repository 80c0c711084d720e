internal import SimNumerics

/// How well the accounts of households, dwellings and moves close in a year.
public struct HouseholdBalance: Sendable, Equatable {
  /// One equation.
  public struct Line: Sendable, Equatable {
    /// What is left of it, in its unit.
    public let residual: Double
    /// The largest magnitude in it, in its unit.
    public let scale: Double

    /// Makes the equation of what is left of it and its largest magnitude.
    ///
    /// - Parameters:
    ///   - residual: what is left of the equation, in the unit of its terms.
    ///   - scale: the largest magnitude in it, in the same unit.
    public init(residual: Double, scale: Double) {
      self.residual = residual
      self.scale = scale
    }

    /// Whether what is left is rounding.
    public var closes: Bool { Tolerance.holds(residual: residual, scale: scale) }
  }

  /// Per municipality: households of its zones = households that its population forms.
  public let households: [Line]
  /// Per zone: households = occupied dwellings / dwellings per household + households without a dwelling.
  public let housed: [Line]
  /// Vacancies that start chains = vacancies left empty + moves that end chains; `nil` in the baseline year.
  public let chains: Line?

  init(
    _ occupancy: HousingOccupancy, formed: [Double], municipalityOfZone: [Int], dwellingsPerHousehold: Double,
    chains: VacancyChainCounts?
  ) {
    let types = occupancy.householdTypeCount
    let municipalities = formed.count / types
    let perZone = (0..<occupancy.zoneCount).map { zone in
      occupancy.households[zone * types..<(zone + 1) * types].reduce(0, +)
    }
    households = (0..<municipalities).map { municipality in
      let expected = formed[municipality * types..<(municipality + 1) * types].reduce(0, +)
      let found = perZone.indices.reduce(0) { municipalityOfZone[$1] == municipality ? $0 + perZone[$1] : $0 }
      return Line(residual: found - expected, scale: max(found, expected))
    }
    let occupied = occupancy.sums(occupancy.occupiedCells)
    housed = perZone.indices.map { zone in
      let housed = occupied[zone] / dwellingsPerHousehold
      return Line(
        residual: perZone[zone] - housed - occupancy.unhoused[zone], scale: max(perZone[zone], housed))
    }
    self.chains = chains.map { counts in
      let ends = counts.leftVacant.reduce(0, +) + counts.movesEnding.reduce(0, +)
      return Line(residual: counts.starts - ends, scale: max(counts.starts, ends))
    }
  }
}
