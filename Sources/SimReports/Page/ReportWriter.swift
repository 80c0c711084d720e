internal import Foundation
public import SimScenarios

/// Writes files beside results, each whole or not at all.
public enum ReportWriter {
  /// Writes the report of a result directory into it.
  ///
  /// - Parameters:
  ///   - directory: the result directory.
  ///   - language: the language of the report.
  ///   - plotly: the library of the charts, or `nil` for tables only.
  ///   - workbook: whether `report.xlsx` is written too.
  /// - Returns: the path of the report.
  /// - Throws: ``ReportError``; an earlier report is then left as it was.
  @discardableResult
  public static func write(
    _ directory: String, language: SummaryLanguage, plotly: PlotlyLibrary?, workbook: Bool = false
  ) throws(ReportError) -> String {
    let results = try ResultSet(directory: directory)
    let page = try Report(results, language: language).html(plotly: plotly)
    if workbook { try write(try Workbook(results), to: directory + "/report.xlsx") }
    let path = directory + "/report.html"
    try write(page, to: path)
    return path
  }

  /// Writes a workbook by way of a temporary file.
  private static func write(_ workbook: Workbook, to path: String) throws(ReportError) {
    let temporary = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: temporary) }
    try workbook.write(to: temporary.path)
    do {
      try Data(contentsOf: temporary).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw failure(path, error.localizedDescription)
    }
  }

  /// Writes a file under a temporary name and renames it.
  static func write(_ bytes: [UInt8], to path: String) throws(ReportError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw failure(path, error.localizedDescription)
    }
  }

  private static func failure(_ path: String, _ reason: String) -> ReportError {
    .output(
      .fileSystem(
        path: path, action: "writing the file", code: nil, reason: reason,
        remedy: "check that the directory can be written"))
  }
}
