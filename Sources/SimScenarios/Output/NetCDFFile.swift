/// A coordinate of a NetCDF file: a dimension together with the labels along it.
public struct NetCDFCoordinate: Sendable, Equatable {
  /// The labels along a dimension.
  public enum Labels: Sendable, Equatable {
    /// Keys, such as those of zones, stored as NetCDF strings.
    case texts([String])
    /// Whole numbers, such as years, stored as 32-bit integers.
    case integers([Int])
    /// Finite doubles.
    case numbers([Double])

    /// The number of labels, which is the length of the dimension.
    public var count: Int {
      switch self {
      case .texts(let texts): texts.count
      case .integers(let integers): integers.count
      case .numbers(let numbers): numbers.count
      }
    }
  }

  /// The name of the dimension and of its coordinate variable.
  public let name: String
  /// The labels in order.
  public let labels: Labels
  /// The unit of the labels; `nil` for text.
  public let unit: String?
  /// The meaning of the coordinate in a few words.
  public let longName: String

  /// Makes a coordinate.
  ///
  /// - Parameters:
  ///   - name: the name of the dimension and of its coordinate variable.
  ///   - labels: the labels in order; their number is the length of the dimension.
  ///   - unit: the unit of the labels; `nil` for text.
  ///   - longName: the meaning in a few words.
  public init(_ name: String, _ labels: Labels, unit: String? = nil, longName: String) {
    self.name = name
    self.labels = labels
    self.unit = unit
    self.longName = longName
  }
}

/// A double-precision variable of a NetCDF file over some of its coordinates.
public struct NetCDFVariable: Sendable, Equatable {
  /// The name of the variable.
  public let name: String
  /// The names of the coordinates it lies along, the slowest first; empty for a single value.
  public let dimensions: [String]
  /// The values in ``unit``, row-major over the dimensions.
  public let values: [Double]
  /// The unit, for example `t`; `1` for counts and shares.
  public let unit: String
  /// The meaning of the variable in a few words.
  public let longName: String
  /// The name in the CF standard name table, where it has one.
  public let standardName: String?
  /// The value that stands for "no value here", without a unit, where the variable may lack some.
  public let fillValue: Double?

  /// Makes a variable.
  ///
  /// - Parameters:
  ///   - name: the name of the variable.
  ///   - dimensions: the names of its coordinates, the slowest first.
  ///   - values: row-major values; their number is the product of the lengths of the dimensions.
  ///   - unit: the unit of the values.
  ///   - longName: the meaning in a few words.
  ///   - standardName: the CF standard name, where there is one.
  ///   - fillValue: the value (may be NaN) that marks cells without a value; all other values are finite.
  public init(
    _ name: String, dimensions: [String], values: [Double], unit: String, longName: String,
    standardName: String? = nil, fillValue: Double? = nil
  ) {
    self.name = name
    self.dimensions = dimensions
    self.values = values
    self.unit = unit
    self.longName = longName
    self.standardName = standardName
    self.fillValue = fillValue
  }
}

/// The content of a NetCDF file that follows the CF conventions 1.10.
public struct NetCDFFile: Sendable, Equatable {
  /// One global attribute.
  public struct Attribute: Sendable, Equatable {
    /// The name of the attribute.
    public let name: String
    /// The text of the attribute.
    public let text: String

    /// Makes a global attribute.
    ///
    /// - Parameters:
    ///   - name: the name of the attribute.
    ///   - text: any text without NUL.
    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The name of the file in the result directory, for example `results.nc`.
  public let fileName: String
  /// The global attributes after `Conventions`, in order.
  public let attributes: [Attribute]
  /// The coordinates, in order.
  public let coordinates: [NetCDFCoordinate]
  /// The variables, in order.
  public let variables: [NetCDFVariable]

  /// Makes the content of a file.
  ///
  /// - Parameters:
  ///   - fileName: the name of the file in the result directory.
  ///   - title: what the file holds, in a few words.
  ///   - source: what made the data: the model and its version.
  ///   - references: where the model and its data are described.
  ///   - attributes: further global attributes, such as the digest of the scenario.
  ///   - coordinates: the coordinates; their names must differ, anything else is a fault of the caller.
  ///   - variables: variables over these coordinates; a number of values that differs from the product of the
  ///     lengths of the dimensions is a fault of the caller.
  public init(
    fileName: String, title: String, source: String, references: String, attributes: [Attribute] = [],
    coordinates: [NetCDFCoordinate], variables: [NetCDFVariable]
  ) {
    self.fileName = fileName
    self.attributes =
      [
        Attribute("title", title), Attribute("source", source), Attribute("references", references),
      ] + attributes
    self.coordinates = coordinates
    self.variables = variables
    let names = coordinates.map(\.name) + variables.map(\.name)
    precondition(Set(names).count == names.count, "\(fileName) uses a name twice: \(names)")
    for variable in variables {
      let shape = positions(of: variable).map { coordinates[$0].labels.count }
      precondition(
        shape.reduce(1, *) == variable.values.count,
        "\(variable.name) has \(variable.values.count) values for \(variable.dimensions) of shape \(shape)")
    }
  }

  /// The positions in `coordinates` of the dimensions of a variable; an unknown one is a fault of the caller.
  func positions(of variable: NetCDFVariable) -> [Int] {
    variable.dimensions.map { name in
      guard let position = coordinates.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("\(variable.name) lies along \(name); coordinates: \(coordinates.map(\.name))")
      }
      return position
    }
  }
}
