/// The arithmetic behind one cell of `materials.csv`.
///
/// The cell is computed from top to bottom: the sum of the terms first, then every step on what stands above it.
public struct Explanation: Sendable, Equatable {
  /// One number with the place it comes from.
  public struct Input: Sendable, Equatable {
    /// What it is.
    public let label: String
    /// The value, in its unit.
    public let value: Double
    /// The unit.
    public let unit: String
    /// Where it stands, and where that place has it from.
    public let origin: String
  }

  /// A product of numbers; its unit is kg where `divisor` is 1000, else t.
  public struct Term: Sendable, Equatable {
    /// What the product is of.
    public let label: String
    /// What the product belongs to, such as an event and its programme; empty where there is nothing to tell apart.
    public var group = ""
    /// The factors.
    public let factors: [Input]
    /// What the product is divided by to become tonnes.
    public let divisor: Double

    /// The product in tonnes.
    public var tonnes: Double { factors.reduce(1) { $0 * $1.value } / divisor }
  }

  /// What is done with the amount so far.
  public enum Operation: String, Sendable {
    /// The value is added.
    case add = "+"
    /// The value is taken away.
    case subtract = "-"
    /// The amount is multiplied by the value.
    case multiply = "x"
  }

  /// One step of the chain.
  public struct Step: Sendable, Equatable {
    /// What is done.
    public let operation: Operation
    /// The number that it is done with.
    public let input: Input
    /// What the amount is after this step, such as `collected`; empty where it has no name.
    public var reaches = ""
  }

  /// The cell in words.
  public let title: String
  /// The equation in words.
  public let equation: String
  /// The terms, whose sum is the first amount.
  public let terms: [Term]
  /// The steps after it.
  public let steps: [Step]
  /// Numbers that explain a step further and that the chain does not need.
  public let remarks: [Input]
  /// The cell as the file has it, in tonnes; 0 where it has no row.
  public let value: Double

  /// The amount that the chain gives, in tonnes.
  public var recomputed: Double { amount(after: steps.count) }

  /// The amount after the terms and the first steps, in tonnes.
  private func amount(after count: Int) -> Double {
    steps.prefix(count).reduce(terms.reduce(0) { $0 + $1.tonnes }) { amount, step in
      switch step.operation {
      case .add: amount + step.input.value
      case .subtract: amount - step.input.value
      case .multiply: amount * step.input.value
      }
    }
  }

  /// The largest amount in the chain, in tonnes, which a difference is judged against.
  public var scale: Double {
    let amounts = steps.filter { $0.operation != .multiply }.map { $0.input.value.magnitude }
    return (amounts + [terms.reduce(0) { $0 + $1.tonnes }, value.magnitude]).max() ?? 0
  }
}

// MARK: - Text

extension Explanation {
  /// The chain as text, every number as the shortest text that reads back to the same double.
  public var text: String {
    var references: [String] = []
    var lines = [title, equation, ""]
    for term in terms { lines.append(line(of: term, &references)) }
    if !terms.isEmpty {
      lines += ["", "  = \(terms.reduce(0) { $0 + $1.tonnes }.plainText) t, sum of the terms"]
    }
    for (position, step) in steps.enumerated() {
      lines.append(line(of: step, &references))
      guard !step.reaches.isEmpty else { continue }
      lines.append("  = \(amount(after: position + 1).plainText) t, \(step.reaches)")
    }
    lines += ["  = \(recomputed.plainText) t, recomputed", "    \(value.plainText) t, in materials.csv"]
    for remark in remarks {
      let unit = remark.unit == "1" ? "" : remark.unit + " "
      lines.append("    \(remark.label): \(remark.value.plainText) \(unit)\(mark(remark, &references))")
    }
    lines += [""] + references.enumerated().map { "[\($0 + 1)] \($1)" }
    return lines.joined(separator: "\n")
  }

  private func line(of term: Term, _ references: inout [String]) -> String {
    let product = term.factors.map { factor in
      "\(factor.value.plainText) \(factor.unit == "1" ? "" : factor.unit + " ")\(mark(factor, &references))"
    }
    return "  \(term.label): " + product.joined(separator: " x ")
      + (term.divisor == 1 ? "" : " / \(term.divisor.plainText)") + " = \(term.tonnes.plainText) t"
  }

  private func line(of step: Step, _ references: inout [String]) -> String {
    let unit = step.input.unit == "1" ? "" : " " + step.input.unit
    return "  \(step.operation.rawValue) \(step.input.value.plainText)\(unit)  \(step.input.label) "
      + mark(step.input, &references)
  }

  /// The number of a reference, which is added where it is new.
  private func mark(_ input: Input, _ references: inout [String]) -> String {
    if let known = references.firstIndex(of: input.origin) { return "[\(known + 1)]" }
    references.append(input.origin)
    return "[\(references.count)]"
  }
}
