/// What is booked for a hub and a stream in a step; the raw values are the words of the result files.
public enum HubColumn: String, Sendable, CaseIterable {
  /// Mass that the hub takes in.
  case received
  /// Mass that comes out of refurbishment and goes into the store.
  case refurbished
  /// Mass that leaves the store for a dwelling.
  case dispatched
  /// Mass in the store at the end of the step.
  case inStore = "in_store"
  /// Mass that was carefully dismantled but failed inspection.
  case refusedUnsuitable = "refused_unsuitable"
  /// Suitable mass that no hub had the capacity to refurbish.
  case refusedCapacity = "refused_capacity"
  /// Suitable mass that no store had room for.
  case refusedRoom = "refused_room"
  /// Mass that was stored longer than the limit and goes to treatment.
  case expired

  /// The place of the column in an array of columns, equal to its place in `allCases`.
  @inlinable public var position: Int {
    switch self {
    case .received: 0
    case .refurbished: 1
    case .dispatched: 2
    case .inStore: 3
    case .refusedUnsuitable: 4
    case .refusedCapacity: 5
    case .refusedRoom: 6
    case .expired: 7
    }
  }

  /// The number of columns.
  @inlinable public static var count: Int { 8 }
}
