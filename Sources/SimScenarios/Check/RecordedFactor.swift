/// One number that results are made of, with what it holds for and where it comes from.
///
/// A year's material flow of a zone is a sum of products of such factors and of dwellings (`event_cohorts.csv`);
/// emissions and costs are sums of products of such factors and of flows.
public struct RecordedFactor: Sendable, Equatable {
  /// What a factor is; the raw values are the words of `factors.csv`.
  public enum Kind: String, Sendable, CaseIterable {
    /// m2 of usable floor area per dwelling, by zone, dwelling type and cohort.
    case floorArea = "floor_area"
    /// kg per m2 of a material in a dwelling, components taken out of their bulk, by dwelling type and cohort.
    case intensity
    /// Share of a dwelling's own content that an event releases, by event and material.
    case releasedShare = "released_share"
    /// Share of the content of a new dwelling that an event takes up, by event and material.
    case takenUpShare = "taken_up_share"
    /// Share of the released mass that is dismantled with care, by event, programme and year.
    case carefulShare = "careful_dismantling_share"
    /// Share of the carefully dismantled mass that passes inspection, by material.
    case suitableShare = "suitable_share"
    /// Share of the received mass that leaves refurbishment as product, by hub and material.
    case refurbishmentYield = "refurbishment_yield"
    /// Largest share of the demand that reuse may meet, by material.
    case acceptedShare = "maximum_reuse_share_of_demand"
    /// Share of the demand that recycled material meets, by material.
    case secondaryShare = "secondary_share_of_demand"
    /// Share of what is treated that is recycled, by material; the next three likewise.
    case recycledShare = "recycled_share"
    /// Share of what is treated that goes into products of lower use.
    case downcycledShare = "downcycled_share"
    /// Share of what is treated that is burnt.
    case incineratedShare = "incinerated_share"
    /// Share of what is treated that is landfilled.
    case landfilledShare = "landfilled_share"
    /// Dwellings at the end of the baseline year, by zone and dwelling type.
    case baselineDwellings = "baseline_dwellings"
    /// kg CO2e per kg made from primary material, by material.
    case primaryProduction = "primary_production"
    /// kg CO2e per kg made from recycled material, by material.
    case secondaryProduction = "secondary_production"
    /// kg CO2e per kg that a hub receives.
    case refurbishmentEmission = "refurbishment_emission"
    /// kg CO2e per t km of the vehicle of the scenario.
    case transportEmission = "transport_emission"
    /// m3 of natural gas per m2 of usable floor area and year, by energy label and heating.
    case gasUse = "gas_use_per_m2"
    /// kWh of electricity per m2 of usable floor area and year, by energy label and heating.
    case electricityUse = "electricity_use_per_m2"
    /// kg CO2e per m3 of natural gas.
    case gasEmission = "gas_emission"
    /// kg CO2e per kWh of electricity, by year.
    case electricityEmission = "electricity_emission"
    /// Euro per tonne that is dismantled with care, by event and programme.
    case dismantlingPerTonne = "careful_dismantling_euro_per_tonne"
    /// Euro per dwelling that is dismantled with care, by event and programme.
    case dismantlingPerDwelling = "careful_dismantling_euro_per_dwelling"
    /// Euro per year for staff and energy of a hub.
    case hubFixed = "hub_fixed_euro_per_year"
    /// Euro per tonne that a hub receives.
    case hubHandling = "hub_handling_euro_per_tonne"
    /// Euro per m2 of hub for its building.
    case hubBuilding = "hub_building_euro_per_m2"
    /// Euro per m2 of hub for the land.
    case hubLand = "hub_land_euro_per_m2"
    /// m2 of floor, by hub.
    case hubFloor = "hub_floor_area"
    /// The yearly charge that repays a euro of building with interest, 1/year.
    case yearlyCharge = "capital_recovery_factor"
    /// The real rate of interest, 1/year.
    case interest = "interest_per_year"
    /// Euro per t km.
    case transportPrice = "transport_euro_per_tonne_km"
    /// Gate fee in euro per tonne, by material.
    case gateFee = "gate_fee"
    /// Price of new products in euro per tonne, by material.
    case materialPrice = "material_price"
  }

  /// What the factor holds for; an empty text where it does not depend on a key.
  public struct Subject: Sendable, Hashable {
    /// The zone.
    public var zone = ""
    /// The dwelling type.
    public var dwellingType = ""
    /// The baseline cohort, or ``RecordedFactor/simulatedCohorts``.
    public var cohort = ""
    /// The event.
    public var event = ""
    /// The programme or line.
    public var programme = ""
    /// The hub.
    public var hub = ""
    /// The material or component.
    public var material = ""
    /// The energy label.
    public var energyLabel = ""
    /// The heating.
    public var heating = ""
    /// The calendar year in digits.
    public var year = ""

    /// Makes a subject without any key.
    public init() {}
  }

  /// The name under which the cohorts of all simulated years go together: they have the same area and content.
  public static let simulatedCohorts = "simulated"

  /// What the factor is.
  public let kind: Kind
  /// What it holds for.
  public let subject: Subject
  /// The value, in ``unit``.
  public let value: Double
  /// The unit.
  public let unit: String
  /// The place that it comes from, or that it is computed from, as `path:line:column`.
  public let place: String
  /// Where that place has it from.
  public let source: String
  /// How well it is known.
  public let confidence: String
  /// How it is computed, where it does not stand there as it is.
  public let note: String

  /// Makes a factor from a number with its origin.
  init(
    _ kind: Kind, _ subject: Subject, _ value: Double, unit: String, from origin: SourcedNumber?,
    note: String = ""
  ) {
    self.kind = kind
    self.subject = subject
    self.value = value
    self.unit = unit
    place = origin.map { $0.location.path == "default" ? "default" : "\($0.location)" } ?? ""
    source = origin?.source ?? ""
    confidence = origin?.confidence?.rawValue ?? ""
    self.note = note
  }
}
