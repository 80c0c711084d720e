/// A quality grade of a stream: a part of what is dismantled with care, with its own inspection and its own uses.
public struct QualityGrade: Sendable, Equatable {
  /// The key that tables use.
  public let key: String
  /// The share of carefully dismantled mass that is of this grade, 0...1; the grades of a stream add up to 1.
  public let share: Double
  /// The share of the grade that passes inspection, 0...1.
  public let suitableShare: Double
  /// The largest share of the demand that designers accept to meet from this grade and worse ones, 0...1.
  public let maximumShareOfDemand: Double

  /// Makes a grade; ``MaterialStreams`` checks the ranges.
  ///
  /// - Parameters:
  ///   - key: the key in tables.
  ///   - share: the share of carefully dismantled mass that is of this grade, 0...1.
  ///   - suitableShare: the share of the grade that passes inspection, 0...1.
  ///   - maximumShareOfDemand: the largest share of the demand that this grade and worse ones can meet,
  ///     0...1.
  public init(key: String, share: Double, suitableShare: Double, maximumShareOfDemand: Double) {
    self.key = key
    self.share = share
    self.suitableShare = suitableShare
    self.maximumShareOfDemand = maximumShareOfDemand
  }

  /// The share of carefully dismantled mass that is of this grade and passes: share x suitable share.
  public var potential: Double { share * suitableShare }

  /// Checks the grades of a stream, best first: ranges, a sum of 1, and uses that get fewer as quality falls.
  static func check(_ grades: [QualityGrade], of stream: String) throws(MineInputError) {
    let range = AcceptedRange.share
    var sum = 0.0
    for (position, grade) in grades.enumerated() {
      let item = "stream \(stream), grade \(grade.key)"
      try range.check(grade.share, of: "share", in: item)
      try range.check(grade.suitableShare, of: "suitable share", in: item)
      try range.check(grade.maximumShareOfDemand, of: "maximum share of demand", in: item)
      sum += grade.share
      let better = grades[..<position]
      guard !better.contains(where: { $0.key == grade.key }) else {
        throw MineInputError.duplicateKey(list: "grades of \(stream)", key: grade.key)
      }
      guard better.allSatisfy({ $0.maximumShareOfDemand >= grade.maximumShareOfDemand }) else {
        throw MineInputError.gradeOrder(stream: stream, grade: grade.key)
      }
    }
    guard abs(sum - 1) <= MaterialStreams.treatmentTolerance else {
      throw MineInputError.gradeSum(stream: stream, sum: sum)
    }
  }
}
