public import HousingSim
internal import SimNumerics

/// An indicator of how dwellings are divided over the labels of a state axis, and how evenly over the zones.
public struct MixIndicator: Sendable {
  /// What is computed.
  public enum Kind: String, Sendable, CaseIterable {
    /// The share of every label.
    case mix
    /// The index of dissimilarity between the zones.
    case dissimilarity
    /// Theil's information index, with its parts between and within groups of zones.
    case theil
  }

  /// The key of the indicator in the scenario.
  public let key: String
  /// What is computed.
  public let kind: Kind
  /// The position of the state axis.
  public let axis: Int
  /// The dwellings that are counted.
  public let counted: DwellingSelection

  /// The keys of its series, in the order of the results.
  ///
  /// - Parameters:
  ///   - labels: the labels of the axis.
  ///   - groups: the groups of zones.
  /// - Returns: one key per series.
  func seriesKeys(labels: [String], groups: [String]) -> [String] {
    switch kind {
    case .mix: labels.map { "\(key)_\($0)" }
    case .dissimilarity: [key]
    case .theil: [key, "\(key)_between_groups"] + groups.map { "\(key)_within_\($0)" }
    }
  }

  /// Whether zones have no value of it.
  var isRegional: Bool { kind == .theil }

  /// The formula and its source, in the words of the result files.
  ///
  /// - Parameter axis: the key of the state axis.
  /// - Returns: the formula.
  func formula(axis: String) -> String {
    switch kind {
    case .mix: "dwellings with the label of \(axis) / dwellings"
    case .dissimilarity:
      "sum over zones and \(axis) of t |p(z) - p| / (2 T I), I = sum of p (1 - p); a zone has its part of the sum "
        + "(Sakoda 1981; Duncan and Duncan 1955)"
    case .theil:
      "sum over zones of t (E - E(z)) / (T E), E = -sum over \(axis) of p ln p; between and within groups of zones "
        + "add up (Theil and Finizza 1971)"
    }
  }
}

extension StockAxes {
  /// The groups of the zones in the order in which they first stand, each with its zones.
  var zoneGroups: [(key: String, zones: [Int])] {
    zones.map(\.group).uniqued.map { group in (group, zones.indices.filter { zones[$0].group == group }) }
  }
}
