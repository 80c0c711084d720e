internal import CSimMath

/// Rows of neighbouring streams, one per zone, grade or hub: lots in stores and what they serve.
///
/// Every stream is computed alone, and sums over zones are made in their order, so that results do not depend on how
/// streams are cut into vectors.
extension VectorMath {
  /// Copies a range of an array over entries of another one.
  package static func copy(_ x: [Double], _ range: Range<Int>, to y: inout [Double], at offset: Int = 0) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= x.count && offset >= 0 && offset + range.count <= y.count,
      "\(range) of \(x.count) entries do not fit \(y.count) from \(offset) on")
    unsafe x.withUnsafeBufferPointer { x in
      unsafe y.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        unsafe (y + offset).update(from: x + range.lowerBound, count: range.count)
      }
    }
  }

  /// Sets a range of an array to zero.
  package static func clear(_ values: inout [Double], _ range: Range<Int>) {
    unsafe values.withUnsafeMutableBufferPointer { unsafe $0[range].update(repeating: 0) }
  }

  /// Adds up groups of neighbouring entries: sums(target(i)) = sum over the groups of values(group width + i).
  ///
  /// - Parameters:
  ///   - values: what is added up.
  ///   - range: the entries of all groups.
  ///   - sums: an array of which a range is overwritten.
  ///   - target: that range, as wide as a group.
  package static func fold(
    _ values: [Double], _ range: Range<Int>, into sums: inout [Double], _ target: Range<Int>
  ) {
    guard !target.isEmpty else { return }
    precondition(
      range.lowerBound >= 0 && range.upperBound <= values.count && range.count % target.count == 0
        && target.lowerBound >= 0 && target.upperBound <= sums.count,
      "\(range) of \(values.count) entries are no groups of \(target) of \(sums.count)")
    clear(&sums, target)
    unsafe values.withUnsafeBufferPointer { values in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let from = values.baseAddress, let to = sums.baseAddress else { return }
        unsafe sim_fold(
          from + range.lowerBound, range.count / target.count, target.count, to + target.lowerBound)
      }
    }
  }

  /// Divides amounts over ranks: parts(zone, rank, i) = amounts(zone, i) part shares(rank, i).
  ///
  /// - Parameters:
  ///   - amounts: zones x streams.
  ///   - part: what all are multiplied by.
  ///   - shares: ranks x streams.
  ///   - shape: the numbers of zones, ranks and streams.
  ///   - parts: zones x ranks x streams, overwritten.
  package static func divide(
    _ amounts: [Double], times part: Double, by shares: [Double], _ shape: StoreShape,
    into parts: inout [Double]
  ) {
    precondition(
      amounts.count == shape.table && shares.count == shape.grades && parts.count == shape.lot,
      "\(amounts.count) amounts, \(shares.count) shares and \(parts.count) parts do not fit \(shape)")
    unsafe amounts.withUnsafeBufferPointer { amounts in
      unsafe shares.withUnsafeBufferPointer { shares in
        unsafe parts.withUnsafeMutableBufferPointer { parts in
          unsafe sim_divide(
            amounts.baseAddress, part, shares.baseAddress, shape.zones, shape.ranks, shape.streams,
            parts.baseAddress)
        }
      }
    }
  }

  /// Takes what is due out of a lot, over its zones in proportion, and weighs the lot anew.
  ///
  ///     taken(g, i) = lesser of due and weight,   sums(z, i) += sum over the ranks of lot(z, g, i) taken / weight
  ///
  /// Where all is taken nothing is left, to the last bit.
  ///
  /// - Parameters:
  ///   - lots: the lots, zones x ranks x streams each.
  ///   - lot: the position of the lot.
  ///   - weights: what each lot weighs, lots x ranks x streams.
  ///   - due: ranks x streams per hub, infinite for all there is; what is taken is subtracted.
  ///   - hub: the position of the hub.
  ///   - sums: tables of zones x streams.
  ///   - table: the position of the table that is added to.
  ///   - taken: what was taken of every stream is added here.
  ///   - shape: the numbers of zones, ranks and streams.
  package static func take(
    _ lots: inout [Double], lot: Int, weights: inout [Double], due: inout [Double], hub: Int,
    to sums: inout [Double], table: Int = 0, taken: inout [Double], _ shape: StoreShape
  ) {
    precondition(
      lots.count >= (lot + 1) * shape.lot && weights.count >= (lot + 1) * shape.grades
        && due.count >= (hub + 1) * shape.grades && sums.count >= (table + 1) * shape.table
        && taken.count == shape.streams && lot >= 0 && hub >= 0 && table >= 0,
      "lot \(lot) of \(lots.count) masses, hub \(hub) or table \(table) of \(sums.count) do not fit \(shape)")
    unsafe lots.withUnsafeMutableBufferPointer { lots in
      unsafe weights.withUnsafeMutableBufferPointer { weights in
        unsafe due.withUnsafeMutableBufferPointer { due in
          unsafe sums.withUnsafeMutableBufferPointer { sums in
            unsafe taken.withUnsafeMutableBufferPointer { taken in
              guard let masses = lots.baseAddress, let weights = weights.baseAddress,
                let due = due.baseAddress, let sums = sums.baseAddress, let taken = taken.baseAddress
              else { return }
              unsafe sim_take_lot(
                masses + lot * shape.lot, weights + lot * shape.grades, due + hub * shape.grades,
                shape.zones, shape.ranks, shape.streams, sums + table * shape.table, taken)
            }
          }
        }
      }
    }
  }

  /// Finds what is due of some stores: what was drawn, and all there is (infinite) of a store that has given all it held.
  ///
  /// - Parameters:
  ///   - stores: the positions of the stores.
  ///   - held: what the stores still hold.
  ///   - drawn: what was drawn from them.
  ///   - due: one per store, overwritten at these positions.
  /// - Returns: whether anything was drawn.
  package static func findDue(
    _ stores: Range<Int>, held: [Double], drawn: [Double], due: inout [Double]
  ) -> Bool {
    precondition(
      stores.lowerBound >= 0 && stores.upperBound <= min(held.count, drawn.count, due.count),
      "stores \(stores) of \(held.count) held, \(drawn.count) drawn and \(due.count) due")
    return unsafe held.withUnsafeBufferPointer { held in
      unsafe drawn.withUnsafeBufferPointer { drawn in
        unsafe due.withUnsafeMutableBufferPointer { due in
          guard let held = held.baseAddress, let drawn = drawn.baseAddress, let due = due.baseAddress
          else { return false }
          let first = stores.lowerBound
          return unsafe sim_find_due(held + first, drawn + first, stores.count, due + first) != 0
        }
      }
    }
  }

  /// Finds what is due where all is that was asked for in a step or later (infinite), and nothing else (0).
  ///
  /// - Parameters:
  ///   - last: the last step that asked, one per grade.
  ///   - since: the step; below every step for all grades.
  ///   - due: overwritten from a position on, one per grade.
  ///   - start: that position.
  package static func findAsked(_ last: [Double], since: Double, due: inout [Double], from start: Int) {
    precondition(
      start >= 0 && start + last.count <= due.count, "\(last.count) from \(start) on of \(due.count) due")
    unsafe last.withUnsafeBufferPointer { last in
      unsafe due.withUnsafeMutableBufferPointer { due in
        guard let from = last.baseAddress, let to = due.baseAddress else { return }
        unsafe sim_find_asked(from, since, last.count, to + start)
      }
    }
  }

  /// Serves what is wanted from what the hubs hold: pair by pair of zone and hub, the worst rank first.
  ///
  ///     served = least of held and the limits of the rank and all better ones, 0 or more
  ///
  /// - Parameters:
  ///   - order: the pairs.
  ///   - shape: the numbers of zones, hubs, ranks and streams.
  ///   - wanted: what a rank and worse ones may still meet, zones x ranks x streams; becomes less.
  ///   - held: hubs x ranks x streams; becomes less.
  ///   - drawn: what left the hubs is added here, hubs x ranks x streams.
  ///   - moved: the same is added from `start` on, zones x hubs x streams.
  ///   - start: the first of these entries.
  ///   - served: the same is added here, zones x streams.
  package static func serve(
    _ order: ServiceOrder, _ shape: StoreShape, wanted: inout [Double], held: inout [Double],
    drawn: inout [Double], moved: inout [Double], from start: Int, served: inout [Double]
  ) {
    precondition(
      wanted.count == shape.lot && held.count == shape.hubs * shape.grades && drawn.count == held.count
        && start >= 0 && moved.count >= start + shape.hubs * shape.table && served.count == shape.table,
      "\(wanted.count) limits, \(held.count) masses, \(moved.count) and \(served.count) entries do not fit \(shape)"
    )
    unsafe wanted.withUnsafeMutableBufferPointer { wanted in
      unsafe held.withUnsafeMutableBufferPointer { held in
        unsafe drawn.withUnsafeMutableBufferPointer { drawn in
          unsafe moved.withUnsafeMutableBufferPointer { moved in
            unsafe served.withUnsafeMutableBufferPointer { served in
              guard let moved = moved.baseAddress else { return }
              unsafe order.with(shape) { service in
                unsafe sim_serve(
                  service, wanted.baseAddress, held.baseAddress, drawn.baseAddress, moved + start,
                  served.baseAddress)
              }
            }
          }
        }
      }
    }
  }
}

extension ServiceOrder {
  /// Calls with the pairs in the form of the kernels.
  fileprivate func with(_ shape: StoreShape, _ body: (UnsafePointer<sim_service>) -> Void) {
    unsafe zones.withUnsafeBufferPointer { zones in
      unsafe hubs.withUnsafeBufferPointer { hubs in
        var service = unsafe sim_service(
          zones: zones.baseAddress, hubs: hubs.baseAddress, pairs: zones.count, hub_count: shape.hubs,
          ranks: shape.ranks, width: shape.streams)
        unsafe withUnsafePointer(to: &service) { unsafe body($0) }
      }
    }
  }
}
