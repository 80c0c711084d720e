internal import HousingSim
internal import SimNumerics

/// Which numbers an ensemble keeps of every member, and where they stand: one flat array of cells.
///
/// The cells of the indicators come first, series x years x (zones, then the region), then for every target whether it is
/// met (1 or 0) and its value, then for every choice of hub sites its yearly cost, its regret, whether it is the best (1 or
/// 0), and its transport, and last how much flows would have to change for another choice. A cell without a value holds not-a-number.
public struct MemberLayout: Sendable, Equatable {
  /// One indicator over the years.
  public struct Series: Sendable, Equatable {
    /// The key of the indicator.
    public let key: String
    /// The unit of its values.
    public let unit: String
    /// Whether it is a state or an amount per year.
    public let kind: IndicatorSeries.Kind
    /// The first year with a value.
    public let firstYear: Int
    /// The number of years with a value.
    public let yearCount: Int
    /// The cell of its first year and first zone.
    let start: Int
  }

  /// The indicators, in the order of the results.
  public let series: [Series]
  /// The keys of the zones, then that of the region.
  public let zones: [String]
  /// The keys of the targets.
  public let targets: [String]
  /// The choices of hub sites that are compared, each the keys of its sites; none where no hub is to be placed.
  public let siteOptions: [[String]]
  /// The number of cells of the indicators.
  public let indicatorCellCount: Int

  /// The layout of the results of a scenario.
  init(_ scenario: Scenario, series: [IndicatorSeries]) {
    zones = scenario.axes.zones.keys + [Scenario.regionKey]
    targets = scenario.targets.map(\.key)
    siteOptions = scenario.siting?.memberQuestion?.sites ?? []
    var start = 0
    var layout: [Series] = []
    for indicator in series {
      layout.append(
        Series(
          key: indicator.key, unit: indicator.unit, kind: indicator.kind, firstYear: indicator.firstYear,
          yearCount: indicator.values.count, start: start))
      start += indicator.values.count * zones.count
    }
    self.series = layout
    indicatorCellCount = start
  }

  /// The number of all cells.
  public var cellCount: Int { siteStart + 4 * siteOptions.count + (siteOptions.isEmpty ? 0 : 2) }

  private var siteStart: Int { indicatorCellCount + 2 * targets.count }

  /// The cell of an indicator in a year and at a position of ``zones``.
  ///
  /// Year and position are not checked here.
  ///
  /// - Parameters:
  ///   - series: one of ``series``.
  ///   - year: a calendar year in which the indicator has a value.
  ///   - position: the position of the zone, from 0, or the last one of ``zones`` for the region.
  /// - Returns: the position among the numbers of a member, from 0 and below ``indicatorCellCount``.
  public func cell(_ series: Series, year: Int, position: Int) -> Int {
    series.start + (year - series.firstYear) * zones.count + position
  }

  /// The cell that says whether a target is met.
  ///
  /// - Parameter target: the position of the target, from 0.
  /// - Returns: the position among the numbers of a member; 1 there for met, 0 for missed.
  public func metCell(target: Int) -> Int { indicatorCellCount + target }

  /// The cell of the value of a target.
  ///
  /// - Parameter target: the position of the target, from 0.
  /// - Returns: the position among the numbers of a member; the number there is in the unit of the target.
  public func valueCell(target: Int) -> Int { indicatorCellCount + targets.count + target }

  /// The cell of the yearly cost of a choice of hub sites, in euro.
  ///
  /// - Parameter option: the position of the choice among ``siteOptions``, from 0.
  /// - Returns: the position among the numbers of a member.
  public func costCell(option: Int) -> Int { siteStart + option }

  /// The cell of its cost above the cheapest choice, in euro a year.
  ///
  /// - Parameter option: the position of the choice among ``siteOptions``, from 0.
  /// - Returns: the position among the numbers of a member.
  public func regretCell(option: Int) -> Int { siteStart + siteOptions.count + option }

  /// The cell that says whether it is the cheapest choice.
  ///
  /// - Parameter option: the position of the choice among ``siteOptions``, from 0.
  /// - Returns: the position among the numbers of a member; 1 there for the cheapest, 0 for others.
  public func bestCell(option: Int) -> Int { siteStart + 2 * siteOptions.count + option }

  /// The cells of the factors on all flows, below and above 1, at which another choice becomes the cheapest; without a
  /// value where none does.
  public var flipCells: (below: Int, above: Int) {
    (siteStart + 4 * siteOptions.count, siteStart + 4 * siteOptions.count + 1)
  }

  /// The cell of its transport, in tonne-kilometres a year.
  ///
  /// - Parameter option: the position of the choice among ``siteOptions``, from 0.
  /// - Returns: the position among the numbers of a member.
  public func workCell(option: Int) -> Int { siteStart + 3 * siteOptions.count + option }
}
