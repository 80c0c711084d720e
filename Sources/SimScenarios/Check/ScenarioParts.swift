internal import HousingSim
internal import UrbanMine

/// A part of a scenario that is built on its own: what a member of an ensemble does not change is not built again.
enum ScenarioPart: Hashable, CaseIterable, Sendable {
  /// Margins and odds that the baseline stock is fitted to.
  case baseline
  /// Floor area of existing dwellings.
  case floorArea
  /// Floor area of new dwellings.
  case newFloorArea
  /// Autonomous demolition.
  case demolition
  /// Autonomous change of state.
  case transitions
  /// Programmes, but for how carefully they dismantle.
  case programmes
  /// New construction and transformation.
  case construction
  /// How carefully programmes, or whoever demolishes without one, take dwellings down.
  case dismantling
  /// Materials and components of dwellings.
  case materials
  /// The mine but for its hubs.
  case mine
  /// The hubs.
  case hubs
  /// The choice of sites.
  case siting
  /// Emissions and costs.
  case effects
  /// The projection of the population.
  case population
  /// The households that it forms, and where they live.
  case households
  /// What programmes cost, and who pays.
  case funding

  /// The part that reads a number, or `nil` where the number decides the shape of the model and cannot vary.
  ///
  /// - Parameter name: the dotted key of the number, or the key of its table.
  init?(reading name: String) {
    if name.contains(".careful_dismantling_") {
      self = name.hasPrefix("effects.") ? .effects : .dismantling
      return
    }
    let first = name.prefix { $0 != "." && $0 != "[" }
    switch first {
    case "baseline": self = name.hasPrefix("baseline.stock") ? .floorArea : .baseline
    case "demolition": self = .demolition
    case "transitions": self = .transitions
    case "programmes": self = .programmes
    case "construction", "transformations": self = .construction
    // Grades follow the properties of their material.
    case "materials" where name.hasPrefix("materials.grades"): return nil
    case "materials" where name.hasPrefix("materials.new_build"): self = .newFloorArea
    case "materials": self = .materials
    case "mine": self = .mine
    case "hubs": self = .hubs
    case "siting": self = .siting
    case "effects": self = .effects
    case "households": self = Self.isOfPopulation(name) ? .population : .households
    case "funding": self = .funding
    default: return nil
    }
  }

  /// The parts from which the housing model is made.
  static let housing: Set<ScenarioPart> = [.baseline, .demolition, .transitions, .programmes, .construction]
  /// The parts from which floor areas are made.
  static let floorAreas: Set<ScenarioPart> = [.floorArea, .newFloorArea]
  /// The parts from which households are made.
  static let inhabitants: Set<ScenarioPart> = [.population, .households]

  /// Whether a number of the households decides the projection of the population.
  private static func isOfPopulation(_ name: String) -> Bool {
    ["population", "mortality", "fertility", "male_share_of_births", "migration"].contains {
      name.hasPrefix("households.\($0)")
    }
  }
}

/// What the parts of a scenario became, beside the scenario itself.
struct ScenarioParts: Sendable {
  let names: MaterialNames
  let stock: StockTable
  let margins: [Margin]
  /// Where the cells of the baseline count in its margins: for members, who have other totals and odds.
  let fitting: FittingPlan
  let content: MaterialTables
  let sites: Table?
  let dismantling: [String: Dismantling]
  /// The tables by the key that names them, with the columns that name a row.
  let tables: [String: KeyedTable]
  /// The selections of dwellings by their dotted key.
  let selections: [String: DwellingSelection]
}

/// A table with the columns that tell its rows apart.
struct KeyedTable: Sendable {
  let table: Table
  let keyColumns: [String]
  /// The columns of numbers that may carry a range.
  let ranges: [NumberColumns]

  /// The name of a cell: `materials.intensity[apartment,before_1945,concrete].kg_per_m2`.
  func name(_ key: String, _ row: Int, _ column: String) -> String {
    "\(key)[\(keyColumns.map { table.text(row, $0) }.joined(separator: ","))].\(column)"
  }
}
