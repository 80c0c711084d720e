internal import SimNumerics

/// Households by type, from the population by age.
///
/// With n the persons of age x in municipality m, h the headship rate and p the shares of types i:
///
///     H(i, m) = k(m) sum over x of n(x, m) h(x) p(i, x, m)
///
/// k is calibrated so that the municipality starts with its number of households. The shares of the table are
/// fitted to its share of one-person households with the odds ratios between ages and types kept
/// (``ProportionalFitting``); k and the fitted shares then stay as they are.
///
/// Source: United Nations (1973), Manual VII: Methods of projecting households and families, chapter II
/// (headship rates).
public struct HouseholdFormation: Sendable {
  /// k, per municipality.
  public let calibration: [Double]
  private let typeCount: Int
  private let table: TypesByAge
  /// Households per person of eight types at a time, municipalities x eights of types x ages.
  private let rates: [SIMD8<Double>]

  /// Calibrates the rates.
  ///
  /// - Parameters:
  ///   - inputs: headship rates, shares of types, and what they are calibrated to.
  ///   - start: the population that belongs to the calibration.
  ///   - known: the formation of other inputs, whose look-ups are kept where the types are the same.
  /// - Throws: ``HouseholdInputError`` where a municipality cannot be fitted, or has an age with more than one household
  ///   per person.
  init(
    _ inputs: HouseholdInputs, start: Population, like known: HouseholdFormation? = nil
  ) throws(HouseholdInputError) {
    typeCount = inputs.types.count
    var factors: [Double] = []
    var rates: [SIMD8<Double>] = []
    let fitting = known.flatMap { $0.table.fits(inputs) ? $0.table : nil } ?? TypesByAge(inputs)
    table = fitting
    for (position, municipality) in inputs.population.municipalities.enumerated() {
      let heads = inputs.headship.indices.map {
        start.persons(age: $0, municipality: position) * inputs.headship[$0]
      }
      let sum = heads.reduce(0, +)
      guard sum > 0 else { throw HouseholdInputError.noHeads(municipality: municipality.key) }
      let factor = inputs.households[position] / sum
      if let age = inputs.headship.firstIndex(where: { $0 * factor > 1 }) {
        throw HouseholdInputError.headshipAboveOne(
          municipality: municipality.key, age: age, found: inputs.headship[age] * factor)
      }
      factors.append(factor)
      let shares = try fitting.shares(
        inputs, households: heads.map { $0 * factor }, position, municipality.key)
      for first in stride(from: 0, to: inputs.types.count, by: 8) {
        for (age, headship) in inputs.headship.enumerated() {
          var eight = SIMD8<Double>(repeating: 0)
          for type in first..<min(first + 8, inputs.types.count) {
            eight[type - first] = shares[age * inputs.types.count + type] * headship * factor
          }
          rates.append(eight)
        }
      }
    }
    calibration = factors
    self.rates = rates
  }

  /// The households that people form.
  ///
  /// - Parameter persons: persons by age, ages x municipalities.
  /// - Returns: households, municipalities x types.
  public func households(of persons: [Double]) -> [Double] {
    let (municipalities, types) = (calibration.count, typeCount)
    var households = [Double](repeating: 0, count: municipalities * types)
    var sums = households.mutableSpan
    let (persons, rates) = (persons.span, rates.span)
    var place = 0
    for municipality in 0..<municipalities {
      for first in stride(from: 0, to: types, by: 8) {
        var eight = SIMD8<Double>(repeating: 0)
        for age in 0..<AgeSpan.count {
          eight += persons[age * municipalities + municipality] * rates[place + age]
        }
        place += AgeSpan.count
        for type in first..<min(first + 8, types) {
          sums[municipality * types + type] = eight[type - first]
        }
      }
    }
    return households
  }
}

/// The table of ages and household types that is fitted for one municipality after the other.
private struct TypesByAge: Sendable {
  private let types: [String]
  private let ageCount: Int
  private let plan: FittingPlan

  init(_ inputs: HouseholdInputs) {
    (types, ageCount) = (inputs.types.keys, inputs.headship.count)
    do {
      let age = SynthesisAxis(key: "age", labels: try Axis(inputs.headship.indices.map { Label("\($0)") }))
      let type = SynthesisAxis(key: "household_type", labels: inputs.types)
      let isShared = inputs.types.indices.map { $0 == 0 ? 0 : 1 }
      let groups = Margin.AxisUse(
        axis: type.key, groupOfLabel: isShared, groups: try Axis([Label("one person"), Label("others")]))
      plan = try FittingPlan(
        axes: try Axis([age, type]),
        margins: [
          Margin(name: "one-person households", axes: [groups], totals: [0, 0]),
          Margin(
            name: "households by age", axes: [Margin.AxisUse(age)],
            totals: Array(repeating: 0, count: age.labels.count)),
        ])
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Whether inputs have the ages and types of the table.
  func fits(_ inputs: HouseholdInputs) -> Bool {
    ageCount == inputs.headship.count && types == inputs.types.keys
  }

  /// The shares of types by age of a municipality, ages x types.
  func shares(
    _ inputs: HouseholdInputs, households: [Double], _ position: Int, _ municipality: String
  ) throws(HouseholdInputError) -> [Double] {
    let types = inputs.types.count
    let total = households.reduce(0, +)
    guard total > 0 else { return inputs.typeShares }
    let single = total * inputs.onePersonShares[position]
    let seed = inputs.typeShares.indices.map { inputs.typeShares[$0] * households[$0 / types] }
    do {
      let fit = try plan.fit(seed: seed, totals: [[single, total - single], households], tolerance: 1e-12)
      return fit.cells.indices.map {
        households[$0 / types] > 0 ? fit.cells[$0] / households[$0 / types] : inputs.typeShares[$0]
      }
    } catch {
      throw HouseholdInputError.typesDoNotFit(municipality: municipality, reason: "\(error)")
    }
  }
}
