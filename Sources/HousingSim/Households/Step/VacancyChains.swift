internal import SimNumerics

/// Vacancy chains: a household that moves into an empty dwelling leaves another one empty.
///
/// Strata j are the cells of the stock (a zone and a kind of dwelling). A vacancy in j stays empty with the probability
/// v(j), the share of j that is vacant; else a household of type h fills it with the probability P(h | j) = X(h, j) / sum
/// over i of X(i, j), as such households live there. It ends the chain with the probability e(h) (a starter, or
/// from elsewhere), or leaves a dwelling in stratum i with the probability R(i, h), in proportion to where its type lives,
/// to the yearly moves out of the dwelling type and to the odds of moving out of the condition:
///
///     C(h, j) = (1 - v(j)) P(h | j) (1 - e(h)),   Q = R C
///     opened = (I - Q)^-1 s,   length from j = column sum of (I - Q)^-1
///
/// with s the vacancies that start chains. Q has the rank of the household types, so with K = C R, the chain on the
/// types of those who move,
///
///     (I - Q)^-1 = I + R (I - K)^-1 C
///
/// and mean and variance of the length follow from those of the time in the chain K (``SojournTimes``). Every vacancy that
/// starts a chain ends empty or with a household that leaves none.
///
/// Source: H. C. White (1970), Chains of Opportunity, chapters 2-3; J. G. Kemeny and J. L. Snell (1960), Finite Markov
/// Chains, chapter 3; M. A. Woodbury (1950), Inverting modified matrices, Statistical Research Group, Princeton.
struct VacancyChains {
  private let occupancy: HousingOccupancy
  private let moves: HouseholdMoves
  /// v, per cell; 1 where nobody lives in the stratum, so that nobody is known to want it.
  private let vacant: [Double]
  /// P, household types x cells.
  private let takers: [Double]
  /// R, cells x household types.
  private let origins: Matrix

  /// Prepares the chains of a year.
  ///
  /// - Parameters:
  ///   - occupancy: who lives where.
  ///   - moves: how often households move.
  init(_ occupancy: HousingOccupancy, moves: HouseholdMoves) {
    self.occupancy = occupancy
    self.moves = moves
    let occupied = occupancy.occupiedCells
    vacant = zip(occupied, occupancy.dwellings).map { $0 > 0 ? max(0, 1 - $0 / $1) : 1 }
    takers = Self.takers(occupancy, occupied)
    origins = Self.origins(occupancy, moves)
  }

  /// P, household types x cells.
  private static func takers(_ occupancy: HousingOccupancy, _ occupied: [Double]) -> [Double] {
    // Where nobody lives there is nothing to divide.
    let all = occupied.map { $0 > 0 ? $0 : 1 }
    var shares = [Double](repeating: 0, count: occupancy.occupied.count)
    var takers = shares.mutableSpan
    let (divisors, living) = (all.span, occupancy.occupied.span)
    let cells = divisors.count
    for type in 0..<occupancy.householdTypeCount {
      for cell in 0..<cells { takers[type * cells + cell] = living[type * cells + cell] / divisors[cell] }
    }
    return shares
  }

  /// R, cells x household types.
  private static func origins(_ occupancy: HousingOccupancy, _ moves: HouseholdMoves) -> Matrix {
    let (cells, types, kinds) = (occupancy.cellCount, occupancy.householdTypeCount, occupancy.kinds)
    let oddsOfKind = (0..<kinds.count).map {
      moves.movesPerYear[kinds.type(of: $0)] * moves.leavingOdds[kinds.condition(of: $0)]
    }
    let oddsOfCell = (0..<occupancy.zoneCount).flatMap { _ in oddsOfKind }
    var table = [Double](repeating: 0, count: cells * types)
    var origins = table.mutableSpan
    let odds = oddsOfCell.span
    for type in 0..<types {
      let living = occupancy.occupied.span.extracting(type * cells..<(type + 1) * cells)
      var sum = 0.0
      for cell in odds.indices { sum += living[cell] * odds[cell] }
      guard sum > 0 else { continue }
      for cell in odds.indices { origins[cell * types + type] = living[cell] * odds[cell] / sum }
    }
    return Matrix(rows: cells, columns: types, storage: table)
  }

