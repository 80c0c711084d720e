/// What a stock model does where an inflow is below zero: one that is given, or one that a falling stock asks for.
public enum NegativeInflow: String, Sendable, CaseIterable {
  /// Throws, naming period and stock. A need below zero by less than 1e-12 of the stock is rounding and becomes 0.
  case refuse
  /// Keeps it: the cohort is negative too.
  case allow
  /// Makes it zero: the stock is then above what is given.
  case clip
  /// Makes it zero and takes the same share d = (left - target) / left from every older cohort, for good.
  ///
  /// For stock-driven models; an inflow below zero that is given is refused. Known as `NegativeInflowCorrect` in
  /// ODYM (Pauliuk and Heeren 2020, Journal of Industrial Ecology 24:446-458).
  case earlyRetirement
}
