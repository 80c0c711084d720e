// Every conversion and every product between units that the models use, and no other.

extension Quantity where Unit == Dwellings {
  /// The floor area of dwellings: dwellings x m2/dwelling = m2.
  ///
  /// - Parameters:
  ///   - dwellings: a number of dwellings.
  ///   - area: the floor area of one, in m2 per dwelling.
  /// - Returns: the floor area of all, in m2.
  @inlinable public static func * (
    dwellings: Quantity, area: Quantity<SquareMetresPerDwelling>
  ) -> Quantity<SquareMetres> {
    Quantity<SquareMetres>(dwellings.value * area.value)
  }
}

extension Quantity where Unit == Kilograms {
  /// The same mass in tonnes: 1 t = 1,000 kg.
  @inlinable public var tonnes: Quantity<Tonnes> { Quantity<Tonnes>(value / 1_000) }

  /// The volume that a mass takes in store: kg / (kg/m3) = m3.
  ///
  /// - Parameters:
  ///   - mass: a mass in kg.
  ///   - density: kg per m3 of store; over 0 the volume is infinite or not a number.
  /// - Returns: the volume in m3.
  @inlinable public static func / (
    mass: Quantity, density: Quantity<KilogramsPerCubicMetre>
  ) -> Quantity<CubicMetres> {
    Quantity<CubicMetres>(mass.value / density.value)
  }
}

extension Quantity where Unit == Tonnes {
  /// The same mass in kilograms: 1 t = 1,000 kg.
  @inlinable public var kilograms: Quantity<Kilograms> { Quantity<Kilograms>(value * 1_000) }

  /// The transport work of a mass over a distance: t x km = t km.
  ///
  /// - Parameters:
  ///   - mass: a mass in tonnes.
  ///   - distance: the distance it is carried, in km.
  /// - Returns: the transport work in tonne-kilometres.
  @inlinable public static func * (
    mass: Quantity, distance: Quantity<Kilometres>
  ) -> Quantity<TonneKilometres> {
    Quantity<TonneKilometres>(mass.value * distance.value)
  }
}
