import Foundation
import SimEnsembles
import SimScenarios
import Testing

/// Members of a small region, run through the whole program but its command line.
@Suite struct MemberTests {
  private func ensemble(
    _ members: Int, only: [String] = [], keepsMembers: Bool = false
  ) throws -> Ensemble {
    try Ensemble(
      EnsemblePlan(
        scenario: SmallScenarioFiles.path, members: members, only: only, keepsMembers: keepsMembers),
      files: SmallScenarioFiles.input)
  }

  private func state(_ ensemble: Ensemble, threads: Int = 1) throws -> EnsembleState {
    var state = ensemble.emptyState
    try ensemble.run(blocks: Array(0..<ensemble.blockCount), into: &state, threads: threads)
    return state
  }

  @Test func `other floor areas of new dwellings change the material that they take`() throws {
    let ensemble = try ensemble(20, only: ["materials.new_build[*"])
    let moments = try state(ensemble).forest.moments
    let layout = ensemble.run.layout
    let demand = try #require(layout.series.first { $0.key == "demand" })
    let dwellings = try #require(layout.series.first { $0.key == "dwellings" })
    func varies(_ series: MemberLayout.Series) -> Bool {
      let first = layout.cell(series, year: series.firstYear, position: 0)
      return (first..<first + series.yearCount * layout.zones.count).contains {
        moments.least[$0] < moments.greatest[$0]
      }
    }
    #expect(varies(demand) && !varies(dwellings))
  }

  @Test func `what all members share has no statistics and no deviation, and the rest those of its members`()
    throws
  {
    let only = ["materials.properties[timber_floor,*"]
    let ensemble = try ensemble(41, only: only)
    let state = try state(ensemble)
    let layout = ensemble.run.layout
    #expect(state.forest.layout.cells < layout.cellCount * 3 / 4)
    var runner = ensemble.run.makeRunner()
    var (cells, values) = ([Double](), ensemble.family.parameters.map(\.central))
    let members = try (0..<41).map { member -> [Double] in
      ensemble.sampler.values(member: member, into: &values)
      try ensemble.run.run(try ensemble.family.member(values), number: member, using: &runner, into: &cells)
      return cells
    }
    let table = try #require(try EnsembleResult(ensemble, state).tables.first)
    let (years, zones) = (try #require(table.integers(of: "year")), try #require(table.texts(of: "zone")))
    let (keys, means) = (try #require(table.texts(of: "indicator")), try #require(table.numbers(of: "mean")))
    let (medians, deviations) = (
      try #require(table.numbers(of: "p50")), try #require(table.numbers(of: "sd"))
    )
    var (shared, varied) = (0, 0)
    for row in 0..<table.rowCount {
      let series = try #require(layout.series.first { $0.key == keys[row] })
      let place = try #require(layout.zones.firstIndex(of: zones[row]))
      let cell = layout.cell(series, year: years[row], position: place)
      let found = members.map { $0[cell] }.filter { !$0.isNaN }.sorted()
      if found.count == 41 { #expect(medians[row] == found[20], "\(keys[row]) \(years[row]) \(zones[row])") }
      if found.first == found.last {
        shared += 1
        #expect(means[row] == found[0] || deviations[row] < 1e-9 * found[0].magnitude)
      } else {
        varied += 1
        #expect(deviations[row] > 0)
      }
      if keys[row] == "dwellings" { #expect(deviations[row] == 0 && means[row] == found[0]) }
    }
    #expect(shared > 100 && varied > 20, "\(shared), \(varied)")
  }

  @Test func `members with the central numbers are the run with the central numbers`() throws {
    let ensemble = try ensemble(1)
    var runner = ensemble.run.makeRunner()
    var cells: [Double] = []
    let member = try ensemble.family.member(ensemble.family.parameters.map(\.central))
    // The second run finds the memory of the first.
    for _ in 0..<2 {
      try ensemble.run.run(member, number: 0, using: &runner, into: &cells)
      for series in ensemble.run.central.indicators {
        let place = try #require(ensemble.run.layout.series.first { $0.key == series.key })
        for (row, values) in series.values.enumerated() {
          for (position, value) in values.enumerated() {
            let cell = ensemble.run.layout.cell(place, year: series.firstYear + row, position: position)
            #expect(
              cells[cell].isNaN ? value == nil : isClose(cells[cell], value),
              "\(series.key) \(row) \(position)")
          }
        }
      }
    }
  }

  /// Fitting ends within its tolerance of the margins, and shares are scaled: numbers agree to 1e-7.
  private func isClose(_ a: Double, _ b: Double?) -> Bool {
    guard let b else { return false }
    return a == b || (a - b).magnitude <= 1e-7 * max(1, a.magnitude, b.magnitude)
  }

  @Test(arguments: [false, true])
  func `a dry run tells the size of the state and the results within a factor of two`(keepsMembers: Bool)
    throws
  {
    for members in [1, 64, 700] {
      let ensemble = try ensemble(members, keepsMembers: keepsMembers)
      let estimate = try EnsembleEstimate(ensemble, threads: 2)
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: folder) }
      let job = EnsembleJob(ensemble, directory: folder.appending(path: "out").path)
      let state = try job.run(resumes: false, threads: 2)
      try EnsembleWriter.write(
        try EnsembleResult(ensemble, state), job.memberFiles, to: job.directory, threads: 1, phases: [])
      let files = try #require(
        FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.fileSizeKey]))
      let sizes = try files.compactMap { try ($0 as? URL)?.resourceValues(forKeys: [.fileSizeKey]).fileSize }
      let size = Double(state.bytes.count + sizes.reduce(0, +))
      let told = Double(estimate.disk)
      #expect(told < 2 * size && told > size / 2, "\(told) told, \(size) measured, \(members) members")
      #expect(estimate.members == members && estimate.memory > 2 * state.bytes.count)
    }
  }
}

/// The files of the small scenario that `simrunner new` writes, with ranges for the floor area of new dwellings.
enum SmallScenarioFiles {
  static let path = "small.yaml"
  private static let newBuild = """
    dwelling_type,floor_area_m2_per_dwelling,floor_area_m2_per_dwelling_low,\
    floor_area_m2_per_dwelling_high,source,confidence
    apartment,70,60,90,example,assumption
    house,120,100,130,example,assumption

    """

  static var input: InMemoryFiles {
    var texts = Dictionary(uniqueKeysWithValues: SmallScenario.files.map { ($0.path, $0.text) })
    texts["tables/new_build.csv"] = newBuild
    texts["tables/material_properties.csv"] = texts["tables/material_properties.csv"]?.replacing(
      "timber_floor,reuse_potential,0.45,0.45,0.45", with: "timber_floor,reuse_potential,0.2,0.45,0.7")
    return InMemoryFiles(texts)
  }
}
