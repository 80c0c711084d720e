/// The catalogue as a tree: what may stand under a key.
struct CatalogueNode {
  /// The row of this key itself, or `nil` for a map or list that only its children name.
  var row: CatalogueRow?
  /// The known keys below, in catalogue order.
  var names: [String] = []
  /// What may stand under each known key.
  var children: [String: CatalogueNode] = [:]
  /// What may stand under any other name; at most one.
  var free: [CatalogueNode] = []
  /// What the items of the list may be; at most one.
  var item: [CatalogueNode] = []

  /// The tree of a list of rows.
  init(rows: [CatalogueRow]) {
    for row in rows { insert(row, at: Self.steps(of: row.pattern)[...]) }
  }

  private init() {}

  /// Whether keys below are known or free.
  var isMap: Bool { !names.isEmpty || !free.isEmpty }

  /// What may stand under a key of a map, `nil` where the key is not known.
  func child(_ key: String) -> CatalogueNode? { children[key] ?? free.first }

  /// The steps of a pattern: `a[].b.*` has `a`, `[]`, `b`, `*`.
  private static func steps(of pattern: String) -> [String] {
    pattern.split(separator: ".").flatMap { part -> [String] in
      var name = part
      var lists = 0
      while name.hasSuffix("[]") {
        name = name.dropLast(2)
        lists += 1
      }
      return (name.isEmpty ? [] : [String(name)]) + Array(repeating: "[]", count: lists)
    }
  }

  private mutating func insert(_ row: CatalogueRow, at steps: ArraySlice<String>) {
    guard let step = steps.first else {
      self.row = row
      return
    }
    let rest = steps.dropFirst()
    switch step {
    case "*":
      if free.isEmpty { free.append(CatalogueNode()) }
      free[0].insert(row, at: rest)
    case "[]":
      if item.isEmpty { item.append(CatalogueNode()) }
      item[0].insert(row, at: rest)
    default:
      if children[step] == nil { names.append(step) }
      children[step, default: CatalogueNode()].insert(row, at: rest)
    }
  }
}
