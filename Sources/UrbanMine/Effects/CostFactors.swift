/// Unit prices of the Urban Mine, excluding VAT where the source says so, in euro of the price years of their sources.
public struct CostFactors: Sendable, Equatable {
  /// The extra cost of dismantling with care, euro per tonne dismantled.
  public var carefulDismantlingPerTonne: Double
  /// Staff and energy of a hub, euro per year.
  public var hubFixedPerYear: Double
  /// Handling, euro per tonne received.
  public var hubHandlingPerTonne: Double
  /// Building a hub, euro per m2 of floor.
  public var hubBuildingPerM2: Double
  /// Land, euro per m2 of hub floor.
  public var hubLandPerM2: Double
  /// The real rate of interest, 1/year.
  public var interestPerYear: Double
  /// The lifetime of a hub building in whole years, at least 1.
  public var buildingLifetimeYears: Int
  /// Transport, euro per t km.
  public var transportPerTonneKm: Double
  /// Gate fees, euro per tonne, per stream.
  public var gateFeePerTonne: [Double]
  /// Prices of new products, euro per tonne, per stream.
  public var materialPricePerTonne: [Double]

  /// Makes prices; ``check(streamCount:)`` checks them.
  ///
  /// - Parameters:
  ///   - carefulDismantlingPerTonne: euro per tonne dismantled with care, 0 or more, as every price.
  ///   - hubFixedPerYear: staff and energy of a hub, in euro per year.
  ///   - hubHandlingPerTonne: handling, in euro per tonne received.
  ///   - hubBuildingPerM2: building a hub, in euro per m2 of floor.
  ///   - hubLandPerM2: land, in euro per m2 of hub floor.
  ///   - interestPerYear: the real rate of interest, 1/year, 0 or more.
  ///   - buildingLifetimeYears: the lifetime of a hub building in whole years, at least 1.
  ///   - transportPerTonneKm: transport, in euro per t km.
  ///   - gateFeePerTonne: gate fees, in euro per tonne, per stream.
  ///   - materialPricePerTonne: prices of new products, in euro per tonne, per stream.
  public init(
    carefulDismantlingPerTonne: Double, hubFixedPerYear: Double, hubHandlingPerTonne: Double,
    hubBuildingPerM2: Double, hubLandPerM2: Double, interestPerYear: Double, buildingLifetimeYears: Int,
    transportPerTonneKm: Double, gateFeePerTonne: [Double], materialPricePerTonne: [Double]
  ) {
    self.carefulDismantlingPerTonne = carefulDismantlingPerTonne
    self.hubFixedPerYear = hubFixedPerYear
    self.hubHandlingPerTonne = hubHandlingPerTonne
    self.hubBuildingPerM2 = hubBuildingPerM2
    self.hubLandPerM2 = hubLandPerM2
    self.interestPerYear = interestPerYear
    self.buildingLifetimeYears = buildingLifetimeYears
    self.transportPerTonneKm = transportPerTonneKm
    self.gateFeePerTonne = gateFeePerTonne
    self.materialPricePerTonne = materialPricePerTonne
  }

  /// Checks every price.
  ///
  /// - Parameter streamCount: the number of streams, which the gate fees and the prices of products must
  ///   have.
  /// - Throws: ``MineInputError`` for an array of the wrong length, a negative price or a lifetime below 1.
  public func check(streamCount: Int) throws(MineInputError) {
    let amount = AcceptedRange.amount
    let item = "costs"
    try amount.check(carefulDismantlingPerTonne, of: "careful dismantling (euro/t)", in: item)
    try amount.check(hubFixedPerYear, of: "fixed cost of a hub (euro/year)", in: item)
    try amount.check(hubHandlingPerTonne, of: "handling (euro/t)", in: item)
    try amount.check(hubBuildingPerM2, of: "building (euro/m2)", in: item)
    try amount.check(hubLandPerM2, of: "land (euro/m2)", in: item)
    try amount.check(interestPerYear, of: "interest (1/year)", in: item)
    try AcceptedRange.positive.check(
      Double(buildingLifetimeYears), of: "lifetime of a hub building (years)", in: item)
    try amount.check(transportPerTonneKm, of: "transport (euro/t km)", in: item)
    try amount.check(gateFeePerTonne, count: streamCount, of: "gate fee (euro/t)", in: item)
    try amount.check(materialPricePerTonne, count: streamCount, of: "material price (euro/t)", in: item)
  }

  /// The yearly charge that repays a euro with interest over the lifetime, 1/year: the capital recovery factor.
  ///
  ///     r / (1 - (1 + r)^-n),   1 / n where r = 0
  public var yearlyCharge: Double {
    guard interestPerYear > 0 else { return 1 / Double(buildingLifetimeYears) }
    var growth = 1.0
    for _ in 0..<buildingLifetimeYears { growth *= 1 + interestPerYear }
    return interestPerYear * growth / (growth - 1)
  }
}
