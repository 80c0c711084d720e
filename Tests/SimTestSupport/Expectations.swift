public import HousingSim
internal import SimNumerics
public import Testing

/// Expects that no value is negative and every one is a number.
///
/// - Parameters:
///   - values: what may not be negative.
///   - what: their name, for the message.
///   - sourceLocation: where the expectation stands.
public func expectNonNegative(
  _ values: [Double], _ what: String = "the values", sourceLocation: SourceLocation = #_sourceLocation
) {
  let bad = values.firstIndex { !($0 >= 0 && $0.isFinite) }
  #expect(
    bad == nil, "\(what) hold \(bad.map { values[$0] } ?? 0) at \(bad ?? 0)", sourceLocation: sourceLocation)
}

/// Expects that two arrays are the same to the last bit (zeros of either sign count as different).
public func expectSameBits(
  _ left: [Double], _ right: [Double], _ what: String = "the arrays",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(left.count == right.count, "\(what) differ in length", sourceLocation: sourceLocation)
  let differs = zip(left, right).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }
  #expect(
    differs == nil,
    "\(what) differ at \(differs?.offset ?? 0): \(differs?.element.0 ?? 0) and \(differs?.element.1 ?? 0)",
    sourceLocation: sourceLocation)
}

/// Expects that two arrays agree but for rounding: |found - expected| <= limit x largest |expected|.
public func expectClose(
  _ found: [Double], _ expected: [Double], limit: Double = 1e-12, _ what: String = "the arrays",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.count == expected.count, "\(what) differ in length", sourceLocation: sourceLocation)
  let scale = expected.map(\.magnitude).max() ?? 0
  let differs = zip(found, expected).enumerated().first {
    !Tolerance.holds(residual: $1.0 - $1.1, scale: scale, limit: limit)
  }
  #expect(
    differs == nil,
    "\(what) differ at \(differs?.offset ?? 0): \(differs?.element.0 ?? 0), not \(differs?.element.1 ?? 0)",
    sourceLocation: sourceLocation)
}

/// Expects that a number is another one but for rounding.
public func expectClose(
  _ found: Double, _ expected: Double, limit: Double = 1e-12, _ what: String = "the numbers",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose([found], [expected], limit: limit, what, sourceLocation: sourceLocation)
}

/// Expects that the dwellings of a year add up, from the stocks and the events alone.
///
/// For every zone, and for every dwelling type and cohort in it:
///
///     after = before - demolished - merged away + built + transformed
///
/// to ``Tolerance/balance`` of the stock of the zone. It does not use the balance that the model keeps.
///
/// - Parameters:
///   - before: the stock at the end of the year before.
///   - after: the stock at the end of the year.
///   - flows: the events of the year.
///   - sourceLocation: where the expectation stands.
public func expectStockBalance(
  before: HousingStock, after: HousingStock, flows: YearFlows,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let layout = after.layout
  for zone in 0..<layout.zoneCount {
    var scale = 0.0
    var residuals: [Double] = []
    for type in 0..<layout.typeCount {
      for cohort in 0..<layout.cohortCount {
        let start = before.sumOverStates(type: type, cohort: cohort, zone: zone)
        let end = after.sumOverStates(type: type, cohort: cohort, zone: zone)
        let change = flows.stockChange(type: type, cohort: cohort, zone: zone)
        residuals.append(end - start - change)
        scale += max(start, end)
      }
    }
    let worst = residuals.max { $0.magnitude < $1.magnitude } ?? 0
    #expect(
      residuals.allSatisfy { Tolerance.holds(residual: $0, scale: scale) },
      "zone \(zone) is off by \(worst) of \(scale) dwellings", sourceLocation: sourceLocation)
  }
}

extension HousingStock {
  /// The dwellings of a type, a cohort and a zone, over all quality states.
  fileprivate func sumOverStates(type: Int, cohort: Int, zone: Int) -> Double {
    (0..<layout.stateCount).reduce(0) { $0 + self[type: type, state: $1, cohort: cohort, zone: zone] }
  }
}

extension YearFlows {
  /// What the events of a year add to the dwellings of a type, a cohort and a zone.
  fileprivate func stockChange(type: Int, cohort: Int, zone: Int) -> Double {
    accounts.indices.reduce(0) { sum, account in
      let cell = offset(account: account, type: type, cohort: cohort, zone: zone)
      return sum + accounts[account].event.stockEffect * dwellings[cell]
    }
  }

  /// The dwellings of an event in a year, over all types and cohorts; `nil` stands for every line or zone.
  public func total(_ event: HousingEvent, programme: String? = nil, zone: Int? = nil) -> Double {
    var sum = 0.0
    for account in accounts.indices where accounts[account].event == event {
      guard programme == nil || accounts[account].programme == programme else { continue }
      for type in 0..<typeCount {
        for cohort in 0..<cohortCount {
          for place in 0..<zoneCount where zone == nil || zone == place {
            sum += dwellings[offset(account: account, type: type, cohort: cohort, zone: place)]
          }
        }
      }
    }
    return sum
  }
}
