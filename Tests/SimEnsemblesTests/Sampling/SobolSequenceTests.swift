import Foundation
import SimEnsembles
import Testing

/// The Sobol sequence before it is scrambled.
@Suite struct SobolSequenceTests {
  @Test func `unscrambled points are those of SciPy in every dimension`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/sobol/points.csv")
    let sequence = SobolSequence(dimensions: SobolSequence.availableDimensions)
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count == 1_175)
    for line in lines {
      let fields = line.split(separator: ",")
      let index = try #require(UInt32(fields[0]))
      let dimension = try #require(Int(fields[1]))
      let coordinate = Double(sequence.digits(index: index, dimension: dimension)) * 0x1p-32
      #expect(coordinate == Double(fields[2]), "point \(index), dimension \(dimension)")
    }
  }

  @Test func `every dimension has one point in each interval of every aligned run`() {
    let sequence = SobolSequence(dimensions: SobolSequence.availableDimensions)
    #expect(sequence.dimensions == 1_111)
    for dimension in 0..<sequence.dimensions {
      for bits in [1, 6, 8] as [UInt32] {
        let start = UInt32(dimension % 7) << bits
        let cells = (0..<1 << bits).map {
          sequence.digits(index: start + $0, dimension: dimension) >> (32 - bits)
        }
        #expect(Set(cells).count == 1 << bits, "dimension \(dimension), 2^\(bits) points")
      }
    }
  }

  @Test func `the last point of all exists and the first is the origin`() {
    let sequence = SobolSequence(dimensions: 3)
    #expect(sequence.digits(index: 0, dimension: 2) == 0)
    #expect(sequence.digits(index: .max, dimension: 0) == 1)
    #expect(SobolSequence(dimensions: 0).dimensions == 0)
  }
}
