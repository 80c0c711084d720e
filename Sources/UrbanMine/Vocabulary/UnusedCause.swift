/// Why released mass is not reused; the raw values are the words of the result files.
///
/// Per step, stream and zone of release:
///
///     released - reused = sum of the causes, ``changeOfStore`` included
///
/// A kilogram has one cause: the first of this list, in the order of its way, that stops it.
public enum UnusedCause: String, Sendable, CaseIterable {
  /// Taken down without care.
  case notDismantled = "not_dismantled_with_care"
  /// Dismantled with care while no hub was open.
  case noHub = "no_hub_open"
  /// Failed inspection, or of a material without a route to reuse.
  case refusedUnsuitable = "refused_unsuitable"
  /// Suitable, but no hub had the capacity to refurbish it.
  case refusedCapacity = "refused_capacity"
  /// Suitable, but no store had room for it.
  case refusedRoom = "refused_room"
  /// Left out by a dispatch programme for which moving and refurbishing it costs more than it saves.
  case tooCostly = "too_costly"
  /// Asked for by nobody: left out by a dispatch programme, or grown too old in a store while nothing asked for it.
  case noDemand = "no_demand"
  /// Lost in refurbishment.
  case refurbishmentLoss = "process_loss"
  /// Grown too old in a store: something asked for it, but for less than there was.
  case expired
  /// No cause but what waits: mass that came into the stores less mass that left them; may be negative.
  case changeOfStore = "change_of_store"

  /// The place of the cause in an array of causes, equal to its place in `allCases`.
  @inlinable public var position: Int {
    switch self {
    case .notDismantled: 0
    case .noHub: 1
    case .refusedUnsuitable: 2
    case .refusedCapacity: 3
    case .refusedRoom: 4
    case .tooCostly: 5
    case .noDemand: 6
    case .refurbishmentLoss: 7
    case .expired: 8
    case .changeOfStore: 9
    }
  }

  /// The number of causes.
  @inlinable public static var count: Int { 10 }
}
