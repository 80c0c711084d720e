import SimScenarios
import Testing

extension SmallInput {
  /// The path of the table of prices of ``funded``.
  static let prices = "tables/action_costs.csv"

  /// The small scenario with prices of what it does, and three sources: a state that pays half of restructuring, and
  /// a deal that a region has to match.
  static var funded: SmallInput {
    var input = SmallInput()
    input.replace("\nindicators:\n", with: "\n" + funding + "\nindicators:\n")
    input.files[prices] = Array(table.utf8)
    return input
  }

  /// The funded scenario with one text of one file replaced.
  static func funded(_ old: String, to new: String, in path: String = main) -> SmallInput {
    var input = funded
    input.replace(old, with: new, in: path)
    return input
  }

  private static let funding = """
    funding:
      costs: tables/action_costs.csv
      price_rise_per_year: 0.02
      vat_rate: 0.21
      transfer_tax: {2020: 0.02, 2023: 0.104}
      organisation: {share: 0.05, at_most: 0.1, programmes: [restructure]}
      sources:
        deal:
          to_year: 2027
          cap_euro: 300000
          spread_evenly: true
          after: [state]
          matched_by: region
          programmes:
            restructure: {}
        state:
          title_en: The state
          cap_euro: 2000000
          programmes:
            restructure: {maximum_share: 0.5}
        region:
          programmes:
            restructure: {maximum_euro_per_dwelling: 30000}
            new_homes: {maximum_share: 0.4}
    """

  private static let table = """
    programme,event,dwelling_type,item,per,euro,share,price_year,vat,source,confidence
    restructure,renovation,,works,dwelling,40000,,2025,excluded,example,assumption
    restructure,demolition,,acquisition,dwelling,100000,0.5,2025,none,example,assumption
    restructure,demolition,,works,m2,50,,2024,included,example,assumption
    restructure,demolition,apartment,works,m2,40,,2025,included,example,assumption
    new_homes,construction,,works,dwelling,200000,,2025,included,example,assumption
    new_homes,construction,,sale,dwelling,190000,,2025,included,example,assumption

    """
}
