internal import SimNumerics

/// A place where the components would weigh more than the bulk material they are taken out of.
///
/// The components were multiplied by ``factor``, so that together they weigh what the parent weighs.
public struct ComponentScaling: Sendable, Equatable {
  /// The position of the dwelling type.
  public let type: Int
  /// The position of the cohort.
  public let cohort: Int
  /// The key of the bulk material.
  public let parent: String
  /// The factor that the components of this parent were multiplied by, 0..<1.
  public let factor: Double

  /// Makes a record of a scaling.
  ///
  /// - Parameters:
  ///   - type: the position of the dwelling type, from 0.
  ///   - cohort: the position of the cohort, from 0.
  ///   - parent: the key of the bulk material.
  ///   - factor: what the components of this parent were multiplied by, 0..<1.
  public init(type: Int, cohort: Int, parent: String, factor: Double) {
    self.type = type
    self.cohort = cohort
    self.parent = parent
    self.factor = factor
  }
}

/// The mass of every stream in a square metre of dwelling.
public struct MaterialIntensities: Sendable, Equatable {
  /// The number of dwelling types.
  public let typeCount: Int
  /// The number of cohorts.
  public let cohortCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// kg per m2 of usable floor area, types x cohorts x streams.
  public let kgPerM2: [Double]
  /// The class of each cohort: cohorts of one class have equal intensities in every type. Classes are numbered from 0 in
  /// the order in which they come first.
  public let classOfCohort: [Int]
  /// Where components had to be scaled down to their parent, in the order of type, cohort and parent.
  public let scaledComponents: [ComponentScaling]

