import Foundation
import SimTestSupport
import Testing
import UrbanMine

/// Agreement with the published optima. SIM_ORLIB_TABLE names a file to which the table of the documentation goes.
@Suite(
  .serialized, .enabled(if: ORLibrary.isPresent, "OR-Library is not here: SIM_REFERENCE names its directory"))
struct ORLibraryTests {
  @Test func `every p-median instance is solved to its proven optimum`() throws {
    var lines = [
      "| instance | sites | p | optimum | ours | gap | splits | s |", "|---|---|---|---|---|---|---|---|",
    ]
    let rows = try ORLibrary.optima("optima_pmed.csv")
    #expect(rows.count >= 20)
    for row in rows {
      let name = try #require(row["instance"])
      let optimum = try #require(row["p_median_optimum"].flatMap(Double.init))
      let problem = try ORLibrary.pMedian(name, objective: .total)
      let begin = ContinuousClock.now
      let plan = problem.solve()
      let seconds = begin.duration(to: .now) / .seconds(1)
      #expect(plan.status == .optimal, "\(name)")
      #expect(plan.objective == optimum && plan.bound == optimum, "\(name)")
      expectPlanHolds(plan, problem)
      lines.append(
        "| \(name) | \(problem.sites.count) | \(plan.open.count) | \(Int(optimum)) | \(Int(plan.objective)) "
          + "| \(figure(plan.gap)) | \(plan.branchCount) | \(String(format: "%.2f", seconds)) |")
    }
    try note(lines, as: "p-median")
  }

  @Test func `every p-centre value is proven`() throws {
    var lines = ["| instance | p-centre | ours | gap | s |", "|---|---|---|---|---|"]
    let rows = try ORLibrary.optima("optima_pmed.csv")
    #expect(rows.count >= 20)
    for row in rows {
      let name = try #require(row["instance"])
      let optimum = try #require(row["p_center_optimum"].flatMap(Double.init))
      let problem = try ORLibrary.pMedian(name, objective: .farthest)
      let begin = ContinuousClock.now
      let plan = problem.solve()
      let seconds = begin.duration(to: .now) / .seconds(1)
      #expect(plan.status == .optimal && plan.objective == optimum && plan.bound == optimum, "\(name)")
      expectPlanHolds(plan, problem)
      lines.append(
        "| \(name) | \(Int(optimum)) | \(Int(plan.objective)) | \(figure(plan.gap)) "
          + "| \(String(format: "%.2f", seconds)) |")
    }
    try note(lines, as: "p-centre")
  }

  @Test func `every warehouse instance with capacities is solved to its proven optimum`() throws {
    var lines = [
      "| instance | sites | optimum | ours | gap | open | splits | s |", "|---|---|---|---|---|---|---|---|",
    ]
    let rows = try ORLibrary.optima("optima_cap.csv")
    #expect(rows.count >= 20)
    for row in rows {
      let name = try #require(row["instance"])
      let capacity = try #require(row["capacity"].flatMap(Double.init))
      let optimum = try #require(row["published_optimum"].flatMap(Double.init))
      let problem = try ORLibrary.warehouses(name, capacity: capacity)
      let begin = ContinuousClock.now
      let plan = problem.solve()
      let seconds = begin.duration(to: .now) / .seconds(1)
      let title = name == "capa" ? "capa, \(Int(capacity))" : name
      #expect(plan.status == .optimal && plan.gap <= 1e-6, "\(title)")
      // The published values are rounded to three decimals.
      #expect(abs(plan.objective - optimum) < 0.0011, "\(title)")
      if let count = row["facilities_open"].flatMap({ Int($0) }) { #expect(plan.open.count == count) }
      expectPlanHolds(plan, problem)
      lines.append(
        "| \(title) | \(problem.sites.count) | \(String(format: "%.3f", optimum)) "
          + "| \(String(format: "%.3f", plan.objective)) | \(figure(plan.gap)) | \(plan.open.count) "
          + "| \(plan.branchCount) | \(String(format: "%.2f", seconds)) |")
    }
    try note(lines, as: "warehouses")
  }

  private func figure(_ gap: Double) -> String { gap == 0 ? "0" : String(format: "%.0e", gap) }

  private func note(_ lines: [String], as name: String) throws {
    guard let path = ProcessInfo.processInfo.environment["SIM_ORLIB_TABLE"] else { return }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: "\(path)-\(name).md", atomically: true, encoding: .utf8)
  }
}
