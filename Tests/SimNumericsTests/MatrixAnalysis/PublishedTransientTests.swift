import SimNumerics
import SimTestSupport
import Testing

@Suite struct PublishedTransientTests {
  @Test(arguments: PublishedModel.all.filter(\.popdemo.is_ergodic))
  func `reactivity agrees with the published one`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let published = model.popdemo
    let reactivity = try TransientBounds(growth).reactivity.get()
    let start = try TransientStart(try #require(published.initial_vector), growth: growth)
    expectEach(
      [reactivity.upper, reactivity.lower, try start.reactivity.get()],
      [published.reactivity_upper, published.reactivity_lower, published.reactivity_n0].compactMap { $0 })
  }

  @Test(arguments: PublishedModel.all.filter { !$0.popdemo.is_ergodic })
  func `a matrix that is not ergodic has no transient bounds`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let bounds = try TransientBounds(growth)
    #expect(throws: UndefinedQuantity.notErgodic) { try bounds.reactivity.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.inertia.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.maximumAmplification.get() }
  }

  @Test(arguments: PublishedModel.all.filter { $0.popdemo.is_ergodic && !$0.popdemo.is_primitive })
  func `a reducible matrix has no indices of the long run`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let bounds = try TransientBounds(growth)
    let start = try TransientStart(try #require(model.popdemo.initial_vector), growth: growth)
    #expect(throws: UndefinedQuantity.reducible) { try bounds.inertia.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.maximumAttenuation.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.kreiss.get() }
    #expect(throws: UndefinedQuantity.reducible) { try start.inertia.get() }
    #expect(throws: UndefinedQuantity.reducible) { try start.cohenDistance.get() }
    #expect(throws: UndefinedQuantity.reducible) { try start.convergenceTime.get() }
  }

  @Test(arguments: PublishedModel.all.filter(\.popdemo.is_primitive))
  func `inertia and distances agree with the published ones`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let published = model.popdemo
    let inertia = try TransientBounds(growth).inertia.get()
    let start = try TransientStart(try #require(published.initial_vector), growth: growth)
    expectEach(
      [inertia.upper, inertia.lower, try start.inertia.get()],
      [published.inertia_upper, published.inertia_lower, published.inertia_n0].compactMap { $0 })
    expectEach(
      [try start.keyfitzDistance.get(), try start.cohenDistance.get(), try start.projectionDistance.get()],
      [published.keyfitzD_n0, published.cohenD_n0, published.projectionD_n0].compactMap { $0 })
    #expect(try start.convergenceTime.get() == published.convergence_time_n0)
  }

  @Test(arguments: PublishedModel.all.filter(\.popdemo.is_primitive))
  func `maximal amplification and attenuation agree with the published ones`(model: PublishedModel) throws {
    let bounds = try TransientBounds(AsymptoticGrowth(model.projection))
    if let published = model.popdemo.maxamp_bound {
      let found = try bounds.maximumAmplification.get()
      expectEach([found.size], [published.maxamp])
      #expect(found.step == published.t)
    }
    if let published = model.popdemo.maxatt_bound {
      let found = try bounds.maximumAttenuation.get()
      expectEach([found.size], [published.maxatt])
      #expect(found.step == published.t)
    }
  }

  @Test(arguments: PublishedModel.all.filter(\.popdemo.is_primitive))
  func `the Kreiss bounds hold those of a published search on a grid`(model: PublishedModel) throws {
    let bounds = try TransientBounds(AsymptoticGrowth(model.projection)).kreiss.get()
    let upper = try #require(model.popdemo.kreiss_upper)
    let lower = try #require(model.popdemo.kreiss_lower)
    #expect(bounds.upper >= upper * (1 - 1e-10) && bounds.upper <= upper * (1 + 1e-3))
    #expect(bounds.lower <= lower * (1 + 1e-10) && bounds.lower >= lower * (1 - 1e-3))
  }
}
