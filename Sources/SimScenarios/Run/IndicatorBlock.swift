/// What an indicator is called and how its values are to be read.
public struct IndicatorHead: Sendable, Equatable {
  /// The key of the indicator.
  public let key: String
  /// The unit of the values.
  public let unit: String
  /// Whether it is a state or an amount per year.
  public let kind: IndicatorSeries.Kind
  /// The first year with a value.
  public let firstYear: Int
  /// What the values are, in the words of the result files, or an empty text.
  public let meaning: String

  init(key: String, unit: String, kind: IndicatorSeries.Kind, firstYear: Int, meaning: String = "") {
    self.key = key
    self.unit = unit
    self.kind = kind
    self.firstYear = firstYear
    self.meaning = meaning
  }
}

/// The values of several indicators in one piece of memory, which is written anew for every member of an ensemble.
public struct IndicatorBlock: Sendable, Equatable {
  /// The indicators, in the order of the first index.
  public let heads: [IndicatorHead]
  /// The first year of the second index: the baseline year.
  public let firstYear: Int
  /// The number of years, the baseline year included.
  public let yearCount: Int
  /// The number of zones and the region.
  public let placeCount: Int
  /// Indicators x years x (zones, then the region), in the units of the heads; not a number where there is no value,
  /// such as a share of nothing, a zone of an indicator of the region, or a flow in the baseline year.
  public private(set) var values: [Double]

  init(_ heads: [IndicatorHead], firstYear: Int, yearCount: Int, placeCount: Int) {
    self.heads = heads
    self.firstYear = firstYear
    self.yearCount = yearCount
    self.placeCount = placeCount
    values = Array(repeating: .nan, count: heads.count * yearCount * placeCount)
  }

  /// The offset of the first zone in ``values``.
  ///
  /// - Parameters:
  ///   - indicator: the position of the indicator.
  ///   - year: the year, counted from the baseline year.
  /// - Returns: the offset; the other zones and then the region follow.
  public func offset(indicator: Int, year: Int) -> Int { (indicator * yearCount + year) * placeCount }

  /// The values of one indicator as a series, from its first year to the last.
  ///
  /// - Parameter indicator: the position of the indicator, from 0.
  /// - Returns: years x (zones, then the region), in the unit of the indicator; `nil` where there is no
  ///   value.
  public func series(_ indicator: Int) -> IndicatorSeries {
    let head = heads[indicator]
    var series = IndicatorSeries(
      key: head.key, unit: head.unit, kind: head.kind, firstYear: head.firstYear, meaning: head.meaning)
    for year in head.firstYear - firstYear..<yearCount {
      let start = offset(indicator: indicator, year: year)
      series.append(values[start..<start + placeCount].map { $0.isNaN ? nil : $0 })
    }
    return series
  }

  /// Takes all values away.
  mutating func clear() {
    for cell in values.indices { values[cell] = .nan }
  }

  /// Sets the value of a zone, or of the region after the last zone.
  mutating func set(_ value: Double, _ indicator: Int, year: Int, place: Int) {
    values[offset(indicator: indicator, year: year) + place] = value
  }

  /// Sets the values of all zones, and that of the region to their sum.
  ///
  /// - Parameters:
  ///   - amounts: one per zone, from an entry on.
  ///   - first: that entry.
  ///   - factor: what the amounts are multiplied by.
  ///   - indicator: the position of the indicator.
  ///   - year: the year, counted from the baseline year.
  mutating func setZones(
    _ amounts: [Double], from first: Int = 0, times factor: Double = 1, _ indicator: Int, year: Int
  ) {
    let (start, zones) = (offset(indicator: indicator, year: year), placeCount - 1)
    let amounts = amounts.span
    var values = values.mutableSpan
    var sum = 0.0
    for zone in 0..<zones {
      let value = amounts[first + zone] * factor
      values[start + zone] = value
      sum += value
    }
    values[start + zones] = sum
  }

  /// Sets the value of the region to the sum of the zones.
  mutating func addUpZones(_ indicator: Int, year: Int) {
    let start = offset(indicator: indicator, year: year)
    var sum = 0.0
    for place in start..<start + placeCount - 1 { sum += values[place] }
    values[start + placeCount - 1] = sum
  }

  /// Sets an indicator to the quotient of two sums of others in all places, to no value where nothing is divided by.
  mutating func setRatio(_ indicator: Int, of parts: [Int], to whole: Int, year: Int) {
    for place in 0..<placeCount {
      var sum = 0.0
      for part in parts { sum += values[offset(indicator: part, year: year) + place] }
      let total = values[offset(indicator: whole, year: year) + place]
      set(total > 0 ? sum / total : .nan, indicator, year: year, place: place)
    }
  }
}
