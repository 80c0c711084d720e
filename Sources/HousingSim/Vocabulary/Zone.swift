public import SimNumerics

/// A planning area: a part of one municipality.
public struct Zone: Keyed, Hashable {
  /// The key that scenario files, tables and results use.
  public let key: String
  /// The key of the municipality that the zone lies in.
  public let municipality: String
  /// The key of the group that the zone belongs to, for example `focus` or `rest`.
  public let group: String
  /// The latitude of the centre of the zone, in degrees north (WGS84).
  public let latitude: Double
  /// The longitude of the centre of the zone, in degrees east (WGS84).
  public let longitude: Double

  /// Makes a zone.
  ///
  /// The coordinates are not checked here.
  ///
  /// - Parameters:
  ///   - key: the key that scenario files, tables and results use.
  ///   - municipality: the key of the municipality that the zone lies in.
  ///   - group: the key of the group that the zone belongs to, for example `focus` or `rest`.
  ///   - latitude: the latitude of the centre, in degrees north (WGS84), -90...90.
  ///   - longitude: the longitude of the centre, in degrees east (WGS84), -180...180.
  public init(key: String, municipality: String, group: String, latitude: Double, longitude: Double) {
    self.key = key
    self.municipality = municipality
    self.group = group
    self.latitude = latitude
    self.longitude = longitude
  }
}
