extension ParameterCatalogue {
  static let programmes: [CatalogueRow] =
    [
      CatalogueRow(
        "programmes", .map, meaning: "Programmes, in the order in which they take their dwellings."),
      CatalogueRow("programmes.*", .map, meaning: "One programme."),
    ] + line("programmes.*")
    + [
      CatalogueRow(
        "programmes.*.where", .whereMap, isRequired: true, meaning: "Dwellings that may be treated."),
      CatalogueRow(
        "programmes.*.quota", .map, isRequired: true,
        meaning: "How many dwellings are treated; one of dwellings, dwellings_per_year, reach_share."),
      CatalogueRow(
        "programmes.*.quota.dwellings", .number, unit: "dwellings", range: .nonNegative,
        meaning: "Dwellings over all years of the programme, in equal parts."),
      CatalogueRow(
        "programmes.*.quota.dwellings_per_year", .number, unit: "dwellings/year", range: .nonNegative,
        meaning: "Dwellings in every year of the programme."),
      CatalogueRow(
        "programmes.*.quota.reach_share", .number, range: .share,
        meaning: "Share of the whole stock that `of` has at the end of the last year, reached in equal parts."
      ),
      CatalogueRow(
        "programmes.*.quota.of", .whereMap, meaning: "Dwellings whose share is meant by reach_share."),
      CatalogueRow(
        "programmes.*.counts_towards", .name,
        meaning: "Wider programme, listed later, whose quota this one is part of."),
      CatalogueRow("programmes.*.budget", .map, meaning: "Money that limits the programme."),
      CatalogueRow(
        "programmes.*.budget.euro_per_year", .number, unit: "euro/year", range: .nonNegative,
        isRequired: true,
        meaning: "Money of every year; what is left is not carried over."),
      CatalogueRow(
        "programmes.*.budget.works_euro_per_dwelling", .number, unit: "euro/dwelling", range: .positive,
        isRequired: true, meaning: "Works per dwelling."),
      CatalogueRow(
        "programmes.*.budget.acquired_share", .number, range: .share, defaultText: "0",
        meaning: "Share of the dwellings that is bought first."),
      CatalogueRow(
        "programmes.*.budget.acquisition_euro_per_dwelling", .number, unit: "euro/dwelling",
        range: .nonNegative, defaultText: "0", meaning: "Price of a dwelling that is bought, before tax."),
      CatalogueRow(
        "programmes.*.budget.transfer_tax", .namesMap, range: .share,
        meaning: "Transfer tax as a share of the price, by the year from which it holds."),
      CatalogueRow(
        "programmes.*.careful_dismantling_share", .schedule, range: .share, defaultText: "0",
        meaning:
          "Share of the released mass that is dismantled for reuse; by year where it changes, straight "
          + "between the years."),
    ] + dismantling("programmes.*") + [
      CatalogueRow(
        "programmes.*.actions", .map, isRequired: true,
        meaning: "What is done, each action to a share of the treated dwellings; the shares add up to 1.")
    ] + actions

  private static let actions: [CatalogueRow] =
    [
      "renovate", "insulate", "make_gas_free_ready", "convert_tenure", "demolish", "demolish_and_replace",
      "merge",
    ]
    .flatMap { (kind: String) -> [CatalogueRow] in
      let key = "programmes.*.actions.\(kind)"
      let head = [
        CatalogueRow(key, .map, meaning: meaningOfAction[kind] ?? ""),
        CatalogueRow(
          "\(key).share", .number, range: .share, isRequired: true, meaning: "Share of the treated dwellings."
        ),
      ]
      let floor = CatalogueRow(
        "\(key).at_least", .whereMap, isRequired: kind != "convert_tenure",
        meaning: "Labels that the dwelling has at least; a better label stays.")
      switch kind {
      case "demolish": return head
      case "demolish_and_replace": return head + replacement(key) + mix(key)
      case "convert_tenure":
        return head + [
          CatalogueRow(
            "\(key).to", .whereMap, isRequired: true, meaning: "Labels that the dwelling moves to."),
          floor,
        ]
      case "merge":
        return head + [
          CatalogueRow(
            "\(key).dwellings_into_one", .number, range: .atLeast(1), isRequired: true,
            meaning: "Dwellings that become one."), floor,
        ]
      default: return head + [floor]
      }
    }

