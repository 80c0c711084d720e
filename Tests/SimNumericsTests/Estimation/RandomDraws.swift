import SimNumerics

/// Random numbers of one member of a stream, with the distributions that calibration needs.
struct RandomDraws {
  private let stream: ParameterStream
  private let member: Int
  private var index = 0

  init(_ name: String, member: Int) {
    stream = ParameterStream(seed: 2018, name: name)
    self.member = member
  }

  /// Uniform, strictly between 0 and 1.
  mutating func uniform() -> Double {
    index += 1
    return stream.uniform(member: member, index: index)
  }

  /// Standard normal (G. Box and M. Muller 1958).
  mutating func normal() -> Double {
    let radius = (-2 * logarithm(uniform())).squareRoot()
    // The x coordinate of a point that is uniform on a disc, over its distance, is the cosine of a uniform angle.
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let square = x * x + y * y
      if square < 1, square > 0 { return radius * x / square.squareRoot() }
    }
  }

  /// Gamma with a scale of 1 (G. Marsaglia and W. Tsang 2000).
  mutating func gamma(shape: Double) -> Double {
    if shape < 1 {
      let larger = gamma(shape: shape + 1)
      return larger * exponential(logarithm(uniform()) / shape)
    }
    let centre = shape - 1.0 / 3
    let width = 1 / (9 * centre).squareRoot()
    while true {
      let normal = normal()
      let root = 1 + width * normal
      let cube = root * root * root
      guard root > 0 else { continue }
      if logarithm(uniform()) < normal * normal / 2 + centre * (1 - cube + logarithm(cube)) {
        return centre * cube
      }
    }
  }

  /// Poisson, by the waiting times between events.
  mutating func poisson(mean: Double) -> Int {
    var (count, time) = (0, -logarithm(uniform()))
    while time < mean {
      count += 1
      time -= logarithm(uniform())
    }
    return count
  }

  /// Dirichlet, by gamma variates.
  mutating func dirichlet(_ concentrations: [Double]) -> [Double] {
    let draws = concentrations.map { gamma(shape: $0) }
    let sum = draws.reduce(0, +)
    return draws.map { $0 / sum }
  }

  /// Counts of `trials` members that fall into classes with these probabilities.
  mutating func multinomial(_ trials: Int, _ probabilities: [Double]) -> [Double] {
    var counts = probabilities.map { _ in 0.0 }
    for _ in 0..<trials {
      let draw = uniform()
      var (sum, found) = (0.0, probabilities.count - 1)
      for (position, probability) in probabilities.enumerated() {
        sum += probability
        if draw < sum {
          found = position
          break
        }
      }
      counts[found] += 1
    }
    return counts
  }

  private func logarithm(_ value: Double) -> Double { SpecialFunctions.logarithm([value])[0] }
  private func exponential(_ value: Double) -> Double { SpecialFunctions.exponential([value])[0] }
}
