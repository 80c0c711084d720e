internal import CSimMath

/// The books of streams: how demand is covered, how a year closes, and whether equations hold.
extension VectorMath {
  /// Covers the demand that service left open: by recycled mass, at most a share of the demand, and by primary mass.
  ///
  ///     rest = demand part - served,  recycled += lesser of secondary demand part and rest,  primary += what is left
  ///
  /// - Parameters:
  ///   - demand: zones x streams.
  ///   - part: what the demand is multiplied by.
  ///   - served: zones x streams.
  ///   - secondary: the share of the demand that recycled mass meets, per stream.
  ///   - tables: tables of zones x streams.
  ///   - recycled: the position of the table that recycled mass is added to; that of primary mass is the next one.
  ///   - sums: two rows of streams to which both are added over the zones.
  ///   - shape: the numbers of zones and streams.
  package static func cover(
    _ demand: [Double], times part: Double, served: [Double], secondary: [Double], to tables: inout [Double],
    table recycled: Int, sums: inout [Double], _ shape: StoreShape
  ) {
    precondition(
      demand.count == shape.table && served.count == shape.table && secondary.count == shape.streams
        && recycled >= 0 && tables.count >= (recycled + 2) * shape.table && sums.count == 2 * shape.streams,
      "\(demand.count), \(served.count), \(tables.count) and \(sums.count) entries do not fit \(shape)")
    unsafe demand.withUnsafeBufferPointer { demand in
      unsafe served.withUnsafeBufferPointer { served in
        unsafe secondary.withUnsafeBufferPointer { secondary in
          unsafe tables.withUnsafeMutableBufferPointer { tables in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
              guard let first = tables.baseAddress else { return }
              unsafe sim_cover(
                demand.baseAddress, part, served.baseAddress, secondary.baseAddress, shape.zones,
                shape.streams, first + recycled * shape.table, first + (recycled + 1) * shape.table,
                sums.baseAddress)
            }
          }
        }
      }
    }
  }

  /// Draws up an equation for every stream and keeps it where it is the worst so far, in relation to its terms.
  ///
  /// - Parameters:
  ///   - equation: the rows of the books, with their signs.
  ///   - books: rows x streams.
  ///   - tolerance: the residual that is accepted, as a share of the largest magnitude in the equation.
  ///   - worst: the worst residuals of the streams, then their scales; overwritten where this one is worse.
  ///   - line: the residuals of the streams, then their scales; overwritten.
  /// - Returns: whether the equation holds for all streams.
  package static func check(
    _ equation: BookEquation, of books: [Double], within tolerance: Double, worst: inout [Double],
    line: inout [Double]
  ) -> Bool {
    let width = worst.count / 2
    draw(equation, of: books, into: &line)
    precondition(worst.count == line.count, "\(worst.count) and \(line.count) lines of equations")
    return unsafe line.withUnsafeBufferPointer { line in
      unsafe worst.withUnsafeMutableBufferPointer { worst in
        guard let line = line.baseAddress, let worst = worst.baseAddress else { return true }
        return unsafe sim_keep_worst(tolerance, line, line + width, width, worst, worst + width) == 0
      }
    }
  }

  /// Draws up an equation for every stream.
  ///
  /// - Parameters:
  ///   - equation: the rows of the books, with their signs.
  ///   - books: rows x streams.
  ///   - line: the sums of the streams, then the largest magnitudes in them; overwritten.
  package static func draw(_ equation: BookEquation, of books: [Double], into line: inout [Double]) {
    let width = line.count / 2
    precondition(
      line.count == 2 * width && ((equation.rows.max() ?? -1) + 1) * width <= books.count,
      "books of \(books.count) entries have no row \(equation.rows.max() ?? 0) of \(width)")
    unsafe books.withUnsafeBufferPointer { books in
      unsafe equation.rows.withUnsafeBufferPointer { rows in
        unsafe equation.signs.withUnsafeBufferPointer { signs in
          unsafe line.withUnsafeMutableBufferPointer { line in
            guard let to = line.baseAddress else { return }
            unsafe sim_equation(
              books.baseAddress, rows.baseAddress, signs.baseAddress, rows.count, width, to, to + width)
          }
        }
      }
    }
  }

  /// Where the tables of a year stand among tables of zones x streams.
  package struct YearTables: Sendable {
    package var released, toHub, reused, treated, processLoss, demandReused: Int
    package var noDemand, refurbishmentLoss, expired, changeOfStore: Int

    package init(
      released: Int, toHub: Int, reused: Int, treated: Int, processLoss: Int, demandReused: Int,
      noDemand: Int, refurbishmentLoss: Int, expired: Int, changeOfStore: Int
    ) {
      self.released = released
      self.toHub = toHub
      self.reused = reused
      self.treated = treated
      self.processLoss = processLoss
      self.demandReused = demandReused
      self.noDemand = noDemand
      self.refurbishmentLoss = refurbishmentLoss
      self.expired = expired
      self.changeOfStore = changeOfStore
    }
  }

  /// Books what follows from the movements of a year.
  ///
  /// - Parameters:
  ///   - places: the positions of the tables; those of treated mass follow one another, one per way.
  ///   - transport: zones x hubs x streams towards the hubs, then the same away from them.
  ///   - yields: hubs x streams.
  ///   - treatment: ways x streams.
  ///   - unasked: what nobody asked for, zones x streams.
  ///   - materials: tables of what becomes of mass.
  ///   - unused: tables of why mass is not reused.
  ///   - shape: the numbers of zones, hubs and streams.
  package static func closeYear(
    _ places: YearTables, transport: [Double], yields: [Double], treatment: [Double], unasked: [Double],
    materials: inout [Double], unused: inout [Double], _ shape: StoreShape
  ) {
    let (table, moved) = (shape.table, shape.hubs * shape.table)
    precondition(
      transport.count == 2 * moved && yields.count == shape.hubs * shape.streams && unasked.count == table
        && treatment.count % max(1, shape.streams) == 0,
      "\(transport.count) movements, \(yields.count) yields, \(unasked.count) entries do not fit \(shape)")
    let ways = treatment.count / max(1, shape.streams)
    unsafe transport.withUnsafeBufferPointer { transport in
      unsafe yields.withUnsafeBufferPointer { yields in
        unsafe treatment.withUnsafeBufferPointer { treatment in
          unsafe unasked.withUnsafeBufferPointer { unasked in
            unsafe materials.withUnsafeMutableBufferPointer { flows in
              unsafe unused.withUnsafeMutableBufferPointer { causes in
                guard let moves = transport.baseAddress, let flow = flows.baseAddress,
                  let cause = causes.baseAddress
                else { return }
                var year = unsafe sim_year(
                  zones: shape.zones, hubs: shape.hubs, ways: ways, width: shape.streams, inward: moves,
                  outward: moves + moved, yields: yields.baseAddress, treatment: treatment.baseAddress,
                  released: flow + places.released * table, expired: cause + places.expired * table,
                  unasked: unasked.baseAddress, reused: flow + places.reused * table,
                  to_hub: flow + places.toHub * table, process_loss: flow + places.processLoss * table,
                  demand_reused: flow + places.demandReused * table, treated: flow + places.treated * table,
                  refurbishment_loss: cause + places.refurbishmentLoss * table,
                  change_of_store: cause + places.changeOfStore * table,
                  no_demand: cause + places.noDemand * table)
                unsafe sim_close_year(&year)
              }
            }
          }
        }
      }
    }
  }
}
