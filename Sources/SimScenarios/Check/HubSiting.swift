internal import SimNumerics
internal import UrbanMine

/// The sites that were chosen before the run, and how all other choices compare.
public struct HubSiting: Sendable {
  /// A hub and the site that was chosen for it.
  public struct Place: Sendable, Equatable {
    /// The key of the hub.
    public let hub: String
    /// The key of the site.
    public let site: String
  }

  /// One choice of sites.
  public struct Option: Sendable, Equatable {
    /// The keys of the sites.
    public let sites: [String]
    /// Yearly cost of transport and hubs, in euro.
    public let euroPerYear: Double
    /// Yearly transport, in tonne-kilometres.
    public let tonneKilometresPerYear: Double
  }

  /// The hubs with their sites, in the order of the scenario.
  public let places: [Place]
  /// The chosen sites.
  public let chosen: Option
  /// Every choice of one or two sites, cheapest first; only the chosen one where more are to be placed.
  public let options: [Option]
  /// The number of candidate sites.
  public let candidateCount: Int
  /// Mass that passes through the hubs if nothing is refused, in t per year.
  public let tonnesPerYear: Double
  /// The question for members of an ensemble, `nil` where more than two sites are chosen.
  let memberQuestion: MemberSiting?

  /// The cheapest choice with this number of sites, or `nil` where none was evaluated.
  ///
  /// - Parameter count: the number of sites, 1 or 2.
  /// - Returns: the choice, or `nil`.
  public func best(ofSites count: Int) -> Option? { options.first { $0.sites.count == count } }

  /// `siting.csv` without rows.
  package static var emptyTable: ResultTable {
    ResultTable(
      fileName: "siting.csv",
      columns: [
        ResultColumn("sites", .text, longName: "sites of the choice, joined by +"),
        ResultColumn(
          "probability_best", .number, unit: "1", longName: "share of members where it is cheapest"),
        ResultColumn("mean_cost", .number, unit: "euro/year", longName: "transport and fixed cost of hubs"),
        ResultColumn(
          "regret_p50", .number, unit: "euro/year", longName: "cost above the cheapest choice, median"),
        ResultColumn("regret_p95", .number, unit: "euro/year", longName: "the same, 95 % of members"),
        ResultColumn("tonne_km", .number, unit: "t km/year", longName: "transport"),
      ])
  }

  /// `siting.csv`; a plain run is an ensemble of one member.
  var table: ResultTable {
    var table = Self.emptyTable
    let least = options.first?.euroPerYear ?? 0
    for (rank, option) in options.enumerated() {
      let regret = ResultCell.number(option.euroPerYear - least)
      table.append(
        .text(option.sites.joined(separator: "+")), .number(rank == 0 ? 1 : 0), .number(option.euroPerYear),
        regret, regret, .number(option.tonneKilometresPerYear))
    }
    return table
  }
}

/// What members of an ensemble are asked about sites: what every choice would cost them.
struct MemberSiting: Sendable {
  /// Every choice of one or two sites.
  let options: HubOptions
  /// The keys of the sites of each choice.
  let sites: [[String]]
  /// The hubs that are placed.
  let hubs: [Hub]
  /// The first year in which one of them is open, counted from the first simulated year.
  let openingIndex: Int
  /// The length by road over the length of the great circle that the options were made with.
  let roadDetourFactor: Double
  /// The prices of the scenario.
  let prices: SitingPrices
}

/// What decides which sites are cheapest, beside the amounts.
struct SitingPrices: Sendable, Equatable {
  let euroPerTonneKm: Double
  let euroPerHub: Double
}

/// The question which sites serve amounts best, with hubs that already stand.
struct HubSitingQuestion {
  /// The keys of the candidate sites.
  let siteKeys: [String]
  /// Kilometres, zones x sites.
  let kilometres: Matrix
  /// Kilometres to the nearest hub that has its place already, by zone; infinite where there is none.
  let standing: [Double]
  /// Tonnes a year that each zone brings and fetches.
  let tonnesPerYear: [Double]
  let prices: SitingPrices

  /// The best choice of `count` sites, proven.
  func answer(count: Int) throws(SitingError) -> (chosen: HubSiting.Option, options: [HubSiting.Option]) {
    guard count <= 2 else { return try searched(count) }
    let options = try options()
    let amounts = Matrix(rows: 1, columns: tonnesPerYear.count, storage: tonnesPerYear)
    let ranked = try options.evaluate(amounts: amounts).rows.map { row in
      HubSiting.Option(
        sites: options.options[row.option].map { siteKeys[$0] }, euroPerYear: row.meanCost,
        tonneKilometresPerYear: row.meanTonneKilometres)
    }
    guard let chosen = ranked.first(where: { $0.sites.count == count }) else {
      throw SitingError.openCount(count...count, siteCount: siteKeys.count)
    }
    return (chosen, ranked)
  }

  /// Every choice of one or two sites.
  func options() throws(SitingError) -> HubOptions {
    var reached = kilometres
    for zone in 0..<reached.rows {
      for site in 0..<reached.columns { reached[zone, site] = min(reached[zone, site], standing[zone]) }
    }
    let costs = Matrix(
      rows: reached.rows, columns: reached.columns,
      storage: reached.storage.map { $0 * prices.euroPerTonneKm })
    return try HubOptions(
      unitCosts: costs, kilometres: reached,
      fixedCosts: Array(repeating: prices.euroPerHub, count: siteKeys.count),
      openCount: 1...min(2, siteKeys.count))
  }

  /// More than two sites, by branch and bound without a time limit.
  private func searched(_ count: Int) throws(SitingError) -> (HubSiting.Option, [HubSiting.Option]) {
    var costs = kilometres
    for zone in 0..<costs.rows {
      for site in 0..<costs.columns {
        costs[zone, site] = min(costs[zone, site], standing[zone]) * prices.euroPerTonneKm
      }
    }
    let problem = try SitingProblem(
      demands: tonnesPerYear.enumerated().map { SitingDemand(key: "\($0)", amount: $1) },
      sites: siteKeys.map { CandidateSite(key: $0, fixedCost: prices.euroPerHub) }, unitCosts: costs,
      openCount: count...count)
    let plan = problem.solve()
    let work = plan.shares.reduce(0) { sum, share in
      sum + share.amount * min(kilometres[share.demand, share.site], standing[share.demand])
    }
    let option = HubSiting.Option(
      sites: plan.open.map { siteKeys[$0] }, euroPerYear: plan.objective, tonneKilometresPerYear: work)
    return (option, [option])
  }

  /// The chosen sites, the one that serves most first.
  func bySize(_ sites: [String]) -> [String] {
    var load: [String: Double] = [:]
    for zone in tonnesPerYear.indices {
      let nearest = sites.min { distance(zone, $0) < distance(zone, $1) }
      if let nearest { load[nearest, default: 0] += tonnesPerYear[zone] }
    }
    return sites.enumerated().sorted {
      let (left, right) = (load[$0.element] ?? 0, load[$1.element] ?? 0)
      return left == right ? $0.offset < $1.offset : left > right
    }.map(\.element)
  }

  private func distance(_ zone: Int, _ site: String) -> Double {
    siteKeys.firstIndex(of: site).map { kilometres[zone, $0] } ?? .infinity
  }
}
