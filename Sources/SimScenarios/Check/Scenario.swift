public import HousingSim
internal import SimNumerics
public import UrbanMine

/// A scenario after all checks: complete, in model units, ready to run.
public struct Scenario: Sendable {
  /// The state axes that result files name; every scenario has them.
  public struct StateAxes: Sendable {
    /// The position of the axis `tenure` among the state axes.
    public let tenure: Int
    /// The position of the axis `condition`.
    public let condition: Int
    /// The position of the axis `energy_label`.
    public let energyLabel: Int
    /// The position of the axis `heating`.
    public let heating: Int
  }

  /// How many dwellings meet a condition, or which share of others they are.
  public struct Indicator: Sendable {
    /// The key of the indicator in the scenario and the results.
    public let key: String
    /// The dwellings that are counted.
    public let counted: DwellingSelection
    /// The dwellings that they are a share of, or `nil` for a plain count.
    public let whole: DwellingSelection?
  }

  /// A goal that a run meets or misses.
  public struct Target: Sendable {
    /// Which side of the goal counts as met.
    public enum Comparison: String, Sendable {
      /// The value may not be smaller than the goal.
      case atLeast = "at_least"
      /// The value may not be larger than the goal.
      case atMost = "at_most"
    }

    /// The key of the target in the scenario.
    public let key: String
    /// The key of the indicator.
    public let indicator: String
    /// The zone that is judged, or `nil` for the region.
    public let zone: String?
    /// The years over which a flow is added up; a stock or share counts at the end of the last one.
    public let years: ClosedRange<Int>
    /// Which side of the goal counts as met.
    public let comparison: Comparison
    /// The goal, in the unit of the indicator.
    public let goal: Double
    /// Where the goal comes from.
    public let source: String
  }

  /// How the baseline stock was fitted.
  public struct Baseline: Sendable {
    /// How many rounds over all margins the fit took.
    public let iterations: Int
    /// Per margin, its name and the largest residual relative to the total that it belongs to, without a
    /// unit.
    public let residuals: [(margin: String, relative: Double)]
  }

  /// The name, also that of the result directory.
  public let name: String
  /// The title in Dutch and in English.
  public let title: BilingualText
  /// Titles of programmes and lines by key, and of `hub:`, `source:`, `indicator:` and `target:` with a key.
  public let titles: [String: BilingualText]
  /// The inputs of the housing model.
  public let housing: HousingInputs
  /// The housing model, computed once.
  public let housingModel: HousingModel
  /// The material model, computed once.
  public let mineModel: MineModel
  /// The sites that were chosen for hubs without one; `nil` where every hub names its site.
  public let siting: HubSiting?
  /// The factors of emissions and costs, `nil` where the scenario has none.
  public let effects: MineEffects?
  /// What observed years changed and are held beside; `nil` where the scenario has none.
  let monitoring: MonitoringUpdate?
  /// The population and its households, projected once; `nil` where the scenario has none.
  public let households: HouseholdModel?
  /// What programmes cost and who pays for it, `nil` where the scenario does not say.
  public let funding: FundingModel?
  /// How the baseline was fitted.
  public let baseline: Baseline
  /// Where the state axes stand that result files name.
  public let stateAxes: StateAxes
  /// The indicators that the scenario adds to the built-in ones.
  public let indicators: [Indicator]
  /// How dwellings are divided over labels and zones, as far as the scenario asks.
  public let mixes: [MixIndicator]
  /// The targets.
  public let targets: [Target]
  /// The resolved file: the merged tree, every value with the place it came from.
  public let resolved: MarkedNode
  /// Every file that was read, in the order of reading.
  public let files: [InputFile]
  /// Every number that explained results are made of, with the place it comes from.
  public let factors: [RecordedFactor]
  /// What a reader of the results should know, one sentence each.
  public let warnings: [String]

  /// How many rows of the tables say of themselves that they are an assumption.
  public let assumedRowCount: Int
  /// The points of zones, hubs and candidate sites, as `places.csv`.
  public let places: ResultTable
  /// The outlines of municipalities, as `boundaries.csv`; `nil` where the scenario has none.
  public let boundaries: ResultTable?

  /// The digest of the resolved scenario and its input files.
  ///
  /// - Returns: 64 lower-case hexadecimal digits.
  /// - Throws: ``OutputError`` where the scenario holds a number that is not finite.
  public func digest() throws(OutputError) -> String {
    try Provenance.digest(
      of: JSONValue(resolved), inputs: files.map { InputRecord(path: $0.path, content: $0.bytes) })
  }

  /// Every value of the resolved file with its place and origin, defaults of the catalogue included.
  public var listing: [ScenarioListingRow] {
    ScenarioListing.rows(of: resolved, catalogue: ParameterCatalogue.rows)
  }
  /// The axes of the stock.
  public var axes: StockAxes { housing.axes }
  /// The year at whose end the baseline stands.
  public var baselineYear: Int { axes.years.lowerBound - 1 }
  /// The last simulated year.
  public var lastYear: Int { axes.years.upperBound }
}

/// A text in Dutch and in English.
public struct BilingualText: Sendable, Equatable {
  /// The Dutch text.
  public let dutch: String
  /// The English text.
  public let english: String

  /// Makes a text in both languages.
  ///
  /// - Parameters:
  ///   - dutch: the Dutch text.
  ///   - english: the English text.
  public init(dutch: String, english: String) {
    self.dutch = dutch
    self.english = english
  }
}
