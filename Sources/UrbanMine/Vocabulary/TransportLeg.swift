/// A leg of the way of a reused product; the raw values are the words of the result files.
public enum TransportLeg: String, Sendable, CaseIterable {
  /// From the zone of release to the hub.
  case toHub = "to_hub"
  /// From the hub to the zone of use.
  case fromHub = "from_hub"

  /// The place of the leg in an array of legs, equal to its place in `allCases`.
  @inlinable public var position: Int {
    switch self {
    case .toHub: 0
    case .fromHub: 1
    }
  }

  /// The number of legs.
  @inlinable public static var count: Int { 2 }
}
