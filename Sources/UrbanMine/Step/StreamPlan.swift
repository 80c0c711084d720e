internal import SimNumerics

/// What the steps need to know of the streams, one entry per stream, computed once.
struct StreamPlan: Sendable {
  /// The share of carefully dismantled mass that passes inspection.
  let reusePotential: [Double]
  /// The largest share of the demand that reused products can meet.
  let reuseShareOfDemand: [Double]
  /// The share of the demand that recycled material meets.
  let secondaryShareOfDemand: [Double]
  /// kg per m3 of store.
  let storedDensityKgPerM3: [Double]
  /// Where treated mass goes; the shares are divided by their sum, so that decimals cannot lose mass.
  let treatment: [TreatmentShares]

  init(_ streams: MaterialStreams) {
    let items = streams.axis.items
    reusePotential = items.map(\.reusePotential)
    reuseShareOfDemand = items.map(\.maximumReuseShareOfDemand)
    secondaryShareOfDemand = items.map(\.secondaryShareOfDemand)
    storedDensityKgPerM3 = items.map(\.storedDensity.value)
    treatment = items.map { stream in
      let shares = stream.treatment
      return TreatmentShares(
        recycled: shares.recycled / shares.sum, downcycled: shares.downcycled / shares.sum,
        incinerated: shares.incinerated / shares.sum, landfilled: shares.landfilled / shares.sum)
    }
  }
}
