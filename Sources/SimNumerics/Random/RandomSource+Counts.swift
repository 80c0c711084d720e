internal import RealModule

extension RandomSource {
  /// How many of n independent trials succeed, each with probability p.
  ///
  ///     P(k) = n! / (k! (n-k)!) p^k (1-p)^(n-k)
  ///
  /// Where n p or n (1-p) is below 10 the distribution is inverted, term by term; else the transformed rejection method
  /// with squeeze, BTRS, of W. Hörmann (1993), The generation of binomial random variates, Journal of Statistical
  /// Computation and Simulation 46:101-110. Both are exact but for the rounding of doubles and the 52 bits of a uniform
  /// number; the expected number of words does not grow with n.
  ///
  /// - Parameters:
  ///   - count: n, 0 or more.
  ///   - probability: p, from 0 to 1.
  /// - Returns: a number from 0 to n.
  public mutating func binomial(count: Int, probability: Double) -> Int {
    precondition(
      count >= 0 && probability >= 0 && probability <= 1, "\(count) trials with probability \(probability)")
    guard count > 0, probability > 0 else { return 0 }
    guard probability < 1 else { return count }
    let rare = min(probability, 1 - probability)
    let found =
      Double(count) * rare < 10
      ? inverted(count, rare) : transformed(BinomialShape(count: count, probability: rare))
    return probability > 0.5 ? count - found : found
  }

  /// How n things fall into classes, each thing alone with a probability in proportion to the weight of the class.
  ///
  /// Class after class takes a binomial number of what is left, with its weight over the weights that are left, which is
  /// the exact distribution.
  ///
  /// - Parameters:
  ///   - count: n, 0 or more.
  ///   - weights: one weight per class, 0 or more and finite; at least one above 0 unless n is 0.
  /// - Returns: one number per class, 0 or more; together exactly n, none in a class of weight 0.
  public mutating func multinomial(count: Int, weights: [Double]) -> [Int] {
    var result = [Int](repeating: 0, count: weights.count)
    multinomial(count: count, weights: weights, into: &result)
    return result
  }

  /// How n things fall into classes, written into an array with one entry per class.
  ///
  /// - Parameters:
  ///   - count: n, 0 or more.
  ///   - weights: one weight per class, 0 or more and finite; at least one above 0 unless n is 0.
  ///   - result: one number per class, overwritten: 0 or more, together exactly n, none in a class of weight 0.
  public mutating func multinomial(count: Int, weights: [Double], into result: inout [Int]) {
    precondition(weights.count == result.count, "\(result.count) results for \(weights.count) weights")
    precondition(
      count >= 0 && weights.allSatisfy { $0 >= 0 && $0.isFinite }, "\(count) in classes \(weights)")
    // What a class leaves is summed anew from the last class, so that the last one with weight has exactly 1.
    var behind = 0.0
    var shares = weights
    for position in weights.indices.reversed() {
      behind += weights[position]
      shares[position] = behind > 0 ? weights[position] / behind : 0
    }
    precondition(count == 0 || (behind > 0 && behind.isFinite), "\(count) in classes \(weights)")
    var left = count
    for position in shares.indices {
      result[position] = binomial(count: left, probability: shares[position])
      left -= result[position]
    }
  }

  /// The distribution function inverted by adding its terms.
  private mutating func inverted(_ count: Int, _ probability: Double) -> Int {
    let odds = probability / (1 - probability)
    var term = Double.exp(Double(count) * Double.log(onePlus: -probability))
    var left = uniform()
    var successes = 0
    while left > term && successes < count {
      left -= term
      term *= Double(count - successes) / Double(successes + 1) * odds
      successes += 1
      // Beyond double precision nothing is left to find.
      if term == 0 { break }
    }
    return successes
  }

  /// Transformed rejection: a number from a hat of the form k = (2a / (1/2 - |u|) + b) u + c, mostly accepted at once.
  private mutating func transformed(_ shape: BinomialShape) -> Int {
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let distance = 0.5 - u.magnitude
      let found = ((2 * shape.a / distance + shape.b) * u + shape.c).rounded(.down)
      guard found >= 0 && found <= shape.count else { continue }
      if distance >= 0.07 && v <= shape.squeeze { return Int(found) }
      let height = v * shape.alpha / (shape.a / (distance * distance) + shape.b)
      if Double.log(height) <= shape.logRatio(found) { return Int(found) }
    }
  }
}

/// The constants of Hörmann's BTRS for n p >= 10 and p <= 1/2, with his names.
private struct BinomialShape {
  let count: Double
  let odds: Double
  let a: Double
  let b: Double
  let c: Double
  let alpha: Double
  let squeeze: Double
  let mode: Double

  init(count: Int, probability: Double) {
    self.count = Double(count)
    odds = probability / (1 - probability)
    let deviation = (self.count * probability * (1 - probability)).squareRoot()
    b = 1.15 + 2.53 * deviation
    a = -0.0873 + 0.0248 * b + 0.01 * probability
    c = self.count * probability + 0.5
    alpha = (2.83 + 5.1 / b) * deviation
    squeeze = 0.92 - 4.2 / b
    mode = ((self.count + 1) * probability).rounded(.down)
  }

  /// ln(P(k) / P(mode)), from the factorials' Stirling series so that nothing large cancels.
  func logRatio(_ k: Double) -> Double {
    let n = count
    let atMode = (mode + 0.5) * Double.log((mode + 1) / (odds * (n - mode + 1)))
    let between = (n + 1) * Double.log((n - mode + 1) / (n - k + 1))
    let atFound = (k + 0.5) * Double.log(odds * (n - k + 1) / (k + 1))
    return atMode + between + atFound + Self.correction(mode) + Self.correction(n - mode)
      - Self.correction(k) - Self.correction(n - k)
  }

  /// ln k! - ln(sqrt(2 pi)) - (k + 1/2) ln(k + 1) + (k + 1), the rest of Stirling's formula.
  private static func correction(_ k: Double) -> Double {
    if k < 10 {
      let logFactorial = Double.logGamma(k + 1)
      return logFactorial - 0.5 * Double.log(2 * .pi) - (k + 0.5) * Double.log(k + 1) + (k + 1)
    }
    let inverse = 1 / (k + 1)
    let square = inverse * inverse
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - square / 1680) * square) * square) * inverse
  }
}
