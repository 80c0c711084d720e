public import HousingSim

/// What one dwelling of an event account releases and takes up, as shares per stream.
public struct AccountProfile: Sendable, Equatable {
  /// The account of events that the profile stands for.
  public let account: EventAccount
  /// The share of the dwelling's own content that is released, 0...1 per stream.
  public let releasedShares: [Double]
  /// The share of the content of a new dwelling of the same type that is taken up, 0...1 per stream.
  public let takenUpShares: [Double]
  /// The share of the released mass that is dismantled carefully, 0...1 per simulated year.
  public let carefulShares: [Double]

  /// Makes a profile; ``MineInputs`` checks lengths and ranges.
  public init(
    account: EventAccount, releasedShares: [Double], takenUpShares: [Double], carefulShares: [Double]
  ) {
    self.account = account
    self.releasedShares = releasedShares
    self.takenUpShares = takenUpShares
    self.carefulShares = carefulShares
  }

  /// The profile of an event that concerns a whole dwelling.
  ///
  /// Demolition, autonomous or not, releases everything; construction and replacement take up everything; every
  /// other event releases and takes up nothing and needs shares of its own.
  ///
  /// - Parameters:
  ///   - account: the account of events.
  ///   - streamCount: the number of streams.
  ///   - carefulShares: the carefully dismantled share per simulated year, 0...1.
  /// - Returns: the profile, with every share 1 or 0.
  public static func wholeDwelling(
    _ account: EventAccount, streamCount: Int, carefulShares: [Double]
  ) -> AccountProfile {
    let releases = account.event == .demolition || account.event == .autonomousDemolition
    let takesUp = account.event == .construction || account.event == .replacement
    return AccountProfile(
      account: account, releasedShares: Array(repeating: releases ? 1 : 0, count: streamCount),
      takenUpShares: Array(repeating: takesUp ? 1 : 0, count: streamCount), carefulShares: carefulShares)
  }

  /// The profile of an event that concerns a whole dwelling, with no careful dismantling in any year.
  ///
  /// This is the default for autonomous demolition.
  public static func wholeDwelling(
    _ account: EventAccount, streamCount: Int, yearCount: Int
  ) -> AccountProfile {
    wholeDwelling(
      account, streamCount: streamCount, carefulShares: Array(repeating: 0, count: yearCount))
  }

  func check(streamCount: Int, yearCount: Int) throws(MineInputError) {
    let item = "account \(account.event.rawValue)" + (account.programme.map { " of \($0)" } ?? "")
    let share = AcceptedRange.share
    try share.check(releasedShares, count: streamCount, of: "released share", in: item)
    try share.check(takenUpShares, count: streamCount, of: "taken up share", in: item)
    try share.check(carefulShares, count: yearCount, of: "careful dismantling share", in: item)
  }
}
