extension MineInputs {
  /// The same inputs with other hubs, for a run without any or with hubs at other places.
  ///
  /// - Parameters:
  ///   - hubs: the hubs, none included.
  ///   - dispatch: how it is decided what they take in and whom they serve.
  /// - Returns: the checked inputs.
  /// - Throws: ``MineInputError`` naming the first hub that cannot be used.
  public func with(hubs: [Hub], dispatch: DispatchPolicy) throws(MineInputError) -> MineInputs {
    try MineInputs(
      zones: zones, streams: streams, intensities: intensities, newBuildCohort: newBuildCohort,
      floorAreaM2: floorAreaM2, profiles: profiles, hubs: hubs, roadDetourFactor: roadDetourFactor,
      dispatch: dispatch, stepsPerYear: stepsPerYear, firstYear: firstYear, yearCount: yearCount)
  }
}

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
