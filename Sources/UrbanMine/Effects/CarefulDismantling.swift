internal import HousingSim
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
      CarefulDismantling.euro(kilograms, dwellings: dwellings, own: ownCost, general: general)
    }
  }

  /// What a mass costs on top of demolition, in euro per year: at the own price where there is one.
  static func euro(_ kilograms: Double, dwellings: Double, own: DismantlingCost?, general: Double) -> Double {
    let tonnes = Quantity<Kilograms>(kilograms).tonnes.value
    guard let own else { return general * tonnes }
    return own.euroPerTonne * tonnes + own.euroPerDwelling * dwellings
  }

  /// One line per account with mass, in the order of the accounts.
  public let lines: [Line]

  /// Reads the lines of a year off its harvest: mass released x share dismantled with care, per account.
  ///
  /// - Parameters:
  ///   - harvest: what the events of the year release.
  ///   - inputs: the inputs of the mine.
  public init(_ harvest: YearHarvest, of inputs: MineInputs) {
    lines = inputs.profiles.enumerated().compactMap { account, profile in
      guard harvest.carefulByAccount[account] > 0 else { return nil }
      return Line(
        account: account, programme: profile.account.programme,
        kilograms: harvest.carefulByAccount[account], dwellings: harvest.carefulDwellings[account],
        ownCost: profile.dismantlingCost)
    }
  }
}
