import SimNumerics
import Testing
import UrbanMine

@Suite struct MaterialIntensitiesTests {
  private func streams() throws -> MaterialStreams {
    try MaterialStreams([
      SmallMine.stream("wood"), SmallMine.stream("ceramics"), SmallMine.stream("tiles", parent: "ceramics"),
      SmallMine.stream("doors", parent: "wood"), SmallMine.stream("beams", parent: "wood"),
    ])
  }

  @Test func `components are taken out of their parent`() throws {
    let intensities = try MaterialIntensities(
      streams: streams(), typeCount: 1, cohortCount: 1, bulkKgPerM2: [100, 50],
      componentUnitsPerM2: [0.5, 2, 4], kgPerUnit: [40, 10, 5])
    #expect(intensities.kgPerM2 == [60, 30, 20, 20, 20])
    #expect(intensities.scaledComponents.isEmpty)
  }

  @Test func `components that exceed their parent are scaled down and reported`() throws {
    let intensities = try MaterialIntensities(
      streams: streams(), typeCount: 2, cohortCount: 1, bulkKgPerM2: [100, 50, 10, 50],
      componentUnitsPerM2: [0, 0, 0, 0, 2, 4], kgPerUnit: [40, 10, 5])
    #expect(intensities.kgPerM2 == [100, 50, 0, 0, 0, 0, 50, 0, 5, 5])
    #expect(
      intensities.scaledComponents == [ComponentScaling(type: 1, cohort: 0, parent: "wood", factor: 0.25)])
    #expect(intensities[1, 0, 4] == 5)
  }

  @Test func `components of a parent that is absent vanish and are reported`() throws {
    let intensities = try MaterialIntensities(
      streams: streams(), typeCount: 1, cohortCount: 1, bulkKgPerM2: [0, 0],
      componentUnitsPerM2: [1, 0, 0], kgPerUnit: [40, 10, 5])
    #expect(intensities.kgPerM2 == [0, 0, 0, 0, 0])
    #expect(
      intensities.scaledComponents == [ComponentScaling(type: 0, cohort: 0, parent: "ceramics", factor: 0)])
  }

  @Test func `components that weigh exactly what the parent weighs are not reported`() throws {
    let intensities = try MaterialIntensities(
      streams: streams(), typeCount: 1, cohortCount: 1, bulkKgPerM2: [30, 0],
      componentUnitsPerM2: [0, 1, 4], kgPerUnit: [40, 10, 5])
    #expect(intensities.kgPerM2 == [0, 0, 0, 10, 20])
    #expect(intensities.scaledComponents.isEmpty)
  }

  @Test(arguments: 0..<50) func `mass is counted once in every type and cohort`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let bulk = random.amounts(3 * 4 * 2, upTo: 100)
    let intensities = try MaterialIntensities(
      streams: streams(), typeCount: 3, cohortCount: 4, bulkKgPerM2: bulk,
      componentUnitsPerM2: random.amounts(3 * 4 * 3, upTo: 3), kgPerUnit: random.amounts(3, upTo: 40))
    for cell in 0..<12 {
      let sum = intensities.kgPerM2[(cell * 5)..<(cell * 5 + 5)].reduce(0, +)
      #expect(isClose(sum, bulk[cell * 2] + bulk[cell * 2 + 1], scale: 100))
    }
    #expect(intensities.kgPerM2.allSatisfy { $0 >= 0 })
    #expect(intensities.scaledComponents.allSatisfy { $0.factor >= 0 && $0.factor < 1 })
  }

  @Test func `arrays of the wrong length and negative numbers are named`() throws {
    let streams = try streams()
    let tooShort = MineInputError.wrongCount(
      item: "material intensities", field: "bulk (kg/m2)", found: 1, expected: 2)
    #expect(tooShort.description == "material intensities: bulk (kg/m2) has 1 entries; give 2")
    #expect(throws: tooShort) {
      try MaterialIntensities(
        streams: streams, typeCount: 1, cohortCount: 1, bulkKgPerM2: [1], componentUnitsPerM2: [0, 0, 0],
        kgPerUnit: [0, 0, 0])
    }
    let negative = MineInputError.outOfRange(
      item: "material intensities", field: "kg per unit", value: -1,
      accepted: "a finite number that is not negative")
    #expect(throws: negative) {
      try MaterialIntensities(
        streams: streams, typeCount: 1, cohortCount: 1, bulkKgPerM2: [1, 1],
        componentUnitsPerM2: [0, 0, 0], kgPerUnit: [0, -1, 0])
    }
  }
}
