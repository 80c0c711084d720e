import Foundation
import Testing

@Suite struct ExplainCommandTests {
  @Test func `explain prints the chain of a cell and its inputs`() throws {
    let region = try SmallRegion()
    #expect(try region.run().exitCode == 0)
    let run = try Program.run([
      "explain", region.results.path, "--cell",
      "file=materials,year=2027,zone=centre,material=timber_floor,flow=reused",
    ])
    #expect(run.exitCode == 0 && run.messages.isEmpty, "\(run.messages)")
    for part in [
      "materials.csv, 2027, centre, timber_floor, reused:", "dwellings [1] x ", "t, recomputed",
      "small/tables/stock.csv:",
    ] {
      #expect(run.output.contains(part), "\(part) in \(run.output)")
    }
  }

  @Test(arguments: [
    ("file=stock,year=2027,zone=region,dwelling_type=house", "dwellings, at the end of 2027"),
    ("file=carbon,year=2027,zone=centre,source=embodied_new_build", "kg CO2e, recomputed"),
    ("file=costs,year=2027,programme=urban_mine,item=hub_building", "euro, in costs.csv"),
  ])
  func `explain prints chains of dwellings, emissions and costs`(cell: String, part: String) throws {
    let region = try SmallRegion()
    #expect(try region.run().exitCode == 0)
    let run = try Program.run(["explain", region.results.path, "--cell", cell])
    #expect(run.exitCode == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(run.output.contains(part), "\(run.output)")
  }

  @Test(arguments: [
    ("file=materials", 64), ("file=carbon,year=2027,zone=centre,source=coal", 65),
    ("file=costs,year=2027,programme=urban_mine,item=works", 65),
    ("file=stock,year=2027,zone=centre,dwelling_type=house,condition=poor", 64),
    ("file=materials,year=2027,zone=nowhere,material=wood,flow=reused", 65),
  ])
  func `a cell that cannot be meant is refused`(cell: String, exitCode: Int32) throws {
    let region = try SmallRegion()
    _ = try region.run()
    let run = try Program.run(["explain", region.results.path, "--cell", cell])
    #expect(run.exitCode == exitCode)
    #expect(run.output.isEmpty && run.messages.hasPrefix("simrunner: error: --cell: "))
  }

  @Test func `a directory without results gives exit code 74`() throws {
    let run = try Program.run([
      "explain", "/nowhere", "--cell", "file=materials,year=2027,zone=region,material=wood,flow=reused",
    ])
    #expect(run.exitCode == 74)
    #expect(run.messages.contains("/nowhere/materials.csv"))
  }
}
