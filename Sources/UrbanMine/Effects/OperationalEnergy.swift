public import HousingSim
internal import SimNumerics

/// What a square metre of dwelling uses in a year, by energy label and heating, and what that emits.
public struct OperationFactors: Sendable, Equatable {
  /// The number of energy labels.
  public let labelCount: Int
  /// The number of ways of heating.
  public let heatingCount: Int
  /// Natural gas in m3 per m2 of usable floor area and year, labels x heatings.
  public let gasM3PerM2: [Double]
  /// Electricity in kWh per m2 of usable floor area and year, labels x heatings.
  public let electricityKWhPerM2: [Double]
  /// The emission of natural gas in kg CO2e per m3.
  public let gasKgPerM3: Double
  /// The emission of electricity in the first simulated year and before, in kg CO2e per kWh.
  public let electricityKgPerKWh: Double
  /// The share by which the emission of electricity falls every year after the first, 0...1.
  public let electricityDeclinePerYear: Double

  /// Makes factors and checks them.
  ///
  /// - Parameters:
  ///   - labelCount: the number of energy labels.
  ///   - heatingCount: the number of ways of heating.
  ///   - gasM3PerM2: natural gas in m3 per m2 of usable floor area and year, labels x heatings, not negative.
  ///   - electricityKWhPerM2: electricity in kWh per m2 of usable floor area and year, same shape, not
  ///     negative.
  ///   - gasKgPerM3: the emission of natural gas in kg CO2e per m3, 0 or more.
  ///   - electricityKgPerKWh: the emission of electricity in the first simulated year, in kg CO2e per kWh, 0
  ///     or more.
  ///   - electricityDeclinePerYear: the share by which that falls every year after the first, 0...1.
  /// - Throws: ``MineInputError`` for an array that does not hold labels x heatings, a number that is negative, or a
  ///   decline above 1.
  public init(
    labelCount: Int, heatingCount: Int, gasM3PerM2: [Double], electricityKWhPerM2: [Double],
    gasKgPerM3: Double, electricityKgPerKWh: Double, electricityDeclinePerYear: Double = 0
  ) throws(MineInputError) {
    let amount = AcceptedRange.amount
    let item = "operation of dwellings"
    let count = labelCount * heatingCount
    try amount.check(gasM3PerM2, count: count, of: "gas (m3/m2)", in: item)
    try amount.check(electricityKWhPerM2, count: count, of: "electricity (kWh/m2)", in: item)
    try amount.check(gasKgPerM3, of: "emission of gas (kg CO2e/m3)", in: item)
    try amount.check(electricityKgPerKWh, of: "emission of electricity (kg CO2e/kWh)", in: item)
    try AcceptedRange.share.check(
      electricityDeclinePerYear, of: "yearly decline of the emission of electricity", in: item)
    self.labelCount = labelCount
    self.heatingCount = heatingCount
    self.gasM3PerM2 = gasM3PerM2
    self.electricityKWhPerM2 = electricityKWhPerM2
    self.gasKgPerM3 = gasKgPerM3
    self.electricityKgPerKWh = electricityKgPerKWh
    self.electricityDeclinePerYear = electricityDeclinePerYear
  }

  /// The emission of electricity in a year, in kg CO2e per kWh: that of the first year x (1 - decline)^years.
  ///
  /// - Parameter yearIndex: the year, counted from the first simulated year; the baseline year counts as the first.
  /// - Returns: kg CO2e per kWh.
  public func electricityKgPerKWh(yearIndex: Int) -> Double {
    var emission = electricityKgPerKWh
    for _ in 0..<max(0, yearIndex) { emission *= 1 - electricityDeclinePerYear }
    return emission
  }

  /// The emissions of a square metre in a year, in kg CO2e per year.
  ///
  /// - Parameters:
  ///   - label: the position of the energy label, from 0 and below ``labelCount``.
  ///   - heating: the position of the way of heating, from 0 and below ``heatingCount``.
  ///   - yearIndex: the year, counted from the first simulated year; the baseline year counts as the first.
  /// - Returns: kg CO2e per m2 of usable floor area and year.
  public func kgPerM2(label: Int, heating: Int, yearIndex: Int) -> Double {
    let cell = label * heatingCount + heating
    return gasM3PerM2[cell] * gasKgPerM3
      + electricityKWhPerM2[cell] * electricityKgPerKWh(yearIndex: yearIndex)
  }
}

