internal import SimScenarios

/// The words of a report: titles of the scenario for its own keys, and fixed words for those of the result files.
struct Words: Sendable {
  let language: SummaryLanguage
  private let titles: [String: String]

  init(_ results: ResultSet, _ language: SummaryLanguage) throws(ReportError) {
    self.language = language
    var titles: [String: String] = [:]
    let suffix = language == .nl ? "title_nl" : "title_en"
    for part in ["programmes", "construction", "transformations", "hubs", "indicators", "targets"] {
      for member in results.scenario[part]?.members ?? [] {
        guard let title = member.value[suffix]?.text, !title.isEmpty else { continue }
        titles["\(part).\(member.key)"] = title
        if part != "targets", part != "indicators" { titles[member.key] = title }
      }
    }
    for source in results.scenario.at("funding.sources")?.members ?? [] {
      if let title = source.value[suffix]?.text, !title.isEmpty { titles[source.key] = title }
    }
    if let places = try results.table("places.csv"), let key = places.column("key"),
      let name = places.column("name"), let kind = places.column("kind")
    {
      for row in 0..<places.rowCount where places.text(row, kind) == "zone" {
        titles["zone." + places.text(row, key)] = places.text(row, name)
      }
    }
    self.titles = titles
  }

  /// One of two texts.
  func pick(_ dutch: String, _ english: String) -> String { language == .nl ? dutch : english }

  /// What a key is called: the title of the scenario, the fixed word, or the key with spaces.
  ///
  /// - Parameters:
  ///   - key: a text of a result file.
  ///   - part: the part of the scenario, such as `targets`, or `zone`, for keys that stand in several.
  /// - Returns: a word or a title.
  func name(_ key: String, part: String? = nil) -> String {
    if let part, let title = titles["\(part).\(key)"] { return title }
    if let word = Self.fixed[key] { return pick(word.nl, word.en) }
    if let title = titles[key] ?? titles["zone.\(key)"] { return title }
    if key.hasPrefix("done_") { return pick("gedaan: ", "done: ") + programme(String(key.dropFirst(5))) }
    return key.replacing("_", with: " ")
  }

  /// What a programme or a line of construction is called.
  func programme(_ key: String) -> String { titles[key] ?? name(key) }

  private static let fixed: [String: (nl: String, en: String)] =
    stockWords.merging(mineWords) { first, _ in first }.merging(effectWords) { first, _ in first }
}

extension Words {
  private static let stockWords: [String: (nl: String, en: String)] = [
    "region": ("regio", "region"), "year": ("jaar", "year"), "zone": ("gebied", "area"),
    "programme": ("programma", "programme"), "step": ("kwartaal", "quarter"), "hub": ("hub", "hub"),
    "from": ("van", "from"), "to": ("naar", "to"), "material": ("materiaal", "material"),
    "apartment": ("appartement", "apartment"), "terraced": ("rijwoning", "terraced house"),
    "semi_detached": ("twee-onder-een-kap", "semi-detached house"),
    "detached": ("vrijstaand", "detached house"),
    "good": ("goed", "good"), "fair": ("matig", "fair"), "poor": ("slecht", "poor"),
    "owner_occupied": ("koop", "owner-occupied"), "private_rent": ("particuliere huur", "private rent"),
    "housing_association": ("sociale huur", "social rent"),
    "gas_free_ready": ("aardgasvrij-gereed", "ready for heating without gas"), "gas": ("gas", "gas"),
    "dwellings": ("woningen", "dwellings"), "poor_dwellings": ("slechte woningen", "poor dwellings"),
    "planned": ("gepland", "planned"), "done": ("gedaan", "done"), "shortfall": ("tekort", "shortfall"),
    "cause": ("oorzaak", "cause"), "budget": ("budget op", "budget spent"),
    "too_few_eligible": ("te weinig geschikte woningen", "too few eligible dwellings"),
    "already_treated": ("al door een ander programma behandeld", "already treated by another programme"),
    "occupied": ("bewoond", "occupied"), "vacant": ("leeg", "vacant"),
    "households": ("huishoudens", "households"), "one_person": ("alleenstaand", "one person"),
    "couple": ("paar", "couple"), "family": ("gezin", "family"),
    "one_parent": ("eenoudergezin", "one parent"),
    "other": ("overig", "other"), "mean": ("gemiddeld", "mean"),
    "p05": ("5 %", "5 %"), "p25": ("25 %", "25 %"), "p50": ("middelste", "median"), "p75": ("75 %", "75 %"),
    "p95": ("95 %", "95 %"), "unfunded": ("niet gedekt", "not funded"),
  ]

