internal import SimNumerics

/// What the steps need to know of the streams and their quality grades, computed once.
struct StreamPlan: Sendable {
  /// The share of the demand that recycled material meets, per stream.
  let secondaryShareOfDemand: [Double]
  /// kg per m3 of store, per stream.
  let storedDensityKgPerM3: [Double]
  /// m3 of store per kg, per stream.
  let storedM3PerKg: [Double]
  /// Where treated mass goes, per stream; divided by the sum of the shares, so that decimals cannot lose mass.
  let treatment: [TreatmentShares]
  /// The position of the first grade of each stream among all grades, and the number of grades at the end.
  let firstGrades: [Int]
  /// The stream of each grade.
  let streams: [Int]
  /// The share of carefully dismantled mass that is of this grade and passes inspection, per grade.
  let potential: [Double]
  /// The largest share of the demand that this grade and worse ones can meet, per grade.
  let acceptedShare: [Double]

  /// The grades that can come into a store: something of them passes inspection.
  let storable: [Int]
  /// The streams of these grades.
  let storableStreams: [Int]
  /// All other streams, which do the same in every step of a year.
  let standingStreams: [Int]

  /// The number of grades of all streams.
  var gradeCount: Int { streams.count }

  init(_ list: MaterialStreams) {
    let items = list.axis.items
    secondaryShareOfDemand = items.map(\.secondaryShareOfDemand)
    storedDensityKgPerM3 = items.map(\.storedDensity.value)
    storedM3PerKg = items.map { 1 / $0.storedDensity.value }
    treatment = items.map { stream in
      let shares = stream.treatment
      return TreatmentShares(
        recycled: shares.recycled / shares.sum, downcycled: shares.downcycled / shares.sum,
        incinerated: shares.incinerated / shares.sum, landfilled: shares.landfilled / shares.sum)
    }
    var firstGrades = [0]
    for stream in items { firstGrades.append(firstGrades[firstGrades.count - 1] + stream.grades.count) }
    self.firstGrades = firstGrades
    streams = items.enumerated().flatMap { position, stream in stream.grades.map { _ in position } }
    potential = items.flatMap { $0.grades.map(\.potential) }
    acceptedShare = items.flatMap { $0.grades.map(\.maximumShareOfDemand) }
    storable = potential.indices.filter { [potential] in potential[$0] > 0 }
    storableStreams = items.indices.filter { items[$0].reusePotential > 0 }
    standingStreams = items.indices.filter { !(items[$0].reusePotential > 0) }
  }
}
