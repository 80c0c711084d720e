public import SimNumerics

/// Where mass goes that no hub takes: four shares that add up to 1.
public struct TreatmentShares: Sendable, Equatable {
  /// The share that goes back into building products, 0...1.
  public let recycled: Double
  /// The share that goes into products of lower use, 0...1.
  public let downcycled: Double
  /// The share that is burnt, 0...1.
  public let incinerated: Double
  /// The share that is landfilled, 0...1.
  public let landfilled: Double

  /// Makes shares; ``MaterialStreams`` checks that they lie in 0...1 and add up to 1.
  ///
  /// - Parameters:
  ///   - recycled: the share that goes back into building products, 0...1.
  ///   - downcycled: the share that goes into products of lower use, 0...1.
  ///   - incinerated: the share that is burnt, 0...1.
  ///   - landfilled: the share that is landfilled, 0...1.
  public init(recycled: Double, downcycled: Double, incinerated: Double, landfilled: Double) {
    self.recycled = recycled
    self.downcycled = downcycled
    self.incinerated = incinerated
    self.landfilled = landfilled
  }

  /// The sum of the four shares.
  public var sum: Double { recycled + downcycled + incinerated + landfilled }
}

/// A stream of material: what remains of a bulk material after its components, or one component.
public struct MaterialStream: Keyed, Equatable {
  /// The key that scenario files, tables and results use.
  public let key: String
  /// The key of the bulk material that the component is taken out of, or `nil` for a bulk material itself.
  public let parent: String?
  /// The quality grades of what is dismantled with care, best first.
  public let grades: [QualityGrade]
  /// The share of the demand that recycled material meets where reuse leaves it open, 0...1.
  public let secondaryShareOfDemand: Double
  /// The mass that fits in one cubic metre of store, in kg/m3, above 0.
  public let storedDensity: Quantity<KilogramsPerCubicMetre>
  /// Where the mass goes that no hub takes.
  public let treatment: TreatmentShares

  /// The share of carefully dismantled mass that passes inspection, 0...1: the sum over the grades.
  public var reusePotential: Double { grades.reduce(0) { $0 + $1.potential } }
  /// The largest share of the demand that reused products can meet, 0...1: that of the best grade.
  public var maximumReuseShareOfDemand: Double { grades.first?.maximumShareOfDemand ?? 0 }

  /// Makes a stream with its quality grades, best first; ``MaterialStreams`` checks the ranges.
  ///
  /// - Parameters:
  ///   - key: the key in scenario files, tables and results.
  ///   - parent: the key of the bulk material of a component, or `nil` for a bulk material itself.
  ///   - grades: the quality grades, best first; their shares add up to 1.
  ///   - secondaryShareOfDemand: the share of the demand, where reuse leaves it open, that recycled material
  ///     meets, 0...1.
  ///   - storedDensity: kg per m3 of store, above 0.
  ///   - treatment: where the mass goes that no hub takes.
  public init(
    key: String, parent: String?, grades: [QualityGrade], secondaryShareOfDemand: Double,
    storedDensity: Quantity<KilogramsPerCubicMetre>, treatment: TreatmentShares
  ) {
    self.key = key
    self.parent = parent
    self.grades = grades
    self.secondaryShareOfDemand = secondaryShareOfDemand
    self.storedDensity = storedDensity
    self.treatment = treatment
  }

  /// Makes a stream of one grade, named `all`.
  ///
  /// - Parameters:
  ///   - key: the key in scenario files, tables and results.
  ///   - parent: the key of the bulk material of a component, or `nil` for a bulk material itself.
  ///   - reusePotential: the share of carefully dismantled mass that passes inspection, 0...1.
  ///   - maximumReuseShareOfDemand: the largest share of the demand that reused products can meet, 0...1.
  ///   - secondaryShareOfDemand: the share of the demand, where reuse leaves it open, that recycled material
  ///     meets, 0...1.
  ///   - storedDensity: kg per m3 of store, above 0.
  ///   - treatment: where the mass goes that no hub takes.
  public init(
    key: String, parent: String?, reusePotential: Double, maximumReuseShareOfDemand: Double,
    secondaryShareOfDemand: Double, storedDensity: Quantity<KilogramsPerCubicMetre>,
    treatment: TreatmentShares
  ) {
    let grade = QualityGrade(
      key: "all", share: 1, suitableShare: reusePotential, maximumShareOfDemand: maximumReuseShareOfDemand)
    self.init(
      key: key, parent: parent, grades: [grade], secondaryShareOfDemand: secondaryShareOfDemand,
      storedDensity: storedDensity, treatment: treatment)
  }
}

/// The checked list of streams: bulk materials first, components after them.
public struct MaterialStreams: Sendable {
  /// The distance from 1 that the sum of treatment shares may have.
  public static let treatmentTolerance = 1e-9

  /// The streams in order, bulk materials before components.
  public let axis: Axis<MaterialStream>
  /// The number of bulk materials; the components follow from this position on.
  public let bulkCount: Int
  /// The position of the parent of each component, in the order of the components.
  public let parents: [Int]
  /// The store that a kilogram takes, in m3/kg, per stream.
  let storedM3PerKg: [Double]

  /// The number of streams.
  public var count: Int { axis.count }
  /// The number of components.
  public var componentCount: Int { axis.count - bulkCount }

  /// Makes the list and checks every stream.
  ///
  /// - Parameters:
  ///   - streams: bulk materials (`parent` is `nil`), followed by components.
  ///   - known: a list that probably has the same keys, which saves looking them up; `nil` for none.
  /// - Throws: ``MineInputError`` for keys that stand twice, numbers out of range, treatment shares or grades
  ///   that do not add up to 1 within ``treatmentTolerance``, a worse grade with more uses than a better one, a bulk
  ///   material after a component, or an unknown parent.
  public init(_ streams: [MaterialStream], like known: MaterialStreams? = nil) throws(MineInputError) {
    axis = try makeAxis(streams, of: "streams", like: known?.axis)
    bulkCount = streams.prefix { $0.parent == nil }.count
    var parents: [Int] = []
    for (position, stream) in streams.enumerated() {
      try MaterialStreams.check(stream)
      guard position >= bulkCount else { continue }
      guard let parent = stream.parent else { throw MineInputError.bulkAfterComponent(stream.key) }
      guard let bulk = axis.position(of: parent), bulk < bulkCount else {
        throw MineInputError.unknownParent(component: stream.key, parent: parent)
      }
      parents.append(bulk)
    }
    self.parents = parents
    storedM3PerKg = streams.map { 1 / $0.storedDensity.value }
  }

  private static func check(_ stream: MaterialStream) throws(MineInputError) {
    let item = "stream \(stream.key)"
    let share = AcceptedRange.share
    try QualityGrade.check(stream.grades, of: stream.key)
    try share.check(stream.secondaryShareOfDemand, of: "secondary share of demand", in: item)
    try AcceptedRange.positive.check(stream.storedDensity.value, of: "stored density (kg/m3)", in: item)
    let treatment = stream.treatment
    try share.check(treatment.recycled, of: "recycled share", in: item)
    try share.check(treatment.downcycled, of: "downcycled share", in: item)
    try share.check(treatment.incinerated, of: "incinerated share", in: item)
    try share.check(treatment.landfilled, of: "landfilled share", in: item)
    guard abs(treatment.sum - 1) <= treatmentTolerance else {
      throw MineInputError.treatmentSum(stream: stream.key, sum: treatment.sum)
    }
  }
}
