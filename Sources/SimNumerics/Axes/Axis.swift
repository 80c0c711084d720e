/// A value that is known by a stable text key, such as a zone or a cohort.
public protocol Keyed: Sendable {
  /// The key that scenario files, tables and results use.
  var key: String { get }
}

/// A plain key without further properties, for axes whose items are only names.
public struct Label: Keyed, Hashable {
  /// The key that scenario files, tables and results use.
  public let key: String

  /// Makes a label of a key.
  ///
  /// - Parameter key: the key.
  public init(_ key: String) {
    self.key = key
  }
}

/// An ordered list of uniquely keyed items along which an array is laid out.
///
/// Arrays join on the keys of their axes, never on position. Iteration follows the stated order, so that sums
/// over an axis are made in the same order every time.
public struct Axis<Item: Keyed>: Sendable, RandomAccessCollection {
  /// The items in order.
  public let items: [Item]
  private let positions: [String: Int]

  /// Makes an axis of items.
  ///
  /// - Parameter items: the items in order; their keys must differ.
  /// - Throws: ``AxisError/duplicateKey(_:)`` naming the first key that stands twice.
  public init(_ items: [Item]) throws(AxisError) {
    var positions: [String: Int] = [:]
    for (position, item) in items.enumerated() {
      guard positions.updateValue(position, forKey: item.key) == nil else {
        throw AxisError.duplicateKey(item.key)
      }
    }
    self.items = items
    self.positions = positions
  }

  private init(items: [Item], positions: [String: Int]) {
    self.items = items
    self.positions = positions
  }

  /// The same axis with other items, `nil` where their keys are not the same in the same order.
  ///
  /// - Parameter items: the items in order.
  /// - Returns: an axis as ``init(_:)`` makes it, without looking up the keys.
  public func replacing(_ items: [Item]) -> Axis? {
    guard items.count == self.items.count, items.indices.allSatisfy({ items[$0].key == self.items[$0].key })
    else { return nil }
    return Axis(items: items, positions: positions)
  }

  /// The keys in order.
  public var keys: [String] {
    // A key path of a generic type is made anew at every call.
    items.map { $0.key }
  }

  /// The position of the item with this key, or `nil` where the axis has none.
  ///
  /// - Parameter key: the key of an item.
  /// - Returns: the position, from 0, or `nil`.
  public func position(of key: String) -> Int? { positions[key] }

  /// The first position, always 0.
  public var startIndex: Int { 0 }

  /// The position after the last, equal to the number of items.
  public var endIndex: Int { items.count }

  /// The item at a position in `0..<count`.
  ///
  /// - Parameter position: the position; one outside of the axis ends the program.
  public subscript(position: Int) -> Item { items[position] }
}

/// Why an axis cannot be made.
public enum AxisError: Error, Equatable, CustomStringConvertible {
  /// Two items carry this key.
  case duplicateKey(String)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .duplicateKey(let key): "the key '\(key)' stands twice on one axis"
    }
  }
}
