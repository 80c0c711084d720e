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
  /// - Returns: the path of the report.
  /// - Throws: ``ReportError``; an earlier report is then left as it was.
  @discardableResult
  public static func write(
    _ directory: String, language: SummaryLanguage, plotly: PlotlyLibrary?
  ) throws(ReportError) -> String {
    let results = try ResultSet(directory: directory)
    let page = try Report(results, language: language).html(plotly: plotly)
    let path = directory + "/report.html"
    try write(page, to: path)
    return path
  }

  /// Writes a file under a temporary name and renames it.
  static func write(_ bytes: [UInt8], to path: String) throws(ReportError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .output(
        .fileSystem(
          path: path, action: "writing the file", code: nil, reason: error.localizedDescription,
          remedy: "check that the directory can be written"))
    }
  }
}
