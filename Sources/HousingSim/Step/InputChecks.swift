internal import SimNumerics

/// The checks that programmes and construction lines share.
enum Checks {
  static func sharesAddUp(_ shares: [Double], owner: String) throws(HousingInputError) {
    let sum = shares.reduce(0, +)
    guard shares.allSatisfy({ $0 >= 0 }), (sum - 1).magnitude <= Tolerance.balance else {
      throw HousingInputError.shareSum(owner: owner, sum: sum)
    }
  }

  static func distribution(_ distribution: ZoneDistribution, owner: String) throws(HousingInputError) {
    if case .shares(let shares) = distribution { try sharesAddUp(shares, owner: "the zones of \(owner)") }
  }

  static func programme(_ programme: Programme, years: Int) throws(HousingInputError) {
    guard !programme.selection.isEmpty else { throw HousingInputError.emptySelection(owner: programme.key) }
    try sharesAddUp(programme.actions.map(\.share), owner: "the actions of \(programme.key)")
    try distribution(programme.distribution, owner: programme.key)
    switch programme.quota {
    case .dwellings(let dwellings):
      try amounts(dwellings, years: years, "the quota", programme.key)
    case .reachShare(let share, _, _, _):
      try range(share, 0...1, "the share to reach", programme.key)
    }
    if let budget = programme.budget {
      try amounts(budget.euro, years: years, "the budget", programme.key)
      try amounts(
        budget.euroPerDwelling, years: years, above: true, "the cost per dwelling", programme.key)
    }
    for action in programme.actions {
      switch action.kind {
      case .demolishAndReplace(let ratio, let delay, let mix):
        try range(ratio, 0...Double.greatestFiniteMagnitude, "the replacement ratio", programme.key)
        try range(Double(delay), 0...Double(Int32.max), "the replacement delay", programme.key)
        try sharesAddUp(mix.parts.map(\.share), owner: "the replacements of \(programme.key)")
      case .merge(let count, _):
        try range(
          count, 1...Double.greatestFiniteMagnitude, "the number merged into one", programme.key)
      case .improve, .convertTenure, .demolish: break
      }
    }
  }

  static func construction(_ line: ConstructionLine, years: Int) throws(HousingInputError) {
    try sharesAddUp(line.mix.parts.map(\.share), owner: line.key)
    try distribution(line.distribution, owner: line.key)
    try amounts(line.dwellings, years: years, "the number of dwellings", line.key)
    if let need = line.need {
      try amounts(need.dwellings, years: years * need.groupCount, "the number of dwellings needed", line.key)
    }
  }

  static func transformation(_ line: TransformationLine, years: Int) throws(HousingInputError) {
    try sharesAddUp(line.mix.parts.map(\.share), owner: line.key)
    try distribution(line.distribution, owner: line.key)
    try range(line.shareToDwellings, 0...1, "the share that becomes dwellings", line.key)
    try amounts(line.floorArea, years: years, "the floor area", line.key)
    try amounts(
      [line.floorAreaPerDwelling.value], years: 1, above: true, "the floor area per dwelling", line.key)
  }

  /// Names the first yearly amount that is not finite, negative, or (where it must be `above` it) zero.
  static func amounts(
    _ values: [Double], years: Int, above: Bool = false, _ quantity: String, _ owner: String
  ) throws(HousingInputError) {
    precondition(
      values.count == years, "\(quantity) of \(owner) has \(values.count) values for \(years) years")
    for value in values where !(value >= 0 && value.isFinite) || above && value == 0 {
      throw HousingInputError.outOfRange(owner: owner, quantity: quantity, found: value)
    }
  }

  static func range(
    _ value: Double, _ range: ClosedRange<Double>, _ quantity: String, _ owner: String
  ) throws(HousingInputError) {
    guard range.contains(value) else {
      throw HousingInputError.outOfRange(owner: owner, quantity: quantity, found: value)
    }
  }
}
