/// The processes of one job, numbered from 0, that send each other bytes.
///
/// Rank 0 is the one that reads, prints and writes. Messages between two ranks arrive in the order they were sent. Only the
/// thread that began the job may call these functions.
public protocol Ranks {
  /// The number of this process, from 0 to `count - 1`.
  var rank: Int { get }

  /// How many processes the job has, 1 or more.
  var count: Int { get }

  /// The most bytes that go in one part of a message, at least 8.
  var largestPart: Int { get }

  /// Sends one part of a message; may wait until it is received.
  ///
  /// - Parameters:
  ///   - part: at most ``largestPart`` bytes.
  ///   - other: another rank.
  /// - Throws: ``RankError`` where the message cannot be sent.
  func sendPart(_ part: Span<UInt8>, to other: Int) throws(RankError)

  /// Waits for one part of a message.
  ///
  /// - Parameters:
  ///   - length: the number of bytes that are to come, at most ``largestPart``.
  ///   - other: another rank.
  /// - Returns: the bytes.
  /// - Throws: ``RankError`` where the part cannot be received or has another length.
  func receivePart(of length: Int, from other: Int) throws(RankError) -> [UInt8]
}
