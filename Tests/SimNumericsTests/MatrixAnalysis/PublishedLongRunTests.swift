import SimNumerics
import SimTestSupport
import Testing

@Suite struct PublishedLongRunTests {
  @Test func `nineteen published models stand among the fixtures`() {
    #expect(PublishedModel.all.count == 19)
  }

  @Test(arguments: PublishedModel.all)
  func `growth rate and eigenvalues agree with the published ones`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    expectEach([growth.lambda], [model.popbio.lambda])
    expectEach([growth.lambda], [model.independentCheck.lambda], within: 1e-13)
    let expected = zip(model.popbio.eigenvalues.re, model.popbio.eigenvalues.im).map {
      Eigenvalue(real: $0, imaginary: $1).modulus
    }
    // An eigenvalue is exact relative to the largest one.
    expectClose(growth.eigenvalues.map(\.modulus), expected.sorted(by: >), limit: 1e-10)
    #expect(growth.eigenvalues[0] == Eigenvalue(real: growth.lambda))
  }

  @Test(arguments: PublishedModel.all)
  func `stable distribution and reproductive values agree with the published ones`(
    model: PublishedModel
  ) throws {
    let growth = try AsymptoticGrowth(model.projection)
    expectEach(try growth.stableDistribution.get(), model.popbio.stableStage)
    expectEach(try growth.reproductiveValue.get(), model.popbio.reproductiveValue)
  }

  @Test(arguments: PublishedModel.all)
  func `sensitivities and elasticities agree with the published ones`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    expectEach(try growth.sensitivity.get().storage, model.popbio.sensitivities.flatMap { $0 })
    expectEach(try growth.elasticity.get().storage, model.popbio.elasticities.flatMap { $0 })
    expectClose(try growth.elasticity.get().storage.reduce(0, +), 1)
  }

  @Test(arguments: PublishedModel.all)
  func `damping ratio and convergence time agree with the published ones`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    let ratio = try growth.dampingRatio.get()
    expectEach([ratio], [model.independentCheck.dampingRatioUnrounded])
    // This one comes of moduli that were rounded to five decimals.
    expectEach([ratio], [model.popbio.dampingRatio], within: 2e-5)
    if let published = model.popdemo.dampingRatioWithTime {
      expectEach([ratio, try growth.convergenceTime.get()], [published.dr, published.t])
    } else {
      #expect(growth.convergenceTime == .failure(.reducible))
    }
  }

  @Test(arguments: PublishedModel.all)
  func `the structure agrees with the published one`(model: PublishedModel) throws {
    let growth = try AsymptoticGrowth(model.projection)
    #expect(growth.structure.isIrreducible == model.popdemo.isIrreducible)
    #expect(growth.structure.isPrimitive == model.popdemo.isPrimitive)
    #expect(growth.isErgodic == model.popdemo.isErgodic)
  }

  @Test(arguments: PublishedModel.all)
  func `projections agree with the published ones`(model: PublishedModel) throws {
    let matrix = try model.projection
    let steps = matrix.project(Array(repeating: 1, count: matrix.order), steps: 50)
    expectEach(steps.map { $0.reduce(0, +) }, model.popbio.projectionFromOnes.totalsT0ToT50)
    expectEach(steps[50], model.popbio.projectionFromOnes.vectorT50)
    if let start = model.popdemo.initialVector, let totals = model.popdemo.projectedTotalT0ToT50 {
      expectEach(matrix.project(start, steps: 50).map { $0.reduce(0, +) }, totals)
    }
  }

  @Test(arguments: PublishedModel.all.filter { $0.popbio.fundamental != nil })
  func `the fundamental matrix and its times agree with the published ones`(model: PublishedModel) throws {
    let published = try #require(model.popbio.fundamental)
    let chain = try AbsorbingChain(ProjectionMatrix(Matrix(rows: published.transient)))
    expectEach(chain.fundamentalMatrix.storage, published.fundamental.flatMap { $0 })
    expectClose(chain.variance.storage, published.variance.flatMap { $0 }, limit: 1e-10)
    expectEach(chain.meanTime, published.meanTimeToAbsorption)
    expectEach(chain.varianceTime, published.varTimeToAbsorption)
  }

  @Test(arguments: PublishedModel.all.filter { $0.popbio.netReproductiveRate != nil })
  func `net reproductive rate and generation time agree with the published ones`(
    model: PublishedModel
  ) throws {
    let published = try #require(model.popbio.fundamental)
    let whole = try model.projection
    let chain = try AbsorbingChain(ProjectionMatrix(Matrix(rows: published.transient)))
    let rate = try chain.netReproductiveRate(of: whole).get()
    expectEach([rate], [try #require(model.popbio.netReproductiveRate)])
    if let time = model.popbio.generationTime {
      let lambda = try AsymptoticGrowth(whole).lambda
      expectEach([try AbsorbingChain.generationTime(netReproductiveRate: rate, lambda: lambda).get()], [time])
    }
  }

  @Test(arguments: PublishedModel.all.filter { $0.popbio.fundamental == nil })
  func `a state that is never left has no fundamental matrix`(model: PublishedModel) throws {
    var transient = Matrix(rows: model.matrix)
    for column in 1..<transient.columns { transient[0, column] = 0 }
    let part = try ProjectionMatrix(transient)
    let error = #expect(throws: AbsorbingChainError.self) { try AbsorbingChain(part) }
    guard case .undefined(.radiusNotBelowOne(let radius)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(radius >= 1 - 1e-14 && radius < 1.02)
    #expect(error?.description.contains("has to be below 1") == true)
  }
}
