internal import Mustache
internal import SimScenarios

/// Renders pages.
enum Page {
  /// The bytes of a page of these values, with the charts' library where there is one.
  static func render(_ values: [String: Any], plotly: PlotlyLibrary?) throws(ReportError) -> [UInt8] {
    // The library has megabytes: it takes the place of a mark, not the way through the template.
    let mark = "@plotly@"
    var values = values
    if plotly != nil {
      values["library"] = mark
      values["script"] = PageScript.text
    }
    let page: String
    do {
      var library = MustacheLibrary()
      try library.register(PageTemplate.table, named: "table")
      try library.register(PageTemplate.page, named: "page")
      guard let text = library.render(values, withTemplate: "page") else {
        throw ReportError.template("it is not registered")
      }
      page = text
    } catch {
      throw .template("\(error)")
    }
    guard let plotly, let place = page.ranges(of: mark).last else { return Array(page.utf8) }
    return Array(page[..<place.lowerBound].utf8) + plotly.bytes + Array(page[place.upperBound...].utf8)
  }
}
