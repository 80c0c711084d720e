/// How many zones, hubs, quality ranks and streams the tables of a mine have; the streams are the last index of all of them.
///
/// A rank is the place of a quality grade among those of its stream, the best one first.
package struct StoreShape: Sendable, Equatable {
  /// The number of zones.
  package let zones: Int
  /// The number of hubs.
  package let hubs: Int
  /// The most quality grades that a stream has.
  package let ranks: Int
  /// The number of streams.
  package let streams: Int

  /// Makes a shape.
  package init(zones: Int, hubs: Int, ranks: Int, streams: Int) {
    self.zones = zones
    self.hubs = hubs
    self.ranks = ranks
    self.streams = streams
  }

  /// The number of cells of all grades: ranks x streams.
  package var grades: Int { ranks * streams }
  /// The number of cells of a lot: zones x ranks x streams.
  package var lot: Int { zones * grades }
  /// The number of cells of a table: zones x streams.
  package var table: Int { zones * streams }
}

/// The pairs of a zone and a hub in the order in which they are served.
package struct ServiceOrder: Sendable, Equatable {
  /// The zone of each pair.
  package let zones: [Int]
  /// The hub of each pair.
  package let hubs: [Int]

  /// Makes an order of pairs of the zones and hubs of a shape.
  package init(zones: [Int], hubs: [Int], of shape: StoreShape) {
    precondition(
      zones.count == hubs.count && zones.allSatisfy((0..<shape.zones).contains)
        && hubs.allSatisfy((0..<shape.hubs).contains),
      "\(zones.count) zones and \(hubs.count) hubs are no pairs of \(shape.zones) x \(shape.hubs)")
    self.zones = zones
    self.hubs = hubs
  }
}

/// A sum of rows of a book in which some are subtracted, which must be zero.
package struct BookEquation: Sendable, Equatable {
  /// The row of each term.
  package let rows: [Int]
  /// 1 or -1 per term.
  let signs: [Double]

  /// Makes an equation: the sum of some rows less that of others, in this order.
  package init(_ added: [Int], less subtracted: [Int]) {
    self.init(added.map { ($0, 1) } + subtracted.map { ($0, -1) })
  }

  /// Makes an equation of rows with their signs.
  package init(_ terms: [(row: Int, sign: Double)]) {
    precondition(terms.allSatisfy { $0.row >= 0 }, "a term of an equation has no row")
    rows = terms.map(\.row)
    signs = terms.map(\.sign)
  }
}

/// Equations of the rows of a book, one after the other.
package struct BookEquations: Sendable, Equatable {
  /// Where the terms of each equation begin, and where those of the last one end.
  let starts: [Int]
  /// The row of each term.
  let rows: [Int]
  /// 1 or -1 per term.
  let signs: [Double]
  /// How many rows a book has to have.
  let rowCount: Int

  /// Puts equations one after the other.
  package init(_ equations: [BookEquation]) {
    starts = equations.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.rows.count) }
    rows = equations.flatMap(\.rows)
    signs = equations.flatMap(\.signs)
    rowCount = (rows.max() ?? -1) + 1
  }

  /// The number of equations.
  package var count: Int { starts.count - 1 }
}

/// The rows of the books of a step of a mine.
package struct StepRows: Sendable, Equatable {
  /// Rows of flows and causes; treated mass begins at `treated`, one row per way.
  let released, toHub, processLoss, refurbishmentLoss, demandReused, treated: Int
  /// The first column of the first hub and the number of columns of a hub, and the store after the step of the first hub.
  let columns, columnCount, stores: Int
  /// Columns of a hub, counted from its first one.
  let received, refurbished, dispatched, inStore, expired: Int

  /// Keeps the positions of the rows.
  package init(
    released: Int, toHub: Int, processLoss: Int, refurbishmentLoss: Int, demandReused: Int, treated: Int,
    columns: Int, columnCount: Int, stores: Int, received: Int, refurbished: Int, dispatched: Int,
    inStore: Int, expired: Int
  ) {
    self.released = released
    self.toHub = toHub
    self.processLoss = processLoss
    self.refurbishmentLoss = refurbishmentLoss
    self.demandReused = demandReused
    self.treated = treated
    self.columns = columns
    self.columnCount = columnCount
    self.stores = stores
    self.received = received
    self.refurbished = refurbished
    self.dispatched = dispatched
    self.inStore = inStore
    self.expired = expired
  }
}
