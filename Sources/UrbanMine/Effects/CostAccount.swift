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
  /// What is paid and saved in all.
  public let totals: CostTotals

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
    let amounts = PricedAmounts(mine, of: inputs, year: year, factors)
    let dismantling = Self.dismantling(dismantled, factors)
    var lines = CostItem.allCases.map { item in
      let euro =
        item == .carefulDismantling
        ? dismantling.first { $0.programme == nil }?.euro ?? 0 : amounts.euro(item, factors)
      return Line(programme: nil, item: item, euro: euro)
    }
    for line in dismantling where line.programme != nil { lines.append(line) }
    self.lines = lines
    totals = CostTotals(amounts, mine.harvest, inputs, factors)
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
}

/// What the Urban Mine pays and saves in one year, all items together.
public struct CostTotals: Sendable, Equatable {
  /// What is paid, in euro per year, 0 or more.
  public let spent: Double
  /// What is saved, in euro per year, 0 or more.
  public let saved: Double

  /// What is paid less what is saved, in euro per year; below 0 where the mine earns money.
  public var net: Double { spent - saved }

  /// Computes the totals of a year without its lines.
  ///
  /// - Parameters:
  ///   - mine: what the mine did in the year.
  ///   - inputs: the inputs of the mine.
  ///   - year: the calendar year.
  ///   - factors: the unit prices.
  public init(_ mine: MineFlows, of inputs: MineInputs, year: Int, factors: CostFactors) {
    self.init(PricedAmounts(mine, of: inputs, year: year, factors), mine.harvest, inputs, factors)
  }

  fileprivate init(
    _ amounts: PricedAmounts, _ harvest: YearHarvest, _ inputs: MineInputs, _ factors: CostFactors
  ) {
    var (spent, saved) = (0.0, 0.0)
    for account in inputs.profiles.indices where harvest.carefulByAccount[account] > 0 {
      spent += CarefulDismantling.euro(
        harvest.carefulByAccount[account], dwellings: harvest.carefulDwellings[account],
        own: inputs.profiles[account].dismantlingCost, general: factors.carefulDismantlingPerTonne)
    }
    for item in CostItem.allCases where item != .carefulDismantling {
      let euro = amounts.euro(item, factors)
      if item.isSaving { saved -= euro } else { spent += euro }
    }
    self.spent = spent
    self.saved = saved
  }
}

/// What the prices of a year are paid for.
private struct PricedAmounts {
  /// The number of open hubs, and their floor area in m2.
  private var hubs = 0.0
  private var floor = 0.0
  /// t per year that the hubs receive.
  private let received: Double
  /// t km per year.
  private let work: Double
  /// Euro per year that reuse saves as gate fees and as new material.
  private let fees: Double
  private let material: Double

  init(_ mine: MineFlows, of inputs: MineInputs, year: Int, _ factors: CostFactors) {
    precondition(
      factors.gateFeePerTonne.count == mine.streamCount
        && factors.materialPricePerTonne.count == mine.streamCount,
      "prices of \(factors.materialPricePerTonne.count) and fees of \(factors.gateFeePerTonne.count) streams "
        + "do not fit flows of \(mine.streamCount)")
    for hub in inputs.hubs.indices where inputs.hubs.items[hub].openingYear <= year {
      hubs += 1
      floor += inputs.hubs.items[hub].floorArea.value
    }
    var perZone = [Double](repeating: 0, count: mine.zoneCount)
    func tonnes(_ kilograms: [Double]) -> Double { Quantity<Kilograms>(kilograms.reduce(0, +)).tonnes.value }
    mine.addUp(.toHub, into: &perZone)
    received = tonnes(perZone)
    mine.weigh(.demandReused, by: factors.gateFeePerTonne, into: &perZone)
    fees = tonnes(perZone)
    mine.weigh(.demandReused, by: factors.materialPricePerTonne, into: &perZone)
    material = tonnes(perZone)
    work = mine.tonneKilometres.reduce(0, +)
  }

  /// Euro per year of an item other than careful dismantling; savings are negative.
  func euro(_ item: CostItem, _ factors: CostFactors) -> Double {
    switch item {
    case .carefulDismantling: 0
    case .hubFixed: factors.hubFixedPerYear * hubs
    case .hubHandling: factors.hubHandlingPerTonne * received
    case .hubBuilding: factors.yearlyCharge * factors.hubBuildingPerM2 * floor
    case .hubLand: factors.interestPerYear * factors.hubLandPerM2 * floor
    case .transport: factors.transportPerTonneKm * work
    case .gateFeeAvoided: 0 - fees
    case .primaryMaterialAvoided: 0 - material
    }
  }
}
