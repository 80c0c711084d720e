import SimNumerics
import Testing

@Suite struct QuantityTests {
  @Test func `quantities of one unit add up, compare and divide`() {
    let three = Quantity<Kilometres>(3)
    let four = Quantity<Kilometres>(4)
    #expect((three + four).value == 7)
    #expect((three - four).value == -1)
    #expect((three * 2).value == 6)
    #expect(three / four == 0.75)
    #expect(three < four)
    #expect(Quantity<Kilometres>.zero.value == 0)
  }

  @Test func `a quantity is written with its symbol`() {
    #expect(Quantity<SquareMetres>(2.5).description == "2.5 m2")
    #expect(Quantity<Dwellings>(0).description == "0.0 dwellings")
  }

  @Test func `dwellings times floor area is an area`() {
    let area: Quantity<SquareMetres> = Quantity<Dwellings>(10) * Quantity<SquareMetresPerDwelling>(85)
    #expect(area.value == 850)
  }

  @Test func `a mass is the same in kilograms and tonnes`() {
    let mass = Quantity<Kilograms>(120_000)
    #expect(mass.tonnes.value == 120)
    #expect(mass.tonnes.kilograms == mass)
  }

  @Test func `mass over density is a volume`() {
    let volume: Quantity<CubicMetres> = Quantity<Kilograms>(4_800) / Quantity<KilogramsPerCubicMetre>(2_400)
    #expect(volume.value == 2)
  }

  @Test func `tonnes over a distance is transport work`() {
    let work: Quantity<TonneKilometres> = Quantity<Tonnes>(12) * Quantity<Kilometres>(7.5)
    #expect(work.value == 90)
  }
}
