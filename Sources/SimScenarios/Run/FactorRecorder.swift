internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Records `event_cohorts.csv` and `factors.csv`: all that cells of material flows, emissions and costs are
/// computed from beside other results.
///
/// Only events that release or take up material have rows; zeros have none.
struct FactorRecorder: RunObserver {
  private(set) var cohorts = ResultTable(
    fileName: "event_cohorts.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("zone", .text, longName: "zone"),
      ResultColumn("event", .text, longName: "what happened"),
      ResultColumn("programme", .text, longName: "programme or line; empty for autonomous events"),
      ResultColumn("dwelling_type", .text, longName: "dwelling type"),
      ResultColumn("cohort", .text, longName: "baseline cohort, or simulated for those of simulated years"),
      ResultColumn("dwellings", .number, unit: "dwellings/year", longName: "dwellings"),
    ])

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {}

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    let flows = year.housing.flows
    let profiles = scenario.mineModel.inputs.profiles
    let axes = scenario.axes
    let known = axes.baselineCohortCount
    for (account, profile) in profiles.enumerated() where profile.movesMaterial {
      for type in 0..<flows.typeCount {
        for cohort in 0...known {
          let cohorts = cohort < known ? cohort..<(cohort + 1) : known..<flows.cohortCount
          for zone in 0..<flows.zoneCount {
            let dwellings = cohorts.reduce(0.0) {
              $0 + flows.dwellings[flows.offset(account: account, type: type, cohort: $1, zone: zone)]
            }
            guard dwellings > 0 else { continue }
            self.cohorts.append(
              .integer(year.year), .text(axes.zones[zone].key), .text(profile.account.event.rawValue),
              .text(profile.account.programme ?? ""), .text(axes.dwellingTypes[type].key),
              .text(cohort < known ? axes.cohorts[cohort].key : RecordedFactor.simulatedCohorts),
              .number(dwellings))
          }
        }
      }
    }
  }

  /// The factors of a scenario as a table.
  static func table(_ factors: [RecordedFactor]) -> ResultTable {
    let texts = [
      "factor", "zone", "dwelling_type", "cohort", "event", "programme", "hub", "material", "energy_label",
      "heating", "year",
    ]
    let origin = ["unit", "place", "source", "confidence", "note"]
    var table = ResultTable(
      fileName: "factors.csv",
      columns: texts.map { ResultColumn($0, .text, longName: "\($0) that the number holds for") }
        + [ResultColumn("value", .number, unit: "as stated", longName: "value")]
        + origin.map { ResultColumn($0, .text, longName: "\($0) of the value") })
    table.reserveCapacity(factors.count)
    for factor in factors {
      let subject = factor.subject
      table.append(
        .text(factor.kind.rawValue), .text(subject.zone), .text(subject.dwellingType), .text(subject.cohort),
        .text(subject.event), .text(subject.programme), .text(subject.hub), .text(subject.material),
        .text(subject.energyLabel), .text(subject.heating), .text(subject.year), .number(factor.value),
        .text(factor.unit), .text(factor.place),
        .text(factor.source),
        .text(factor.confidence), .text(factor.note))
    }
    return table
  }
}
