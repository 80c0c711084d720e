internal import RealModule

/// Distances on a sphere.
public enum GreatCircle {
  /// The mean radius of the earth in km, R1 = (2a + b) / 3 of the ellipsoid (Moritz 2000, Geodetic Reference
  /// System 1980, IUGG).
  public static let earthRadiusKm = 6371.0088

  /// The distance of two places in km, by the haversine formula.
  ///
  ///     h = sin^2((lat2 - lat1) / 2) + cos(lat1) cos(lat2) sin^2((lon2 - lon1) / 2)
  ///     km = 2 R asin(sqrt(h))
  ///
  /// Range: 0 to pi R. Places in degrees (north and east positive), latitudes in -90...90, longitudes in -180...180.
  ///
  /// - Parameters:
  ///   - latitude: the latitude of the one place, in degrees.
  ///   - longitude: the longitude of the one place, in degrees.
  ///   - latitude2: the latitude of the other place, in degrees.
  ///   - longitude2: the longitude of the other place, in degrees.
  /// - Returns: km along the surface.
  public static func kilometres(
    latitude: Double, longitude: Double, toLatitude latitude2: Double, longitude longitude2: Double
  ) -> Double {
    let radians = Double.pi / 180
    let north = Double.sin((latitude2 - latitude) * radians / 2)
    let east = Double.sin((longitude2 - longitude) * radians / 2)
    let h = north * north + .cos(latitude * radians) * .cos(latitude2 * radians) * east * east
    return 2 * earthRadiusKm * .asin(min(1, h.squareRoot()))
  }
}
