import SimScenarios
import Testing

/// Mistakes in prices and sources.
struct BadFundingTests {
  private let prices = SmallInput.prices

  // MARK: - Sources

  @Test func `sources that wait for each other are refused with the whole circle`() {
    SmallInput.funded("title_en: The state", to: "after: [deal]").expect(
      at: "[state]",
      "funding.sources.deal.after: deal comes after state, state after deal; an order without a circle is accepted; "
        + "take one of them away")
    SmallInput.funded("after: [state]", to: "after: deal").expect(
      at: "deal\n      matched",
      "funding.sources.deal.after: deal comes after deal; an order without a circle is accepted; take one of them away"
    )
  }

  @Test func `a programme that stands twice in an order is refused, and so is a zone`() {
    SmallInput.funded("  vat_rate: 0.21", to: "  programme_order: [new_homes, new_homes]\n  vat_rate: 0.21")
      .expect(
        at: "[new_homes, new_homes]",
        "funding.programme_order: names 'new_homes' more than once; each name once is accepted; "
          + "keep the place that is meant")
    SmallInput("order: [focus, rest]", to: "order: [focus, rest, focus]").expect(
      at: "[focus, rest, focus]",
      "programmes.restructure.zones.order: names 'focus' more than once; each name once is accepted; "
        + "keep the place that is meant")
  }

  @Test func `a source or a programme that does not exist is named with the nearest`() {
    SmallInput.funded("after: [state]", to: "after: [stat]").expect(
      at: "[stat]",
      "funding.sources.deal.after: there is no 'stat'; deal, state, region are accepted; did you mean 'state'?"
    )
    SmallInput.funded("matched_by: region", to: "matched_by: regio").expect(
      at: "regio\n",
      "funding.sources.deal.matched_by: there is no 'regio'; deal, state, region are accepted; did you mean 'region'?"
    )
    SmallInput.funded("restructure: {maximum_share: 0.5}", to: "restructur: {maximum_share: 0.5}").expect(
      at: "{maximum_share: 0.5}",
      "funding.sources.state.programmes.restructur: there is no 'restructur'; restructure, new_homes are accepted; "
        + "did you mean 'restructure'?")
    SmallInput.funded("programmes: [restructure]}", to: "programmes: [restructured]}").expect(
      at: "[restructured]",
      "funding.organisation.programmes: there is no 'restructured'; restructure, new_homes are accepted; did you mean "
        + "'restructure'?")
    SmallInput.funded("  vat_rate: 0.21", to: "  programme_order: [new_home]\n  vat_rate: 0.21").expect(
      at: "[new_home]",
      "funding.programme_order: there is no 'new_home'; restructure, new_homes are accepted; did you mean 'new_homes'?"
    )
  }

  @Test func `a share above 1, an amount below 0 and a ratio of 0 are out of range`() {
    SmallInput.funded("{maximum_share: 0.5}", to: "{maximum_share: 1.5}").expect(
      at: "1.5",
      "funding.sources.state.programmes.restructure.maximum_share: 1.5 is out of range; a number, from 0 to 1, is expected"
    )
    SmallInput.funded("cap_euro: 2000000", to: "cap_euro: -5").expect(
      at: "-5", "funding.sources.state.cap_euro: -5 is out of range; a number in euro, 0 or more, is expected"
    )
    SmallInput.funded("matched_by: region", to: "matched_by: region\n      match_ratio: 0").expect(
      at: "0\n      programmes",
      "funding.sources.deal.match_ratio: 0 is out of range; a number, above 0, is expected")
    SmallInput.funded("share: 0.05, at_most", to: "share: 1, at_most").expect([
      "small.yaml:*: error: funding.organisation.share: 1 is out of range; a number, from 0 and below 1, is expected"
    ])
  }

  @Test func `organisation above its ceiling is refused`() {
    SmallInput.funded("share: 0.05, at_most", to: "share: 0.12, at_most").expect(
      at: "0.12",
      "funding.organisation.share: is 0.12, above at_most 0.1; a share up to at_most is accepted")
  }

