public import HousingSim
internal import SimNumerics

/// What is dismantled with care in a year, by what makes it happen.
public struct CarefulDismantling: Sendable, Equatable {
  /// What one account of events dismantles with care.
  public struct Line: Sendable, Equatable {
    /// The position of the account among the profiles of the mine.
    public let account: Int
    /// The key of the programme or construction line, or `nil` for autonomous demolition.
    public let programme: String?
    /// Carefully dismantled mass in kg per year.
    public let kilograms: Double
    /// Dwellings per year that release it, times the share that is dismantled with care.
    public let dwellings: Double
    /// The price of the programme itself, or `nil` where the general one holds.
    public let ownCost: DismantlingCost?

    /// What it costs on top of demolition, in euro per year.
    ///
    ///     own price      euro/t x t + euro/dwelling x dwellings
    ///     general price  euro/t x t
    ///
    /// - Parameter general: the general price in euro per tonne.
    /// - Returns: euro per year.
    public func euro(generalPerTonne general: Double) -> Double {
      let tonnes = Quantity<Kilograms>(kilograms).tonnes.value
      guard let ownCost else { return general * tonnes }
      return ownCost.euroPerTonne * tonnes + ownCost.euroPerDwelling * dwellings
    }
  }

  /// One line per account with mass, in the order of the accounts.
  public let lines: [Line]

  /// Computes the mass of a year: dwellings x m2 x kg/m2 x share released x share dismantled with care.
  ///
  /// - Parameters:
  ///   - flows: dwellings per year of every account, of the accounts of the profiles.
  ///   - yearIndex: the year, counted from the first simulated year.
  ///   - inputs: the inputs of the mine.
  public init(_ flows: YearFlows, yearIndex: Int, of inputs: MineInputs) {
    lines = inputs.profiles.enumerated().compactMap { account, profile in
      let share = profile.carefulShares[yearIndex]
      let mass = share > 0 ? share * Self.released(flows, account: account, profile, inputs) : 0
      guard mass > 0 else { return nil }
      return Line(
        account: account, programme: profile.account.programme, kilograms: mass,
        dwellings: share * Self.dwellings(flows, account: account), ownCost: profile.dismantlingCost)
    }
  }

  /// The dwellings of the events of an account, per year.
  private static func dwellings(_ flows: YearFlows, account: Int) -> Double {
    let cells = flows.typeCount * flows.cohortCount * flows.zoneCount
    return flows.dwellings[(account * cells)..<((account + 1) * cells)].reduce(0, +)
  }

  /// The mass that the events of an account release, in kg per year.
  private static func released(
    _ flows: YearFlows, account: Int, _ profile: AccountProfile, _ inputs: MineInputs
  ) -> Double {
    var mass = 0.0
    for type in 0..<flows.typeCount {
      for cohort in 0..<flows.cohortCount {
        let area = (0..<flows.zoneCount).reduce(0) { sum, zone in
          sum
            + AccountArea.squareMetres(
              flows, account: account, type: type, cohort: cohort, zone: zone, inputs)
        }
        guard area > 0 else { continue }
        for stream in profile.releasedShares.indices {
          mass += area * profile.releasedShares[stream] * inputs.intensities[type, cohort, stream]
        }
      }
    }
    return mass
  }
}
