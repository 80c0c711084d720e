/// A unit of measure, used only as a label of ``Quantity``; it never has a value.
public protocol UnitOfMeasure: Sendable {
  /// The symbol that result files and messages show.
  static var symbol: String { get }
}

/// A number of dwellings (a stock).
public enum Dwellings: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "dwellings"
}

/// Floor area of one dwelling.
public enum SquareMetresPerDwelling: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "m2/dwelling"
}

/// An area; for dwellings the usable floor area (NEN 2580).
public enum SquareMetres: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "m2"
}

/// A volume.
public enum CubicMetres: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "m3"
}

/// A length of road or a straight line.
public enum Kilometres: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "km"
}

/// A mass inside the library.
public enum Kilograms: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "kg"
}

/// A mass in result files.
public enum Tonnes: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "t"
}

/// Mass per stored volume.
public enum KilogramsPerCubicMetre: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "kg/m3"
}

/// Transport work.
public enum TonneKilometres: UnitOfMeasure {
  /// The symbol that result files and messages show.
  public static let symbol = "t km"
}
