public import HousingSim

/// From the events of a year to the mass that they release and take up, in three stages.
///
///     areas   floor area of the events                 depends on the housing model
///     masses  floor area x intensity                   depends on the intensities too
///     harvest mass x shares released, taken up, with care   depends on the shares too
///
/// A run of which only shares, hubs or prices differ begins at the masses of another one.
struct Harvest: Sendable {
  /// kg/m2 of usable floor area, (types, classes) x streams.
  private let ownKgPerM2: [Double]
  /// kg/m2 of new dwellings, types x streams.
  private let newKgPerM2: [Double]

  init(_ inputs: MineInputs, classOfCohort: [Int]) {
    let intensities = inputs.intensities
    ownKgPerM2 = Harvest.rows(intensities, of: Harvest.representatives(classOfCohort))
    newKgPerM2 = Harvest.rows(intensities, of: [inputs.newBuildCohort])
  }

  func weigh(_ areas: EventAreas, _ profiles: [AccountProfile], into masses: inout EventMasses) {
    masses.weigh(areas, profiles, ownKgPerM2: ownKgPerM2, newKgPerM2: newKgPerM2)
  }

  /// The first cohort of each class.
  private static func representatives(_ classOfCohort: [Int]) -> [Int] {
    var first: [Int] = []
    for (cohort, own) in classOfCohort.enumerated() where own == first.count { first.append(cohort) }
    return first
  }

  /// The intensities of some cohorts, (types, cohorts) x streams.
  private static func rows(_ intensities: MaterialIntensities, of cohorts: [Int]) -> [Double] {
    var rows: [Double] = []
    rows.reserveCapacity(intensities.typeCount * cohorts.count * intensities.streamCount)
    for type in 0..<intensities.typeCount {
      for cohort in cohorts {
        let start = (type * intensities.cohortCount + cohort) * intensities.streamCount
        rows += intensities.kgPerM2[start..<start + intensities.streamCount]
      }
    }
    return rows
  }
}

extension MineModel {
  /// Makes the floor area of a year without events, to be measured by ``measure(_:into:)``.
  public func makeAreas() -> EventAreas { EventAreas(inputs) }

  /// Makes the masses of a year without events, to be weighed by ``weigh(_:into:)``.
  public func makeMasses() -> EventMasses { EventMasses(inputs) }

  /// Measures the floor area of the events of a year.
  ///
  /// - Parameters:
  ///   - flows: dwellings per year of every account, of the shape and accounts of the profiles, not negative.
  ///   - areas: the floor area; what it held is replaced.
  public func measure(_ flows: YearFlows, into areas: inout EventAreas) {
    requireShapes(flows)
    precondition(areas.fits(inputs.intensities), "areas of other classes of cohorts than those of the model")
    areas.measure(flows, of: inputs)
  }

  /// Weighs the events of a year.
  ///
  /// - Parameters:
  ///   - areas: the floor area of the events; cohorts of one of its classes must have equal intensities here.
  ///   - masses: the masses; what they held is replaced.
  public func weigh(_ areas: EventAreas, into masses: inout EventMasses) {
    precondition(
      areas.zoneCount == inputs.zones.count && areas.fits(inputs.intensities),
      "areas of \(areas.zoneCount) zones and \(areas.classCount) classes of cohorts do not fit a model of "
        + "\(inputs.zones.count) zones")
    if areas.classOfCohort == inputs.intensities.classOfCohort {
      weights.weigh(areas, inputs.profiles, into: &masses)
    } else {
      Harvest(inputs, classOfCohort: areas.classOfCohort).weigh(areas, inputs.profiles, into: &masses)
    }
  }

  /// Collects what the events of a year release and take up, from the flows of the housing model.
  ///
  /// A step of the mine does the same; it stands in ``MineFlows/harvest``.
  ///
  /// - Parameters:
  ///   - flows: dwellings per year of every account, of the shape and accounts of the profiles, not negative.
  ///   - yearIndex: the year, counted from the first simulated year, in `0..<yearCount`.
  /// - Returns: the masses by zone and stream.
  public func harvest(_ flows: YearFlows, yearIndex: Int) -> YearHarvest {
    var areas = makeAreas()
    var masses = makeMasses()
    measure(flows, into: &areas)
    weigh(areas, into: &masses)
    var harvest = YearHarvest(
      zoneCount: inputs.zones.count, streamCount: inputs.streams.count, accountCount: inputs.profiles.count)
    harvest.collect(masses, inputs.profiles, yearIndex: yearIndex)
    return harvest
  }
}