/// The floor area of a stock by energy label and heating, from which its use of energy follows.
///
///     m2(zone, label, heating) = sum over types, cohorts and other labels of dwellings x m2 per dwelling
///     gas m3 = sum of m2 x m3/m2,   electricity kWh = sum of m2 x kWh/m2
///
/// Every dwelling counts as lived in.
public struct OperationalEnergy: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of energy labels.
  public let labelCount: Int
  /// The number of ways of heating.
  public let heatingCount: Int
  /// Usable floor area in m2, zones x labels x heatings.
  public let floorAreaM2: [Double]

  /// Measures a stock.
  ///
  /// - Parameters:
  ///   - stock: the dwellings.
  ///   - states: the quality states of the stock.
  ///   - labelAxis: the position of the axis of energy labels.
  ///   - heatingAxis: the position of the axis of heating.
  ///   - floorAreaM2: m2 per dwelling, zones x types x cohorts.
  public init(
    _ stock: HousingStock, states: QualityStates, labelAxis: Int, heatingAxis: Int, floorAreaM2: [Double]
  ) {
    var totals = StockTotals(layout: stock.layout, floorAreaM2: floorAreaM2)
    totals.count(stock)
    self.init(totals, states: states, labelAxis: labelAxis, heatingAxis: heatingAxis)
  }

  /// Measures a stock that is counted already.
  ///
  /// - Parameters:
  ///   - totals: the floor area by row and zone.
  ///   - states: the quality states of the stock.
  ///   - labelAxis: the position of the axis of energy labels.
  ///   - heatingAxis: the position of the axis of heating.
  public init(_ totals: StockTotals, states: QualityStates, labelAxis: Int, heatingAxis: Int) {
    let layout = totals.layout
    zoneCount = layout.zoneCount
    labelCount = states.axes[labelAxis].labels.count
    heatingCount = states.axes[heatingAxis].labels.count
    let (zones, heatings) = (zoneCount, heatingCount)
    let cells = labelCount * heatings
    let cellOfState = (0..<layout.stateCount).map {
      states.label(of: $0, on: labelAxis) * heatings + states.label(of: $0, on: heatingAxis)
    }
    var sums = Array(repeating: 0.0, count: cells * zones)
    for row in 0..<layout.rowCount {
      let cell = cellOfState[layout.state(ofRow: row)]
      VectorMath.add(
        totals.floorAreaM2, from: row * zones, times: 1, to: &sums, cell * zones..<(cell + 1) * zones)
    }
    floorAreaM2 = (0..<zones * cells).map { sums[$0 % cells * zones + $0 / cells] }
  }

  /// The offset of a cell in ``floorAreaM2``.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  ///   - label: the position of the energy label, from 0 and below ``labelCount``.
  ///   - heating: the position of the way of heating, from 0 and below ``heatingCount``.
  /// - Returns: the position of the cell, from 0.
  public func offset(zone: Int, label: Int, heating: Int) -> Int {
    (zone * labelCount + label) * heatingCount + heating
  }

  /// The energy that all zones use.
  ///
  /// - Parameter factors: what a square metre uses, of the labels and heatings of this floor area.
  /// - Returns: gas and electricity per year, one each per zone.
  public func use(_ factors: OperationFactors) -> EnergyUse {
    precondition(
      factors.labelCount == labelCount && factors.heatingCount == heatingCount,
      "factors of \(factors.labelCount) labels x \(factors.heatingCount) heatings do not fit \(labelCount) x "
        + "\(heatingCount)")
    var use = EnergyUse(zoneCount: zoneCount)
    VectorMath.weighRows(floorAreaM2, by: factors.gasM3PerM2, into: &use.gasM3)
    VectorMath.weighRows(floorAreaM2, by: factors.electricityKWhPerM2, into: &use.electricityKWh)
    return use
  }
}

/// The energy that the dwellings of every zone use in a year.
public struct EnergyUse: Sendable, Equatable {
  /// Natural gas in m3 per year, one per zone.
  public internal(set) var gasM3: [Double]
  /// Electricity in kWh per year, one per zone.
  public internal(set) var electricityKWh: [Double]

  init(zoneCount: Int) {
    gasM3 = Array(repeating: 0, count: zoneCount)
    electricityKWh = gasM3
  }
}