  /// What comes of the vacancies of a year.
  ///
  /// - Parameter started: s, vacancies that start chains, zones x kinds.
  /// - Returns: what opens, who fills it, and where chains end.
  /// - Throws: ``AbsorbingChainError`` where chains never end or LAPACK has no answer.
  func counts(started: [Double]) throws(AbsorbingChainError) -> VacancyChainCounts {
    let cells = occupancy.cellCount
    let onward = onward()
    let chain = BLAS.product(onward, origins)
    let times = SojournTimes(transient: chain, exit: ends(of: chain))
    // Longer chains end by rounding only.
    guard times.mean.allSatisfy({ $0 < 1e12 }) else {
      throw AbsorbingChainError.undefined(.radiusNotBelowOne(1))
    }
    let first = BLAS.product(onward, Matrix(rows: cells, columns: 1, storage: started))
    let movesOn = try visits(of: chain, from: first)
    let followed = BLAS.product(origins, movesOn)
    let opened = zip(started, followed.storage).map { $0 + $1 }
    let (means, variances) = lengths(onward, times)
    return VacancyChainCounts(
      started: started, opened: opened, leftVacant: zip(vacant, opened).map { $0 * $1 },
      movesOn: movesOn.storage, movesEnding: ending(opened), meanLength: means, varianceOfLength: variances)
  }

  /// C, household types x cells.
  private func onward() -> Matrix {
    let cells = occupancy.cellCount
    var shares = takers
    let filled = vacant.map { 1 - $0 }
    var onward = shares.mutableSpan
    let taken = filled.span
    for (type, ending) in moves.endingShares.enumerated() {
      let goesOn = 1 - ending
      for cell in 0..<cells {
        onward[type * cells + cell] = taken[cell] * onward[type * cells + cell] * goesOn
      }
    }
    return Matrix(rows: occupancy.householdTypeCount, columns: cells, storage: shares)
  }

  /// (I - K)^-1 times a vector.
  private func visits(of chain: Matrix, from first: Matrix) throws(AbsorbingChainError) -> Matrix {
    let types = chain.columns
    let system = chain.storage.indices.map { ($0 / types == $0 % types ? 1 : 0) - chain.storage[$0] }
    do {
      return try LAPACK.solve(Matrix(rows: types, columns: types, storage: system), first)
    } catch {
      throw AbsorbingChainError.numerics(error)
    }
  }

  /// Mean and variance of the moves from a vacancy in every cell.
  private func lengths(_ onward: Matrix, _ times: SojournTimes) -> (means: [Double], variances: [Double]) {
    let cells = onward.columns
    var (means, variances) = ([Double](repeating: 0, count: cells), [Double](repeating: 0, count: cells))
    for (type, time) in times.mean.enumerated() {
      let square = times.variance[type] + time * time
      VectorMath.add(onward.storage, from: type * cells, times: time, to: &means, 0..<cells)
      VectorMath.add(onward.storage, from: type * cells, times: square, to: &variances, 0..<cells)
    }
    var mean = means.mutableSpan
    var variance = variances.mutableSpan
    for cell in 0..<cells {
      variance[cell] = max(0, variance[cell] - mean[cell] * mean[cell])
      mean[cell] += 1
    }
    return (means, variances)
  }

  /// The probability that a chain ends with the vacancy that a household of a type leaves.
  private func ends(of chain: Matrix) -> [Double] {
    let (cells, types) = (occupancy.cellCount, chain.columns)
    var taken = [Double](repeating: 0, count: cells)
    for (type, share) in moves.endingShares.enumerated() {
      VectorMath.add(takers, from: type * cells, times: share, to: &taken, 0..<cells)
    }
    let ending = zip(vacant, taken).map { $0 + (1 - $0) * $1 }
    let ends = BLAS.product(Matrix(rows: 1, columns: cells, storage: ending), origins).storage
    // A type that lives nowhere leaves no vacancy, and leads nowhere.
    return ends.indices.map { type in
      let leadsOn = (0..<types).contains { chain.storage[$0 * types + type] > 0 }
      return ends[type] > 0 || leadsOn ? ends[type] : 1
    }
  }

  /// Moves that end chains, per household type.
  private func ending(_ opened: [Double]) -> [Double] {
    let (cells, vacant, opened) = (occupancy.cellCount, vacant.span, opened.span)
    return moves.endingShares.enumerated().map { type, share in
      let takers = takers.span.extracting(type * cells..<(type + 1) * cells)
      var sum = 0.0
      for cell in 0..<cells { sum += (1 - vacant[cell]) * takers[cell] * share * opened[cell] }
      return sum
    }
  }
}