  @Test func `a source that exceeds what a dwelling of its programme costs is refused`() {
    var input = SmallInput.funded(
      "new_homes: {maximum_share: 0.4}", to: "new_homes: {maximum_euro_per_dwelling: 230000}")
    input.expect(
      at: "230000",
      "funding.sources.region.programmes.new_homes.maximum_euro_per_dwelling: is 230000, and a dwelling of new_homes "
        + "costs at most 220817 in 2025-2030; no more than a dwelling costs is accepted")
    input.replace("230000", with: "220817")
    input.expect([])
  }

  @Test func `a source whose years never meet those of its programme is refused`() {
    SmallInput.funded("title_en: The state", to: "from_year: 2029").expect(
      at: "{maximum_share: 0.5}",
      "funding.sources.state.programmes.restructure: pays in 2029-2030, and restructure runs in 2025-2028; years that "
        + "meet are accepted; change the years, or take it away")
  }

  @Test func `a source that needs another one needs it for the same programme, and only one step deep`() {
    SmallInput.funded("        restructure: {maximum_euro_per_dwelling: 30000}\n", to: "").expect(
      at: "region\n",
      "funding.sources.deal.matched_by: deal pays for restructure only along with region, which does not pay for it; "
        + "add restructure to the programmes of region, or take it away here")
    SmallInput.funded("title_en: The state", to: "matched_by: deal").expect([
      "small.yaml:*: error: funding.sources.state.matched_by: state pays along with deal, which itself has to be "
        + "matched; name another source"
    ])
    SmallInput.funded("matched_by: region", to: "matched_by: deal").expect(
      at: "deal\n      programmes",
      "funding.sources.deal.matched_by: deal cannot pay along with itself; name another source")
  }

  @Test func `words without a meaning are refused`() {
    SmallInput.funded("      matched_by: region\n", to: "      match_ratio: 2\n").expect(
      at: "2\n      programmes",
      "funding.sources.deal.match_ratio: has a meaning with matched_by only; take it away")
    SmallInput.funded("      cap_euro: 300000\n", to: "").expect(
      at: "true",
      "funding.sources.deal.spread_evenly: there is no cap_euro to spread; give one, or take it away")
    SmallInput.funded("    region:\n", to: "    unfunded:\n").expect([
      "small.yaml:*: error: funding.sources.deal.matched_by: there is no 'region'; deal, state, unfunded are accepted",
      "small.yaml:*: error: funding.sources.unfunded: 'unfunded' is a word of funding.csv; choose another name",
    ])
  }

  @Test func `an indicator may not carry the name of one of money`() {
    SmallInput.funded("  poor_share: {kind", to: "  funding_state: {kind").expect(
      at: "{kind", "indicators.funding_state: 'funding_state' is a built-in indicator; choose another name")
  }

  // MARK: - Prices

  @Test func `a programme without a price cannot be paid for`() {
    var input = SmallInput.funded
    for row in [
      "new_homes,construction,,works,dwelling,200000,,2025,included,example,assumption\n",
      "new_homes,construction,,sale,dwelling,190000,,2025,included,example,assumption\n",
    ] { input.replace(row, with: "", in: prices) }
    input.expect(
      at: "{maximum_share: 0.4}",
      "funding.sources.region.programmes.new_homes: new_homes has no price in funding.costs; add rows for new_homes, or "
        + "take it away here")
  }

