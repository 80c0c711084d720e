/// The arithmetic behind one cell of a result file.
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

  /// A product of numbers, in the unit of the explanation.
  public struct Term: Sendable, Equatable {
    /// What the product is of.
    public let label: String
    /// What the product belongs to, such as an event and its programme; empty where there is nothing to tell apart.
    public var group = ""
    /// The factors.
    public let factors: [Input]
    /// What the product is divided by: 1000 where it is kg and the explanation is in tonnes, else 1.
    public var divisor = 1.0

    /// The product over the divisor, in the unit of the explanation.
    public var product: Double { factors.reduce(1) { $0 * $1.value } / divisor }
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
  /// The name of the file.
  public let file: String
  /// The unit of the cell.
  public let unit: String
  /// The cell as the file has it, in ``unit``; 0 where it has no row.
  public let value: Double

  /// The amount that the chain gives, in ``unit``.
  public var recomputed: Double { amount(after: steps.count) }

  /// The amount after the terms and the first steps.
  private func amount(after count: Int) -> Double {
    steps.prefix(count).reduce(sum) { amount, step in
      switch step.operation {
      case .add: amount + step.input.value
      case .subtract: amount - step.input.value
      // Adding 0 leaves no negative zero.
      case .multiply: amount * step.input.value + 0
      }
    }
  }

  /// The sum of the terms.
  private var sum: Double { terms.reduce(0) { $0 + $1.product } }

  /// The largest amount in the chain, which a difference is judged against, in ``unit``.
  public var scale: Double {
    let amounts = steps.filter { $0.operation != .multiply }.map { $0.input.value.magnitude }
    return (amounts + [sum, value.magnitude]).max() ?? 0
  }
}

// MARK: - Text

extension Explanation {
  /// The chain as text, every number as the shortest text that reads back to the same double.
  public var text: String {
    var references = References()
    var lines = [title, equation, ""]
    for term in terms { lines.append(line(of: term, &references)) }
    if !terms.isEmpty { lines += ["", "  = \(sum.plainText) \(unit), sum of the terms"] }
    for (position, step) in steps.enumerated() {
      lines.append(line(of: step, &references))
      guard !step.reaches.isEmpty else { continue }
      lines.append("  = \(amount(after: position + 1).plainText) \(unit), \(step.reaches)")
    }
    lines += [
      "  = \(recomputed.plainText) \(unit), recomputed", "    \(value.plainText) \(unit), in \(file)",
    ]
    for remark in remarks {
      let unit = remark.unit == "1" ? "" : remark.unit + " "
      lines.append("    \(remark.label): \(remark.value.plainText) \(unit)\(references.mark(remark))")
    }
    lines += [""] + references.texts.enumerated().map { "[\($0 + 1)] \($1)" }
    return lines.joined(separator: "\n")
  }

  private func line(of term: Term, _ references: inout References) -> String {
    let product = term.factors.map { factor in
      "\(factor.value.plainText) \(factor.unit == "1" ? "" : factor.unit + " ")\(references.mark(factor))"
    }
    return "  \(term.label): " + product.joined(separator: " x ")
      + (term.divisor == 1 ? "" : " / \(term.divisor.plainText)") + " = \(term.product.plainText) \(unit)"
  }

  private func line(of step: Step, _ references: inout References) -> String {
    let unit = step.input.unit == "1" ? "" : " " + step.input.unit
    return "  \(step.operation.rawValue) \(step.input.value.plainText)\(unit)  \(step.input.label) "
      + references.mark(step.input)
  }

  /// The places that numbers come from, in the order in which they are named.
  private struct References {
    private(set) var texts: [String] = []
    private var numbers: [String: Int] = [:]

    /// The number of the reference of an input, which is added where it is new.
    mutating func mark(_ input: Input) -> String {
      if let known = numbers[input.origin] { return "[\(known)]" }
      texts.append(input.origin)
      numbers[input.origin] = texts.count
      return "[\(texts.count)]"
    }
  }
}