  private static let meaningOfAction = [
    "renovate": "Renovation: labels rise, material goes out and in.",
    "insulate": "Insulation: labels rise, material goes out and in.",
    "make_gas_free_ready": "Preparation for heating without natural gas.",
    "convert_tenure": "Move to another tenure.",
    "demolish": "Demolition.",
    "demolish_and_replace": "Demolition, and new dwellings after a delay.",
    "merge": "Several dwellings become one.",
  ]

  private static func replacement(_ key: String) -> [CatalogueRow] {
    [
      CatalogueRow(
        "\(key).ratio", .number, range: .nonNegative, isRequired: true,
        meaning: "New dwellings per demolished one."),
      CatalogueRow(
        "\(key).delay_years", .integer, unit: "years", range: .closed(0...100), isRequired: true,
        meaning: "Years from demolition to the new dwelling."),
    ]
  }

  /// The keys that programmes, construction lines and transformation lines share.
  private static func line(_ key: String) -> [CatalogueRow] {
    [
      CatalogueRow("\(key).title_nl", .text, meaning: "Title in Dutch; else the key."),
      CatalogueRow("\(key).title_en", .text, meaning: "Title in English; else the key."),
      CatalogueRow(
        "\(key).enabled", .boolean, defaultText: "true",
        meaning: "False keeps it in the file and does nothing."),
      CatalogueRow("\(key).from_year", .year, isRequired: true, meaning: "First year."),
      CatalogueRow("\(key).to_year", .year, isRequired: true, meaning: "Last year."),
      CatalogueRow("\(key).zones", .map, isRequired: true, meaning: "How it is divided over the zones."),
      CatalogueRow(
        "\(key).zones.method", .choice(["proportional", "priority", "shares"]), isRequired: true,
        meaning: "In proportion to what is there, group after group, or by fixed shares."),
      CatalogueRow(
        "\(key).zones.order", .nameList,
        meaning: "For priority: zones, groups or municipalities, first one first."),
      CatalogueRow(
        "\(key).zones.shares", .namesMap, range: .share,
        meaning: "For shares: share per zone; they add up to 1."
      ),
    ]
  }

  private static func mix(_ key: String) -> [CatalogueRow] {
    [
      CatalogueRow(
        "\(key).mix", .map, isRequired: true, meaning: "Shares of the new dwellings per axis, independent.")
    ]
      + ["dwelling_type", "tenure", "condition", "energy_label", "heating"].map { axis in
        CatalogueRow(
          "\(key).mix.\(axis)", .namesMap, range: .share, isRequired: true,
          meaning: "Share per \(axis); they add up to 1.")
      }
  }

  static let construction: [CatalogueRow] =
    [
      CatalogueRow("construction", .map, meaning: "Lines of new construction."),
      CatalogueRow("construction.*", .map, meaning: "One line."),
      CatalogueRow(
        "construction.*.dwellings", .number, unit: "dwellings", range: .nonNegative, isRequired: true,
        meaning: "Dwellings over all its years, in equal parts; replacements come on top."),
      CatalogueRow(
        "construction.*.method", .choice(["fixed", "stock_driven"]), defaultText: "fixed",
        meaning: "All of these dwellings, or what households and frictional vacancy need and the stock of "
          + "their municipality lacks, at most as many."),
      CatalogueRow("transformations", .map, meaning: "Lines of floor space that is withdrawn."),
      CatalogueRow("transformations.*", .map, meaning: "One line."),
      CatalogueRow(
        "transformations.*.floor_area_m2", .number, unit: "m2", range: .nonNegative, isRequired: true,
        meaning: "Floor area withdrawn over all its years, in equal parts."),
      CatalogueRow(
        "transformations.*.share_to_dwellings", .number, range: .share, isRequired: true,
        meaning: "Share of the floor area that becomes dwellings."),
      CatalogueRow(
        "transformations.*.floor_area_m2_per_dwelling", .number, unit: "m2/dwelling", range: .positive,
        isRequired: true, meaning: "Floor area that one dwelling takes."),
    ] + line("construction.*") + mix("construction.*") + line("transformations.*") + mix("transformations.*")
}
