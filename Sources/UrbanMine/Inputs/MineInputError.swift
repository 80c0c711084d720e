internal import SimNumerics

/// Why the inputs of the mine cannot be used.
public enum MineInputError: Error, Equatable, CustomStringConvertible {
  /// A key stands twice in a list.
  case duplicateKey(list: String, key: String)
  /// A number lies outside its range.
  case outOfRange(item: String, field: String, value: Double, accepted: String)
  /// An array has the wrong number of entries.
  case wrongCount(item: String, field: String, found: Int, expected: Int)
  /// A component names a parent that is no bulk material.
  case unknownParent(component: String, parent: String)
  /// A bulk material stands after a component.
  case bulkAfterComponent(String)
  /// The treatment shares of a stream do not add up to 1.
  case treatmentSum(stream: String, sum: Double)
  /// The shares of the quality grades of a stream do not add up to 1.
  case gradeSum(stream: String, sum: Double)
  /// A worse grade is accepted for a larger share of the demand than a better one.
  case gradeOrder(stream: String, grade: String)
  /// A capacity group of a hub names a stream that does not exist.
  case unknownStream(hub: String, position: Int, streamCount: Int)
  /// A stream stands in more than one capacity group of a hub.
  case streamInTwoGroups(hub: String, stream: String)
  /// The year is not divided into 1, 4 or 12 steps.
  case stepsPerYear(Int)
  /// The cohort of new dwellings does not exist.
  case newBuildCohort(Int, cohortCount: Int)

  /// The problem in one sentence, with what would be accepted.
  public var description: String {
    switch self {
    case .duplicateKey(let list, let key):
      "\(list): the key '\(key)' stands twice; keys must differ"
    case .outOfRange(let item, let field, let value, let accepted):
      "\(item): \(field) is \(value); give \(accepted)"
    case .wrongCount(let item, let field, let found, let expected):
      "\(item): \(field) has \(found) entries; give \(expected)"
    case .unknownParent(let component, let parent):
      "component \(component): the parent '\(parent)' is no bulk material; name a stream without a parent"
    case .bulkAfterComponent(let key):
      "streams: the bulk material '\(key)' stands after a component; list bulk materials first"
    case .treatmentSum(let stream, let sum):
      "stream \(stream): the treatment shares add up to \(sum); they must add up to 1"
    case .gradeSum(let stream, let sum):
      "stream \(stream): the shares of its grades add up to \(sum); they must add up to 1"
    case .gradeOrder(let stream, let grade):
      "stream \(stream): grade \(grade) is accepted for more of the demand than a better one; list the best first"
    case .unknownStream(let hub, let position, let streamCount):
      "hub \(hub): a capacity group names stream \(position); give a position in 0..<\(streamCount)"
    case .streamInTwoGroups(let hub, let stream):
      "hub \(hub): the stream '\(stream)' stands twice in the capacity groups; give it once at most"
    case .stepsPerYear(let steps):
      "steps per year is \(steps); give 1, 4 or 12"
    case .newBuildCohort(let cohort, let cohortCount):
      "the cohort of new dwellings is \(cohort); give a position in 0..<\(cohortCount)"
    }
  }
}

/// A range that an input must lie in, with the words for the message.
struct AcceptedRange {
  /// Whether a value lies in the range; a value that is not a number never does.
  let accepts: @Sendable (Double) -> Bool
  /// The range in words.
  let words: String

  /// A share: 0...1.
  static let share = AcceptedRange(accepts: { $0 >= 0 && $0 <= 1 }, words: "a share from 0 to 1")
  /// Finite and not negative.
  static let amount = AcceptedRange(
    accepts: { $0 >= 0 && $0.isFinite }, words: "a finite number that is not negative")
  /// Not negative; may be infinite, for no limit.
  static let limit = AcceptedRange(accepts: { $0 >= 0 }, words: "a number that is not negative")
  /// Finite and above zero.
  static let positive = AcceptedRange(
    accepts: { $0 > 0 && $0.isFinite }, words: "a finite number above 0")
  /// A factor that does not shorten.
  static let detour = AcceptedRange(
    accepts: { $0 >= 1 && $0.isFinite }, words: "a finite factor of at least 1")
  /// Degrees north.
  static let latitude = AcceptedRange(accepts: { $0 >= -90 && $0 <= 90 }, words: "degrees from -90 to 90")
  /// Degrees east.
  static let longitude = AcceptedRange(
    accepts: { $0 >= -180 && $0 <= 180 }, words: "degrees from -180 to 180")

  /// Throws where a value lies outside the range.
  func check(_ value: Double, of field: String, in item: String) throws(MineInputError) {
    guard accepts(value) else {
      throw MineInputError.outOfRange(item: item, field: field, value: value, accepted: words)
    }
  }

  /// Throws where an array has the wrong length or an entry outside the range.
  func check(_ values: [Double], count: Int, of field: String, in item: String) throws(MineInputError) {
    guard values.count == count else {
      throw MineInputError.wrongCount(item: item, field: field, found: values.count, expected: count)
    }
    for value in values { try check(value, of: field, in: item) }
  }
}

/// Makes an axis of the items of a list; a key that stands twice becomes an error of the inputs.
func makeAxis<Item: Keyed>(
  _ items: [Item], of list: String, like known: Axis<Item>? = nil
) throws(MineInputError) -> Axis<Item> {
  if let axis = known?.replacing(items) { return axis }
  do throws(AxisError) {
    return try Axis(items)
  } catch {
    switch error {
    case .duplicateKey(let key): throw MineInputError.duplicateKey(list: list, key: key)
    }
  }
}
