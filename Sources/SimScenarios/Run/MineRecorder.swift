internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Records `materials.csv`, `unused.csv`, `hubs.csv` and `transport.csv`, in tonnes.
///
/// Flows of zero have no row in `materials.csv`, `unused.csv` and `transport.csv`; a hub has rows from its opening year on.
struct MineRecorder: RunObserver {
  private(set) var materials = ResultTable(
    fileName: "materials.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("zone", .text, longName: "zone of release or of use, or region for the total"),
      ResultColumn("material", .text, longName: "bulk material without its components, or component"),
      ResultColumn("flow", .text, longName: "where the material comes from or goes to"),
      ResultColumn("tonnes", .number, unit: "t/year", longName: "mass"),
    ])
  private(set) var unused = ResultTable(
    fileName: "unused.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("zone", .text, longName: "zone of release, or region for the total"),
      ResultColumn("material", .text, longName: "bulk material without its components, or component"),
      ResultColumn(
        "cause", .text,
        longName: "why it was not reused; with change_of_store they add up to released - reused"),
      ResultColumn("tonnes", .number, unit: "t/year", longName: "mass"),
    ])
  private(set) var hubs = ResultTable(
    fileName: "hubs.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("step", .integer, longName: "step of the year, from 1"),
      ResultColumn("hub", .text, longName: "hub"),
      ResultColumn("material", .text, longName: "bulk material without its components, or component"),
    ] + HubColumn.allCases.map { ResultColumn($0.rawValue, .number, unit: "t", longName: $0.rawValue) })
  private(set) var transport = ResultTable(
    fileName: "transport.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("leg", .text, longName: "to_hub or from_hub"),
      ResultColumn("from", .text, longName: "zone or hub of departure"),
      ResultColumn("to", .text, longName: "zone or hub of arrival"),
      ResultColumn("material", .text, longName: "bulk material without its components, or component"),
      ResultColumn("tonnes", .number, unit: "t/year", longName: "mass"),
      ResultColumn("tonne_km", .number, unit: "t km/year", longName: "transport work"),
    ])
  /// Tonnes, years x zones x materials x flows.
  private(set) var materialCells: [Double] = []

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {}

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    let inputs = scenario.mineModel.inputs
    recordMaterials(year, inputs)
    recordUnused(year, inputs)
    recordHubs(year, inputs)
    recordTransport(year, inputs)
  }

  private mutating func recordMaterials(_ year: SimulatedYear, _ inputs: MineInputs) {
    materialCells += year.mine.materials.map { Quantity<Kilograms>($0).tonnes.value }
    for (zone, key) in (inputs.zones.keys + [Scenario.regionKey]).enumerated() {
      for stream in inputs.streams.axis.indices {
        for flow in MaterialFlow.allCases {
          let mass =
            zone < inputs.zones.count
            ? year.mine.mass(flow, zone: zone, stream: stream) : year.mine.total(flow, stream: stream)
          guard mass > 0 else { continue }
          materials.append(
            .integer(year.year), .text(key), .text(inputs.streams.axis[stream].key), .text(flow.rawValue),
            .number(Quantity<Kilograms>(mass).tonnes.value))
        }
      }
    }
  }

  private mutating func recordUnused(_ year: SimulatedYear, _ inputs: MineInputs) {
    for (zone, key) in (inputs.zones.keys + [Scenario.regionKey]).enumerated() {
      for stream in inputs.streams.axis.indices {
        for cause in UnusedCause.allCases {
          let mass =
            zone < inputs.zones.count
            ? year.mine.mass(cause, zone: zone, stream: stream) : year.mine.total(cause, stream: stream)
          guard mass != 0 else { continue }
          unused.append(
            .integer(year.year), .text(key), .text(inputs.streams.axis[stream].key), .text(cause.rawValue),
            .number(Quantity<Kilograms>(mass).tonnes.value))
        }
      }
    }
  }

  private mutating func recordHubs(_ year: SimulatedYear, _ inputs: MineInputs) {
    for step in 0..<inputs.stepsPerYear {
      for hub in inputs.hubs.indices where inputs.hubs[hub].openingYear <= year.year {
        for stream in inputs.streams.axis.indices {
          let cells = HubColumn.allCases.map { column in
            let mass = year.mine.mass(column, step: step, hub: hub, stream: stream)
            return ResultCell.number(Quantity<Kilograms>(mass).tonnes.value)
          }
          hubs.append(
            [
              .integer(year.year), .integer(step + 1), .text(inputs.hubs[hub].key),
              .text(inputs.streams.axis[stream].key),
            ] + cells)
        }
      }
    }
  }

  private mutating func recordTransport(_ year: SimulatedYear, _ inputs: MineInputs) {
    for leg in TransportLeg.allCases {
      for zone in inputs.zones.indices {
        for hub in inputs.hubs.indices {
          for stream in inputs.streams.axis.indices {
            let mass = Quantity<Kilograms>(year.mine.mass(leg, zone: zone, hub: hub, stream: stream)).tonnes
            guard mass > .zero else { continue }
            let ends = [inputs.zones[zone].key, inputs.hubs[hub].key]
            let work = mass * Quantity<Kilometres>(inputs.distances[zone, hub])
            transport.append(
              .integer(year.year), .text(leg.rawValue), .text(leg == .toHub ? ends[0] : ends[1]),
              .text(leg == .toHub ? ends[1] : ends[0]), .text(inputs.streams.axis[stream].key),
              .number(mass.value), .number(work.value))
          }
        }
      }
    }
  }
}
