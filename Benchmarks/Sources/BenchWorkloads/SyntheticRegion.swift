public import HousingSim
import SimNumerics

/// A region with the shape of a real one and numbers in closed form, so that any program can make the same.
///
/// All shares and rates here are assumptions of the benchmark; none describes a real stock.
/// `peers/projection_numpy.py` states the same region in its own words.
public struct SyntheticRegion: Sendable {
  /// The axes: 126 states (3 x 3 x 7 x 2), 4 types, 5 baseline cohorts and one per year.
  public let axes: StockAxes
  /// Hazards by type and cohort.
  public let hazards: DemolitionHazards
  /// Eleven rules, each along one axis.
  public let rules: [TransitionRule]

  /// Makes a region of a number of zones and years.
  public init(zones: Int, years: Int) throws {
    axes = try StockAxes(
      zones: Axis(
        (0..<zones).map { Zone(key: "z\($0)", municipality: "m", group: "g", latitude: 51, longitude: 6) }),
      dwellingTypes: Axis((0..<4).map { DwellingType(key: "t\($0)", dwellingClass: "c") }),
      baselineCohorts: (0..<5).map {
        Cohort(key: "c\($0)", firstYear: 1900 + 20 * $0, lastYear: 1919 + 20 * $0)
      },
      states: QualityStates(
        axes: Axis([
          Self.stateAxis("tenure", labels: 3), Self.stateAxis("condition", labels: 3),
          Self.stateAxis("energy", labels: 7), Self.stateAxis("heating", labels: 2),
        ])), years: 1...years)
    hazards = try DemolitionHazards(axes: axes, classOfState: Array(repeating: 0, count: axes.states.count)) {
      0.001 * Double(1 + $1 + 2 * max(0, 5 - $3))
    }
    rules = try Self.rules(axes)
  }

  /// The flops of the transition products of one year: 2 x S x S x columns of the active cohorts x types.
  public func flops(yearIndex: Int) -> Double {
    let states = Double(axes.states.count)
    let columns = (axes.baselineCohortCount + yearIndex) * axes.zones.count
    return 2 * states * states * Double(columns * axes.dwellingTypes.count)
  }

  /// The flops of the transition products of all years.
  public var flops: Double { (0..<axes.yearCount).reduce(0) { $0 + flops(yearIndex: $1) } }

  private static func stateAxis(_ key: String, labels: Int) throws -> StateAxis {
    StateAxis(key: key, labels: try Axis((0..<labels).map { Label("\(key)\($0)") }))
  }

  private static func rules(_ axes: StockAxes) throws -> [TransitionRule] {
    var rules = [
      try rule("wear", axes, axis: 1, from: 0, to: 1, 0.02),
      try rule("neglect", axes, axis: 1, from: 1, to: 2, 0.015),
      try rule("upkeep", axes, axis: 1, from: 2, to: 1, 0.03),
      try rule("heating", axes, axis: 3, from: 1, to: 0, 0.01, types: [0, 1, 2]),
      try rule("sale", axes, axis: 0, from: 1, to: 0, 0.005),
    ]
    for label in 1..<7 {
      rules.append(
        try rule(
          "energy\(label)", axes, axis: 2, from: label, to: label - 1, 0.01 * Double(label), cohorts: 0..<5))
    }
    return rules
  }

  private static func rule(
    _ key: String, _ axes: StockAxes, axis: Int, from: Int, to: Int, _ probability: Double,
    types: Set<Int>? = nil, cohorts: Range<Int>? = nil
  ) throws -> TransitionRule {
    let selection = DwellingSelection(
      axes: axes, dwellingTypes: types, cohorts: cohorts.map { Set($0) }, labels: [axis: [from]])
    return try TransitionRule(
      key: key, selection: selection, target: [axis: to], probability: probability, years: axes.years)
  }
}

/// The dwellings of a synthetic region: every baseline cell at the start, nine states of a new cohort each year.
public struct ClosedFormStock: StockBlockSource {
  /// Makes the source.
  public init() {}

  /// Fills every baseline cell with 0...1 dwellings.
  public func fill(_ stock: inout HousingStock, type: Int, zones: Range<Int>) {
    for cohort in 0..<5 { add(to: &stock, at: 0, cohort: cohort, type: type, zones: zones) }
  }

  /// Builds a tenth of that in the states with the best energy label and heating, every fourteenth state.
  public func build(_ stock: inout HousingStock, yearIndex: Int, cohort: Int, type: Int, zones: Range<Int>) {
    add(to: &stock, at: 0, cohort: cohort, type: type, zones: zones, everyState: 14, scale: 0.1)
  }

  /// Adds the dwellings of a cohort at one type of a stock, which need not be its type on the axis.
  func add(
    to stock: inout HousingStock, at position: Int, cohort: Int, type: Int, zones: Range<Int>,
    everyState step: Int = 1, scale: Double = 1
  ) {
    for state in stride(from: 0, to: stock.layout.stateCount, by: step) {
      for (zone, number) in zones.enumerated() {
        let value = Double((31 * type + 17 * state + 7 * cohort + 3 * number) % 11) / 11
        stock[type: position, state: state, cohort: cohort, zone: zone] = value * scale
      }
    }
  }
}