  @Test func `a row of an unknown programme, event, item or type is named with the nearest`() {
    SmallInput.funded("restructure,renovation", to: "restructur,renovation", in: prices).expect(
      at: "restructur,renovation", in: prices,
      "programme: 'restructur' is not known; labels are restructure, new_homes; did you mean 'restructure'?")
    SmallInput.funded("restructure,renovation", to: "restructure,renovatie", in: prices).expect(
      at: "renovatie", in: prices,
      "event: 'renovatie' is not known; labels are autonomous_demolition, *; did you mean 'renovation'?")
    SmallInput.funded("demolition,apartment", to: "demolition,appartment", in: prices).expect(
      at: "appartment", in: prices,
      "dwelling_type: 'appartment' is not known; labels are apartment, house; did you mean 'apartment'?")
    SmallInput.funded("none,example", to: "no,example", in: prices).expect(
      at: "no,example", in: prices,
      "vat: 'no' is not known; labels are included, excluded, none, not_stated*")
  }

  @Test func `prices below 0 and shares above 1 are out of range`() {
    SmallInput.funded("dwelling,40000", to: "dwelling,-40000", in: prices).expect(
      at: "-40000", in: prices, "euro: -40000 is out of range; a number, 0 or more, is expected")
    SmallInput.funded("100000,0.5,", to: "100000,1.5,", in: prices).expect(
      at: "1.5", in: prices, "share: 1.5 is out of range; a number, from 0 to 1, is expected")
    SmallInput.funded("{2020: 0.02, 2023: 0.104}", to: "{2020: 0.02, soon: 0.104}").expect(
      at: "0.104",
      "funding.transfer_tax.soon: 'soon' is no year; the year from which the rate holds is accepted")
  }

  @Test func `what cannot be counted is refused where it stands`() {
    SmallInput.funded(
      "restructure,renovation,,works,dwelling", to: "restructure,treated,,works,m2", in: prices
    )
    .expect(at: "m2,40000", in: prices, "per: 'm2' cannot be counted for treated; dwelling is accepted")
    SmallInput.funded(
      "restructure,renovation,,works,dwelling", to: "restructure,floor_area_withdrawn,,works,dwelling",
      in: prices
    ).expect(
      at: "dwelling,40000", in: prices,
      "per: 'dwelling' cannot be counted for floor_area_withdrawn; m2 is accepted")
    SmallInput.funded("restructure,renovation,,works", to: "restructure,treated,house,works", in: prices)
      .expect(
        at: "house,works", in: prices,
        "dwelling_type: treated is not told apart by type; leave the cell empty")
    SmallInput.funded("2025,none", to: "2025,excluded", in: prices).expect(
      at: "excluded,example,assumption\nrestructure,demolition,,works", in: prices,
      "vat: value added tax is charged on works only; included, none or not_stated is accepted")
  }

  @Test func `a programme with a budget takes no prices of the table`() {
    var input = SmallInput.funded
    input.overrides = [
      "programmes.restructure.budget={euro_per_year: 1000000, works_euro_per_dwelling: 50000}"
    ]
    #expect(input.problems().count == 4)
    #expect(
      input.problems().allSatisfy {
        $0.contains(
          "error: programme: restructure has a budget, whose prices hold; take the row or the budget away")
      })
  }

  @Test func `a limited programme needs prices per treated dwelling and a number of dwellings`() {
    SmallInput.funded("  vat_rate: 0.21", to: "  limited_programmes: [restructure]\n  vat_rate: 0.21").expect(
      at: "[restructure]\n  vat",
      "funding.limited_programmes: restructure is limited by its money, and not all its prices are per treated dwelling; "
        + "give rows with the event treated")
    SmallInput.funded("  vat_rate: 0.21", to: "  limited_programmes: [new_homes]\n  vat_rate: 0.21").expect(
      at: "[new_homes]\n  vat",
      "funding.limited_programmes: there is no 'new_homes'; restructure are accepted")
  }

  @Test func `a mistake in the money hides none elsewhere`() {
    var input = SmallInput.funded("after: [state]", to: "after: [stat]")
    input.replace("opening_year: 2026", with: "opening_year: 2056")
    input.replace("dwelling,40000", with: "dwelling,-40000", in: prices)
    let problems = input.problems()
    #expect(problems.count == 3, "\(problems.joined(separator: "\n"))")
  }
}
