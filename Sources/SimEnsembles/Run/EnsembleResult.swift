public import SimScenarios

/// What an ensemble says: quantiles of every indicator, the probability of every target, how choices of hub sites compare.
public struct EnsembleResult: Sendable {
  /// A target and how likely it is met.
  public struct Target: Sendable, Equatable {
    /// The outcome of the run with central values.
    public let central: TargetOutcome
    /// The share of the members that meet it, 0...1.
    public let probability: Double
    /// The interval that holds the probability with 95 % confidence, by Wilson's score.
    public let interval: ClosedRange<Double>
    /// The quantiles 5, 50 and 95 % of its value, in the unit of the target; not-a-number without values.
    public let quantiles: [Double]
  }

  /// The ensemble.
  public let ensemble: Ensemble
  /// The members it speaks of.
  public let members: Int
  /// The targets, in the order of the scenario.
  public let targets: [Target]
  /// The greatest error of the rank of a quantile, as a share of the members; 0 where quantiles are exact.
  public let rankError: Double
  /// The tables, in the order in which they are written.
  public let tables: [ResultTable]
  /// What the members have in common that miss a target.
  public let discoveries: [TargetDiscovery]

  static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// Reads the results from a state.
  ///
  /// - Parameters:
  ///   - ensemble: the ensemble.
  ///   - state: what its members gave.
  ///   - threads: how many groups of cells may be sorted side by side; the results do not depend on it.
  /// - Throws: ``EnsembleError/missing(blocks:of:)`` where members have not run.
  public init(_ ensemble: Ensemble, _ state: EnsembleState, threads: Int = 1) throws(EnsembleError) {
    let missing = state.missing(in: 0..<state.blockCount)
    guard missing.isEmpty else { throw .missing(blocks: missing, of: state.blockCount) }
    self.ensemble = ensemble
    members = state.forest.members
    rankError = state.forest.rankError
    let kept = ensemble.kept
    let moments = kept.spread(state.forest.moments, members: members)
    let quantiles = state.forest.quantiles(Self.probabilities, threads: threads).map { found in
      kept.spread(found) { $0 }
    }
    let layout = ensemble.run.layout
    let outcomes = ensemble.run.central.targets.enumerated().map { position, central in
      let cell = layout.metCell(target: position)
      let met = Int((moments.mean[cell] * Double(moments.count[cell])).rounded())
      return Target(
        central: central, probability: Double(met) / Double(moments.count[cell]),
        interval: WilsonInterval.bounds(successes: met, trials: moments.count[cell]),
        quantiles: [0, 2, 4].map { quantiles[$0][layout.valueCell(target: position)] })
    }
    targets = outcomes
    discoveries = TargetDiscovery.all(of: ensemble, state)
    tables =
      [
        Self.quantileTable(layout, moments, quantiles), Self.targetTable(outcomes),
        Self.parameterTable(ensemble), TargetDiscovery.table(discoveries),
      ]
      + (layout.siteOptions.isEmpty
        ? []
        : [
          Self.sitingTable(ensemble, moments, quantiles), Self.flipTable(layout, moments, quantiles),
        ])
  }

  // MARK: - Tables

  private static func quantileTable(
    _ layout: MemberLayout, _ moments: CellMoments, _ quantiles: [[Double]]
  ) -> ResultTable {
    let names = ["mean", "sd", "p05", "p25", "p50", "p75", "p95"]
    var table = ResultTable(
      fileName: "quantiles.csv",
      columns: [
        ResultColumn("year", .integer, longName: "calendar year"),
        ResultColumn("zone", .text, longName: "zone, or region for the total"),
        ResultColumn("indicator", .text, longName: "indicator"),
      ]
        + names.map {
          ResultColumn(
            $0, .number, unit: "as the indicator", longName: "\($0) over the members that have a value")
        })
    let first = layout.series.map(\.firstYear).min() ?? 0
    let last = layout.series.map { $0.firstYear + $0.yearCount }.max() ?? 0
    for year in first..<max(first, last) {
      for series in layout.series where series.firstYear <= year && year < series.firstYear + series.yearCount
      {
        for (position, zone) in layout.zones.enumerated() {
          let cell = layout.cell(series, year: year, position: position)
          guard moments.count[cell] > 0 else { continue }
          let deviation = moments.count[cell] > 1 ? moments.standardDeviation[cell] : 0
          table.append(
            [.integer(year), .text(zone), .text(series.key), .number(moments.mean[cell]), .number(deviation)]
              + quantiles.map { .number($0[cell]) })
        }
      }
    }
    return table
  }

