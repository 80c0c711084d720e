internal import SimScenarios

/// The run record and the lines that name the owners of data.
enum RecordSection {
  static func make(_ context: ReportContext) -> ReportSection {
    var section = ReportSection(
      id: "record", title: context.pick("Verantwoording", "Record of the run"),
      intro: context.pick(
        "Hiermee kan iedereen de berekening herhalen en controleren.",
        "With this anyone can repeat and check the calculation."))
    let record = context.results.record
    section.figures.append(
      table("record-run", context.pick("De berekening", "The run"), "", ["", ""], rows(context), "run.json"))
    let files = (record["inputs"]?.items ?? []).map {
      [$0["path"]?.text ?? "", $0["sha256"]?.text ?? "", $0["bytes"]?.plainText ?? ""]
    }
    section.figures.append(
      table(
        "record-inputs", context.pick("Gelezen bestanden", "Files that were read"), "",
        [context.pick("bestand", "file"), "SHA-256", "bytes"], files, "run.json"))
    let lines = (context.results.scenario["attribution"]?.items ?? []).compactMap(\.text)
    section.figures.append(
      table(
        "record-attribution", context.pick("Gegevens van", "Data of"),
        lines.isEmpty
          ? context.pick(
            "Het scenario noemt geen eigenaren van gegevens.", "The scenario names no owners of data.") : "",
        [context.pick("bron", "source")], lines.map { [$0] }, "run.json"))
    return section
  }

  private static func rows(_ context: ReportContext) -> [[String]] {
    let record = context.results.record
    var rows = [
      [
        context.pick("naam van het scenario", "name of the scenario"),
        context.results.scenario["name"]?.text ?? "",
      ],
      [context.pick("vingerafdruk (SHA-256)", "digest (SHA-256)"), record["scenario_digest"]?.text ?? ""],
    ]
    for member in record["versions"]?.members ?? [] {
      rows.append([context.pick("versie van ", "version of ") + member.key, member.value.plainText])
    }
    for key in ["members", "design", "uncertain_numbers"] {
      guard let value = record.at("ensemble.\(key)") else { continue }
      rows.append(["ensemble: " + key.replacing("_", with: " "), value.plainText])
    }
    if let seed = record["seed"], seed != .null { rows.append(["seed", seed.plainText]) }
    for balance in record["balance"]?.items ?? [] {
      let account = balance["account"]?.text ?? ""
      rows.append([
        context.pick("grootste fout van de balans ", "largest error of the balance ") + account,
        balance["largest_residual"]?.plainText ?? "",
      ])
    }
    for warning in record["warnings"]?.items ?? [] {
      rows.append([context.pick("waarschuwing", "warning"), warning.plainText])
    }
    return rows
  }

  private static func table(
    _ id: String, _ title: String, _ note: String, _ header: [String], _ rows: [[String]], _ file: String
  ) -> Figure {
    Figure(
      id: id, title: title, note: note, chart: nil,
      table: FigureTable(file: file, pivot: nil, header: header, rows: rows, wordColumns: header.count))
  }
}
