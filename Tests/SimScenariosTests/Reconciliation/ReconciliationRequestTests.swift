import SimScenarios
import Testing

@Suite struct ReconciliationRequestTests {
  private static let flows = """
    flow,from,to,tonnes,standard_error
    released,dwellings,sorting,1000,50
    to_hub,sorting,hub,120,10
    to_crusher,sorting,crusher,800,40
    reused,hub,market,90,5
    rest,hub,crusher,,
    granulate,crusher,roads,,

    """

  private func answer(
    _ path: String = "flows.csv", _ changes: [String: String] = [:]
  ) throws -> ReconciliationAnswer {
    let files = ["flows.csv": Self.flows].merging(changes) { $1 }
    return try ReconciliationRequest.load(path, files: InMemoryFiles(files)).reconcile()
  }

  private func flow(_ answer: ReconciliationAnswer, _ key: String) -> JSONValue? {
    guard case .array(let flows) = answer.json["flows"] else { return nil }
    return flows.first { $0["flow"] == .string(key) }
  }

  @Test func `a table alone is reconciled over the processes that have flows in and out`() throws {
    let found = try answer()
    #expect(found.isReconciled && found.json["status"] == "reconciled" && found.json["reason"] == .null)
    #expect(found.json["processes"] == ["sorting", "hub", "crusher"])
    #expect(found.json["degrees_of_freedom"] == 1)
    // 80 t are missing in sorting, and variances of 2,500, 100 and 1,600 share them out.
    let expected = ["released": 1000 - 80 * 2500.0 / 4200, "to_hub": 120 + 80 * 100.0 / 4200]
    for (key, value) in expected {
      guard case .number(let tonnes) = flow(found, key)?["reconciled"] else { return #expect(Bool(false)) }
      #expect((tonnes - value).magnitude < 1e-9)
    }
    #expect(flow(found, "reused")?["kind"] == "just_measured")
    #expect(flow(found, "rest")?["kind"] == "observable" && flow(found, "rest")?["measured"] == .null)
    #expect(flow(found, "released")?["from"] == "dwellings")
    let quantities = try #require(found.table.texts(of: "quantity"))
    #expect(quantities.filter { $0 == "reconciled" }.count == 6)
    #expect(quantities.filter { $0 == "measured" }.count == 4)
  }

  @Test func `what nothing fixes is named and has no value`() throws {
    let found = try answer(
      "flows.csv",
      ["flows.csv": Self.flows.replacing("reused,hub,market,90,5", with: "reused,hub,market,,")])
    #expect(found.json["unobservable"] == ["reused", "rest", "granulate"])
    #expect(flow(found, "rest")?["reconciled"] == .null)
  }

  @Test func `measurements that contradict each other are refused with the worst one`() throws {
    let found = try answer(
      "flows.csv", ["flows.csv": Self.flows.replacing("crusher,800,40", with: "crusher,300,40")])
    #expect(!found.isReconciled && found.json["status"] == "inconsistent")
    guard case .string(let reason) = found.json["reason"] else { return #expect(Bool(false)) }
    #expect(
      reason.hasPrefix("chi-square is 80.1 on 1 degrees of freedom, probability ")
        && reason.contains("below 0.05; the largest normalised residual is 8.95, of 'released'"), "\(reason)")
    #expect(flow(found, "released")?["reconciled"] == .null)
  }

  @Test func `exact masses that leave a balance open are infeasible`() throws {
    let found = try answer(
      "flows.csv",
      ["flows.csv": "flow,from,to,tonnes,standard_error\nin,,hub,10,0\nout,hub,,8,0\n"])
    #expect(!found.isReconciled && found.json["status"] == "infeasible")
    #expect(
      found.json["reason"] == "the exact flows contradict each other: the balance of 'hub' cannot close")
  }

