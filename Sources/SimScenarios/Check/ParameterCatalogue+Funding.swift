extension ParameterCatalogue {
  static let funding: [CatalogueRow] =
    [
      CatalogueRow(
        "funding", .map,
        meaning: "What programmes cost and who pays for it; without it a run has no funding.csv."),
      CatalogueRow(
        "funding.costs", .path,
        meaning:
          "Table of prices: programme, event, dwelling_type (all where empty), item, per, euro, price_year, "
          + "vat; a programme with a budget has the prices of its budget instead."),
      CatalogueRow(
        "funding.price_rise_per_year", .schedule, unit: "1/year", range: .closed(-0.5...1), defaultText: "0",
        meaning:
          "By how much prices rise from one year to the next, from the price year of a row to the year of "
          + "the work; by year where it changes, straight between the years."),
      CatalogueRow(
        "funding.vat_rate", .number, range: .share, defaultText: "0",
        meaning: "Value added tax on rows that say vat: excluded."),
      CatalogueRow(
        "funding.transfer_tax", .namesMap, range: .share,
        meaning: "Transfer tax on what is bought as a share of the price, by the year from which it holds."),
      CatalogueRow("funding.organisation", .map, meaning: "Organisation and delivery capacity."),
      CatalogueRow(
        "funding.organisation.share", .number, range: NumberRange(low: 0, high: 1, includesHigh: false),
        isRequired: true, meaning: "Share of organisation in all that sources are asked for."),
      CatalogueRow(
        "funding.organisation.at_most", .number, range: .share, defaultText: "1",
        meaning: "Ceiling that the share may not exceed."),
      CatalogueRow(
        "funding.organisation.programmes", .nameList, isRequired: true,
        meaning: "Programmes and lines that bear it."),
      CatalogueRow(
        "funding.programme_order", .nameList,
        meaning:
          "Programmes and lines that ask first, in this order; the others follow in the order of the file."),
      CatalogueRow(
        "funding.limited_programmes", .nameList,
        meaning: "Programmes that treat no more dwellings than their sources can pay for, and ask before all "
          + "others; all their prices are per treated dwelling."),
      CatalogueRow(
        "funding.sources", .map, isRequired: true,
        meaning: "Pots of money; they pay in this order, but for what `after` says."),
    ] + source

  private static let source: [CatalogueRow] = {
    let key = "funding.sources.*"
    return [
      CatalogueRow(key, .map, meaning: "One source."),
      CatalogueRow("\(key).title_nl", .text, meaning: "Title in Dutch; else the key."),
      CatalogueRow("\(key).title_en", .text, meaning: "Title in English; else the key."),
      CatalogueRow("\(key).from_year", .year, meaning: "First year in which it pays; else the first of all."),
      CatalogueRow("\(key).to_year", .year, meaning: "Last year in which it pays; else the last of all."),
      CatalogueRow(
        "\(key).cap_euro", .number, unit: "euro", range: .nonNegative,
        meaning: "All that it pays over its years; without it nothing limits the sum."),
      CatalogueRow(
        "\(key).spread_evenly", .boolean, defaultText: "false",
        meaning:
          "Whether a year takes no more than an equal part of what is left for it and the years after it."),
      CatalogueRow("\(key).after", .nameList, meaning: "Sources that pay before this one."),
      CatalogueRow(
        "\(key).matched_by", .name, meaning: "Source that pays along for the same programme and year."),
      CatalogueRow(
        "\(key).match_ratio", .number, range: .positive, defaultText: "1",
        meaning: "Euro of that source for each euro of this one, at least."),
      CatalogueRow(
        "\(key).programmes", .map, isRequired: true,
        meaning: "Programmes, construction lines and transformation lines that it pays for."),
      CatalogueRow("\(key).programmes.*", .map, allowsEmpty: true, meaning: "One of them."),
      CatalogueRow(
        "\(key).programmes.*.maximum_share", .number, range: .share, defaultText: "1",
        meaning: "Largest share of what is to be funded in a year."),
      CatalogueRow(
        "\(key).programmes.*.maximum_euro_per_dwelling", .number, unit: "euro/dwelling", range: .nonNegative,
        meaning: "Most for each dwelling that the programme treats in the year."),
    ]
  }()
}
