/// Whole numbers in the place of real ones, one after the other, that add up to what the real ones add up to.
///
/// With x(1), x(2), ... the real numbers and a start u between 0 and 1:
///
///     whole(i) = floor(u + x(1) + ... + x(i)) - floor(u + x(1) + ... + x(i - 1))
///
/// Each is its real number rounded up or down, and where u is uniform its mean is the real number. Wherever the real
/// numbers add up to a whole one, so do the whole ones; the starts lie on a grid of 2^-20 that rounding cannot cross.
/// Source: W. G. Madow (1949), On the theory of systematic sampling, II, Annals of Mathematical Statistics 20:333-354.
package struct SystematicRounding: Sendable {
  /// What the real numbers so far are ahead of the whole ones, u included.
  private var rest: Double

  /// Rounding with a start of a source.
  package init(_ source: inout RandomSource) {
    rest = (Double(source.next() >> 44) + 0.5) * 0x1p-20
  }

  /// The whole number in the place of a real one of 0 or more.
  package mutating func next(_ number: Double) -> Double {
    rest += number
    let whole = rest.rounded(.down)
    rest -= whole
    return whole
  }
}
