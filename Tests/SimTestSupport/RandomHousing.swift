public import HousingSim
internal import SimNumerics

/// Small random housing models: 1-4 zones, 1-3 types, 1-3 baseline cohorts, 1-3 state axes, 1-8 years, with random
/// hazards, rules, programmes of every kind and lines. Equal seeds give equal models.
public struct RandomHousing {
  private var random: SplitMix64

  /// Makes a builder of random models.
  public init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// The inputs of a random model that can be made.
  ///
  /// - Throws: never for a reason that a test looks for; an error here is a defect of the builder.
  public mutating func inputs() throws -> HousingInputs {
    let axes = try axes()
    return HousingInputs(
      axes: axes, baseline: baseline(axes), hazards: try hazards(axes), rules: try rules(axes),
      programmes: programmes(axes), construction: construction(axes), transformations: transformations(axes))
  }

  /// Random axes.
  public mutating func axes() throws -> StockAxes {
    let zones = (0..<random.integer(in: 1...4)).map {
      Zone(key: "zone\($0)", municipality: "town", group: "rest", latitude: 50.9, longitude: 6)
    }
    let types = (0..<random.integer(in: 1...3)).map { DwellingType(key: "type\($0)", dwellingClass: "all") }
    let cohorts = (0..<random.integer(in: 1...3)).map {
      Cohort(key: "cohort\($0)", firstYear: 1900 + 30 * $0, lastYear: 1929 + 30 * $0)
    }
    var stateAxes: [StateAxis] = []
    for axis in 0..<random.integer(in: 1...3) {
      let labels = (0..<random.integer(in: 1...3)).map { Label("label\($0)") }
      stateAxes.append(StateAxis(key: "axis\(axis)", labels: try Axis(labels)))
    }
    return try StockAxes(
      zones: Axis(zones), dwellingTypes: Axis(types), baselineCohorts: cohorts,
      states: QualityStates(axes: Axis(stateAxes)), years: 2026...2025 + random.integer(in: 1...8))
  }

  /// A random baseline stock, with empty cells and sometimes an empty zone.
  public mutating func baseline(_ axes: StockAxes) -> HousingStock {
    var stock = HousingStock(layout: axes.layout, activeCohorts: axes.baselineCohortCount)
    let empty = random.chance(0.2) ? random.integer(in: 0...axes.zones.count - 1) : -1
    for type in axes.dwellingTypes.indices {
      for state in 0..<axes.states.count {
        for cohort in 0..<axes.baselineCohortCount {
          for zone in axes.zones.indices where zone != empty && random.chance(0.8) {
            stock[type: type, state: state, cohort: cohort, zone: zone] = random.number(in: 0...1_000)
          }
        }
      }
    }
    return stock
  }

  private mutating func hazards(_ axes: StockAxes) throws -> DemolitionHazards {
    guard random.chance(0.85) else { return .none(axes: axes) }
    let classes = axes.states.axes[0].labels.count
    let shares = (0..<axes.yearCount * axes.dwellingTypes.count * classes * axes.cohorts.count).map { _ in
      random.chance(0.1) ? 1 : random.number(in: 0...0.05)
    }
    return try DemolitionHazards(
      axes: axes, classOfState: (0..<axes.states.count).map { axes.states.label(of: $0, on: 0) }
    ) { year, type, group, cohort in
      shares[((year * axes.dwellingTypes.count + type) * classes + group) * axes.cohorts.count + cohort]
    }
  }

  /// Random rules that together never move more than all dwellings out of a state.
  public mutating func rules(_ axes: StockAxes) throws -> [TransitionRule] {
    let count = random.integer(in: 0...5)
    var rules: [TransitionRule] = []
    for number in 0..<count {
      let first = random.integer(in: axes.years)
      rules.append(
        try TransitionRule(
          key: "rule\(number)", selection: selection(axes), target: labels(axes),
          probability: random.number(in: 0...1 / Double(count)),
          years: first...random.integer(in: first...axes.years.upperBound)))
    }
    return rules
  }

  private mutating func selection(_ axes: StockAxes) -> DwellingSelection {
    var labels: [Int: Set<Int>] = [:]
    for axis in axes.states.axes.indices {
      labels[axis] = random.condition(below: axes.states.axes[axis].labels.count)
    }
    return DwellingSelection(
      axes: axes, zones: random.condition(below: axes.zones.count),
      dwellingTypes: random.condition(below: axes.dwellingTypes.count),
      cohorts: random.condition(below: axes.cohorts.count), labels: labels)
  }

