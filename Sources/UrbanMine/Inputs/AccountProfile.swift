public import HousingSim

/// What careful dismantling costs on top of demolition; both parts add up.
public struct DismantlingCost: Sendable, Equatable {
  /// Euro per tonne that is dismantled with care.
  public let euroPerTonne: Double
  /// Euro per dwelling, for the share of dwellings that is dismantled with care.
  public let euroPerDwelling: Double

  /// Makes a cost; none without arguments.
  ///
  /// - Parameters:
  ///   - euroPerTonne: euro per tonne that is dismantled with care, 0 or more.
  ///   - euroPerDwelling: euro per dwelling, for the share that is dismantled with care, 0 or more.
  public init(euroPerTonne: Double = 0, euroPerDwelling: Double = 0) {
    self.euroPerTonne = euroPerTonne
    self.euroPerDwelling = euroPerDwelling
  }
}

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
  /// What careful dismantling costs on top of demolition, or `nil` where the account has no price of its own.
  public let dismantlingCost: DismantlingCost?
  /// Whether the events of the account release anything.
  let releases: Bool
  /// Whether the events of the account take up anything.
  let takesUp: Bool

  /// Makes a profile; ``MineInputs`` checks lengths and ranges.
  ///
  /// - Parameters:
  ///   - account: the account of events.
  ///   - releasedShares: the share of the dwelling's own content that is released, 0...1 per stream.
  ///   - takenUpShares: the share of the content of a new dwelling of its type that is taken up, 0...1 per
  ///     stream.
  ///   - carefulShares: the share of the released mass that is dismantled carefully, 0...1 per simulated
  ///     year.
  ///   - dismantlingCost: what careful dismantling costs, or `nil` for no price of its own.
  public init(
    account: EventAccount, releasedShares: [Double], takenUpShares: [Double], carefulShares: [Double],
    dismantlingCost: DismantlingCost? = nil
  ) {
    self.dismantlingCost = dismantlingCost
    self.account = account
    self.releasedShares = releasedShares
    self.takenUpShares = takenUpShares
    self.carefulShares = carefulShares
    releases = releasedShares.contains { $0 > 0 }
    takesUp = takenUpShares.contains { $0 > 0 }
  }

  /// Whether the events of the account release or take up anything.
  public var movesMaterial: Bool { releases || takesUp }

  /// The profile of an event that concerns a whole dwelling.
  ///
  /// Demolition, autonomous or not, releases everything; construction and replacement take up everything; every
  /// other event releases and takes up nothing and needs shares of its own.
  ///
  /// - Parameters:
  ///   - account: the account of events.
  ///   - streamCount: the number of streams.
  ///   - carefulShares: the carefully dismantled share per simulated year, 0...1.
  ///   - dismantlingCost: what careful dismantling costs, or `nil` for no price of its own.
  /// - Returns: the profile, with every share 1 or 0.
  public static func wholeDwelling(
    _ account: EventAccount, streamCount: Int, carefulShares: [Double],
    dismantlingCost: DismantlingCost? = nil
  ) -> AccountProfile {
    let releases = account.event == .demolition || account.event == .autonomousDemolition
    let takesUp = account.event == .construction || account.event == .replacement
    return AccountProfile(
      account: account, releasedShares: Array(repeating: releases ? 1 : 0, count: streamCount),
      takenUpShares: Array(repeating: takesUp ? 1 : 0, count: streamCount), carefulShares: carefulShares,
      dismantlingCost: dismantlingCost)
  }

  /// The profile of an event that concerns a whole dwelling, with no careful dismantling in any year.
  ///
  /// This is the default for autonomous demolition.
  ///
  /// - Parameters:
  ///   - account: the account of events.
  ///   - streamCount: the number of streams.
  ///   - yearCount: the number of simulated years.
  /// - Returns: the profile, with every share of release and take-up 1 or 0, and every careful share 0.
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
    if let cost = dismantlingCost {
      try AcceptedRange.amount.check(cost.euroPerTonne, of: "dismantling (euro per tonne)", in: item)
      try AcceptedRange.amount.check(cost.euroPerDwelling, of: "dismantling (euro per dwelling)", in: item)
    }
    try share.check(carefulShares, count: yearCount, of: "careful dismantling share", in: item)
  }
}
