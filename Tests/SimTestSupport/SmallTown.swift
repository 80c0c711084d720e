public import HousingSim
public import SimNumerics

/// A small region of fixed axes, named by keys, for tests with numbers that can be checked by hand.
///
/// Types `flat`, `house`; cohorts `old` (1900-1944), `recent` (1945-2019) and one per simulated year; state axes
/// tenure (`owner`, `association`, `private`), condition (`good`, `fair`, `poor`), energy_label (`A`...`D`) and
/// heating (`ready`, `gas`), each from best to worst.
public struct SmallTown: Sendable {
  /// The axes.
  public let axes: StockAxes
  /// The baseline, to be filled with ``put(_:zone:type:cohort:_:)``.
  public var baseline: HousingStock

  /// Makes an empty town with zones `zone0`, `zone1`, ... and simulated years from 2020.
  public init(zones: Int = 1, years: Int = 1) throws(AxisError) {
    let places = (0..<zones).map {
      Zone(key: "zone\($0)", municipality: "town", group: "rest", latitude: 50.9, longitude: 6)
    }
    let stateAxes = [
      StateAxis(key: "tenure", labels: try Axis(["owner", "association", "private"].map(Label.init))),
      StateAxis(key: "condition", labels: try Axis(["good", "fair", "poor"].map(Label.init))),
      StateAxis(key: "energy_label", labels: try Axis(["A", "B", "C", "D"].map(Label.init))),
      StateAxis(key: "heating", labels: try Axis(["ready", "gas"].map(Label.init))),
    ]
    axes = try StockAxes(
      zones: Axis(places),
      dwellingTypes: Axis(["flat", "house"].map { DwellingType(key: $0, dwellingClass: "all") }),
      baselineCohorts: [
        Cohort(key: "old", firstYear: 1900, lastYear: 1944),
        Cohort(key: "recent", firstYear: 1945, lastYear: 2019),
      ], states: QualityStates(axes: Axis(stateAxes)), years: 2020...2019 + years)
    baseline = HousingStock(layout: axes.layout, activeCohorts: 2)
  }

  /// Puts dwellings into the baseline, in a state written as `private poor D gas`.
  public mutating func put(
    _ dwellings: Double, zone: Int = 0, type: String = "house", cohort: String = "old", _ state: String
  ) {
    guard let type = axes.dwellingTypes.position(of: type), let cohort = axes.cohorts.position(of: cohort)
    else {
      preconditionFailure("the small town has no \(type) \(cohort)")
    }
    baseline[type: type, state: self.state(state), cohort: cohort, zone: zone] = dwellings
  }

  /// The quality state with labels written as `private poor D gas`.
  public func state(_ labels: String) -> Int {
    let words = labels.split(separator: " ").map(String.init)
    precondition(words.count == axes.states.axes.count, "a state of the small town has four labels")
    return axes.states.state(labels: words.indices.map { label(words[$0], on: $0).position })
  }

  /// Labels written as `fair C`, as positions per state axis.
  public func labels(_ words: String) -> [Int: Int] {
    var labels: [Int: Int] = [:]
    for word in words.split(separator: " ") {
      let found = label(String(word), on: nil)
      labels[found.axis] = found.position
    }
    return labels
  }

  /// Selects dwellings by words such as `poor house zone1 C D`; words of one axis widen it.
  public func select(_ words: String = "") -> DwellingSelection {
    var zones: Set<Int> = []
    var types: Set<Int> = []
    var cohorts: Set<Int> = []
    var labels: [Int: Set<Int>] = [:]
    for word in words.split(separator: " ").map(String.init) {
      if let zone = axes.zones.position(of: word) {
        zones.insert(zone)
      } else if let type = axes.dwellingTypes.position(of: word) {
        types.insert(type)
      } else if let cohort = axes.cohorts.position(of: word) {
        cohorts.insert(cohort)
      } else {
        let found = label(word, on: nil)
        labels[found.axis, default: []].insert(found.position)
      }
    }
    return DwellingSelection(
      axes: axes, zones: zones.isEmpty ? nil : zones, dwellingTypes: types.isEmpty ? nil : types,
      cohorts: cohorts.isEmpty ? nil : cohorts, labels: labels)
  }

  /// New dwellings of one type and state.
  public func mix(_ type: String, _ state: String) -> DwellingMix {
    DwellingMix(
      parts: [.init(type: axes.dwellingTypes.position(of: type) ?? -1, state: self.state(state), share: 1)])
  }

  private func label(_ word: String, on wanted: Int?) -> (axis: Int, position: Int) {
    for axis in axes.states.axes.indices where wanted == nil || wanted == axis {
      if let position = axes.states.axes[axis].labels.position(of: word) { return (axis, position) }
    }
    preconditionFailure("the small town has no label \(word)")
  }
}
