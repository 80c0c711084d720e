import SimNumerics
import Testing

struct SpecialFunctionsTests {
  @Test func `special functions of nothing are nothing`() {
    #expect(SpecialFunctions.complementaryError([]) == [])
    #expect(SpecialFunctions.normalUpperTail([]) == [])
    #expect(SpecialFunctions.exponential([]) == [])
    #expect(SpecialFunctions.logarithm([]) == [])
    #expect(SpecialFunctions.upperGammaRatio(shape: 2, at: []) == [])
  }

  @Test func `special functions are exact where the answer is a plain number`() {
    #expect(SpecialFunctions.complementaryError([0, .infinity, -.infinity, 28, -7]) == [1, 0, 2, 0, 2])
    #expect(SpecialFunctions.normalUpperTail([0, .infinity, -.infinity]) == [0.5, 0, 1])
    #expect(
      SpecialFunctions.exponential([0, .infinity, -.infinity, 710, -746]) == [1, .infinity, 0, .infinity, 0])
    #expect(SpecialFunctions.logarithm([1, 0, .infinity]) == [0, -.infinity, .infinity])
    #expect(SpecialFunctions.upperGammaRatio(shape: 3, at: [0, -1, .infinity]) == [1, 1, 0])
  }

  @Test func `no tail is above one`() {
    let x = (0..<2_000).map { Double($0) * 1e-18 }
    #expect(SpecialFunctions.complementaryError(x).allSatisfy { $0 <= 1 })
    #expect(SpecialFunctions.normalUpperTail(x).allSatisfy { $0 <= 0.5 })
  }

  @Test func `what is not defined is not a number`() {
    #expect(SpecialFunctions.complementaryError([.nan])[0].isNaN)
    #expect(SpecialFunctions.normalUpperTail([.nan])[0].isNaN)
    #expect(SpecialFunctions.exponential([.nan])[0].isNaN)
    let logarithms = SpecialFunctions.logarithm([.nan, -1, -.infinity, -.leastNonzeroMagnitude])
    #expect(logarithms.allSatisfy { $0.isNaN })
    #expect(SpecialFunctions.upperGammaRatio(shape: 2, at: [.nan])[0].isNaN)
    for shape in [0, -1, .infinity, .nan] {
      #expect(SpecialFunctions.upperGammaRatio(shape: shape, at: [1])[0].isNaN)
    }
  }
}