  @Test func `a file names the processes, relations and the significance`() throws {
    let main =
      "flows: flows.csv\nprocesses: [hub, sorting]\nrelations: relations.csv\nsignificance: 0.000001\n"
    let relations = "relation,flow,coefficient\nshare,to_hub,-1\nshare,released,0.12\n"
    let flows = Self.flows.replacing("granulate,crusher,roads,,\n", with: "")
    let found = try answer(
      "balance.yaml", ["balance.yaml": main, "relations.csv": relations, "flows.csv": flows])
    #expect(found.json["processes"] == ["hub", "sorting"] && found.json["significance"] == 0.000001)
    #expect(found.json["degrees_of_freedom"] == 2)
    guard case .number(let whole) = flow(found, "released")?["reconciled"],
      case .number(let part) = flow(found, "to_hub")?["reconciled"]
    else { return #expect(Bool(false)) }
    #expect((part - 0.12 * whole).magnitude < 1e-9)
    #expect(flow(found, "rest")?["kind"] == "observable" && flow(found, "rest")?["to"] == "crusher")
  }

  @Test func `a flow below zero is named and not clipped`() throws {
    let found = try answer(
      "flows.csv",
      ["flows.csv": "flow,from,to,tonnes,standard_error\nin,,hub,10,1\nout,hub,,14,1\nloss,hub,,,\n"])
    #expect(found.json["negative"] == ["loss"])
    guard case .number(let loss) = flow(found, "loss")?["reconciled"] else { return #expect(Bool(false)) }
    #expect((loss + 4).magnitude < 1e-12)
  }

  // MARK: - Bad input

  private func expect(
    _ changes: [String: String], path: String = "flows.csv", _ expected: [String],
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try answer(path, changes)
      Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let problems as ScenarioProblems {
      let lines = problems.problems.map(\.description)
      #expect(lines == expected, "\(lines.joined(separator: "\n"))", sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(error)", sourceLocation: sourceLocation)
    }
  }

  private func changed(_ old: String, _ new: String) -> [String: String] {
    ["flows.csv": Self.flows.replacing(old, with: new)]
  }

  @Test func `every mistake of a flow is answered with its place`() {
    expect(
      changed("rest,hub,crusher", "rest,hub,hub"),
      [
        "flows.csv:6:6: error: from, to: 'rest' enters the process that it leaves, 'hub'; two different ends are accepted, one of them empty for outside"
      ])
    expect(
      changed("reused,hub,market,90,5", "reused,hub,market,90,"),
      [
        "flows.csv:5:22: error: standard_error: 'reused' is measured without an error; a number is expected; give 0 where the mass is exact"
      ])
    expect(
      changed("rest,hub,crusher,,", "rest,hub,crusher,,3"),
      ["flows.csv:6:18: error: tonnes: 'rest' has a standard error and no mass; both or neither is accepted"])
    expect(
      changed("granulate,crusher,roads,,", "granulate,yard,roads,,"),
      [
        "flows.csv:7:11: error: from, to: 'granulate' touches no process that is balanced; balanced are sorting, hub; take it out, or give the process a flow in and a flow out"
      ])
    expect(
      changed("to_hub,sorting,hub,120,10", "to_hub,sorting,hub,120,-10"),
      [
        "flows.csv:3:24: error: standard_error: -10 is out of range; a number, from 0 to 1000000000000, is expected"
      ])
    expect(
      ["flows.csv": "flow,from,to,tonnes,standard_error\na,,hub,1,1\n"],
      [
        "flows.csv:2:3: error: from, to: no process has flows in and out; name the same process under from and to"
      ])
  }

  @Test func `every mistake of a file is answered with its place`() {
    expect(
      ["balance.yaml": "flows: flows.csv\nprocesses: [hubb]\n"], path: "balance.yaml",
      [
        "balance.yaml:2:12: error: processes: no flow enters or leaves 'hubb'; did you mean 'hub'?"
      ])
    expect(
      ["balance.yaml": "flows: flows.csv\nsignificance: 1\n"], path: "balance.yaml",
      [
        "balance.yaml:2:15: error: significance: 1 is out of range; a number, above 0 and below 1, is expected"
      ])
    expect(
      [
        "balance.yaml": "flows: flows.csv\nrelations: relations.csv\n",
        "relations.csv": "relation,flow,coefficient\nshare,to_hab,1\n",
      ], path: "balance.yaml",
      [
        "relations.csv:2:7: error: flow: 'to_hab' is not known; labels are released, to_hub, to_crusher, reused, rest, granulate; did you mean 'to_hub'?"
      ])
  }
}
