internal import SimNumerics

/// How the hubs of a year do, all open hubs together; `nil` where there is nothing to be a share of.
public struct HubPerformance: Sendable, Equatable {
  /// Received mass over the capacity of the lines, 0...1; `nil` without an open hub, capacity, or limit to it.
  public let use: Double?
  /// Volume in store over the volume of the stores, 0...1, mean over the ends of the steps; `nil` without room.
  public let storeLevel: Double?
  /// The mean time in store in months; `nil` where nothing leaves a store.
  ///
  /// By Little's law (J. D. C. Little, 1961, Operations Research 9:383-387): mean mass in store, over the ends of the
  /// steps, / (mass that leaves per month). It holds where the level hardly changes over the year; what comes and goes
  /// within a step counts as no time.
  public let monthsInStore: Double?

  /// Measures the hubs in a year.
  ///
  /// - Parameters:
  ///   - mine: what the mine did in the year.
  ///   - inputs: the inputs of the mine.
  ///   - year: the calendar year.
  public init(_ mine: MineFlows, of inputs: MineInputs, year: Int) {
    let sums = mine.hubSums(inputs)
    var (received, left, stored, volume) = (0.0, 0.0, 0.0, 0.0)
    for hub in 0..<mine.hubCount {
      let columns = hub * HubColumn.count
      received += sums.kilograms[columns + HubColumn.received.position]
      left += sums.kilograms[columns + HubColumn.dispatched.position]
      left += sums.kilograms[columns + HubColumn.expired.position]
      stored += sums.kilograms[columns + HubColumn.inStore.position] / Double(mine.stepCount)
      volume += sums.cubicMetres[columns + HubColumn.inStore.position] / Double(mine.stepCount)
    }
    var (capacity, room) = (0.0, 0.0)
    for hub in inputs.hubs.indices where inputs.hubs.items[hub].openingYear <= year {
      for group in inputs.hubs.items[hub].capacities { capacity += group.massPerYear.value }
      room += inputs.hubs.items[hub].storeVolume.value
    }
    use = capacity > 0 && capacity.isFinite ? received / capacity : nil
    storeLevel = room > 0 ? volume / room : nil
    monthsInStore = left > 0 ? stored / (left / 12) : nil
  }
}

extension MineFlows {
  /// The columns of the hubs added up over steps and streams, hubs x columns, in kg and in m3 of store.
  fileprivate func hubSums(_ inputs: MineInputs) -> (kilograms: [Double], cubicMetres: [Double]) {
    let rows = hubCount * HubColumn.count
    var year = [Double](repeating: 0, count: rows * streamCount)
    VectorMath.fold(hubs, hubs.indices, to: &year)
    var (kilograms, cubicMetres) = ([Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows))
    VectorMath.sumRows(year, width: streamCount, into: &kilograms)
    VectorMath.weighRows(year, by: inputs.streams.storedM3PerKg, into: &cubicMetres)
    return (kilograms, cubicMetres)
  }
}
