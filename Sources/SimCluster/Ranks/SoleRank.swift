/// The only process of its job, as every run without MPI is.
public struct SoleRank: Ranks, Sendable, Hashable {
  /// The only rank.
  public init() {}

  /// 0.
  public var rank: Int { 0 }

  /// 1.
  public var count: Int { 1 }

  /// Any number of bytes.
  public var largestPart: Int { .max }

  /// There is no other rank, so nobody may call this.
  ///
  /// - Parameters:
  ///   - part: the bytes.
  ///   - other: the other rank, of which there is none.
  /// - Throws: nothing; a call ends the program.
  public func sendPart(_ part: Span<UInt8>, to other: Int) throws(RankError) {
    preconditionFailure("rank \(other) is not another one of 1")
  }

  /// There is no other rank, so nobody may call this.
  ///
  /// - Parameters:
  ///   - length: the number of bytes.
  ///   - other: the other rank, of which there is none.
  /// - Returns: nothing; a call ends the program.
  /// - Throws: nothing.
  public func receivePart(of length: Int, from other: Int) throws(RankError) -> [UInt8] {
    preconditionFailure("rank \(other) is not another one of 1")
  }
}
