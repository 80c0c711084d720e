/// A rate of a column of transitions that is drawn given the earlier ones, so that together they are Dirichlet.
///
/// It is drawn as if the earlier ones had their means; its value is the draw times what they leave, over what they leave on
/// average. Source: R. J. Connor and J. E. Mosimann (1969), Journal of the American Statistical Association 64:194-206.
struct DependentRate: Sendable {
  private let position: Int
  private let earlier: [(position: Int, mean: Double)]
  /// What all earlier rates leave on average, those that do not vary included.
  private let rest: Double

  /// The rates among parameters that depend on others, in the order of their columns.
  static func rates(of parameters: [ScenarioParameter], _ monitoring: MonitoringUpdate?) -> [DependentRate] {
    guard let monitoring else { return [] }
    let means = monitoring.means
    return monitoring.dependents.compactMap { rate in
      guard let position = parameters.firstIndex(where: { $0.name == rate.key }) else { return nil }
      let earlier = rate.earlier.compactMap { key in
        parameters.firstIndex { $0.name == key }.map { (position: $0, mean: means[key] ?? 0) }
      }
      return DependentRate(
        position: position, earlier: earlier, rest: 1 - rate.earlier.reduce(0) { $0 + (means[$1] ?? 0) })
    }
  }

  /// Turns the draw into the rate; the earlier ones are rates already.
  func scale(_ values: inout [Double]) {
    let more = earlier.reduce(0) { $0 + values[$1.position] - $1.mean }
    values[position] *= (rest - more) / rest
  }
}
