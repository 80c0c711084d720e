internal import SimNumerics

/// What the steps need to know of the streams and their quality grades, computed once.
///
/// Grades stand in ranks, the best grade of every stream first: the grade of rank r of stream s has the position
/// r x (number of streams) + s. Where a stream has fewer grades than another one, its last ranks are empty.
struct StreamPlan: Sendable {
  /// The number of streams.
  let streamCount: Int
  /// The most grades that a stream has.
  let rankCount: Int
  /// The share of the demand that recycled material meets, per stream.
  let secondaryShareOfDemand: [Double]
  /// kg per m3 of store, per stream.
  let storedDensityKgPerM3: [Double]
  /// m3 of store per kg, per stream.
  let storedM3PerKg: [Double]
  /// Where treated mass goes: recycled, downcycled, incinerated and landfilled shares x streams; divided by the sum of the
  /// shares, so that decimals cannot lose mass.
  let treatmentShares: [Double]
  /// The share of carefully dismantled mass that is of this grade and passes inspection, ranks x streams.
  let potential: [Double]
  /// The largest share of the demand that this grade and worse ones can meet, ranks x streams.
  let acceptedShare: [Double]

  /// The positions of all grades, stream by stream, the best first.
  let grades: [Int]
  /// The grades that can come into a store: something of them passes inspection.
  let storable: [Int]
  /// The streams of these grades.
  let storableStreams: [Int]

  /// The number of positions of grades, empty ones included.
  var gradeCount: Int { rankCount * streamCount }

  init(_ list: MaterialStreams) {
    let items = list.axis.items
    streamCount = items.count
    rankCount = items.map(\.grades.count).max() ?? 0
    secondaryShareOfDemand = items.map(\.secondaryShareOfDemand)
    storedDensityKgPerM3 = items.map(\.storedDensity.value)
    storedM3PerKg = list.storedM3PerKg
    func shares(_ way: (TreatmentShares) -> Double) -> [Double] {
      items.map { way($0.treatment) / $0.treatment.sum }
    }
    treatmentShares =
      shares { $0.recycled } + shares { $0.downcycled } + shares { $0.incinerated } + shares { $0.landfilled }
    var potential = [Double](repeating: 0, count: rankCount * items.count)
    var accepted = potential
    var grades: [Int] = []
    for (position, stream) in items.enumerated() {
      for (rank, grade) in stream.grades.enumerated() {
        potential[rank * items.count + position] = grade.potential
        accepted[rank * items.count + position] = grade.maximumShareOfDemand
        grades.append(rank * items.count + position)
      }
    }
    self.potential = potential
    acceptedShare = accepted
    self.grades = grades
    storable = grades.filter { potential[$0] > 0 }
    storableStreams = items.indices.filter { items[$0].reusePotential > 0 }
  }

  /// The stream of a grade.
  func stream(of grade: Int) -> Int { grade % streamCount }

  /// A grade and all better ones of its stream, the best first.
  func ranks(through grade: Int) -> StrideThrough<Int> {
    stride(from: grade % streamCount, through: grade, by: streamCount)
  }
}
