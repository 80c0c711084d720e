extension Ranks {
  /// Whether this process reads, prints and writes for the job.
  public var isFirst: Bool { rank == 0 }

  /// Sends bytes of any number to another rank, which must call ``receive(from:)``.
  ///
  /// The number of bytes goes first, as 64 bits, then the bytes in parts.
  ///
  /// - Parameters:
  ///   - bytes: the message; it may be empty.
  ///   - other: another rank.
  /// - Throws: ``RankError`` where it cannot be sent.
  public func send(_ bytes: [UInt8], to other: Int) throws(RankError) {
    checkOther(other)
    let header = (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }
    try sendPart(header.span, to: other)
    for part in parts(of: bytes.count) {
      try sendPart(bytes.span.extracting(part), to: other)
    }
  }

  /// Waits for the next message of another rank.
  ///
  /// - Parameter other: another rank.
  /// - Returns: the bytes it sent.
  /// - Throws: ``RankError`` where they cannot be received.
  public func receive(from other: Int) throws(RankError) -> [UInt8] {
    checkOther(other)
    let header = try receivePart(of: 8, from: other)
    let length = header.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard let length = Int(exactly: length) else {
      throw RankError.unreadable(rank: other, found: "a message of \(length) bytes")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    for part in parts(of: length) { bytes += try receivePart(of: part.count, from: other) }
    return bytes
  }

  /// Gives every rank the bytes of rank 0; all ranks must call it.
  ///
  /// - Parameter bytes: what rank 0 sends; not used on the others.
  /// - Returns: the bytes of rank 0.
  /// - Throws: ``RankError`` where a message is lost.
  public func broadcast(_ bytes: [UInt8]) throws(RankError) -> [UInt8] {
    guard isFirst else { return try receive(from: 0) }
    for other in 1..<count { try send(bytes, to: other) }
    return bytes
  }

  /// Brings the bytes of every rank to rank 0, which reads them one after the other; all ranks must call it.
  ///
  /// Rank 0 holds its own bytes and those of one other rank at a time.
  ///
  /// - Parameters:
  ///   - bytes: what this rank gives, of any number.
  ///   - read: called on rank 0 only, with each rank and its bytes, in the order of the ranks.
  /// - Throws: ``RankError`` where a message is lost, or what `read` throws.
  public func gather(_ bytes: [UInt8], _ read: (_ rank: Int, _ bytes: [UInt8]) throws -> Void) throws {
    guard isFirst else { return try send(bytes, to: 0) }
    try read(0, bytes)
    for other in 1..<count { try read(other, receive(from: other)) }
  }

  /// Does the same work on rank 0 first, and then on the others; all ranks must call it.
  ///
  /// What is wrong for all of them is so found, and can be reported, by rank 0 alone.
  ///
  /// - Parameter work: what every rank does, such as reading a file.
  /// - Returns: what the work gives.
  /// - Throws: what `work` throws, or ``RankError`` where a message is lost.
  public func firstThenOthers<Value>(_ work: () throws -> Value) throws -> Value {
    if isFirst {
      let value = try work()
      _ = try broadcast([])
      return value
    }
    _ = try broadcast([])
    return try work()
  }

  private func checkOther(_ other: Int) {
    precondition(
      other != rank && (0..<count).contains(other), "rank \(other) is not another one of \(count)")
  }

  /// Consecutive ranges of at most ``largestPart`` bytes.
  private func parts(of length: Int) -> some Sequence<Range<Int>> {
    let size = largestPart
    return stride(from: 0, to: length, by: size).lazy.map { $0..<($0 + min(size, length - $0)) }
  }
}
