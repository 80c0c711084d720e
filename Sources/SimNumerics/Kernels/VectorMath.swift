internal import CSimMath

/// Special functions and stock kernels of the C target on whole arrays; all unsafe code of `CSimMath` stands here.
enum VectorMath {
  /// A function of the C target that maps `count` entries one by one.
  typealias Map = (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Void

  static func complementaryError(_ x: [Double], into result: inout [Double]) {
    unsafe map(x, into: &result) { unsafe sim_complementary_error($0, $1, $2) }
  }

  static func normalUpperTail(_ x: [Double], into result: inout [Double]) {
    unsafe map(x, into: &result) { unsafe sim_normal_upper_tail($0, $1, $2) }
  }

  static func exponential(_ x: [Double], into result: inout [Double]) {
    unsafe map(x, into: &result) { unsafe sim_exponential($0, $1, $2) }
  }

  static func logarithm(_ x: [Double], into result: inout [Double]) {
    unsafe map(x, into: &result) { unsafe sim_logarithm($0, $1, $2) }
  }

  static func upperGammaRatio(shape: Double, _ x: [Double], into result: inout [Double]) {
    unsafe map(x, into: &result) { unsafe sim_upper_gamma_ratio(shape, $0, $1, $2) }
  }

  private static func map(_ x: [Double], into result: inout [Double], _ function: Map) {
    precondition(x.count == result.count, "\(x.count) arguments have no place in \(result.count) results")
    unsafe x.withUnsafeBufferPointer { x in
      unsafe result.withUnsafeMutableBufferPointer { result in
        unsafe function(x.baseAddress, result.baseAddress, x.count)
      }
    }
  }
}
