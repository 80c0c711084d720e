/// How it is decided what the hubs take in and whom they serve.
public struct DispatchPolicy: Sendable, Equatable {
  /// The ways to decide; the raw values are the words of scenario files.
  public enum Method: String, Sendable, CaseIterable {
    /// By rule: nearest pair of zone and hub first.
    case nearestFirst = "nearest_first"
    /// By linear programme: the least cost, where a tonne reused saves its price.
    case leastCost = "least_cost"
    /// By linear programme: the most mass reused, and among such plans the least cost.
    case mostReuse = "most_reuse"
  }

  /// The way to decide.
  public let method: Method
  /// The number of steps that a programme looks ahead, this one included, 1 or more; only this one is carried out.
  public let horizonSteps: Int
  /// Transport in euro per tonne and km.
  public let transportEuroPerTonneKm: Double
  /// Handling and refurbishment in euro per tonne that a hub receives.
  public let handlingEuroPerTonne: Double
  /// What a tonne reused saves in euro, per stream; 0 where nothing is known.
  public let savedEuroPerTonne: [Double]

  /// Makes a policy; ``MineInputs`` checks the ranges.
  ///
  /// - Parameters:
  ///   - method: the way to decide.
  ///   - horizonSteps: the number of steps that a programme looks ahead, this one included, 1 or more.
  ///   - transportEuroPerTonneKm: transport, in euro per tonne and km, 0 or more.
  ///   - handlingEuroPerTonne: handling and refurbishment, in euro per tonne that a hub receives, 0 or more.
  ///   - savedEuroPerTonne: what a tonne reused saves in euro, per stream, 0 or more; none for the rule.
  public init(
    method: Method, horizonSteps: Int, transportEuroPerTonneKm: Double, handlingEuroPerTonne: Double,
    savedEuroPerTonne: [Double]
  ) {
    self.method = method
    self.horizonSteps = horizonSteps
    self.transportEuroPerTonneKm = transportEuroPerTonneKm
    self.handlingEuroPerTonne = handlingEuroPerTonne
    self.savedEuroPerTonne = savedEuroPerTonne
  }

  /// The rule, which needs no prices.
  public static let nearestFirst = DispatchPolicy(
    method: .nearestFirst, horizonSteps: 1, transportEuroPerTonneKm: 0, handlingEuroPerTonne: 0,
    savedEuroPerTonne: [])

  func check(streamCount: Int) throws(MineInputError) {
    guard method != .nearestFirst else { return }
    let amount = AcceptedRange.amount
    guard horizonSteps >= 1 else {
      throw MineInputError.outOfRange(
        item: "dispatch", field: "horizon (steps)", value: Double(horizonSteps), accepted: "1 or more")
    }
    try amount.check(transportEuroPerTonneKm, of: "transport (euro/t km)", in: "dispatch")
    try amount.check(handlingEuroPerTonne, of: "handling (euro/t)", in: "dispatch")
    try amount.check(savedEuroPerTonne, count: streamCount, of: "saving (euro/t)", in: "dispatch")
  }
}
