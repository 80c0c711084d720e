import HousingSim
import SimNumerics
import SimTestSupport

/// A small town whose programmes each renovate a number of dwellings a year, with sources that pay for them.
struct FundedTown {
  let model: HousingModel
  let funding: FundingModel

  /// Makes a town of 1,000 poor houses of 100 m2.
  ///
  /// - Parameters:
  ///   - treated: dwellings a year of the programmes `p0`, `p1`, ...
  ///   - years: the number of simulated years, from 2020 on.
  ///   - prices: the prices of every year.
  ///   - organisation: the share of organisation, of every programme.
  ///   - first: the programmes that ask first.
  ///   - isLimited: whether the programmes do only what they can pay.
  ///   - sources: the sources.
  /// - Throws: an error of the town, the model or the inputs.
  init(
    treated: [Double] = [10], years: Int = 1, prices: [ProgrammePrice]? = nil, organisation: Double = 0,
    first: [Int] = [], isLimited: Bool = false, _ sources: [FundingSource]
  ) throws {
    var town = try SmallTown(years: years)
    town.put(1_000, "owner poor D gas")
    let keys = treated.indices.map { "p\($0)" }
    let programmes = zip(keys, treated).map { key, dwellings in
      town.programme(
        key, .improve(.renovation, atLeast: town.labels("good")), of: "poor", dwellings)
    }
    model = try HousingModel(town.inputs(programmes))
    let limits = treated.enumerated().map { line, dwellings in
      LimitedProgramme(line: line, planned: Array(repeating: dwellings, count: years))
    }
    funding = FundingModel(
      try FundingInputs(
        lines: keys, years: town.axes.years,
        prices: prices ?? keys.indices.map { Self.price(1_000, line: $0, years: years) },
        organisationShares: keys.map { _ in organisation }, sources: sources, first: first,
        limited: isLimited ? limits : []),
      accounts: model.accounts,
      floorAreaM2: Array(repeating: 100, count: town.axes.dwellingTypes.count * town.axes.cohorts.count))
  }

  /// A price per treated dwelling that is the same in every year.
  static func price(
    _ euro: Double, _ item: FundingItem = .works, line: Int = 0, years: Int = 1,
    _ measure: CostMeasure = .treated
  ) -> ProgrammePrice {
    ProgrammePrice(line: line, item: item, measure: measure, euro: Array(repeating: euro, count: years))
  }

  /// The money of every year.
  func run() -> [FundingYear] {
    var (state, money) = (model.makeState(), funding.makeState())
    var workspace = model.makeWorkspace()
    var year = model.makeYear()
    return (0..<model.axes.yearCount).map { index in
      let affordable =
        funding.inputs.limited.isEmpty ? [] : funding.affordableDwellings(money, yearIndex: index)
      model.step(&state, yearIndex: index, into: &year, using: &workspace, affordable: affordable)
      return funding.step(&money, yearIndex: index, flows: year.flows, outcomes: year.outcomes)
    }
  }
}

extension FundingSource {
  /// A source of the year 2020 and the years after it that pays for some programmes.
  static func of(
    _ key: String, cap: Double? = nil, years: Int = 1, spread: Bool = false, after: [String] = [],
    lines: [Int] = [0], share: Double = 1, perDwelling: Double? = nil, match: Match? = nil
  ) -> FundingSource {
    FundingSource(
      key: key, years: 2020...2019 + years, capEuro: cap, isSpread: spread, after: after,
      claims: lines.map { Claim(line: $0, maximumShare: share, maximumPerDwelling: perDwelling) },
      match: match)
  }
}
