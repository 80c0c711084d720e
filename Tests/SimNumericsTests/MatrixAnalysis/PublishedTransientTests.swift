import SimNumerics
import SimTestSupport
import Testing

@Suite struct PublishedTransientTests {
  @Test(arguments: PublishedModel.all.filter(\.popdemo.isErgodic))
  func `reactivity agrees with the published one`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let published = model.popdemo
    let reactivity = try TransientBounds(growth).reactivity.get()
    let start = try TransientStart(try #require(published.initialVector), growth: growth)
    expectEach(
      [reactivity.upper, reactivity.lower, try start.reactivity.get()],
      [published.reactivityUpper, published.reactivityLower, published.reactivityN0].compactMap { $0 })
  }

  @Test(arguments: PublishedModel.all.filter { !$0.popdemo.isErgodic })
  func `a matrix that is not ergodic has no transient bounds`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let bounds = try TransientBounds(growth)
    #expect(throws: UndefinedQuantity.notErgodic) { try bounds.reactivity.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.inertia.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.maximumAmplification.get() }
  }

  @Test(arguments: PublishedModel.all.filter { $0.popdemo.isErgodic && !$0.popdemo.isPrimitive })
  func `a reducible matrix has no indices of the long run`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let bounds = try TransientBounds(growth)
    let start = try TransientStart(try #require(model.popdemo.initialVector), growth: growth)
    #expect(throws: UndefinedQuantity.reducible) { try bounds.inertia.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.maximumAttenuation.get() }
    #expect(throws: UndefinedQuantity.reducible) { try bounds.kreiss.get() }
    #expect(throws: UndefinedQuantity.reducible) { try start.inertia.get() }
    #expect(throws: UndefinedQuantity.reducible) { try start.cohenDistance.get() }
    #expect(throws: UndefinedQuantity.reducible) { try start.convergenceTime.get() }
  }

  @Test(arguments: PublishedModel.all.filter(\.popdemo.isPrimitive))
  func `inertia and distances agree with the published ones`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let published = model.popdemo
    let inertia = try TransientBounds(growth).inertia.get()
    let start = try TransientStart(try #require(published.initialVector), growth: growth)
    expectEach(
      [inertia.upper, inertia.lower, try start.inertia.get()],
      [published.inertiaUpper, published.inertiaLower, published.inertiaN0].compactMap { $0 })
    expectEach(
      [try start.keyfitzDistance.get(), try start.cohenDistance.get(), try start.projectionDistance.get()],
      [published.keyfitzdN0, published.cohendN0, published.projectiondN0].compactMap { $0 })
    #expect(try start.convergenceTime.get() == published.convergenceTimeN0)
  }

  @Test(arguments: PublishedModel.all.filter(\.popdemo.isPrimitive))
  func `maximal amplification and attenuation agree with the published ones`(model: PublishedModel) throws {
    let bounds = try TransientBounds(AsymptoticGrowth(model.projection))
    if let published = model.popdemo.maxampBound {
      let found = try bounds.maximumAmplification.get()
      expectEach([found.size], [published.maxamp])
      #expect(found.step == published.t)
    }
    if let published = model.popdemo.maxattBound {
      let found = try bounds.maximumAttenuation.get()
      expectEach([found.size], [published.maxatt])
      #expect(found.step == published.t)
    }
  }

  @Test(arguments: PublishedModel.all.filter(\.popdemo.isPrimitive))
  func `the Kreiss bounds hold those of a published search on a grid`(model: PublishedModel) throws {
    let bounds = try TransientBounds(AsymptoticGrowth(model.projection)).kreiss.get()
    let upper = try #require(model.popdemo.kreissUpper)
    let lower = try #require(model.popdemo.kreissLower)
    #expect(bounds.upper >= upper * (1 - 1e-10) && bounds.upper <= upper * (1 + 1e-3))
    #expect(bounds.lower <= lower * (1 + 1e-10) && bounds.lower >= lower * (1 - 1e-3))
  }
}
