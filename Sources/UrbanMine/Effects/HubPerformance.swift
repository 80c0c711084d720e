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
    var received = 0.0
    var left = 0.0
    var stored = 0.0
    var volume = 0.0
    for step in 0..<mine.stepCount {
      for hub in 0..<mine.hubCount {
        received += mine.sum(.received, step: step, hub: hub)
        left += mine.sum(.dispatched, step: step, hub: hub)
        left += mine.sum(.expired, step: step, hub: hub)
        let first = mine.offset(step: step, hub: hub, stream: 0, column: .inStore)
        for stream in 0..<mine.streamCount {
          let inStore = mine.hubs[first + stream]
          guard inStore > 0 else { continue }
          stored += inStore / Double(mine.stepCount)
          let density = inputs.streams.axis.items[stream].storedDensity.value
          volume += inStore / density / Double(mine.stepCount)
        }
      }
    }
    let open = inputs.hubs.filter { $0.openingYear <= year }
    let capacity = open.reduce(0) { sum, hub in
      sum + hub.capacities.reduce(0) { $0 + $1.massPerYear.value }
    }
    let room = open.reduce(0) { $0 + $1.storeVolume.value }
    use = capacity > 0 && capacity.isFinite ? received / capacity : nil
    storeLevel = room > 0 ? volume / room : nil
    monthsInStore = left > 0 ? stored / (left / 12) : nil
  }
}
