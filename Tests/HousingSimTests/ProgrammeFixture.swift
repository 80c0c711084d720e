import HousingSim
import SimNumerics
import SimTestSupport

extension SmallTown {
  /// The inputs of a model of this town without autonomous change.
  func inputs(
    _ programmes: [Programme] = [], construction: [ConstructionLine] = [],
    transformations: [TransformationLine] = []
  ) -> HousingInputs {
    HousingInputs(
      axes: axes, baseline: baseline, hazards: .none(axes: axes), programmes: programmes,
      construction: construction, transformations: transformations)
  }

  /// A programme that does one thing to a number of dwellings in every year.
  func programme(
    _ key: String, _ kind: ProgrammeAction.Kind, of words: String = "", _ dwellings: Double,
    budget: ProgrammeBudget? = nil, _ distribution: ZoneDistribution = .proportional,
    countsTowards: String? = nil
  ) -> Programme {
    Programme(
      key: key, selection: select(words),
      quota: .dwellings(Array(repeating: dwellings, count: axes.yearCount)), budget: budget,
      distribution: distribution, actions: [ProgrammeAction(kind: kind, share: 1)],
      countsTowards: countsTowards)
  }

  /// The dwellings of a selection written in words.
  func total(_ words: String, _ stock: HousingStock) -> Double { stock.total(of: select(words)) }
}

extension ProgrammeOutcomes {
  /// What a line planned and did, and why it is less, per zone.
  func line(_ line: Int) -> (planned: [Double], done: [Double], counted: [Double], causes: [String]) {
    let places = line * zoneCount..<(line + 1) * zoneCount
    return (
      Array(planned[places]), Array(done[places]), Array(counted[places]), causes[places].map(\.words)
    )
  }
}