  private static func targetTable(_ targets: [Target]) -> ResultTable {
    let central = RunResult.targetTable(targets.map(\.central))
    return central.appending(
      [
        ResultColumn("probability", .number, unit: "1", longName: "share of the members that meet it"),
        ResultColumn("probability_low", .number, unit: "1", longName: "lower end of its 95 % interval"),
        ResultColumn("probability_high", .number, unit: "1", longName: "upper end of its 95 % interval"),
      ]
    ) { row in
      let target = targets[row]
      return [
        .number(target.probability), .number(target.interval.lowerBound), .number(target.interval.upperBound),
      ]
    }
  }

  private static func parameterTable(_ ensemble: Ensemble) -> ResultTable {
    var table = ResultTable(
      fileName: "parameters.csv",
      columns: [
        ResultColumn("parameter", .text, longName: "number that varies"),
        ResultColumn("distribution", .text, longName: "how it is drawn"),
        ResultColumn("central", .number, unit: "as the parameter", longName: "value of a plain run"),
        ResultColumn("p05", .number, unit: "as the parameter", longName: "5 % of the draws lie below"),
        ResultColumn("p95", .number, unit: "as the parameter", longName: "95 % of the draws lie below"),
        ResultColumn("group", .text, longName: "parameters that share its draw"),
        ResultColumn("place", .text, longName: "file, line and column"),
        ResultColumn("source", .text, longName: "where the number comes from"),
        ResultColumn("confidence", .text, longName: "how well it is known"),
      ])
    for parameter in ensemble.family.parameters {
      table.append(
        .text(parameter.name), .text("\(parameter.distribution)"), .number(parameter.central),
        .number(parameter.value(atUnit: 0.05)), .number(parameter.value(atUnit: 0.95)),
        .text(parameter.group ?? ""), .text("\(parameter.location)"), .text(parameter.source ?? ""),
        .text(parameter.confidence?.rawValue ?? ""))
    }
    return table
  }

  /// How much all flows would have to change for another choice of sites to be the cheapest.
  private static func flipTable(
    _ layout: MemberLayout, _ moments: CellMoments, _ quantiles: [[Double]]
  ) -> ResultTable {
    var table = ResultTable(
      fileName: "siting_flips.csv",
      columns: [
        ResultColumn(
          "flow_factor", .text,
          longName: "below or above 1: the nearest factor on all flows that changes the choice"),
        ResultColumn(
          "share_of_members", .number, unit: "1", longName: "share of the members with such a factor"),
      ] + ["p05", "p50", "p95"].map { ResultColumn($0, .number, unit: "1", longName: "\($0) of the factor") })
    for (name, cell) in [("below", layout.flipCells.below), ("above", layout.flipCells.above)]
    where moments.count[cell] > 0 {
      table.append(
        [
          .text(name),
          .number(Double(moments.count[cell]) / Double(moments.count[layout.costCell(option: 0)])),
        ]
          + [0, 2, 4].map { .number(quantiles[$0][cell]) })
    }
    return table
  }

  private static func sitingTable(
    _ ensemble: Ensemble, _ moments: CellMoments, _ quantiles: [[Double]]
  ) -> ResultTable {
    let layout = ensemble.run.layout
    var table = HubSiting.emptyTable
    let rows = layout.siteOptions.indices.map { option in
      (
        option: option, best: moments.mean[layout.bestCell(option: option)],
        cost: moments.mean[layout.costCell(option: option)]
      )
    }
    for row in rows.sorted(by: { ($1.best, $0.cost) < ($0.best, $1.cost) }) {
      let regret = layout.regretCell(option: row.option)
      table.append(
        .text(layout.siteOptions[row.option].joined(separator: "+")), .number(row.best), .number(row.cost),
        .number(quantiles[2][regret]), .number(quantiles[4][regret]),
        .number(moments.mean[layout.workCell(option: row.option)]))
    }
    return table
  }
}
