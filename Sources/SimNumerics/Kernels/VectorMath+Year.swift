internal import CSimMath

/// How the tables of a year of a mine close.
extension VectorMath {
  /// Where the tables of a year stand among tables of zones x streams.
  package struct YearTables: Sendable {
    /// Among the flows of material; treated mass begins at `treated`, one table per way.
    let released, toHub, reused, treated, processLoss, demandReused: Int
    /// Among the causes of what is not reused.
    let noDemand, refurbishmentLoss, expired, changeOfStore: Int

    /// Keeps the positions of the tables.
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

    /// How many tables of flows there must be.
    fileprivate func flows(ways: Int) -> Int {
      1 + max(released, toHub, reused, treated + ways - 1, processLoss, demandReused)
    }

    /// How many tables of causes there must be.
    fileprivate var causes: Int { 1 + max(noDemand, refurbishmentLoss, expired, changeOfStore) }
  }

  /// Stops on tables that do not fit a year: a defect of this library.
  private static func check(
    _ places: YearTables, _ transport: [Double], _ yields: [Double], _ unasked: [Double], _ shape: StoreShape
  ) {
    precondition(
      transport.count == 2 * shape.hubs * shape.table && yields.count == shape.hubs * shape.streams
        && unasked.count == shape.table,
      "\(transport.count) movements, \(yields.count) yields, \(unasked.count) entries do not fit \(shape)")
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
    let ways = treatment.count / max(1, shape.streams)
    check(places, transport, yields, unasked, shape)
    precondition(
      treatment.count == ways * shape.streams && materials.count >= places.flows(ways: ways) * table
        && unused.count >= places.causes * table,
      "\(treatment.count) shares, \(materials.count) flows and \(unused.count) causes do not fit \(shape)")
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
