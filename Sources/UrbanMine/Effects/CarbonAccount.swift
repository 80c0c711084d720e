internal import SimNumerics

/// The emissions of one year by zone and source.
///
/// With p and q the factors of primary and secondary production (kg CO2e/kg) of a stream, f that of refurbishment, w
/// that of transport (kg CO2e/t km), and per zone and stream: demand D, of that D' for new dwellings, met by reuse R
/// and by recycled material C; received by hubs H, recycled out of dwellings Y (all kg/year):
///
///     embodied_new_build       =  sum of p D'
///     embodied_renovation      =  sum of p (D - D')
///     reuse_avoided_production = -sum of p R
///     reuse_refurbishment      =  sum of f H
///     reuse_transport          =  sum over legs of w x t km
///     recycled_input           =  sum of (q - p) C
///     recycled_output          =  sum of (q - p) Y        (beside the total)
///
/// As demand = reused + recycled + primary, the first three and recycled_input add up to what is really produced:
/// p x primary + q C. Demand, reuse and recycled input stand in the zone of use; refurbishment and recycled output in
/// the zone of release; transport in the zone where a leg starts or ends. A reused product carries no production of
/// its first life (cut-off). Source: system boundary and modules of EN 15978:2011; avoided production as in model.md,
/// section on effects.
public struct CarbonAccount: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// kg CO2e per year, zones x sources (``CarbonSource``).
  public private(set) var kilograms: [Double]

  /// Makes an account in which nothing is emitted.
  ///
  /// - Parameter zoneCount: the number of zones, 0 or more.
  public init(zoneCount: Int) {
    self.zoneCount = zoneCount
    kilograms = Array(repeating: 0, count: zoneCount * CarbonSource.count)
  }

  /// The emissions of a source in a zone, in kg CO2e per year.
  ///
  /// - Parameters:
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  ///   - source: the source.
  public subscript(zone: Int, source: CarbonSource) -> Double {
    kilograms[zone * CarbonSource.count + source.position]
  }

  /// The emissions of a source in the region: the sum over the zones, in kg CO2e per year.
  ///
  /// - Parameter source: the source.
  /// - Returns: kg CO2e per year; below 0 for what is avoided.
  public func total(_ source: CarbonSource) -> Double {
    (0..<zoneCount).reduce(0) { $0 + self[$1, source] }
  }

  /// What reuse avoids in a zone, refurbishment and transport taken off, in kg CO2e per year; below 0 where it emits
  /// more than it avoids.
  ///
  /// - Parameter zone: the position of the zone, from 0 and below ``zoneCount``.
  /// - Returns: kg CO2e per year.
  public func avoidedByReuse(zone: Int) -> Double {
    -CarbonSource.reuse.reduce(0) { $0 + self[zone, $1] }
  }

  /// Empties the account and keeps its memory.
  public mutating func reset() {
    for position in kilograms.indices { kilograms[position] = 0 }
  }

  /// Books the material flows of a year.
  ///
  /// - Parameters:
  ///   - mine: what the mine did in the year, with what its events take up.
  ///   - factors: the emission factors of the streams of the mine.
  public mutating func add(_ mine: MineFlows, factors: CarbonFactors) {
    requireShapes(mine, factors)
    var (sums, new) = ([Double](repeating: 0, count: zoneCount), [Double](repeating: 0, count: zoneCount))
    VectorMath.weighRows(mine.harvest.newBuildDemand, by: factors.primary, into: &new)
    book(new, 1, .embodiedNewBuild)
    mine.weigh(.demand, by: factors.primary, into: &sums)
    for zone in 0..<zoneCount { add(sums[zone] - new[zone], zone, .embodiedRenovation) }
    mine.weigh(.demandReused, by: factors.primary, into: &sums)
    book(sums, -1, .reuseAvoidedProduction)
    mine.addUp(.toHub, into: &sums)
    book(sums, factors.refurbishment, .reuseRefurbishment)
    mine.weigh(.demandRecycled, by: factors.change, into: &sums)
    book(sums, 1, .recycledInput)
    mine.weigh(.recycled, by: factors.change, into: &sums)
    book(sums, 1, .recycledOutput)
    book(mine.tonneKilometres, factors.transport, .reuseTransport)
  }

  /// Books the energy that the dwellings of a year use, counted from the first simulated year.
  ///
  /// - Parameters:
  ///   - energy: the floor area of the dwellings by label and heating, of as many zones as the account.
  ///   - yearIndex: the year, counted from the first simulated year; the baseline year counts as the first.
  ///   - factors: the use of energy and its emission factors.
  public mutating func add(_ energy: OperationalEnergy, yearIndex: Int, factors: OperationFactors) {
    precondition(
      energy.zoneCount == zoneCount, "energy of \(energy.zoneCount) zones, account of \(zoneCount)")
    add(energy.use(factors), yearIndex: yearIndex, factors: factors)
  }

  /// Books gas and electricity of the dwellings of a year.
  ///
  /// - Parameters:
  ///   - use: what the dwellings of every zone use.
  ///   - yearIndex: the year, counted from the first simulated year.
  ///   - factors: the emission factors of gas and electricity.
  public mutating func add(_ use: EnergyUse, yearIndex: Int, factors: OperationFactors) {
    precondition(
      use.gasM3.count == zoneCount, "energy of \(use.gasM3.count) zones, account of \(zoneCount)")
    book(use.gasM3, factors.gasKgPerM3, .operationGas)
    book(use.electricityKWh, factors.electricityKgPerKWh(yearIndex: yearIndex), .operationElectricity)
  }

  /// Books an amount per zone, times a factor.
  private mutating func book(_ amounts: [Double], _ factor: Double, _ source: CarbonSource) {
    for zone in 0..<zoneCount { add(amounts[zone] * factor, zone, source) }
  }

  private mutating func add(_ kilograms: Double, _ zone: Int, _ source: CarbonSource) {
    self.kilograms[zone * CarbonSource.count + source.position] += kilograms
  }

  private func requireShapes(_ mine: MineFlows, _ factors: CarbonFactors) {
    precondition(
      mine.zoneCount == zoneCount && factors.primary.count == mine.streamCount,
      "flows of \(mine.zoneCount) zones x \(mine.streamCount) streams do not fit an account of \(zoneCount) "
        + "zones and factors of \(factors.primary.count) streams")
  }
}
