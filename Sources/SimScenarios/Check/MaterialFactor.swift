/// One number that material flows are made of, with what it holds for and where it comes from.
///
/// A year's flow of a zone is a sum of products of such factors and of dwellings (`event_cohorts.csv`).
public struct MaterialFactor: Sendable, Equatable {
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
  }

  /// What the factor holds for; an empty text where it does not depend on a key.
  public struct Subject: Sendable, Hashable {
    /// The zone.
    public var zone = ""
    /// The dwelling type.
    public var dwellingType = ""
    /// The baseline cohort, or ``MaterialFactor/simulatedCohorts``.
    public var cohort = ""
    /// The event.
    public var event = ""
    /// The programme or line.
    public var programme = ""
    /// The hub.
    public var hub = ""
    /// The material or component.
    public var material = ""
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
