import SimScenarios
import Testing

@Suite struct RunRecordTests {
  @Test func `a run is recorded in one order of keys`() throws {
    let record = RunRecord(
      scenario: ["name": "parkstad"], inputs: [InputRecord(path: "zones.csv", content: Array("abc".utf8))],
      seed: 7, threads: 2, openBLAS: "OpenBLAS 0.3.21", warnings: ["no costs"],
      balances: [RunRecord.Balance(account: "dwellings", largestResidual: 0, scale: 128_000)],
      phases: [RunRecord.Phase("read", seconds: 0.25), RunRecord.Phase("run", seconds: 1)])
    let expected = """
      {
        "scenario_digest": "\(try Provenance.digest(of: record.scenario, inputs: record.inputs))",
        "versions": {
          "package": "0.1.0",
          "swift": "\(Provenance.swiftVersion)",
          "openblas": "OpenBLAS 0.3.21"
        },
        "threads": 2,
        "seed": 7,
        "ensemble": null,
        "inputs": [
          {
            "path": "zones.csv",
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "bytes": 3
          }
        ],
        "outputs": [],
        "columns": null,
        "warnings": [
          "no costs"
        ],
        "baseline": null,
        "balance": [
          {
            "account": "dwellings",
            "largest_residual": 0,
            "scale": 128000
          }
        ],
        "wall_seconds": {
          "read": 0.25,
          "run": 1
        },
        "scenario": {
          "name": "parkstad"
        }
      }

      """
    #expect(text(try JSONWriter.bytes(of: record.json(), fileName: "run.json")) == expected)
  }

  @Test func `a run without seed, inputs and warnings says so`() throws {
    let json = try RunRecord(scenario: [:], inputs: [], threads: 1, openBLAS: "").json()
    #expect(json["seed"] == .null)
    #expect(json["inputs"] == .array([]))
    #expect(json["warnings"] == .array([]))
    #expect(json["wall_seconds"] == .object([]))
  }

  @Test func `a scenario with a number that is not finite is refused`() {
    let record = RunRecord(scenario: ["share": .number(.nan)], inputs: [], threads: 1, openBLAS: "")
    let error = outputError { _ = try record.json() }
    #expect(error?.description.contains("key 'scenario.share': found nan") == true)
  }
}
