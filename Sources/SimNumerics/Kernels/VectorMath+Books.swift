internal import CSimMath

/// The books of streams: what events release, what passes inspection, and how demand is covered.
extension VectorMath {
  /// Adds rows of masses times the share of their stream to a table, and a part of them to a second one.
  ///
  /// - Parameters:
  ///   - masses: rows x streams, from an entry on, as many as the tables have.
  ///   - start: the entry of the first row.
  ///   - shares: one per stream.
  ///   - whole: the table, rows x streams.
  ///   - part: the share of it that the second table gets too.
  ///   - other: the second table.
  /// - Returns: the sum of what was added to the first table.
  package static func collect(
    _ masses: [Double], from start: Int, times shares: [Double], to whole: inout [Double], part: Double,
    to other: inout [Double]
  ) -> Double {
    let width = shares.count
    guard width > 0 else { return 0 }
    precondition(
      start >= 0 && start + whole.count <= masses.count && whole.count % width == 0
        && other.count == whole.count,
      "\(whole.count) and \(other.count) entries of \(width) streams do not fit \(masses.count) from \(start)"
    )
    return unsafe masses.withUnsafeBufferPointer { masses in
      unsafe shares.withUnsafeBufferPointer { shares in
        unsafe whole.withUnsafeMutableBufferPointer { whole in
          unsafe other.withUnsafeMutableBufferPointer { other in
            guard let from = masses.baseAddress else { return 0 }
            return unsafe sim_collect(
              from + start, shares.baseAddress, part, whole.count / width, width, whole.baseAddress,
              other.baseAddress)
          }
        }
      }
    }
  }

  /// Inspects what zones collect with care: what fails or finds no hub, and what the nearest hubs are offered.
  ///
  ///     refused(z) = careful(z) - steps x sum over the ranks of offered(z), 0 or more;  received(hub) = sum of offered
  ///
  /// - Parameters:
  ///   - careful: zones x streams.
  ///   - offered: what passes inspection per step, zones x ranks x streams.
  ///   - nearest: the hub of each zone, -1 where it has none.
  ///   - yields: hubs x ranks x streams.
  ///   - steps: the number of steps.
  ///   - tables: tables of zones x streams.
  ///   - noHub: the position of the table of what finds no hub; written for zones without one.
  ///   - refused: the position of the table of what fails; written for the other zones.
  ///   - refusedByHub: hubs x streams, overwritten.
  ///   - received: hubs x ranks x streams, overwritten.
  ///   - refurbished: what is offered times the yield, zones x ranks x streams; written for zones with a hub.
  ///   - shape: the numbers of zones, hubs, ranks and streams.
  package static func inspect(
    _ careful: [Double], offered: [Double], nearest: [Int], yields: [Double], steps: Double,
    to tables: inout [Double], noHub: Int, refused: Int, refusedByHub: inout [Double],
    received: inout [Double], refurbished: inout [Double], _ shape: StoreShape
  ) {
    check(careful, offered, nearest, yields, tables, max(noHub, refused), shape)
    precondition(
      min(noHub, refused) >= 0 && refusedByHub.count == shape.hubs * shape.streams
        && received.count == yields.count && refurbished.count == shape.lot,
      "\(refusedByHub.count), \(received.count) and \(refurbished.count) entries do not fit \(shape)")
    let table = shape.table
    clear(&refusedByHub)
    clear(&received)
    unsafe careful.withUnsafeBufferPointer { careful in
      unsafe offered.withUnsafeBufferPointer { offered in
        unsafe nearest.withUnsafeBufferPointer { nearest in
          unsafe yields.withUnsafeBufferPointer { yields in
            unsafe tables.withUnsafeMutableBufferPointer { tables in
              unsafe refusedByHub.withUnsafeMutableBufferPointer { refusedByHub in
                unsafe received.withUnsafeMutableBufferPointer { received in
                  unsafe refurbished.withUnsafeMutableBufferPointer { refurbished in
                    guard let first = tables.baseAddress else { return }
                    var intake = unsafe sim_intake(
                      zones: shape.zones, ranks: shape.ranks, width: shape.streams, steps: steps,
                      nearest: nearest.baseAddress, careful: careful.baseAddress,
                      offered: offered.baseAddress, yields: yields.baseAddress,
                      no_hub: first + noHub * table, refused: first + refused * table,
                      refused_by_hub: refusedByHub.baseAddress, received: received.baseAddress,
                      refurbished: refurbished.baseAddress)
                    unsafe sim_inspect(&intake)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Stops on tables that do not fit what is inspected: a defect of this library.
  private static func check(
    _ careful: [Double], _ offered: [Double], _ nearest: [Int], _ yields: [Double], _ tables: [Double],
    _ last: Int, _ shape: StoreShape
  ) {
    precondition(
      careful.count == shape.table && offered.count == shape.lot && nearest.count == shape.zones
        && nearest.allSatisfy { $0 < shape.hubs } && yields.count == shape.hubs * shape.grades
        && tables.count >= (last + 1) * shape.table,
      "\(careful.count), \(offered.count), \(yields.count) and \(tables.count) entries do not fit \(shape)")
  }

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
}
