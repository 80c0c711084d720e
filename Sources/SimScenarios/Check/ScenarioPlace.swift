/// A place of a scenario tree, with its number and all places below: made once, for any number of readings.
///
/// Keys that the catalogue knows have places too where the files leave them out.
final class ScenarioPlace: Sendable {
  /// The dotted key of this place, empty for the root.
  let key: String
  /// Where the value stands; for an absent one, where the map around it stands.
  let location: SourceLocation
  /// The value, or `nil` where it is absent.
  let node: MarkedNode?
  /// What the catalogue says of the place, `nil` where it does not know it.
  let known: CatalogueNode?
  /// The number that the files give, or the catalogue where they leave the place out.
  let number: SourcedNumber?
  /// The position of the number among those that the files give, -1 where they give none.
  let numberPosition: Int
  /// The places of a map by name, absent ones that the catalogue knows included; for the root all places below by their key.
  private let children: [String: ScenarioPlace]
  /// The places of a map in file order.
  let entries: [(name: String, place: ScenarioPlace)]
  /// The places of a list.
  let items: [ScenarioPlace]

  /// Makes the place of a value with all below.
  ///
  /// - Parameters:
  ///   - key: the dotted key.
  ///   - node: the value, or `nil` where it is absent.
  ///   - location: where the value stands, or the map around it.
  ///   - known: what the catalogue says of it.
  ///   - numberKeys: the keys of the numbers that the files give; those of this place and below are added.
  init(
    _ key: String, _ node: MarkedNode?, at location: SourceLocation, known: CatalogueNode?,
    numberKeys: inout [String]
  ) {
    self.key = key
    self.location = location
    self.node = node
    self.known = known
    let isGiven = node != nil && node?.value != .null
    number = isGiven ? node?.sourcedNumber : known?.row.flatMap(Self.defaultNumber)
    numberPosition = isGiven && number != nil ? numberKeys.count : -1
    if numberPosition >= 0 { numberKeys.append(key) }
    var children: [String: ScenarioPlace] = [:]
    entries = (node?.entries ?? []).map { entry in
      let place = Self.child(entry.key, entry.value, of: key, location, known, &numberKeys)
      // Of a key that stands twice the first one counts; the second is reported elsewhere.
      if children[entry.key] == nil { children[entry.key] = place }
      return (entry.key, place)
    }
    for name in known?.names ?? [] where children[name] == nil {
      children[name] = Self.child(name, nil, of: key, location, known, &numberKeys)
    }
    items = (node?.items ?? []).enumerated().map { position, item in
      ScenarioPlace(
        "\(key)[\(position)]", item, at: item.location, known: known?.item, numberKeys: &numberKeys)
    }
    if key.isEmpty { for place in children.values { place.addPlacesBelow(to: &children) } }
    self.children = children
  }

  private func addPlacesBelow(to all: inout [String: ScenarioPlace]) {
    for place in Array(children.values) + items {
      all[place.key] = place
      place.addPlacesBelow(to: &all)
    }
  }

  private static func child(
    _ name: String, _ node: MarkedNode?, of key: String, _ location: SourceLocation,
    _ known: CatalogueNode?, _ numberKeys: inout [String]
  ) -> ScenarioPlace {
    ScenarioPlace(
      key.isEmpty ? name : key + "." + name, node, at: node?.location ?? location, known: known?.child(name),
      numberKeys: &numberKeys)
  }

  private static func defaultNumber(_ row: CatalogueRow) -> SourcedNumber? {
    guard let text = row.defaultText, case .number(let value) = StrictNumber(text) else { return nil }
    return SourcedNumber(
      value: value, source: row.source.isEmpty ? nil : row.source, location: ScenarioView.defaultLocation)
  }

  /// Whether the value is given in the files.
  var exists: Bool { node != nil && node?.value != .null }

  /// The place of a name of this map; an absent one where nothing knows it.
  func child(_ name: String) -> ScenarioPlace {
    if let place = children[name] { return place }
    var none: [String] = []
    return Self.child(name, nil, of: key, location, known, &none)
  }

  /// The place of a position of this list; an absent one beyond its end.
  func item(_ position: Int) -> ScenarioPlace {
    if items.indices.contains(position) { return items[position] }
    var none: [String] = []
    return ScenarioPlace(
      "\(key)[\(position)]", nil, at: location, known: known?.item, numberKeys: &none)
  }

  /// The place of a path such as `hub.yield` or `hubs[0]`; an empty path is this place.
  func place(_ path: String) -> ScenarioPlace {
    if path.isEmpty { return self }
    // Most paths are one name, or begin at the root, and need no cutting.
    if let place = children[path] { return place }
    guard path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }) else {
      return child(path)
    }
    var place = self
    for part in path.split(separator: ".") { place = place.step(part) }
    return place
  }

  /// Whether the file gives something at a path, for which no place is made where there is none.
  func has(_ path: String) -> Bool {
    if path.isEmpty { return exists }
    if let place = children[path] { return place.exists }
    // The root knows all places, every other one those of its names.
    if key.isEmpty || !path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }) {
      return false
    }
    return place(path).exists
  }

  private func step(_ part: Substring) -> ScenarioPlace {
    guard part.utf8.contains(UInt8(ascii: "[")) else { return child(String(part)) }
    let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
    var place = pieces[0].isEmpty ? self : child(String(pieces[0]))
    for piece in pieces.dropFirst() { place = place.item(Int(piece.dropLast()) ?? -1) }
    return place
  }
}

/// A scenario tree that can be read many times with other numbers.
struct ScenarioTree: Sendable {
  /// The place of the whole tree.
  let root: ScenarioPlace
  /// The positions of the numbers that the files give, by their dotted key.
  let numberPositions: [String: Int]
  /// How many numbers the files give.
  let numberCount: Int

  /// Makes the places of a tree.
  init(_ root: MarkedNode, known: CatalogueNode) {
    var keys: [String] = []
    self.root = ScenarioPlace("", root, at: root.location, known: known, numberKeys: &keys)
    var positions: [String: Int] = [:]
    for (position, key) in keys.enumerated() where positions[key] == nil { positions[key] = position }
    numberPositions = positions
    numberCount = keys.count
  }
}