  private static let mineWords: [String: (nl: String, en: String)] = [
    "released": ("vrijgekomen", "released"), "to_hub": ("naar hub", "to hubs"),
    "reused": ("hergebruikt", "reused"), "recycled": ("gerecycled", "recycled"),
    "downcycled": ("laagwaardig toegepast", "downcycled"), "incinerated": ("verbrand", "incinerated"),
    "landfilled": ("gestort", "landfilled"), "process_loss": ("verlies in hubs", "lost in hubs"),
    "demand": ("vraag", "demand"), "demand_reused": ("vraag uit hergebruik", "demand met by reuse"),
    "demand_recycled": ("vraag uit recycling", "demand met by recycling"),
    "demand_primary": ("vraag uit nieuwe grondstof", "demand met by new material"),
    "not_dismantled_with_care": ("niet met zorg gesloopt", "not dismantled with care"),
    "no_hub_open": ("nog geen hub open", "no hub open yet"),
    "no_demand": ("geen vraag", "no demand"),
    "change_of_store": ("verandering van voorraad", "change of store"),
    "expired": ("te oud geworden", "grown too old"),
    "refused_unsuitable": ("ongeschikt", "unsuitable"),
    "refused_capacity": ("geen capaciteit", "no capacity"), "refused_room": ("geen ruimte", "no room"),
    "received": ("ontvangen", "received"), "dispatched": ("geleverd", "dispatched"),
    "refurbished": ("opgeknapt", "refurbished"), "in_store": ("in voorraad", "in store"),
    "tonnes": ("ton", "tonnes"), "tonne_km": ("tonkilometer", "tonne-kilometres"),
    "aluminium": ("aluminium", "aluminium"), "concrete": ("beton", "concrete"),
    "clay_brick": ("baksteen", "clay brick"), "wood": ("hout", "wood"),
    "steel_iron": ("staal en ijzer", "steel and iron"), "insulation": ("isolatie", "insulation"),
    "clay_roof_tiles": ("kleipannen", "clay roof tiles"),
    "concrete_roof_tiles": ("betonpannen", "concrete roof tiles"),
    "concrete_floor_slab": ("betonvloer", "concrete floor slab"), "copper": ("koper", "copper"),
    "brick_outer_leaf": ("buitenblad baksteen", "brick outer leaf"), "ceramics": ("keramiek", "ceramics"),
    "double_glazing": ("dubbel glas", "double glazing"), "single_glazing": ("enkel glas", "single glazing"),
    "exterior_door": ("buitendeur", "exterior door"), "glass": ("glas", "glass"),
    "plastics": ("kunststof", "plastics"),
    "other_materials": ("overige materialen", "other materials"),
    "other_metals": ("overige metalen", "other metals"),
    "other_minerals": ("overige mineralen", "other minerals"),
    "timber_floor": ("houten vloer", "timber floor"),
    "sanitary_ceramics": ("sanitair", "sanitary ceramics"),
    "timber_window_frame": ("houten kozijn", "timber window frame"),
    "timber_roof_structure": ("houten kap", "timber roof structure"),
  ]

  private static let effectWords: [String: (nl: String, en: String)] = [
    "embodied_new_build": ("materiaal van nieuwbouw", "material of new building"),
    "embodied_renovation": ("materiaal van renovatie", "material of renovation"),
    "operation_electricity": ("stroom van woningen", "electricity of dwellings"),
    "operation_gas": ("gas van woningen", "gas of dwellings"),
    "recycled_input": ("inzet van gerecycled materiaal", "recycled input"),
    "recycled_output": ("recycling van vrijgekomen materiaal", "recycling of released material"),
    "reuse_avoided_production": ("vermeden door hergebruik", "avoided by reuse"),
    "reuse_refurbishment": ("opknappen", "refurbishment"), "reuse_transport": ("vervoer", "transport"),
    "careful_dismantling": ("zorgvuldig slopen", "careful dismantling"),
    "gate_fee_avoided": ("vermeden stortkosten", "gate fees avoided"),
    "hub_building": ("gebouw van hubs", "hub buildings"),
    "hub_fixed": ("vaste kosten van hubs", "fixed cost of hubs"),
    "hub_handling": ("verwerking in hubs", "handling in hubs"),
    "hub_land": ("grond van hubs", "land of hubs"),
    "primary_material_avoided": ("vermeden nieuw materiaal", "new material avoided"),
    "acquisition": ("aankoop", "acquisition"), "sale": ("verkoop", "sale"), "works": ("werk", "works"),
    "organisation": ("organisatie", "organisation"),
    "transfer_tax": ("overdrachtsbelasting", "transfer tax"), "revenue": ("opbrengst", "revenue"),
    "floor_area_withdrawn": ("onttrokken winkelvloer", "floor area withdrawn"),
    "hubs_open": ("open hubs", "hubs open"),
    "transport": ("vervoer", "transport"), "urban_mine": ("Urban Mine", "Urban Mine"),
    "measured": ("gemeten", "measured"),
    "published estimate": ("gepubliceerde schatting", "published estimate"),
    "derived": ("afgeleid", "derived"), "national proxy": ("landelijke waarde", "national proxy"),
    "assumption": ("aanname", "assumption"),
    "circular_input_share": ("circulair aandeel", "circular share of input"),
    "reuse_rate": ("aandeel hergebruikt", "share reused"),
    "embodied_co2e": ("CO2e van materiaal", "CO2e of material"),
    "co2e_avoided_by_reuse": ("CO2e vermeden door hergebruik", "CO2e avoided by reuse"),
    "operational_co2e": ("CO2e van gas en stroom", "CO2e of gas and electricity"),
    "urban_mine_net_cost": ("nettokosten Urban Mine", "net cost of the Urban Mine"),
  ]
}
