internal import HousingSim
internal import SimNumerics

/// Event x floor area x intensity: the mass that the events of a year release and take up.
///
/// For an account a, with dwellings n (types x cohorts by zones) and floor area A of the same shape:
///
///     released_a[streams x zones] = R_a[streams x (types x cohorts)] (n_a A)[(types x cohorts) x zones]
///
/// where R_a = released share x intensity of the dwelling. What is taken up does not depend on the cohort:
///
///     taken up_a[streams x zones] = U_a[streams x types] (sum over cohorts of n_a A)[types x zones]
///
/// where U_a = taken up share x intensity of a new dwelling of the type.
struct Harvest: Sendable {
  /// One account, its matrices in kg/m2; a matrix is empty where all its shares are 0.
  struct Account: Sendable {
    /// Streams x (types x cohorts).
    let released: [Double]
    /// Streams x types.
    let takenUp: [Double]
    /// Per simulated year.
    let carefulShares: [Double]
  }

  let accounts: [Account]
  /// m2 per dwelling, (types x cohorts) x zones.
  let floorAreaM2: [Double]
  let streamCount: Int
  let typeCount: Int
  let cohortCount: Int
  let zoneCount: Int

  init(_ inputs: MineInputs) {
    streamCount = inputs.streams.count
    typeCount = inputs.intensities.typeCount
    cohortCount = inputs.intensities.cohortCount
    zoneCount = inputs.zones.count
    let cells = typeCount * cohortCount
    let zones = zoneCount
    var area = Array(repeating: 0.0, count: cells * zones)
    for zone in 0..<zones {
      for cell in 0..<cells { area[cell * zones + zone] = inputs.floorAreaM2[zone * cells + cell] }
    }
    floorAreaM2 = area
    let intensities = inputs.intensities
    let newBuild = inputs.newBuildCohort
    accounts = inputs.profiles.map { profile in
      Account(
        released: Harvest.matrix(
          profile.releasedShares, intensities, cohorts: 0..<intensities.cohortCount),
        takenUp: Harvest.matrix(
          profile.takenUpShares, intensities, cohorts: newBuild..<(newBuild + 1)),
        carefulShares: profile.carefulShares)
    }
  }

  /// Adds up the mass of all accounts in kg per year: released, of that carefully dismantled, and taken up.
  func collect(_ flows: YearFlows, yearIndex: Int, into work: inout MineWorkspace) {
    for position in work.releasedPerYear.indices {
      work.releasedPerYear[position] = 0
      work.carefulPerYear[position] = 0
      work.demandPerYear[position] = 0
    }
    for account in accounts.indices {
      let hasDwellings = measureArea(flows, account: account, &work)
      guard hasDwellings else { continue }
      addReleased(accounts[account], yearIndex, &work)
      addTakenUp(accounts[account], &work)
    }
  }

  /// Computes the floor area of the events of an account in m2; says whether there is any.
  private func measureArea(_ flows: YearFlows, account: Int, _ work: inout MineWorkspace) -> Bool {
    let first = account * floorAreaM2.count
    var hasAny = false
    for position in floorAreaM2.indices {
      let dwellings = flows.dwellings[first + position]
      work.areaM2[position] = dwellings * floorAreaM2[position]
      hasAny = hasAny || dwellings != 0
    }
    return hasAny
  }

  private func addReleased(_ account: Account, _ yearIndex: Int, _ work: inout MineWorkspace) {
    guard !account.released.isEmpty else { return }
    BLAS.multiply(
      account.released, work.areaM2, into: &work.accountMass, rows: streamCount,
      inner: typeCount * cohortCount, columns: zoneCount)
    let careful = account.carefulShares[yearIndex]
    for position in work.accountMass.indices {
      work.releasedPerYear[position] += work.accountMass[position]
      work.carefulPerYear[position] += work.accountMass[position] * careful
    }
  }

  private func addTakenUp(_ account: Account, _ work: inout MineWorkspace) {
    guard !account.takenUp.isEmpty else { return }
    sumAreaOverCohorts(&work)
    BLAS.multiply(
      account.takenUp, work.typeAreaM2, into: &work.accountMass, rows: streamCount, inner: typeCount,
      columns: zoneCount)
    for position in work.accountMass.indices {
      work.demandPerYear[position] += work.accountMass[position]
    }
  }

  private func sumAreaOverCohorts(_ work: inout MineWorkspace) {
    for position in work.typeAreaM2.indices { work.typeAreaM2[position] = 0 }
    for cell in 0..<(typeCount * cohortCount) {
      let type = cell / cohortCount * zoneCount
      let area = cell * zoneCount
      for zone in 0..<zoneCount { work.typeAreaM2[type + zone] += work.areaM2[area + zone] }
    }
  }

  /// The matrix share x intensity in kg/m2, streams x (types x cohorts), or nothing where all shares are 0.
  private static func matrix(
    _ shares: [Double], _ intensities: MaterialIntensities, cohorts: Range<Int>
  ) -> [Double] {
    guard shares.contains(where: { $0 > 0 }) else { return [] }
    var matrix: [Double] = []
    for (stream, share) in shares.enumerated() {
      for type in 0..<intensities.typeCount {
        for cohort in cohorts { matrix.append(share * intensities[type, cohort, stream]) }
      }
    }
    return matrix
  }
}
