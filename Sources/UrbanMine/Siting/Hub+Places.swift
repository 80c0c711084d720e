extension Hub {
  /// The same hub at another place.
  ///
  /// - Parameters:
  ///   - latitude: degrees north (WGS84).
  ///   - longitude: degrees east (WGS84).
  /// - Returns: the hub with its own key, sizes and years.
  public func at(latitude: Double, longitude: Double) -> Hub {
    Hub(
      key: key, latitude: latitude, longitude: longitude, openingYear: openingYear, floorArea: floorArea,
      logisticsShare: logisticsShare, stackHeightM: stackHeightM, fillShare: fillShare,
      capacities: capacities, yields: yields, leadTimeMonths: leadTimeMonths,
      maximumStorageMonths: maximumStorageMonths, maximumStoredMass: maximumStoredMass)
  }
}
