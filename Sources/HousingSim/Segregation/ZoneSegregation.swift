internal import RealModule

/// How unevenly groups of dwellings, such as tenures, are spread over zones.
///
/// With t(z) dwellings in zone z, T in all, p(z, k) the share of label k in the zone and p(k) in the region:
///
///     D   = sum over z, k of t(z) |p(z, k) - p(k)| / (2 T I),   I = sum over k of p(k) (1 - p(k))
///     H   = sum over z of t(z) (E - E(z)) / (T E),              E = -sum over k of p(k) ln p(k)
///     H   = H between groups of zones + sum over groups g of t(g) E(g) / (T E) x H within g
///
/// Both are 0 where every zone has the mix of the region and 1 where no zone has two labels. D is the index of
/// dissimilarity for several groups (Sakoda 1981; for two groups that of Duncan and Duncan 1955), H the information
/// index of Theil and Finizza (1971); Reardon and Firebaugh (2002) compare them.
public struct ZoneSegregation: Sendable, Equatable {
  private let counts: [Double]
  private let labelCount: Int

  /// Makes the measures of a table.
  ///
  /// - Parameters:
  ///   - counts: dwellings, zones x labels, 0 or more.
  ///   - labelCount: the number of labels, 1 or more.
  public init(counts: [Double], labelCount: Int) {
    precondition(
      labelCount > 0 && counts.count % labelCount == 0, "\(counts.count) counts for \(labelCount) labels")
    self.counts = counts
    self.labelCount = labelCount
  }

  /// The number of zones.
  public var zoneCount: Int { counts.count / labelCount }

  /// The share of every label in every zone, zones x labels; `nil` where a zone has no dwelling.
  public var zoneShares: [Double?] {
    var shares: [Double?] = []
    shares.reserveCapacity(counts.count)
    for zone in 0..<zoneCount {
      let row = row(zone)
      let total = row.reduce(0, +)
      for count in row { shares.append(total > 0 ? count / total : nil) }
    }
    return shares
  }

  /// The share of every label in the region, 0...1, in the order of the labels; empty where it has no
  /// dwelling.
  public var shares: [Double] { Self.shares(of: sum(of: 0..<zoneCount)) }

  /// What every zone adds to the index of dissimilarity, 0...1; their sum is the index of the region.
  ///
  /// - Returns: one part per zone; `nil` where all dwellings have one label, or there are none.
  public func dissimilarityParts() -> [Double]? {
    let shares = shares
    let interaction = shares.reduce(0) { $0 + $1 * (1 - $1) }
    guard interaction > 0 else { return nil }
    let total = counts.reduce(0, +)
    return (0..<zoneCount).map { zone in
      let row = row(zone)
      let size = row.reduce(0, +)
      let distance = zip(row, shares).reduce(0) { $0 + ($1.0 - size * $1.1).magnitude }
      return distance / (2 * total * interaction)
    }
  }

  /// Theil's index and its parts between and within groups of zones.
  ///
  /// - Parameter groups: sets of zones that together hold every zone once.
  /// - Returns: the index, the part between the groups, and the part within each, which add up to the index; `nil`
  ///   where all dwellings have one label, or there are none.
  public func theil(groups: [[Int]]) -> (index: Double, between: Double, within: [Double])? {
    let region = sum(of: 0..<zoneCount)
    let total = region.reduce(0, +)
    let entropy = Self.entropy(of: region)
    guard entropy > 0, total > 0 else { return nil }
    let parts = groups.map { zones -> (between: Double, within: Double) in
      let group = sum(of: zones)
      let size = group.reduce(0, +)
      let inside = Self.entropy(of: group)
      let within = zones.reduce(0.0) { sum, zone in
        let row = row(zone)
        return sum + row.reduce(0, +) * (inside - Self.entropy(of: row))
      }
      return (size * (entropy - inside), max(0, within) / (total * entropy))
    }
    let between = max(0, parts.reduce(0) { $0 + $1.between }) / (total * entropy)
    let within = parts.map(\.within)
    return (within.reduce(between, +), between, within)
  }

  private func row(_ zone: Int) -> ArraySlice<Double> {
    counts[zone * labelCount..<(zone + 1) * labelCount]
  }

  private func sum(of zones: some Sequence<Int>) -> [Double] {
    var sums = [Double](repeating: 0, count: labelCount)
    for zone in zones {
      for label in 0..<labelCount { sums[label] += counts[zone * labelCount + label] }
    }
    return sums
  }

  private static func shares(of counts: [Double]) -> [Double] {
    let total = counts.reduce(0, +)
    return total > 0 ? counts.map { $0 / total } : []
  }

  /// The entropy of a mix in nats, 0 where it has one label or none.
  private static func entropy(of counts: some Collection<Double>) -> Double {
    let total = counts.reduce(0, +)
    guard total > 0 else { return 0 }
    var sum = 0.0
    for count in counts where count > 0 {
      let share = count / total
      if share > 0 { sum += share * .log(share) }
    }
    return 0 - sum
  }
}
