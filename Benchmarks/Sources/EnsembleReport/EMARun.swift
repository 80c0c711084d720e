/// Experiments of the EMA workbench on a small model of its own.
struct EMARun: Decodable {
  let version: String
  let experiments: Int
  let seconds: Double

  /// Runs the peer; `nil` where the interpreter or the workbench is missing.
  static func run(experiments: Int) -> EMARun? {
    PeerScript.result(of: "lake_ema.py", experiments)
  }
}
