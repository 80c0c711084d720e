public import HousingSim
public import UrbanMine

/// What observers see of a year: the state at its end and what happened in it.
public struct SimulatedYear: Sendable {
  /// The calendar year.
  public let year: Int
  /// The stock at the end of the year.
  public let stock: HousingStock
  /// Events, programme outcomes and the account of dwellings.
  public let housing: HousingYear
  /// Material flows, hub stores and the account of material.
  public let mine: MineFlows
  /// Costs, grants and what stays unfunded, `nil` where the scenario has no funding.
  public let funding: FundingYear?
}

/// Something that watches a run, such as a recorder of results.
public protocol RunObserver: Sendable {
  /// Called once, with the stock before the first simulated year.
  ///
  /// - Parameters:
  ///   - stock: dwellings at the end of the year before the first simulated one.
  ///   - scenario: the scenario that runs.
  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario)

  /// Called at the end of every simulated year.
  ///
  /// - Parameters:
  ///   - year: the state at the end of the year and what happened in it.
  ///   - scenario: the scenario that runs.
  mutating func saw(_ year: SimulatedYear, of scenario: Scenario)

  /// Called after them, where the scenario has households, with those of the baseline or of the year.
  ///
  /// - Parameters:
  ///   - households: inhabitants, households, vacancy and vacancy chains of the baseline year or of the year just seen.
  ///   - scenario: the scenario that runs.
  mutating func saw(_ households: HouseholdYear, of scenario: Scenario)
}

extension RunObserver {
  /// Observers that record nothing of households.
  ///
  /// - Parameters:
  ///   - households: the households of the year.
  ///   - scenario: the scenario that runs.
  public mutating func saw(_ households: HouseholdYear, of scenario: Scenario) {}
}
