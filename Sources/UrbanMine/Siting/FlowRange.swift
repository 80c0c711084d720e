internal import SimNumerics

/// The range of a factor on flows within which a choice of sites stays the cheapest.
///
/// With the factor t on the flows of all zones, or of one zone only, the cost of every option is a straight line,
///
///     cost(S, t) = g(S) + t h(S)
///
/// g what the factor leaves alone and h what it multiplies, so that the chosen option C is left for an option R at
///
///     t = (g(R) - g(C)) / (h(C) - h(R))
///
/// above 1 where h(R) < h(C), below 1 where h(R) > h(C). The nearest of these on either side end the range. Nothing is
/// searched. This is the ranging of a linear programme with one parameter in its costs (S. Gass and T. Saaty, 1955,
/// Naval Research Logistics Quarterly 2:39-45, https://doi.org/10.1002/nav.3800020106), where the vertices are the options.
public struct FlowRange: Sendable, Equatable {
  /// The smallest factor at which the choice is the cheapest, 0...1; 0 where none below 1 changes it.
  public let lowest: Double
  /// The option that is cheaper below ``lowest``, or `nil`.
  public let optionBelow: Int?
  /// The largest factor at which the choice is the cheapest, 1 or more; infinite where none above 1 changes it.
  public let highest: Double
  /// The option that is cheaper above ``highest``, or `nil`.
  public let optionAbove: Int?

  /// Options that cost the same without any flow cross at 0 but for rounding, which is no change: the rounding of a cost, as
  /// a share of it.
  private static let rounding = 1e-14

  /// Ranges the cheapest option of a member.
  ///
  /// - Parameters:
  ///   - costs: the costs of the member.
  ///   - options: the choices of sites.
  ///   - tonnes: the amounts of the member in t per year, one per zone.
  ///   - zone: the zone whose flow alone is multiplied, or `nil` for all zones.
  ///   - euroPerTonneKm: the transport cost of the member.
  public init(
    _ costs: HubOptionCosts, _ options: HubOptions, tonnes: [Double], zone: Int? = nil, euroPerTonneKm: Double
  ) {
    precondition(
      tonnes.count == options.zoneCount && costs.euro.count == options.options.count
        && zone.map(tonnes.indices.contains) != false,
      "costs of \(costs.euro.count) options and \(tonnes.count) amounts for \(options.options.count) options and "
        + "\(options.zoneCount) zones, zone \(zone ?? 0)")
    func varying(_ option: Int) -> Double {
      guard let zone else { return costs.tonneKilometres[option] * euroPerTonneKm }
      return tonnes[zone] * options.kilometres[zone, option] * euroPerTonneKm
    }
    var (lowest, highest) = (0.0, Double.infinity)
    var (below, above): (Int?, Int?) = (nil, nil)
    let slope = varying(costs.best)
    for option in costs.euro.indices where option != costs.best {
      // What the other option costs more at a factor of 1, and how much less every unit of the factor adds to it.
      let lead = costs.regret(ofOption: option)
      let gain = slope - varying(option)
      guard gain != 0 else { continue }
      let factor = 1 + lead / gain
      if gain > 0, factor < highest { (highest, above) = (factor, option) }
      let noise = Self.rounding * max(costs.euro[costs.best], costs.euro[option]) / gain.magnitude
      if gain < 0, factor > max(lowest, noise) { (lowest, below) = (factor, option) }
    }
    self.lowest = lowest
    self.highest = highest
    optionBelow = below
    optionAbove = above
  }
}
