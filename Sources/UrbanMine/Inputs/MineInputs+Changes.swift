internal import SimNumerics

extension MineInputs {
  /// The same inputs with other parts; only what is given is checked, against the rest.
  ///
  /// Zones, floor areas and years stay, so that a run of the housing model serves both.
  ///
  /// - Parameters:
  ///   - streams: the material streams, as many as the intensities have; `nil` for the same.
  ///   - intensities: kg per m2 of usable floor area, of the same types and cohorts; `nil` for the same.
  ///   - profiles: one per event account, of the same accounts in the same order; `nil` for the same.
  ///   - hubs: the hubs, none included; `nil` for the same.
  ///   - roadDetourFactor: the length by road over the length of the great circle, 1 or more; `nil` for the same.
  ///   - dispatch: how it is decided what the hubs take in and whom they serve; `nil` for the same.
  /// - Returns: the checked inputs.
  /// - Throws: ``MineInputError`` naming the first input that cannot be used.
  public func with(
    streams: MaterialStreams? = nil, intensities: MaterialIntensities? = nil,
    profiles: [AccountProfile]? = nil, hubs: [Hub]? = nil, roadDetourFactor: Double? = nil,
    dispatch: DispatchPolicy? = nil
  ) throws(MineInputError) -> MineInputs {
    var changed = self
    if let streams { changed.streams = streams }
    if let intensities { changed.intensities = intensities }
    if let profiles { changed.profiles = profiles }
    if let hubs { changed.hubs = try makeAxis(hubs, of: "hubs") }
    if let roadDetourFactor { changed.roadDetourFactor = roadDetourFactor }
    if let dispatch { changed.dispatch = dispatch }
    try changed.checkShapes(like: self)
    if hubs != nil || roadDetourFactor != nil { try changed.placeHubs() }
    if dispatch != nil || streams != nil { try changed.dispatch.check(streamCount: changed.streams.count) }
    if profiles != nil || streams != nil { try changed.checkProfiles() }
    if hubs != nil || streams != nil {
      for hub in changed.hubs { try hub.check(streams: changed.streams) }
    }
    return changed
  }

  private func checkShapes(like other: MineInputs) throws(MineInputError) {
    func check(_ field: String, _ found: Int, _ expected: Int) throws(MineInputError) {
      guard found == expected else {
        throw MineInputError.wrongCount(
          item: "changed inputs", field: field, found: found, expected: expected)
      }
    }
    try check("streams of the intensities", intensities.streamCount, streams.count)
    try check("types of the intensities", intensities.typeCount, other.intensities.typeCount)
    try check("cohorts of the intensities", intensities.cohortCount, other.intensities.cohortCount)
    try check("profiles", profiles.count, other.profiles.count)
  }
}
