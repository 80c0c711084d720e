internal import CSimXLSX
internal import SimScenarios

/// A workbook that grows on disk, row by row; the only code that calls the C library.
///
/// Its bytes depend on its content alone: the time of writing that the format asks for is 1980-01-01.
@safe struct XLSXWriter: ~Copyable {
  /// 1980-01-01T00:00:00Z, which zip archives begin with.
  private static let timeOfWriting = 315_532_800

  private let path: String
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let bold: UnsafeMutablePointer<lxw_format>?
  private var isOpen = true
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?

  /// Starts a workbook.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - title: the title in its properties.
  /// - Throws: ``ReportError/output(_:)`` where there is no memory.
  init(path: String, title: String) throws(ReportError) {
    var options = unsafe lxw_workbook_options()
    unsafe options.constant_memory = 1
    guard let workbook = unsafe workbook_new_opt(path, &options) else {
      throw Self.error(path, "starting the workbook", LXW_ERROR_MEMORY_MALLOC_FAILED)
    }
    self.path = path
    unsafe self.workbook = unsafe workbook
    unsafe bold = unsafe workbook_add_format(workbook)
    unsafe sheet = nil
    unsafe format_set_bold(bold)
    unsafe title.withCString { text in
      var properties = unsafe lxw_doc_properties()
      unsafe properties.title = unsafe UnsafeMutablePointer(mutating: text)
      unsafe properties.created = Self.timeOfWriting
      unsafe _ = workbook_set_properties(workbook, &properties)
    }
  }

  deinit {
    // A workbook that is still open here was left by an error.
    if isOpen { unsafe lxw_workbook_free(workbook) }
  }

  /// Starts a sheet; its first row is bold and stays in view.
  ///
  /// - Parameters:
  ///   - name: 1 to 31 characters without `[]:*?/\`, other than those of the sheets before.
  ///   - header: the heads of the columns.
  /// - Throws: ``ReportError/output(_:)`` for a name that is not accepted.
  mutating func addSheet(_ name: String, header: [String]) throws(ReportError) {
    try check(unsafe workbook_validate_sheet_name(workbook, name), "naming the sheet '\(name)'")
    unsafe sheet = unsafe workbook_add_worksheet(workbook, name)
    try check(
      unsafe worksheet_set_column(sheet, 0, lxw_col_t(max(0, header.count - 1)), 18, nil), "setting widths")
    unsafe worksheet_freeze_panes(sheet, 1, 0)
    for (column, text) in header.enumerated() {
      try check(
        unsafe worksheet_write_string(sheet, 0, lxw_col_t(column), text, bold), "writing the header")
    }
  }

  /// Writes a number into the last sheet; rows are written in order.
  func write(_ number: Double, row: Int, column: Int) throws(ReportError) {
    try check(
      unsafe worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, nil),
      "writing row \(row)")
  }

  /// Writes a text of at most 32,767 characters into the last sheet; rows are written in order.
  func write(_ text: String, row: Int, column: Int) throws(ReportError) {
    guard !text.isEmpty else { return }
    try check(
      unsafe worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text, nil),
      "writing row \(row)")
  }

  /// Writes the file and ends the workbook.
  consuming func close() throws(ReportError) {
    // This frees the workbook, whether the file could be written or not.
    isOpen = false
    try check(unsafe workbook_close(workbook), "closing the workbook")
  }

  private func check(_ status: lxw_error, _ action: String) throws(ReportError) {
    guard status == LXW_NO_ERROR else { throw Self.error(path, action, status) }
  }

  private static func error(_ path: String, _ action: String, _ status: lxw_error) -> ReportError {
    let reason = unsafe String(cString: lxw_strerror(status))
    return .output(
      .fileSystem(
        path: path, action: action, code: nil, reason: reason,
        remedy: "check that the directory and that of temporary files (TMPDIR) can be written"))
  }
}