  /// The intensity of a stream in a type and cohort, in kg/m2.
  ///
  /// - Parameters:
  ///   - type: the position of the dwelling type, from 0 and below ``typeCount``.
  ///   - cohort: the position of the cohort, from 0 and below ``cohortCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  public subscript(type: Int, cohort: Int, stream: Int) -> Double {
    kgPerM2[(type * cohortCount + cohort) * streamCount + stream]
  }

  /// Takes the components out of their bulk material, so that mass is counted once.
  ///
  /// With bulk intensity B (kg/m2), units per area u (1/m2) and mass of a unit w (kg), for components c of parent p:
  ///
  ///     C_c = f_p u_c w_c,    R_p = B_p - sum over c of C_c,    f_p = min(1, B_p / sum over c of u_c w_c)
  ///
  /// The sum over streams equals the sum over bulk materials before. Where f_p is below 1 it is reported in
  /// ``scaledComponents``.
  ///
  /// - Parameters:
  ///   - streams: the streams, bulk materials first.
  ///   - typeCount: the number of dwelling types.
  ///   - cohortCount: the number of cohorts.
  ///   - bulkKgPerM2: kg per m2 usable floor area, types x cohorts x bulk materials, not negative.
  ///   - componentUnitsPerM2: units per m2 usable floor area, types x cohorts x components, not negative.
  ///   - kgPerUnit: the mass of one unit in kg, per component, not negative.
  /// - Throws: ``MineInputError`` for arrays of the wrong length or numbers out of range.
  public init(
    streams: MaterialStreams, typeCount: Int, cohortCount: Int, bulkKgPerM2: [Double],
    componentUnitsPerM2: [Double], kgPerUnit: [Double]
  ) throws(MineInputError) {
    try self.init(
      streams: streams, typeCount: typeCount, contentOfCohort: Array(0..<max(0, cohortCount)),
      bulkKgPerM2: bulkKgPerM2, componentUnitsPerM2: componentUnitsPerM2, kgPerUnit: kgPerUnit)
  }

  /// Takes the components out of their bulk material, where some cohorts have the content of others; equations above.
  ///
  /// - Parameters:
  ///   - streams: the streams, bulk materials first.
  ///   - typeCount: the number of dwelling types.
  ///   - contentOfCohort: per cohort the position of its content, from 0 and without gaps.
  ///   - bulkKgPerM2: kg per m2 usable floor area, types x contents x bulk materials, not negative.
  ///   - componentUnitsPerM2: units per m2 usable floor area, types x contents x components, not negative.
  ///   - kgPerUnit: the mass of one unit in kg, per component, not negative.
  /// - Throws: ``MineInputError`` for arrays of the wrong length or numbers out of range.
  public init(
    streams: MaterialStreams, typeCount: Int, contentOfCohort: [Int], bulkKgPerM2: [Double],
    componentUnitsPerM2: [Double], kgPerUnit: [Double]
  ) throws(MineInputError) {
    let (cohortCount, contentCount) = (contentOfCohort.count, (contentOfCohort.max() ?? -1) + 1)
    let cells = typeCount * contentCount
    let amount = AcceptedRange.amount
    let item = "material intensities"
    try AcceptedRange.limit.check(Double(typeCount), of: "number of types", in: item)
    try AcceptedRange.limit.check(Double(cohortCount), of: "number of cohorts", in: item)
    try amount.check(bulkKgPerM2, count: cells * streams.bulkCount, of: "bulk (kg/m2)", in: item)
    try amount.check(
      componentUnitsPerM2, count: cells * streams.componentCount, of: "component units per m2", in: item)
    try amount.check(kgPerUnit, count: streams.componentCount, of: "kg per unit", in: item)
    var split = Split(streams: streams, cellCount: cells)
    var factors: [Double] = []
    factors.reserveCapacity(cells * streams.bulkCount)
    for cell in 0..<cells {
      split.take(cell, bulkKgPerM2, componentUnitsPerM2, kgPerUnit)
      factors += split.factors
    }
    let classes = MaterialIntensities.classes(
      split.intensities, typeCount: typeCount, cohortCount: contentCount, width: streams.count)
    var (intensities, scalings) = ([Double](), [ComponentScaling]())
    intensities.reserveCapacity(typeCount * cohortCount * streams.count)
    for type in 0..<typeCount {
      for (cohort, content) in contentOfCohort.enumerated() {
        let cell = type * contentCount + content
        intensities += split.intensities[cell * streams.count..<(cell + 1) * streams.count]
        for parent in 0..<streams.bulkCount where factors[cell * streams.bulkCount + parent] < 1 {
          scalings.append(
            ComponentScaling(
              type: type, cohort: cohort, parent: streams.axis[parent].key,
              factor: factors[cell * streams.bulkCount + parent]))
        }
      }
    }
    self.typeCount = typeCount
    self.cohortCount = cohortCount
    streamCount = streams.count
    kgPerM2 = intensities
    scaledComponents = scalings
    classOfCohort = MaterialIntensities.renumbered(contentOfCohort.map { classes[$0] })
  }

  /// Numbers classes from 0 in the order in which they come first.
  private static func renumbered(_ classes: [Int]) -> [Int] {
    var positions = Array(repeating: -1, count: (classes.max() ?? -1) + 1)
    var count = 0
    return classes.map { own in
      if positions[own] < 0 {
        positions[own] = count
        count += 1
      }
      return positions[own]
    }
  }

  /// Numbers the cohorts by their content, in the order in which it comes first.
  private static func classes(_ kgPerM2: [Double], typeCount: Int, cohortCount: Int, width: Int) -> [Int] {
    func haveSameContent(_ one: Int, _ other: Int) -> Bool {
      for type in 0..<typeCount {
        let (first, second) = ((type * cohortCount + one) * width, (type * cohortCount + other) * width)
        for stream in 0..<width where kgPerM2[first + stream] != kgPerM2[second + stream] { return false }
      }
      return true
    }
    var firstOfClass: [Int] = []
    return (0..<cohortCount).map { cohort in
      if let known = firstOfClass.firstIndex(where: { haveSameContent($0, cohort) }) { return known }
      firstOfClass.append(cohort)
      return firstOfClass.count - 1
    }
  }

  /// The work of taking components out of their bulk material, cell by cell with the same memory.
  private struct Split {
    let parents: [Int]
    let bulkCount: Int
    /// kg/m2, cells x streams.
    var intensities: [Double]
    /// What the components of each bulk material weigh in the cell, in kg/m2.
    var taken: [Double]
    /// What the components of each bulk material are multiplied by in the cell.
    var factors: [Double]

    init(streams: MaterialStreams, cellCount: Int) {
      parents = streams.parents
      bulkCount = streams.bulkCount
      intensities = Array(repeating: 0, count: cellCount * streams.count)
      taken = Array(repeating: 0, count: streams.bulkCount)
      factors = taken
    }

    mutating func take(_ cell: Int, _ bulk: [Double], _ units: [Double], _ kgPerUnit: [Double]) {
      let first = cell * (bulkCount + parents.count)
      for parent in taken.indices { taken[parent] = 0 }
      for component in parents.indices {
        taken[parents[component]] += units[cell * parents.count + component] * kgPerUnit[component]
      }
      for parent in taken.indices {
        let whole = bulk[cell * bulkCount + parent]
        factors[parent] = taken[parent] > whole ? whole / taken[parent] : 1
        intensities[first + parent] = factors[parent] < 1 ? 0 : whole - taken[parent]
      }
      for component in parents.indices {
        let mass = units[cell * parents.count + component] * kgPerUnit[component]
        intensities[first + bulkCount + component] = mass * factors[parents[component]]
      }
    }
  }
}
