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
  ///   - mine: what the mine did in the year.
  ///   - demand: which part of the demand is for new dwellings.
  ///   - factors: the emission factors of the streams of the mine.
  public mutating func add(_ mine: MineFlows, demand: DemandByUse, factors: CarbonFactors) {
    requireShapes(mine, factors)
    for zone in 0..<zoneCount {
      addMaterial(mine, zone: zone, demand, factors)
      add(mine.tonneKilometres[zone] * factors.transport, zone, .reuseTransport)
    }
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
    let perKWh = factors.electricityKgPerKWh(yearIndex: yearIndex)
    for zone in 0..<zoneCount {
      add(energy.gasM3(zone: zone, factors) * factors.gasKgPerM3, zone, .operationGas)
      add(energy.electricityKWh(zone: zone, factors) * perKWh, zone, .operationElectricity)
    }
  }

  private mutating func addMaterial(
    _ mine: MineFlows, zone: Int, _ demand: DemandByUse, _ factors: CarbonFactors
  ) {
    var (new, old, avoided, refurbished, input, output) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    let materials = mine.materials
    let first = mine.offset(zone: zone, stream: 0, flow: .released)
    let table = mine.zoneCount * mine.streamCount
    func mass(_ flow: MaterialFlow, _ stream: Int) -> Double {
      materials[first + flow.position * table + stream]
    }
    for stream in 0..<mine.streamCount {
      let primary = factors.primary[stream]
      let change = factors.secondary[stream] - primary
      let embodied = primary * mass(.demand, stream)
      let newShare = demand[zone, stream]
      new += embodied * newShare
      old += embodied * (1 - newShare)
      avoided -= primary * mass(.demandReused, stream)
      refurbished += factors.refurbishment * mass(.toHub, stream)
      input += change * mass(.demandRecycled, stream)
      output += change * mass(.recycled, stream)
    }
    add(new, zone, .embodiedNewBuild)
    add(old, zone, .embodiedRenovation)
    add(avoided, zone, .reuseAvoidedProduction)
    add(refurbished, zone, .reuseRefurbishment)
    add(input, zone, .recycledInput)
    add(output, zone, .recycledOutput)
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