  private mutating func labels(_ axes: StockAxes) -> [Int: Int] {
    var labels: [Int: Int] = [:]
    for axis in axes.states.axes.indices where random.chance(0.6) {
      labels[axis] = random.integer(in: 0...axes.states.axes[axis].labels.count - 1)
    }
    return labels
  }

  private mutating func programmes(_ axes: StockAxes) -> [Programme] {
    let count = random.integer(in: 0...5)
    return (0..<count).map { number in
      // Only the last one may be wider, so that every programme that counts towards another is listed before it.
      let counts = number < count - 1 && random.chance(0.4)
      return Programme(
        key: "programme\(number)", selection: selection(axes),
        quota: number == count - 1 ? .dwellings(amounts(axes, 1...600)) : quota(axes), budget: budget(axes),
        distribution: distribution(axes), actions: actions(axes),
        countsTowards: counts ? "programme\(count - 1)" : nil)
    }
  }

  private mutating func quota(_ axes: StockAxes) -> ProgrammeQuota {
    guard random.chance(0.3) else { return .dwellings(amounts(axes, 0...600)) }
    let first = random.integer(in: 0...axes.yearCount - 1)
    return .reachShare(
      random.number(), of: selection(axes), from: first, by: random.integer(in: first...axes.yearCount - 1))
  }

  private mutating func budget(_ axes: StockAxes) -> ProgrammeBudget? {
    guard random.chance(0.3) else { return nil }
    return ProgrammeBudget(euro: amounts(axes, 0...6_000_000), euroPerDwelling: amounts(axes, 5_000...20_000))
  }

  private mutating func distribution(_ axes: StockAxes) -> ZoneDistribution {
    switch random.integer(in: 0...2) {
    case 0: return .proportional
    case 1: return .shares(random.shares(axes.zones.count))
    default:
      let first = random.condition(below: axes.zones.count) ?? [0]
      return .priority([first.sorted(), axes.zones.indices.filter { !first.contains($0) }])
    }
  }

  private mutating func actions(_ axes: StockAxes) -> [ProgrammeAction] {
    random.shares(random.integer(in: 1...3)).map { share in
      let kind: ProgrammeAction.Kind =
        switch random.integer(in: 0...6) {
        case 0: .improve(.renovation, atLeast: labels(axes))
        case 1: .improve(.insulation, atLeast: labels(axes))
        case 2: .improve(.gasFreeReady, atLeast: labels(axes))
        case 3: .convertTenure(to: labels(axes))
        case 4: .demolish
        case 5: .merge(count: Double(random.integer(in: 1...3)), atLeast: labels(axes))
        default:
          .demolishAndReplace(
            ratio: random.number(in: 0...2), delay: random.integer(in: 0...4), mix: mix(axes))
        }
      return ProgrammeAction(kind: kind, share: share)
    }
  }

  private mutating func mix(_ axes: StockAxes) -> DwellingMix {
    DwellingMix(
      parts: random.shares(random.integer(in: 1...3)).map { share in
        DwellingMix.Part(
          type: random.integer(in: 0...axes.dwellingTypes.count - 1),
          state: random.integer(in: 0...axes.states.count - 1), share: share)
      })
  }

  private mutating func construction(_ axes: StockAxes) -> [ConstructionLine] {
    (0..<random.integer(in: 0...2)).map { number in
      ConstructionLine(
        key: "construction\(number)", dwellings: amounts(axes, 0...300), mix: mix(axes),
        distribution: distribution(axes))
    }
  }

  private mutating func transformations(_ axes: StockAxes) -> [TransformationLine] {
    (0..<random.integer(in: 0...2)).map { number in
      TransformationLine(
        key: "transformation\(number)", floorArea: amounts(axes, 0...20_000),
        shareToDwellings: random.number(),
        floorAreaPerDwelling: Quantity(random.number(in: 40...120)), mix: mix(axes),
        distribution: distribution(axes))
    }
  }

  private mutating func amounts(_ axes: StockAxes, _ range: ClosedRange<Double>) -> [Double] {
    (0..<axes.yearCount).map { _ in random.number(in: range) }
  }
}
