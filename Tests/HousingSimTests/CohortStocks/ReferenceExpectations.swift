import HousingSim
import SimNumerics
import Testing

/// The agreement that is asked for, as a share of the largest magnitude of a column.
let referenceTolerance = 1e-12

/// Expects values to agree with a column of a reference case at its positions.
func expectColumn(
  _ name: String, of reference: ReferenceCase, is values: [Double], from start: Int = 0,
  location: SourceLocation = #_sourceLocation
) throws {
  let column = try #require(reference.columns[name], sourceLocation: location)
  for (position, expected) in zip(reference.positions, column.values) where position >= start {
    let found = values[position - start]
    #expect(
      (found - expected).magnitude <= referenceTolerance * column.largest,
      "\(name) of \(reference.id) at \(position): \(found), not \(expected)", sourceLocation: location)
  }
}

extension Matrix {
  /// A column as an array.
  func column(_ column: Int) -> [Double] { (0..<rows).map { self[$0, column] } }
}

/// Expects flows and stock of one stock to agree with a reference case.
func expectSeries(
  _ result: CohortStockResult, of reference: ReferenceCase, _ names: [String],
  location: SourceLocation = #_sourceLocation
) throws {
  let columns = ["inflow": result.inflow, "stock": result.stock, "outflow": result.outflow]
  for name in names {
    let matrix = try #require(columns[name])
    try expectColumn(name, of: reference, is: matrix.column(0), location: location)
  }
}

/// Expects survival shares and cohort tables to agree with a reference case.
func expectCohorts(
  _ model: CohortStockModel, _ result: CohortStockResult, of reference: ReferenceCase,
  location: SourceLocation = #_sourceLocation
) throws {
  let position = Dictionary(uniqueKeysWithValues: reference.years.enumerated().map { ($1, $0) })
  let table = model.survivalTable()
  for entry in reference.survival ?? [] {
    let period = try #require(position[Int(entry[0])])
    let cohort = try #require(position[Int(entry[1])])
    #expect(
      (table[period, cohort] - entry[2]).magnitude <= referenceTolerance,
      "survival of \(reference.id), year \(entry[0]), cohort \(entry[1])", sourceLocation: location)
  }
  guard let expected = reference.cohorts else { return }
  let cohorts = try #require(result.cohorts)
  for entry in expected.entries {
    let period = try #require(position[Int(entry[0])])
    let cohort = try #require(position[Int(entry[1])])
    let pairs = [
      (cohorts.stock(period: period, cohort: cohort), entry[2], expected.largest[0]),
      (cohorts.outflow(period: period, cohort: cohort), entry[3], expected.largest[1]),
    ]
    for (found, wanted, largest) in pairs {
      #expect(
        (found - wanted).magnitude <= referenceTolerance * largest,
        "cohort \(entry[1]) of \(reference.id) in \(entry[0]): \(found), not \(wanted)",
        sourceLocation: location)
    }
  }
}
