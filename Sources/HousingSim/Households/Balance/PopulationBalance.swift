internal import SimNumerics

/// How well the account of inhabitants closes in a year, per municipality.
///
///     residual = after - (before + births - deaths + migration)
///
/// Births and deaths are rows of their own in the projection matrix, not what is left over. The scale is the
/// population before or after, whichever is larger. Unit: persons.
public struct PopulationBalance: Sendable, Equatable {
  /// Births per municipality, in persons per year.
  public let births: [Double]
  /// Deaths per municipality, in persons per year; infants who die in the year of their birth included.
  public let deaths: [Double]
  /// Net migration per municipality, in persons per year.
  public let migration: [Double]
  /// What is left of the equation per municipality, in persons.
  public let residual: [Double]
  /// The scale per municipality, in persons.
  public let scale: [Double]

  init(before: Population, after: Population, births: [Double], deaths: [Double], migration: [Double]) {
    self.births = births
    self.deaths = deaths
    self.migration = migration
    let (start, end) = (before.totals, after.totals)
    residual = start.indices.map { end[$0] - (start[$0] + births[$0] - deaths[$0] + migration[$0]) }
    scale = zip(start, end).map { max($0, $1) }
  }

  /// The first municipality whose residual is more than rounding, or `nil`.
  public var firstBreach: Int? {
    residual.indices.first { !Tolerance.holds(residual: residual[$0], scale: scale[$0]) }
  }
}
