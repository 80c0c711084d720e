internal import HousingSim
internal import SimNumerics

/// The floor area of the events of one year: all that the mine needs to know of a year of the housing model.
///
///     m2(account, zone, type, class) = sum over the cohorts of the class of dwellings x m2 per dwelling
///
/// Cohorts of equal content form one class (``MaterialIntensities/classOfCohort``), and accounts without dwellings have
/// no rows, so that a year is small. It depends on the housing model and the floor areas, but on no intensity, share, hub
/// or price: a run of the housing model gives one per year, for any number of runs of the mine.
public struct EventAreas: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of dwelling types.
  public let typeCount: Int
  /// The class of each cohort.
  public let classOfCohort: [Int]
  /// The number of classes.
  public let classCount: Int
  /// The accounts that have dwellings in the year, as positions among the profiles.
  public private(set) var accounts: [Int] = []
  /// Dwellings per year, one per account of ``accounts``.
  public private(set) var dwellings: [Double] = []
  /// m2 per year, (accounts, zones) x (types, classes).
  public private(set) var squareMetres: [Double] = []
  /// m2 per year, (accounts, zones) x types: ``squareMetres`` added up over the classes.
  private(set) var areaByType: [Double] = []

  /// Makes a year without events, with room for all accounts.
  init(_ inputs: MineInputs) {
    zoneCount = inputs.zones.count
    typeCount = inputs.intensities.typeCount
    classOfCohort = inputs.intensities.classOfCohort
    classCount = (classOfCohort.max() ?? -1) + 1
    accounts.reserveCapacity(inputs.profiles.count)
    dwellings.reserveCapacity(inputs.profiles.count)
    squareMetres.reserveCapacity(inputs.profiles.count * zoneCount * typeCount * classCount)
    areaByType.reserveCapacity(inputs.profiles.count * zoneCount * typeCount)
  }

  /// Measures the events of a year in place of what it held.
  mutating func measure(_ flows: YearFlows, of inputs: MineInputs) {
    accounts.removeAll(keepingCapacity: true)
    dwellings.removeAll(keepingCapacity: true)
    squareMetres.removeAll(keepingCapacity: true)
    let cells = typeCount * classOfCohort.count * zoneCount
    for account in inputs.profiles.indices {
      let sum = BLAS.sum(flows.dwellings, over: account * cells..<(account + 1) * cells)
      guard sum > 0 else { continue }
      accounts.append(account)
      dwellings.append(sum)
      add(flows, start: account * cells, inputs.floorAreaM2)
    }
    areaByType.removeAll(keepingCapacity: true)
    for row in 0..<accounts.count * zoneCount * typeCount {
      var sum = 0.0
      for cell in row * classCount..<(row + 1) * classCount { sum += squareMetres[cell] }
      areaByType.append(sum)
    }
  }

  /// Appends the rows of an account, whose dwellings begin at a position of the flows.
  private mutating func add(_ flows: YearFlows, start: Int, _ floorAreaM2: [Double]) {
    let first = squareMetres.count
    let width = typeCount * classCount
    for _ in 0..<zoneCount * width { squareMetres.append(0) }
    let (types, zones, cohorts, classCount) = (typeCount, zoneCount, classOfCohort.count, classCount)
    let classOfCohort = classOfCohort
    let (dwellings, areas, classes) = (flows.dwellings.span, floorAreaM2.span, classOfCohort.span)
    var squareMetres = squareMetres.mutableSpan
    for type in 0..<types {
      for cohort in 0..<cohorts {
        let row = type * cohorts + cohort
        let target = first + type * classCount + classes[cohort]
        for zone in 0..<zones {
          let count = dwellings[start + row * zones + zone]
          guard count > 0 else { continue }
          squareMetres[target + zone * width] += count * areas[zone * types * cohorts + row]
        }
      }
    }
  }

  /// Whether the cohorts of every class have equal intensities, so that this year can be weighed with them.
  func fits(_ intensities: MaterialIntensities) -> Bool {
    guard typeCount == intensities.typeCount, classOfCohort.count == intensities.cohortCount else {
      return false
    }
    guard classOfCohort != intensities.classOfCohort else { return true }
    // Classes of the intensities may be wider than those of this year, not narrower.
    var widest = Array(repeating: -1, count: classCount)
    for (cohort, own) in classOfCohort.enumerated() {
      let other = intensities.classOfCohort[cohort]
      if widest[own] >= 0, widest[own] != other { return false }
      widest[own] = other
    }
    return true
  }
}
