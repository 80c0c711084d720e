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
  public static func kilometres(
    latitude: Double, longitude: Double, toLatitude latitude2: Double, longitude longitude2: Double
  ) -> Double {
    let h =
      squaredHalfSine(latitude2 - latitude)
      + cosine(latitude) * cosine(latitude2) * squaredHalfSine(longitude2 - longitude)
    return 2 * earthRadiusKm * arcSine(min(1, h.squareRoot()))
  }

  /// The square of the sine of half an angle in degrees.
  private static func squaredHalfSine(_ degrees: Double) -> Double {
    let value = sine(degrees * .pi / 360)
    return value * value
  }

  /// The cosine of an angle in degrees: 1 - 2 sin^2(angle / 2).
  private static func cosine(_ degrees: Double) -> Double { 1 - 2 * squaredHalfSine(degrees) }

  /// The sine of an angle in -pi...pi by its power series, to about 1e-15.
  private static func sine(_ angle: Double) -> Double {
    var term = angle
    var sum = angle
    for order in 1...16 {
      term *= -angle * angle / Double(2 * order * (2 * order + 1))
      sum += term
    }
    return sum
  }

  /// The arc sine of a value in 0...1: five halvings of the angle, then the power series.
  ///
  ///     sin(a / 2) = sin(a) / sqrt(2 + 2 cos(a)),    asin(x) = sum of (2n)! / (4^n (n!)^2 (2n + 1)) x^(2n + 1)
  private static func arcSine(_ value: Double) -> Double {
    var x = value
    for _ in 0..<5 { x /= (2 + 2 * (1 - x * x).squareRoot()).squareRoot() }
    var coefficient = x
    var sum = x
    for order in 1...8 {
      coefficient *= x * x * Double(2 * order - 1) / Double(2 * order)
      sum += coefficient / Double(2 * order + 1)
    }
    return 32 * sum
  }
}
