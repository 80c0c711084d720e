import SimNumerics
import Testing

@Suite struct ToleranceTests {
  @Test func `a residual up to the limit is rounding`() {
    #expect(Tolerance.holds(residual: 1, scale: 1e9))
    #expect(Tolerance.holds(residual: -1, scale: 1e9))
    #expect(!Tolerance.holds(residual: 1.000_001, scale: 1e9))
    #expect(!Tolerance.holds(residual: -1.000_001, scale: 1e9))
    #expect(Tolerance.holds(residual: 0.5, scale: 1, limit: 0.5))
  }

  @Test func `where every term is zero only zero is left over`() {
    #expect(Tolerance.holds(residual: 0, scale: 0))
    #expect(!Tolerance.holds(residual: 1e-300, scale: 0))
  }

  @Test(arguments: [(Double.nan, 1.0), (0, .nan), (.infinity, .infinity), (0, .infinity)])
  func `what is not finite never holds`(terms: (residual: Double, scale: Double)) {
    #expect(!Tolerance.holds(residual: terms.residual, scale: terms.scale))
  }
}
