/// What `run.json` says about a run: its inputs, versions, warnings, balances and times.
public struct RunRecord: Sendable, Equatable {
  /// The time that one phase of the run took.
  public struct Phase: Sendable, Equatable {
    /// The name of the phase, for example `write`.
    public let name: String
    /// The wall-clock time in seconds.
    public let seconds: Double

    /// Makes the time of a phase.
    ///
    /// - Parameters:
    ///   - name: the name of the phase, for example `write`.
    ///   - seconds: the wall-clock time in seconds, 0 or more and finite.
    public init(_ name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
  }

  /// How well one account balances over the run.
  public struct Balance: Sendable, Equatable {
    /// The account, for example `dwellings`.
    public let account: String
    /// The largest absolute residual, in the unit of the account.
    public let largestResidual: Double
    /// The largest value of the account, which the residual is judged against, in the same unit.
    public let scale: Double

    /// Makes the summary of an account.
    ///
    /// - Parameters:
    ///   - account: the account, for example `dwellings`.
    ///   - largestResidual: the largest absolute residual, in the unit of the account, 0 or more and finite.
    ///   - scale: the largest value of the account, in the same unit, 0 or more and finite.
    public init(account: String, largestResidual: Double, scale: Double) {
      self.account = account
      self.largestResidual = largestResidual
      self.scale = scale
    }
  }

  /// The resolved scenario.
  public var scenario: JSONValue
  /// The files that the run has read, in a fixed order.
  public var inputs: [InputRecord]
  /// The seed of the random numbers, where the run uses any.
  public var seed: Int?
  /// The number of threads.
  public var threads: Int
  /// The configuration that OpenBLAS reports of itself.
  public var openBLAS: String
  /// The warnings, in the order in which they were given.
  public var warnings: [String]
  /// The accounts and how well they balance.
  public var balances: [Balance]
  /// The phases of the run in order, with their times.
  public var phases: [Phase]
  /// How the baseline was fitted: rounds, and the largest residual of every margin relative to its total.
  public var baseline: JSONValue = .null
  /// The other files of the result directory, as they were written; a report refuses results that have changed since.
  public var outputs: [InputRecord] = []
  /// What the columns of the result tables hold, by file: name, kind, unit and meaning of each.
  public var columns: JSONValue = .null
  /// What an ensemble ran, `null` for a plain run.
  public var ensemble: JSONValue = .null

  /// Makes the record of a run.
  ///
  /// - Parameters:
  ///   - scenario: the resolved scenario.
  ///   - inputs: the files that the run has read, in a fixed order.
  ///   - seed: the seed of the random numbers, where the run uses any.
  ///   - threads: the number of threads.
  ///   - openBLAS: the configuration that OpenBLAS reports of itself.
  ///   - warnings: the warnings in order.
  ///   - balances: the accounts and how well they balance.
  ///   - phases: the phases with their times; their names must differ.
  public init(
    scenario: JSONValue, inputs: [InputRecord], seed: Int? = nil, threads: Int, openBLAS: String,
    warnings: [String] = [], balances: [Balance] = [], phases: [Phase] = []
  ) {
    self.scenario = scenario
    self.inputs = inputs
    self.seed = seed
    self.threads = threads
    self.openBLAS = openBLAS
    self.warnings = warnings
    self.balances = balances
    self.phases = phases
  }

  /// The content of `run.json`; only `wall_seconds` differs between runs of the same inputs, build and machine.
  ///
  /// - Returns: the record as an object.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` where the scenario holds a number that
  ///   is not finite.
  public func json() throws(OutputError) -> JSONValue {
    [
      "scenario_digest": .string(try Provenance.digest(of: scenario, inputs: inputs)),
      "versions": [
        "package": .string(PackageVersion.current), "swift": .string(Provenance.swiftVersion),
        "openblas": .string(openBLAS),
      ],
      "threads": .integer(threads),
      "seed": seed.map { .integer($0) } ?? .null,
      "ensemble": ensemble,
      "inputs": .array(inputs.map(Self.json(of:))),
      "outputs": .array(outputs.map(Self.json(of:))),
      "columns": columns,
      "warnings": .array(warnings.map { .string($0) }),
      "baseline": baseline,
      "balance": .array(balances.map(Self.json(of:))),
      "wall_seconds": .object(phases.map { JSONValue.Member($0.name, .number($0.seconds)) }),
      "scenario": scenario,
    ]
  }

  /// What the columns of tables hold, by file name.
  ///
  /// - Parameter tables: the tables.
  /// - Returns: per file name a list of columns with `name`, `kind`, `unit` and `meaning`.
  public static func columns(of tables: [ResultTable]) -> JSONValue {
    .object(
      tables.map { table in
        .init(
          table.fileName,
          .array(
            table.columns.map { column in
              [
                "name": .string(column.name), "kind": .string(column.kind.rawValue),
                "unit": .string(column.unit), "meaning": .string(column.longName),
              ]
            }))
      })
  }

  private static func json(of input: InputRecord) -> JSONValue {
    ["path": .string(input.path), "sha256": .string(input.sha256), "bytes": .integer(input.byteCount)]
  }

  private static func json(of balance: Balance) -> JSONValue {
    [
      "account": .string(balance.account), "largest_residual": .number(balance.largestResidual),
      "scale": .number(balance.scale),
    ]
  }
}
