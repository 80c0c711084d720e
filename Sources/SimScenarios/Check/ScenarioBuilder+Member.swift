internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// The tables in which a member of an ensemble differs from its scenario, and what no member changes.
struct VariedInputs: Sendable {
  /// The tables of the scenario, by the key that names them.
  var tables: [String: Table] = [:]
  /// Those of them that have other numbers.
  var changedTables: [String: Table] = [:]
  /// The selections of dwellings of the scenario, by their dotted key: no number changes them.
  var selections: [String: DwellingSelection] = [:]
}

/// What a member of an ensemble runs with; all else is that of its scenario.
public struct ScenarioMember: Sendable {
  /// The inputs of the housing model.
  let housing: HousingInputs
  /// The material model.
  let mineModel: MineModel
  /// The factors of emissions and costs, `nil` where the scenario has none.
  let effects: MineEffects?
  /// The population and its households, `nil` where the scenario has none.
  let households: HouseholdModel?
  /// What programmes cost and who pays, `nil` where the scenario does not say.
  let funding: FundingModel?
  /// What decides which sites of hubs are cheapest, `nil` where none is chosen.
  let sitingPrices: SitingPrices?
}

extension ScenarioBuilder {
  /// What a member differs in: parts whose numbers it changes are built again, the others are those of the scenario.
  ///
  /// The hubs stand where those of the scenario stand, for sites are chosen before anybody knows how things turn out.
  ///
  /// - Parameters:
  ///   - central: the scenario.
  ///   - parts: what its parts became.
  ///   - changed: the parts that read the numbers that differ.
  /// - Returns: the member, or `nil` where its numbers cannot be used; the problems are reported.
  func member(
    of central: Scenario, _ parts: ScenarioParts, changing changed: Set<ScenarioPart>
  ) -> ScenarioMember? {
    let axes = central.axes
    households = memberHouseholds(of: central, changing: changed)
    guard households != nil || central.households == nil,
      let housing = memberHousing(of: central, parts, changing: changed)
    else { return nil }
    let effects =
      changed.contains(.effects)
      ? self.effects(effectTables(axes, parts.names), axes, parts.content.streams) : central.effects
    guard effects != nil || central.effects == nil,
      let mine = memberMine(
        of: central, parts, changing: changed, accounts: central.housingModel.accounts, effects: effects),
      !problems.hasErrors
    else { return nil }
    let prices = central.siting?.memberQuestion.map { _ in sitingPrices(effects?.cost) }
    var funding = central.funding
    if changed.contains(.funding) || !changed.isDisjoint(with: ScenarioPart.floorAreas) {
      let inputs = changed.contains(.funding) ? fundingInputs(fundingTable(axes), axes) : funding?.inputs
      guard inputs != nil || funding == nil else { return nil }
      funding = inputs.map {
        FundingModel($0, accounts: central.housingModel.accounts, floorAreaM2: mine.inputs.floorAreaM2)
      }
    }
    guard !problems.hasErrors else { return nil }
    return ScenarioMember(
      housing: housing, mineModel: mine, effects: effects, households: households, funding: funding,
      sitingPrices: prices)
  }

  private func memberHouseholds(
    of central: Scenario, changing changed: Set<ScenarioPart>
  ) -> HouseholdModel? {
    guard !changed.isDisjoint(with: ScenarioPart.inhabitants) else { return central.households }
    let projection = changed.contains(.population) ? nil : central.households?.projection
    return householdTables(central.axes).flatMap {
      householdModel($0, central.axes, projection, like: central.households)
    }
  }

  private func memberHousing(
    of central: Scenario, _ parts: ScenarioParts, changing changed: Set<ScenarioPart>
  ) -> HousingInputs? {
    let (axes, inputs) = (central.axes, central.housing)
    // Lines that build what households need change with them.
    let buildsForNeed =
      !changed.isDisjoint(with: ScenarioPart.inhabitants) && inputs.construction.contains { $0.need != nil }
    guard buildsForNeed || !changed.isDisjoint(with: ScenarioPart.housing) else { return inputs }
    var baseline = inputs.baseline
    if changed.contains(.baseline) {
      let shape = SynthesisShape(axes: axes, municipalities: parts.stock.municipalities)
      guard let condition = conditionMargin(parts.stock, shape), let seed = seedWeights(shape),
        let fit = baselineStock(
          parts.stock, shape, margins: parts.margins + [condition], seed: seed, plan: parts.fitting)
      else { return nil }
      baseline = fit.stock
    }
    let hazards = changed.contains(.demolition) ? demolitionHazards(axes) : inputs.hazards
    guard let hazards else { return nil }
    return HousingInputs(
      axes: axes, baseline: baseline, hazards: hazards,
      rules: changed.contains(.transitions) ? transitionRules(axes) : inputs.rules,
      programmes: changed.contains(.programmes) ? programmes(axes) : inputs.programmes,
      construction: changed.contains(.construction) || buildsForNeed
        ? constructionLines(axes) : inputs.construction,
      transformations: changed.contains(.construction) ? transformationLines(axes) : inputs.transformations)
  }

  private func memberMine(
    of central: Scenario, _ parts: ScenarioParts, changing changed: Set<ScenarioPart>,
    accounts: [EventAccount], effects: MineEffects?
  ) -> MineModel? {
    let axes = central.axes
    let read: Set<ScenarioPart> = [
      .materials, .mine, .hubs, .dismantling, .floorArea, .newFloorArea, .effects,
    ]
    guard !changed.isDisjoint(with: read) else { return central.mineModel }
    let names = memberNames(parts, changing: changed)
    let content =
      changed.isDisjoint(with: [.materials, .newFloorArea])
      ? parts.content : readMaterials(axes, names, like: parts.content.streams)
    let stock = changed.contains(.floorArea) ? readStock(axes) : parts.stock
    let yields = content?.yields ?? parts.content.yields
    let hubs = hubs(axes, sites: parts.sites, materials: names, yields: yields).map { hubs in
      hubs.map { hub in
        central.siting?.places.first { $0.hub == hub.key }.flatMap { place in
          parts.sites.map { move(hub, to: place.site, $0) }
        } ?? hub
      }
    }
    guard let content, let stock, let hubs else { return nil }
    return mineModel(
      content, hubs, stock, axes, accounts: accounts,
      dismantling: changed.contains(.dismantling) ? dismantling(axes) : parts.dismantling,
      dispatch: dispatchPolicy(names, hubs, effects?.cost),
      like: changed.isDisjoint(with: ScenarioPart.floorAreas) ? central.mineModel.inputs : nil)
  }

  private func memberNames(_ parts: ScenarioParts, changing changed: Set<ScenarioPart>) -> MaterialNames {
    guard changed.contains(.materials) else { return parts.names }
    return MaterialNames(
      bulk: parts.names.bulk, parts: parts.names.parts,
      treatment: table("materials.treatment", Self.treatmentSchema),
      components: table("materials.components", Self.componentSchema))
  }
}
