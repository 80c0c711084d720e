internal import HousingSim

extension ScenarioBuilder {
  /// Rows of a table that belong together, with the ages that each of them is about.
  typealias AgeRows = [(row: Int, span: AgeSpan)]

  /// The ages of every row of a table, from its column `age_group`; `nil`, and reported, where a row names none.
  func ageSpans(_ table: Table) -> AgeRows? {
    var rows: AgeRows = []
    for row in 0..<table.rowCount {
      let text = table.text(row, "age_group")
      guard let span = AgeSpan(text) else {
        report(
          .wrongType, table, row, "age_group", found: "'\(text)' is no age group",
          accepted: "an age such as 0, or a span such as 5_9 or 90_plus within 0 and \(AgeSpan.oldest)")
        continue
      }
      rows.append((row, span))
    }
    return rows.count == table.rowCount ? rows : nil
  }

  /// Reports ages that rows of a table hold twice, and those from an age on that they lack.
  ///
  /// - Parameters:
  ///   - rows: the rows, one or more.
  ///   - table: their table.
  ///   - first: the first age that has to be there, or `nil` where any may be missing.
  ///   - owner: what the rows are about, for the message.
  /// - Returns: whether all is well.
  func checkAges(_ rows: AgeRows, _ table: Table, from first: Int?, _ owner: String) -> Bool {
    // Members have the ages of their scenario, which were checked.
    guard !isMember else { return true }
    var lineOfAge: [Int: Int] = [:]
    var isSound = true
    for (row, span) in rows {
      if let age = span.ages.first(where: { lineOfAge[$0] != nil }) {
        isSound = false
        report(
          .duplicateRow, table, row, "age_group",
          found: "age \(age) of \(owner) stands in line \(lineOfAge[age] ?? 0) already",
          accepted: "every age once")
      }
      for age in span.ages { lineOfAge[age] = table.location(row, "age_group").line }
    }
    guard let first, let last = rows.last else { return isSound }
    let missing = (first...AgeSpan.oldest).filter { lineOfAge[$0] == nil }
    guard let from = missing.first else { return isSound }
    let to = missing.enumerated().last { $0.element == from + $0.offset }?.element ?? from
    report(
      .missingRow, table, last.row, "age_group",
      found: "\(owner) lacks the ages \(from) to \(to == AgeSpan.oldest ? "\(to) and over" : "\(to)")",
      accepted: "ages from \(first) on without a gap")
    return false
  }

  /// Values by single year of age, 0 for ages that no row holds.
  func byAge(_ rows: AgeRows, _ value: (Int) -> Double) -> [Double] {
    var values = [Double](repeating: 0, count: AgeSpan.count)
    for (row, span) in rows {
      for age in span.ages { values[age] = value(row) }
    }
    return values
  }

  /// Rates by age of a table with periods; `nil`, and reported, where ages or periods do not fit together.
  ///
  /// - Parameters:
  ///   - rows: the rows of one sex.
  ///   - table: their table, with the columns `from_year` and `to_year`.
  ///   - column: the column of the rates.
  ///   - ratio: the factor on every rate.
  ///   - first: the first age that every period has to have, or `nil` where any may be missing.
  ///   - owner: what the rates are about, for messages.
  /// - Returns: the rates.
  func rates(
    _ rows: AgeRows, _ table: Table, _ column: String, ratio: Double, from first: Int?, _ owner: String
  ) -> AgeRates? {
    var periods: [AgeRates.Period] = []
    var isSound = true
    let starts = rows.map { table.integer($0.row, "from_year") }
    for start in Set(starts).sorted() {
      let part = zip(rows, starts).filter { $0.1 == start }.map(\.0)
      let ends = part.map { table.integer($0.row, "to_year") }
      guard let end = ends.first, let row = part.first?.row else { continue }
      if let other = ends.firstIndex(where: { $0 != end }) {
        isSound = false
        report(
          .inconsistent, table, part[other].row, "to_year",
          found: "the period from \(start) ends in \(ends[other]), and in \(end) in another row")
      } else if end < start || start <= periods.last?.years.upperBound ?? Int.min {
        isSound = false
        report(
          .inconsistent, table, row, "from_year", found: "the period \(start) to \(end)",
          accepted: "periods that follow each other without overlap are accepted")
      } else {
        isSound = checkAges(part, table, from: first, "\(owner) from \(start)") && isSound
        let values = byAge(part) { table.number($0, column) * ratio }
        periods.append(AgeRates.Period(years: start...end, rates: values))
      }
    }
    return isSound && !periods.isEmpty ? AgeRates(periods) : nil
  }
}
