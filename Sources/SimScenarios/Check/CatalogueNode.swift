/// The catalogue as a tree: what may stand under a key.
final class CatalogueNode: Sendable {
  /// The row of this key itself, or `nil` for a map or list that only its children name.
  let row: CatalogueRow?
  /// The known keys below, in catalogue order.
  let names: [String]
  /// What may stand under each known key.
  let children: [String: CatalogueNode]
  /// What may stand under any other name.
  let free: CatalogueNode?
  /// What the items of the list may be.
  let item: CatalogueNode?

  /// The tree of a list of rows.
  convenience init(rows: [CatalogueRow]) {
    var draft = CatalogueDraft()
    for row in rows { draft.insert(row, at: CatalogueDraft.steps(of: row.pattern)[...]) }
    self.init(draft)
  }

  private init(_ draft: CatalogueDraft) {
    row = draft.row
    names = draft.names
    children = draft.children.mapValues { CatalogueNode($0) }
    free = draft.free.first.map { CatalogueNode($0) }
    item = draft.item.first.map { CatalogueNode($0) }
  }

  /// Whether keys below are known or free.
  var isMap: Bool { !names.isEmpty || free != nil }

  /// What may stand under a key of a map, `nil` where the key is not known.
  func child(_ key: String) -> CatalogueNode? { children[key] ?? free }
}

/// A tree to which rows are still added; at most one node is free, and one an item.
private struct CatalogueDraft {
  var row: CatalogueRow?
  var names: [String] = []
  var children: [String: CatalogueDraft] = [:]
  var free: [CatalogueDraft] = []
  var item: [CatalogueDraft] = []

  /// The steps of a pattern: `a[].b.*` has `a`, `[]`, `b`, `*`.
  static func steps(of pattern: String) -> [String] {
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

  /// Adds a row where its steps lead to.
  mutating func insert(_ row: CatalogueRow, at steps: ArraySlice<String>) {
    guard let step = steps.first else {
      self.row = row
      return
    }
    let rest = steps.dropFirst()
    switch step {
    case "*":
      if free.isEmpty { free.append(CatalogueDraft()) }
      free[0].insert(row, at: rest)
    case "[]":
      if item.isEmpty { item.append(CatalogueDraft()) }
      item[0].insert(row, at: rest)
    default:
      if children[step] == nil { names.append(step) }
      children[step, default: CatalogueDraft()].insert(row, at: rest)
    }
  }
}
