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
/// and mean and variance of the length follow from those of the time in the chain K (``AbsorbingChain``). Every vacancy that
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
    let cells = occupancy.cellCount
    let occupied = occupancy.occupiedCells
    vacant = (0..<cells).map { occupied[$0] > 0 ? max(0, 1 - occupied[$0] / occupancy.dwellings[$0]) : 1 }
    let kinds = occupancy.kinds
    let leaving = (0..<kinds.count).map {
      moves.movesPerYear[kinds.type(of: $0)] * moves.leavingOdds[kinds.condition(of: $0)]
    }
    let types = occupancy.householdTypeCount
    var takers = [Double](repeating: 0, count: types * cells)
    var origins = [Double](repeating: 0, count: cells * types)
    var sums = [Double](repeating: 0, count: types)
    for cell in 0..<cells where occupied[cell] > 0 {
      let odds = leaving[cell % kinds.count]
      for type in 0..<types {
        let living = occupancy.occupied[type * cells + cell]
        takers[type * cells + cell] = living / occupied[cell]
        origins[cell * types + type] = living * odds
        sums[type] += living * odds
      }
    }
    for cell in 0..<cells {
      for type in 0..<types where sums[type] > 0 { origins[cell * types + type] /= sums[type] }
    }
    self.takers = takers
    self.origins = Matrix(rows: cells, columns: types, storage: origins)
  }

  /// What comes of the vacancies of a year.
  ///
  /// - Parameter started: s, vacancies that start chains, zones x kinds.
  /// - Returns: what opens, who fills it, and where chains end.
  /// - Throws: ``AbsorbingChainError`` where chains never end or LAPACK has no answer.
  func counts(started: [Double]) throws(AbsorbingChainError) -> VacancyChainCounts {
    let cells = occupancy.cellCount
    let types = occupancy.householdTypeCount
    let onward = Matrix(
      rows: types, columns: cells,
      storage: moves.endingShares.enumerated().flatMap { type, ending in
        (0..<cells).map { (1 - vacant[$0]) * takers[type * cells + $0] * (1 - ending) }
      })
    let chain = try AbsorbingChain(Self.projection(BLAS.product(onward, origins)))
    let first = BLAS.product(onward, Matrix(rows: cells, columns: 1, storage: started))
    let movesOn = BLAS.product(chain.fundamentalMatrix, first)
    let followed = BLAS.product(origins, movesOn)
    let opened = zip(started, followed.storage).map { $0 + $1 }
    let (time, spread) = (chain.meanTime, chain.varianceTime)
    var (means, variances) = ([Double](repeating: 1, count: cells), [Double](repeating: 0, count: cells))
    for cell in 0..<cells {
      var (mean, square) = (0.0, 0.0)
      for type in 0..<types {
        let share = onward.storage[type * cells + cell]
        mean += share * time[type]
        square += share * (spread[type] + time[type] * time[type])
      }
      means[cell] += mean
      variances[cell] = max(0, square - mean * mean)
    }
    return VacancyChainCounts(
      started: started, opened: opened, leftVacant: zip(vacant, opened).map { $0 * $1 },
      movesOn: movesOn.storage, movesEnding: ending(opened), meanLength: means, varianceOfLength: variances)
  }

  /// Moves that end chains, per household type.
  private func ending(_ opened: [Double]) -> [Double] {
    let cells = occupancy.cellCount
    return moves.endingShares.enumerated().map { type, share in
      (0..<cells).reduce(0) {
        $0 + (1 - vacant[$1]) * takers[type * cells + $1] * share * opened[$1]
      }
    }
  }

  /// The chain on household types; its entries are products of probabilities.
  private static func projection(_ matrix: Matrix) -> ProjectionMatrix {
    do {
      return try ProjectionMatrix(matrix)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
