/// How many dwellings a programme wants to treat in a year.
public enum ProgrammeQuota: Sendable, Equatable {
  /// A number of dwellings for every simulated year; 0 in years without the programme.
  case dwellings([Double])
  /// What it takes to bring a selection to a share of the whole stock by the end of a year index, in equal parts.
  case reachShare(Double, of: DwellingSelection, from: Int, by: Int)
}

/// A yearly amount of money that limits a programme.
public struct ProgrammeBudget: Sendable, Equatable {
  /// Euro for every simulated year.
  public let euro: [Double]
  /// Euro per dwelling for every simulated year, above 0.
  public let euroPerDwelling: [Double]

  /// Makes a budget.
  ///
  /// ``HousingModel/init(_:)`` throws where a number lies outside its range; another number of years ends the program.
  ///
  /// - Parameters:
  ///   - euro: euro per year, one finite number of 0 or more for every simulated year.
  ///   - euroPerDwelling: euro per dwelling, one finite number above 0 for every simulated year.
  public init(euro: [Double], euroPerDwelling: [Double]) {
    self.euro = euro
    self.euroPerDwelling = euroPerDwelling
  }
}

/// How a yearly number of dwellings is divided over the zones.
public enum ZoneDistribution: Sendable, Equatable {
  /// In proportion to what is there: eligible dwellings of a programme, all dwellings for construction.
  case proportional
  /// Groups of zones one after the other; within a group in proportion to what is eligible.
  case priority([[Int]])
  /// A fixed share per zone; the shares add up to 1.
  case shares([Double])
}

/// A mix of new dwellings: which types and states they get, with shares that add up to 1.
public struct DwellingMix: Sendable, Equatable {
  /// One part of a mix.
  public struct Part: Sendable, Equatable {
    /// The position of the dwelling type.
    public let type: Int
    /// The quality state.
    public let state: Int
    /// The share of the dwellings, 0...1.
    public let share: Double

    /// Makes a part.
    ///
    /// ``HousingModel/init(_:)`` throws where the shares do not add up to 1.
    ///
    /// - Parameters:
    ///   - type: the position of the dwelling type, from 0.
    ///   - state: the quality state, from 0.
    ///   - share: the share of the dwellings, 0...1; the shares of a mix add up to 1.
    public init(type: Int, state: Int, share: Double) {
      self.type = type
      self.state = state
      self.share = share
    }
  }

  /// The parts, whose shares add up to 1.
  public let parts: [Part]

  /// Makes a mix of parts.
  ///
  /// - Parameter parts: the parts, whose shares add up to 1; ``HousingModel/init(_:)`` throws where they do
  ///   not.
  public init(parts: [Part]) {
    self.parts = parts
  }
}

/// What a programme does with a share of the dwellings that it treats.
public struct ProgrammeAction: Sendable, Equatable {
  /// The kinds of action.
  public enum Kind: Sendable, Equatable {
    /// Moves dwellings to better labels and books an event: renovation, insulation or gas-free-ready. A label that
    /// is already as good stays.
    case improve(HousingEvent, atLeast: [Int: Int])
    /// Moves dwellings to another label on some axes, and to labels that are at least as good as these on others.
    case convertTenure(to: [Int: Int], atLeast: [Int: Int] = [:])
    /// Takes dwellings out of the stock.
    case demolish
    /// Takes dwellings out and builds `ratio` new ones for each, `delay` years later.
    case demolishAndReplace(ratio: Double, delay: Int, mix: DwellingMix)
    /// Makes one dwelling out of each `count`, with labels that are at least as good as these.
    case merge(count: Double, atLeast: [Int: Int])
  }

  /// What is done.
  public let kind: Kind
  /// The share of the treated dwellings that it is done to, 0...1.
  public let share: Double

  /// Makes an action.
  ///
  /// ``HousingModel/init(_:)`` throws where the shares do not add up to 1.
  ///
  /// - Parameters:
  ///   - kind: what is done.
  ///   - share: the share of the treated dwellings that it is done to, 0...1; those of a programme add up to 1.
  public init(kind: Kind, share: Double) {
    self.kind = kind
    self.share = share
  }
}

/// A policy that treats a number of selected dwellings each year.
public struct Programme: Sendable, Equatable {
  /// The key of the programme in the scenario.
  public let key: String
  /// Which dwellings may be treated.
  public let selection: DwellingSelection
  /// How many dwellings it wants to treat.
  public let quota: ProgrammeQuota
  /// The money that limits it, or `nil` where money does not limit it.
  public let budget: ProgrammeBudget?
  /// How its quota is divided over the zones.
  public let distribution: ZoneDistribution
  /// What is done; the shares add up to 1.
  public let actions: [ProgrammeAction]
  /// The key of a wider programme, listed later, whose quota this one counts towards.
  public let countsTowards: String?

  /// Makes a programme.
  ///
  /// ``HousingModel/init(_:)`` throws where nothing is selected, a number lies outside its range, or no later programme
  /// has the key of the wider one.
  ///
  /// - Parameters:
  ///   - key: the key of the programme in the scenario.
  ///   - selection: which dwellings may be treated; it must hold some.
  ///   - quota: how many dwellings it wants to treat in every simulated year, each 0 or more, or a share to reach,
  ///     0...1.
  ///   - budget: the money that limits it, in euro per year, or `nil` where money does not limit it.
  ///   - distribution: how its quota is divided over the zones.
  ///   - actions: what is done; the shares add up to 1.
  ///   - countsTowards: the key of a wider programme, listed later, whose quota this one counts towards, or `nil`.
  public init(
    key: String, selection: DwellingSelection, quota: ProgrammeQuota, budget: ProgrammeBudget? = nil,
    distribution: ZoneDistribution, actions: [ProgrammeAction], countsTowards: String? = nil
  ) {
    self.key = key
    self.selection = selection
    self.quota = quota
    self.budget = budget
    self.distribution = distribution
    self.actions = actions
    self.countsTowards = countsTowards
  }
}
