internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension NetCDFFile {
  /// The results of a run as arrays with named dimensions.
  ///
  /// Flows have no value in the baseline year; there they hold the fill value.
  init(scenario: Scenario, recorders: RunRecorders) {
    let axes = scenario.axes
    let stateAxes = scenario.stateAxes
    func labels(_ axis: Int) -> NetCDFCoordinate.Labels { .texts(axes.states.axes[axis].labels.keys) }
    let years = Array(scenario.baselineYear...axes.years.upperBound)
    let streams = scenario.mineModel.inputs.streams.axis.keys
    let coordinates = [
      NetCDFCoordinate("year", .integers(years), longName: "calendar year, state at its end"),
      NetCDFCoordinate("zone", .texts(axes.zones.keys), longName: "planning zone"),
      NetCDFCoordinate("dwelling_type", .texts(axes.dwellingTypes.keys), longName: "dwelling type"),
      NetCDFCoordinate("tenure", labels(stateAxes.tenure), longName: "tenure"),
      NetCDFCoordinate("condition", labels(stateAxes.condition), longName: "condition"),
      NetCDFCoordinate("energy_label", labels(stateAxes.energyLabel), longName: "energy label"),
      NetCDFCoordinate("heating", labels(stateAxes.heating), longName: "heating"),
      NetCDFCoordinate(
        "material", .texts(streams), longName: "bulk material without components, or component"),
      NetCDFCoordinate(
        "carbon_source", .texts(CarbonSource.allCases.map(\.rawValue)),
        longName: "what emits, or avoids emissions"),
      NetCDFCoordinate("flow", .texts(MaterialFlow.allCases.map(\.rawValue)), longName: "material flow"),
    ]
    let perYear = axes.zones.count * streams.count * MaterialFlow.count
    let variables = [
      NetCDFVariable(
        "dwellings", dimensions: ["year", "zone", "dwelling_type", "tenure", "condition"],
        values: recorders.stock.stockCells, unit: "dwellings", longName: "dwellings at the end of the year"),
      NetCDFVariable(
        "dwellings_by_energy", dimensions: ["year", "zone", "energy_label", "heating"],
        values: recorders.stock.energyCells, unit: "dwellings", longName: "dwellings at the end of the year"),
      NetCDFVariable(
        "material_flow", dimensions: ["year", "zone", "material", "flow"],
        values: Array(repeating: Self.fill, count: perYear) + recorders.mine.materialCells, unit: "t/year",
        longName: "material flow", fillValue: Self.fill),
    ]
    self.init(
      fileName: "results.nc", title: scenario.title.english, source: "simrunner \(PackageVersion.current)",
      references: "sources and confidence of every input: run.json of this directory",
      attributes: [Attribute("scenario", scenario.name)],
      coordinates: coordinates,
      variables: variables + Self.carbon(recorders, axes) + Self.places(axes)
        + recorders.series.flatMap { Self.variables($0, years: years, axes) })
  }

  /// The value that stands for "no value", the default of NetCDF for doubles.
  private static let fill = 9.969209968386869e36

  /// Emissions, where the scenario has their factors.
  private static func carbon(_ recorders: RunRecorders, _ axes: StockAxes) -> [NetCDFVariable] {
    let cells = recorders.effects.carbonCells
    guard !cells.isEmpty else { return [] }
    let baseline = Array(repeating: fill, count: axes.zones.count * CarbonSource.count)
    return [
      NetCDFVariable(
        "carbon", dimensions: ["year", "zone", "carbon_source"], values: baseline + cells,
        unit: "kg CO2e/year", longName: "emissions; below 0 where avoided", fillValue: fill)
    ]
  }

  /// Where the zones lie.
  private static func places(_ axes: StockAxes) -> [NetCDFVariable] {
    [
      NetCDFVariable(
        "latitude", dimensions: ["zone"], values: axes.zones.map(\.latitude), unit: "degrees_north",
        longName: "latitude of the centre of the zone", standardName: "latitude"),
      NetCDFVariable(
        "longitude", dimensions: ["zone"], values: axes.zones.map(\.longitude), unit: "degrees_east",
        longName: "longitude of the centre of the zone", standardName: "longitude"),
    ]
  }

  /// An indicator per year, for the zones and for the region.
  private static func variables(
    _ series: IndicatorSeries, years: [Int], _ axes: StockAxes
  ) -> [NetCDFVariable] {
    let name = series.key.replacing("-", with: "_")
    let region = axes.zones.count
    let meaning = series.meaning.isEmpty ? "" : ": \(series.meaning)"
    func value(_ year: Int, _ position: Int) -> Double {
      series.value(years: year...year, position: position) ?? fill
    }
    return [
      NetCDFVariable(
        "zone_\(name)", dimensions: ["year", "zone"],
        values: years.flatMap { year in (0..<region).map { value(year, $0) } }, unit: series.unit,
        longName: "\(series.key), per zone\(meaning)", fillValue: fill),
      NetCDFVariable(
        "region_\(name)", dimensions: ["year"], values: years.map { value($0, region) }, unit: series.unit,
        longName: "\(series.key), region\(meaning)", fillValue: fill),
    ]
  }
}
