public import SimNumerics

/// One axis of dwelling quality, such as tenure or energy label, with its labels from best to worst.
public struct StateAxis: Keyed {
  /// The key that scenario files, tables and results use.
  public let key: String
  /// The labels; where they have an order of quality, the best comes first.
  public let labels: Axis<Label>

  /// Makes a state axis.
  ///
  /// - Parameters:
  ///   - key: the key that scenario files, tables and results use.
  ///   - labels: the labels; where they have an order of quality, the best comes first.
  public init(key: String, labels: Axis<Label>) {
    self.key = key
    self.labels = labels
  }
}

/// All combinations of the labels of the state axes.
///
/// A quality state is one combination; its number counts row-major, the last axis running fastest.
public struct QualityStates: Sendable {
  /// The state axes in order.
  public let axes: Axis<StateAxis>
  /// The number of states, the product of the numbers of labels.
  public let count: Int
  private let strides: [Int]

  /// Makes the states of a list of axes.
  ///
  /// - Parameter axes: the axes in order, the last one running fastest.
  public init(axes: Axis<StateAxis>) {
    self.axes = axes
    var strides = [Int](repeating: 1, count: axes.count)
    var count = 1
    for axis in axes.indices.reversed() {
      strides[axis] = count
      count *= axes[axis].labels.count
    }
    self.strides = strides
    self.count = count
  }

  /// The position of the label that a state has on an axis.
  ///
  /// - Parameters:
  ///   - state: the quality state, from 0 and below ``count``.
  ///   - axis: the position of the state axis, from 0.
  /// - Returns: the position of the label, from 0.
  public func label(of state: Int, on axis: Int) -> Int {
    state / strides[axis] % axes[axis].labels.count
  }

  /// The state that differs from another one only by its label on one axis.
  ///
  /// - Parameters:
  ///   - state: the quality state, from 0 and below ``count``.
  ///   - axis: the position of the state axis, from 0.
  ///   - label: the position of the new label on that axis, from 0.
  /// - Returns: the quality state with the new label.
  public func state(_ state: Int, moving axis: Int, to label: Int) -> Int {
    state + (label - self.label(of: state, on: axis)) * strides[axis]
  }

  /// The state with these labels, one position per axis.
  ///
  /// - Parameter labels: the position of a label on every axis, in the order of the axes, from 0.
  /// - Returns: the quality state, from 0 and below ``count``.
  public func state(labels: [Int]) -> Int {
    precondition(labels.count == strides.count, "\(labels.count) labels for \(strides.count) state axes")
    return zip(labels, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The labels of a state as text, for messages: `tenure=private_rent condition=poor`.
  ///
  /// - Parameter state: the quality state, from 0 and below ``count``.
  /// - Returns: the keys of axes and labels, with spaces between them.
  public func describe(_ state: Int) -> String {
    axes.indices.map { "\(axes[$0].key)=\(axes[$0].labels[label(of: state, on: $0)].key)" }
      .joined(separator: " ")
  }
}
