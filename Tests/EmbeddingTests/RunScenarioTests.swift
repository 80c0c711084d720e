import Foundation
import SimScenarios
import Testing

@Suite struct RunScenarioTests {
  @Test func `a scenario runs in ten lines`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var poor: [Double] = []
    // README begin
    let file = try ScenarioTemplate.write(to: path)
    let scenario = try Scenario.load(file, overrides: ["programmes.restructure.quota.dwellings=60"])
    let result = try Simulation.run(scenario, threads: 2)
    for target in result.targets {
      print(target.key, target.isMet ? "met" : "missed", target.value ?? 0, target.unit)
    }
    for year in 2024...2030 {
      poor.append(result.value("poor_share", year: year) ?? 0)
    }
    // README end
    #expect(result.targets.map(\.isMet) == [false])
    #expect(poor.count == 7)
    #expect(zip(poor, poor.dropFirst()).prefix(4).allSatisfy { $0 > $1 })
  }
}
