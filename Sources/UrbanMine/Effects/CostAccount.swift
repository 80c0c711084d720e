internal import SimNumerics

/// The costs and savings of the Urban Mine in one year.
///
///     careful_dismantling      =  euro/t x t dismantled with care, per programme that makes it happen, at its own price
///                                 (per tonne and per dwelling) where it has one
///     hub_fixed                =  euro/year x open hubs
///     hub_handling             =  euro/t x t received
///     hub_building             =  capital recovery factor x euro/m2 x m2 of the open hubs
///     hub_land                 =  interest x euro/m2 x m2 of the open hubs
///     transport                =  euro/t km x t km
///     gate_fee_avoided         = -sum of euro/t x t reused
///     primary_material_avoided = -sum of euro/t x t reused
///
/// Savings are booked when a product is used, not when it is stored. A hub is charged from its opening year on, until
/// the end of the run.
public struct CostAccount: Sendable, Equatable {
  /// One item of one programme.
  public struct Line: Sendable, Equatable {
    /// The key of the programme that causes it, or `nil` for the Urban Mine as a whole.
    public let programme: String?
    /// What is paid or saved.
    public let item: CostItem
    /// Euro in the year; savings are negative.
    public let euro: Double
  }

  /// Every item of the Urban Mine, in the order of ``CostItem``, then careful dismantling by programme.
  public let lines: [Line]

  /// Computes the costs of a year.
  ///
  /// - Parameters:
  ///   - mine: what the mine did in the year.
  ///   - dismantled: what was dismantled with care.
  ///   - inputs: the inputs of the mine.
  ///   - year: the calendar year.
  ///   - factors: the unit prices.
  public init(
    _ mine: MineFlows, dismantled: CarefulDismantling, of inputs: MineInputs, year: Int, factors: CostFactors
  ) {
    precondition(
      factors.gateFeePerTonne.count == mine.streamCount
        && factors.materialPricePerTonne.count == mine.streamCount,
      "prices of \(factors.materialPricePerTonne.count) and fees of \(factors.gateFeePerTonne.count) streams "
        + "do not fit flows of \(mine.streamCount)")
    let open = inputs.hubs.filter { $0.openingYear <= year }
    let floor = open.reduce(0) { $0 + $1.floorArea.value }
    let received = Self.tonnes(mine, .toHub).reduce(0, +)
    let reused = Self.tonnes(mine, .demandReused)
    func value(_ prices: [Double]) -> Double { zip(prices, reused).reduce(0) { $0 + $1.0 * $1.1 } }
    let dismantling = Self.dismantling(dismantled, factors)
    let work = mine.tonneKilometres.reduce(0, +)
    let whole = CostItem.allCases.map { item -> Line in
      let euro =
        switch item {
        case .carefulDismantling: dismantling.first { $0.programme == nil }?.euro ?? 0
        case .hubFixed: factors.hubFixedPerYear * Double(open.count)
        case .hubHandling: factors.hubHandlingPerTonne * received
        case .hubBuilding: factors.yearlyCharge * factors.hubBuildingPerM2 * floor
        case .hubLand: factors.interestPerYear * factors.hubLandPerM2 * floor
        case .transport: factors.transportPerTonneKm * work
        case .gateFeeAvoided: 0 - value(factors.gateFeePerTonne)
        case .primaryMaterialAvoided: 0 - value(factors.materialPricePerTonne)
        }
      return Line(programme: nil, item: item, euro: euro)
    }
    lines = whole + dismantling.filter { $0.programme != nil }
  }

  /// The cost of careful dismantling, one line per programme, in the order of the accounts.
  private static func dismantling(_ dismantled: CarefulDismantling, _ factors: CostFactors) -> [Line] {
    var lines: [Line] = []
    for part in dismantled.lines {
      let euro = part.euro(generalPerTonne: factors.carefulDismantlingPerTonne)
      let known = lines.firstIndex { $0.programme == part.programme }
      let line = Line(
        programme: part.programme, item: .carefulDismantling, euro: euro + (known.map { lines[$0].euro } ?? 0)
      )
      if let known { lines[known] = line } else { lines.append(line) }
    }
    return lines
  }

  /// What is paid, in euro per year, 0 or more.
  public var spent: Double { lines.reduce(0) { $1.item.isSaving ? $0 : $0 + $1.euro } }

  /// What is saved, in euro per year, 0 or more.
  public var saved: Double { lines.reduce(0) { $1.item.isSaving ? $0 - $1.euro : $0 } }

  /// What is paid less what is saved, in euro per year; below 0 where the mine earns money.
  public var net: Double { spent - saved }

  /// A flow over all zones in tonnes per year, per stream.
  private static func tonnes(_ mine: MineFlows, _ flow: MaterialFlow) -> [Double] {
    mine.totals(flow).map { Quantity<Kilograms>($0).tonnes.value }
  }
}
