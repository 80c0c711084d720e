internal import CSimMath

/// How the books of a step close, and whether their equations hold.
extension VectorMath {
  /// Books what follows from the movements of a step.
  ///
  ///     refurbished = received yield,   in store = store after the step
  ///     to hub = sum over hubs of received,   lost = sum of received - refurbished,   reused = sum of dispatched
  ///     treated by a way = share of the way (released + sum over hubs of expired - received)
  ///
  /// - Parameters:
  ///   - books: rows x streams.
  ///   - rows: where the rows stand.
  ///   - yields: hubs x streams.
  ///   - treatment: ways x streams.
  ///   - shape: the numbers of hubs and streams.
  package static func closeStep(
    _ books: inout [Double], _ rows: StepRows, yields: [Double], treatment: [Double], _ shape: StoreShape
  ) {
    let (width, hubs) = (shape.streams, shape.hubs)
    let ways = treatment.count / max(1, width)
    let last = max(
      rows.released, rows.toHub, rows.processLoss, rows.refurbishmentLoss, rows.demandReused,
      rows.treated + ways - 1, rows.columns + hubs * rows.columnCount - 1, rows.stores + hubs - 1)
    precondition(
      books.count >= (last + 1) * width && yields.count == hubs * width && treatment.count == ways * width,
      "\(books.count) entries of books, \(yields.count) yields and \(treatment.count) shares do not fit \(shape)"
    )
    unsafe books.withUnsafeMutableBufferPointer { books in
      unsafe yields.withUnsafeBufferPointer { yields in
        unsafe treatment.withUnsafeBufferPointer { treatment in
          var step = unsafe sim_step(
            books: books.baseAddress, hubs: hubs, ways: ways, width: width, released: rows.released,
            to_hub: rows.toHub, process_loss: rows.processLoss, refurbishment_loss: rows.refurbishmentLoss,
            demand_reused: rows.demandReused, treated: rows.treated, columns: rows.columns,
            column_count: rows.columnCount, received: rows.received, refurbished: rows.refurbished,
            dispatched: rows.dispatched, in_store: rows.inStore, expired: rows.expired, stores: rows.stores,
            yields: yields.baseAddress, treatment: treatment.baseAddress)
          unsafe sim_close_step(&step)
        }
      }
    }
  }

  /// Draws up equations for every stream and keeps of each the worst so far, in relation to its terms.
  ///
  /// - Parameters:
  ///   - equations: the rows of the books, with their signs.
  ///   - books: rows x streams.
  ///   - tolerance: the residual that is accepted, as a share of the largest magnitude in the equation.
  ///   - worst: the worst residuals of the streams, then their scales, for each equation; overwritten where these are worse.
  /// - Returns: whether all equations hold for all streams.
  package static func check(
    _ equations: BookEquations, of books: [Double], within tolerance: Double, worst: inout [Double]
  ) -> Bool {
    let width = worst.count / max(1, 2 * equations.count)
    precondition(
      worst.count == 2 * equations.count * width && equations.rowCount * width <= books.count,
      "\(equations.count) equations of \(equations.rowCount) rows do not fit \(books.count) entries of books "
        + "and \(worst.count) of lines")
    return unsafe with(equations, books) { equations, books in
      unsafe worst.withUnsafeMutableBufferPointer { worst in
        guard let worst = worst.baseAddress else { return true }
        var equations = unsafe equations
        return unsafe sim_check_equations(&equations, books, width, tolerance, worst) == 0
      }
    }
  }

  /// Adds up equations over the streams.
  ///
  /// - Parameters:
  ///   - equations: the rows of the books, with their signs.
  ///   - books: rows x `width`.
  ///   - width: the number of streams.
  ///   - sums: per equation its residual over all streams and the largest magnitude in it; overwritten.
  package static func sum(
    _ equations: BookEquations, of books: [Double], width: Int, into sums: inout [Double]
  ) {
    precondition(
      sums.count == 2 * equations.count && width >= 0 && equations.rowCount * width <= books.count,
      "\(equations.count) equations of \(equations.rowCount) rows do not fit \(books.count) entries of books "
        + "and \(sums.count) of sums")
    unsafe with(equations, books) { equations, books in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let sums = sums.baseAddress else { return }
        var equations = unsafe equations
        unsafe sim_add_equations(&equations, books, width, sums)
      }
    }
  }

  private static func with<Result>(
    _ equations: BookEquations, _ books: [Double],
    _ body: (_ equations: sim_equations, _ books: UnsafePointer<Double>?) -> Result
  ) -> Result {
    unsafe books.withUnsafeBufferPointer { books in
      unsafe equations.starts.withUnsafeBufferPointer { starts in
        unsafe equations.rows.withUnsafeBufferPointer { rows in
          unsafe equations.signs.withUnsafeBufferPointer { signs in
            unsafe body(
              sim_equations(
                count: equations.count, starts: starts.baseAddress, rows: rows.baseAddress,
                signs: signs.baseAddress), books.baseAddress)
          }
        }
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
}
