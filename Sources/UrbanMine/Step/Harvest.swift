internal import HousingSim
internal import SimNumerics

/// Event x floor area x intensity: the mass that the events of a year release and take up.
///
/// For an account a, with dwellings n (types x cohorts by zones) and floor area A of the same shape:
///
///     released_a[streams x zones] = R_a[streams x (types x cohorts)] (n_a A)[(types x cohorts) x zones]
///
/// where R_a = released share x intensity of the dwelling; the mass taken up likewise, with the taken up share and
/// the intensity of a new dwelling of the same type.
struct Harvest: Sendable {
  /// One account: its matrices in kg/m2, streams x (types x cohorts); empty where all shares are 0.
  struct Account: Sendable {
    let released: [Double]
    let takenUp: [Double]
    let carefulShares: [Double]
  }

  let accounts: [Account]
  /// m2 per dwelling, (types x cohorts) x zones.
  let floorAreaM2: [Double]
  let streamCount: Int

  init(_ inputs: MineInputs) {
    streamCount = inputs.streams.count
    let cells = inputs.intensities.typeCount * inputs.intensities.cohortCount
    let zones = inputs.zones.count
    var area = Array(repeating: 0.0, count: cells * zones)
    for zone in 0..<zones {
      for cell in 0..<cells { area[cell * zones + zone] = inputs.floorAreaM2[zone * cells + cell] }
    }
    floorAreaM2 = area
    let intensities = inputs.intensities
    let newBuild = inputs.newBuildCohort
    accounts = inputs.profiles.map { profile in
      Account(
        released: Harvest.matrix(profile.releasedShares, intensities) { $0 },
        takenUp: Harvest.matrix(profile.takenUpShares, intensities) { _ in newBuild },
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
    multiply(account.released, work.areaM2, into: &work.accountMass)
    let careful = account.carefulShares[yearIndex]
    for position in work.accountMass.indices {
      work.releasedPerYear[position] += work.accountMass[position]
      work.carefulPerYear[position] += work.accountMass[position] * careful
    }
  }

  private func addTakenUp(_ account: Account, _ work: inout MineWorkspace) {
    guard !account.takenUp.isEmpty else { return }
    multiply(account.takenUp, work.areaM2, into: &work.accountMass)
    for position in work.accountMass.indices {
      work.demandPerYear[position] += work.accountMass[position]
    }
  }

  /// The matrix share x intensity in kg/m2, streams x (types x cohorts), or nothing where all shares are 0.
  private static func matrix(
    _ shares: [Double], _ intensities: MaterialIntensities, cohort contentOf: (Int) -> Int
  ) -> [Double] {
    guard shares.contains(where: { $0 > 0 }) else { return [] }
    var matrix: [Double] = []
    for (stream, share) in shares.enumerated() {
      for type in 0..<intensities.typeCount {
        for cohort in 0..<intensities.cohortCount {
          matrix.append(share * intensities[type, contentOf(cohort), stream])
        }
      }
    }
    return matrix
  }

  /// The product c = a b of row-major matrices, streams x cells by cells x zones.
  private func multiply(_ a: [Double], _ b: [Double], into c: inout [Double]) {
    guard !c.isEmpty else { return }
    let inner = a.count / streamCount
    let columns = c.count / streamCount
    for row in 0..<streamCount {
      for column in 0..<columns { c[row * columns + column] = 0 }
      for position in 0..<inner {
        let factor = a[row * inner + position]
        for column in 0..<columns {
          c[row * columns + column] += factor * b[position * columns + column]
        }
      }
    }
  }
}
