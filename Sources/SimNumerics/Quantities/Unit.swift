/// A unit of measure, used only as a label of ``Quantity``; it never has a value.
public protocol UnitOfMeasure: Sendable {
  /// The symbol that result files and messages show.
  static var symbol: String { get }
}

/// A number of dwellings (a stock).
public enum Dwellings: UnitOfMeasure { public static let symbol = "dwellings" }
/// A number of dwellings a year (a flow).
public enum DwellingsPerYear: UnitOfMeasure { public static let symbol = "dwellings/year" }
/// Floor area of one dwelling.
public enum SquareMetresPerDwelling: UnitOfMeasure { public static let symbol = "m2/dwelling" }
/// An area; for dwellings the usable floor area (NEN 2580).
public enum SquareMetres: UnitOfMeasure { public static let symbol = "m2" }
/// A volume.
public enum CubicMetres: UnitOfMeasure { public static let symbol = "m3" }
/// A length of road or a straight line.
public enum Kilometres: UnitOfMeasure { public static let symbol = "km" }
/// A mass inside the library.
public enum Kilograms: UnitOfMeasure { public static let symbol = "kg" }
/// A mass in result files.
public enum Tonnes: UnitOfMeasure { public static let symbol = "t" }
/// Material per floor area.
public enum KilogramsPerSquareMetre: UnitOfMeasure { public static let symbol = "kg/m2" }
/// Mass per stored volume.
public enum KilogramsPerCubicMetre: UnitOfMeasure { public static let symbol = "kg/m3" }
/// Transport work.
public enum TonneKilometres: UnitOfMeasure { public static let symbol = "t km" }
/// Money of a stated price year.
public enum Euro: UnitOfMeasure { public static let symbol = "euro" }
/// Money per dwelling.
public enum EuroPerDwelling: UnitOfMeasure { public static let symbol = "euro/dwelling" }
