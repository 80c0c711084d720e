/// One eigenvalue of a real matrix.
public struct Eigenvalue: Sendable, Equatable {
  /// The real part.
  public let real: Double
  /// The imaginary part, 0 for a real eigenvalue.
  public let imaginary: Double

  /// Makes an eigenvalue of its parts.
  ///
  /// - Parameters:
  ///   - real: the real part, in the unit of the matrix.
  ///   - imaginary: the imaginary part, in the same unit; 0 for a real eigenvalue.
  public init(real: Double, imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The modulus, |lambda| = sqrt(real^2 + imaginary^2), without overflow on the way.
  public var modulus: Double {
    let large = max(real.magnitude, imaginary.magnitude)
    guard large > 0, large.isFinite else { return large }
    let (first, second) = (real / large, imaginary / large)
    return large * (first * first + second * second).squareRoot()
  }

  /// Whether one eigenvalue stands before another: by modulus, then real part, then imaginary part, descending.
  static func dominates(_ left: Eigenvalue, _ right: Eigenvalue) -> Bool {
    (left.modulus, left.real, left.imaginary) > (right.modulus, right.real, right.imaginary)
  }
}

/// The eigenvalues of a real matrix with their right and left eigenvectors.
public struct Eigensystem: Sendable, Equatable {
  /// The `n` eigenvalues, complex ones as conjugate pairs, the positive imaginary part first.
  public let values: [Eigenvalue]
  /// The right eigenvectors, `n x n`: column k belongs to value k where it is real; of a pair at k and k + 1, column k
  /// holds the real part and column k + 1 the imaginary part of the vector of the first.
  public let right: Matrix
  /// The left eigenvectors, `n x n`, in the same way.
  public let left: Matrix

  /// Makes a system of values and vectors.
  ///
  /// - Parameters:
  ///   - values: `n` eigenvalues, complex ones as conjugate pairs, the positive imaginary part first.
  ///   - right: the right eigenvectors as columns, `n x n`; a pair takes two columns, real and imaginary part.
  ///   - left: the left eigenvectors in the same way, `n x n`.
  public init(values: [Eigenvalue], right: Matrix, left: Matrix) {
    self.values = values
    self.right = right
    self.left = left
  }
}
