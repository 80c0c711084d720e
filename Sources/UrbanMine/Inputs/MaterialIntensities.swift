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
  /// Where components had to be scaled down to their parent, in the order of type, cohort and parent.
  public let scaledComponents: [ComponentScaling]

  /// The intensity of a stream in a type and cohort, in kg/m2.
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
    let cells = typeCount * cohortCount
    let amount = AcceptedRange.amount
    let item = "material intensities"
    try AcceptedRange.limit.check(Double(typeCount), of: "number of types", in: item)
    try AcceptedRange.limit.check(Double(cohortCount), of: "number of cohorts", in: item)
    try amount.check(bulkKgPerM2, count: cells * streams.bulkCount, of: "bulk (kg/m2)", in: item)
    try amount.check(
      componentUnitsPerM2, count: cells * streams.componentCount, of: "component units per m2", in: item)
    try amount.check(kgPerUnit, count: streams.componentCount, of: "kg per unit", in: item)
    var intensities = Array(repeating: 0.0, count: cells * streams.count)
    var scalings: [ComponentScaling] = []
    for cell in 0..<cells {
      let bulk = bulkKgPerM2[(cell * streams.bulkCount)..<((cell + 1) * streams.bulkCount)]
      let first = cell * streams.componentCount
      let components = kgPerUnit.indices.map { componentUnitsPerM2[first + $0] * kgPerUnit[$0] }
      let split = MaterialIntensities.split(
        bulk: Array(bulk), components: components, parents: streams.parents)
      for stream in split.streams.indices {
        intensities[cell * streams.count + stream] = split.streams[stream]
      }
      for (parent, factor) in split.factors.enumerated() where factor < 1 {
        scalings.append(
          ComponentScaling(
            type: cell / cohortCount, cohort: cell % cohortCount, parent: streams.axis[parent].key,
            factor: factor))
      }
    }
    self.typeCount = typeCount
    self.cohortCount = cohortCount
    streamCount = streams.count
    kgPerM2 = intensities
    scaledComponents = scalings
  }

  private struct Split {
    var streams: [Double]
    var factors: [Double]
  }

  private static func split(bulk: [Double], components: [Double], parents: [Int]) -> Split {
    var taken = Array(repeating: 0.0, count: bulk.count)
    for (component, mass) in components.enumerated() { taken[parents[component]] += mass }
    let factors = bulk.indices.map { taken[$0] > bulk[$0] ? bulk[$0] / taken[$0] : 1 }
    let remainders = bulk.indices.map { factors[$0] < 1 ? 0 : bulk[$0] - taken[$0] }
    let scaled = components.indices.map { components[$0] * factors[parents[$0]] }
    return Split(streams: remainders + scaled, factors: factors)
  }
}
