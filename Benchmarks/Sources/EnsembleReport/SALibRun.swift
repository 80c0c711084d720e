/// What SALib finds and how long it takes.
struct SALibRun: Decodable {
  struct Seconds: Decodable {
    let points: Double
    let evaluations: Double
    let indices: Double

    /// All steps together.
    var sum: Double { points + evaluations + indices }
  }

  let version: String
  let evaluations: Int
  let seconds: Seconds
  let first: [Double]
  let firstHalfWidth: [Double]
  let total: [Double]
  let totalHalfWidth: [Double]

  /// Runs the peer; `nil` where the interpreter or SALib is missing.
  static func run(samples: Int) -> SALibRun? {
    PeerScript.result(of: "ishigami_salib.py", samples)
  }

  /// The greatest distance from the closed form.
  var largestError: Double {
    zip(first + total, IshigamiRun.first + IshigamiRun.total).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
