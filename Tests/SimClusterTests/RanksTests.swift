import Foundation
import SimCluster
import Synchronization
import Testing

/// The chapter on sending bytes between ranks, without MPI: every rank is a task of this process.
@Suite struct RanksTests {
  /// What every rank of a job of tasks gives.
  private func onRanks<Value: Sendable>(
    _ count: Int, largestPart: Int = 16, _ work: @escaping @Sendable (any Ranks) throws -> Value
  ) async throws -> [Value] {
    let post = PostOffice(count: count)
    return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      for rank in 0..<count {
        group.addTask {
          (rank, try await onThread { try work(TaskRank(rank: rank, largestPart: largestPart, post: post)) })
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// Bytes that differ by rank, in lengths around the largest part.
  private func message(of rank: Int) -> [UInt8] {
    let lengths = [0, 1, 15, 16, 17, 32, 33, 1000]
    return (0..<lengths[rank % lengths.count]).map { UInt8(truncatingIfNeeded: $0 * 7 + rank) }
  }

  @Test(arguments: [1, 2, 3, 7, 8])
  func `rank 0 reads the bytes of every rank in the order of the ranks`(count: Int) async throws {
    let gathered = try await onRanks(count) { ranks in
      var read: [(rank: Int, bytes: [UInt8])] = []
      try ranks.gather(message(of: ranks.rank)) { read.append(($0, $1)) }
      return read
    }
    #expect(gathered[0].map(\.rank) == Array(0..<count))
    #expect(gathered[0].map(\.bytes) == (0..<count).map(message))
    #expect(gathered.dropFirst().allSatisfy { $0.isEmpty })
  }

  @Test(arguments: [1, 2, 5], [0, 1, 16, 17, 100])
  func `every rank has the bytes of rank 0 after a broadcast`(count: Int, length: Int) async throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    let received = try await onRanks(count) { ranks in
      try ranks.broadcast(ranks.isFirst ? bytes : [99])
    }
    #expect(received == Array(repeating: bytes, count: count))
  }

  @Test func `messages arrive in the order they were sent, whatever the size of the parts`() async throws {
    for largestPart in [8, 9, 64, 1 << 20] {
      let received = try await onRanks(2, largestPart: largestPart) { ranks in
        guard ranks.isFirst else {
          for rank in 0..<9 { try ranks.send(message(of: rank), to: 0) }
          return [[UInt8]]()
        }
        return try (0..<9).map { _ in try ranks.receive(from: 1) }
      }
      #expect(received[0] == (0..<9).map(message))
    }
  }

  @Test func `the others begin after rank 0 has ended`() async throws {
    let order = Mutex<[Int]>([])
    let given = try await onRanks(5) { ranks in
      try ranks.firstThenOthers {
        if ranks.isFirst { Thread.sleep(forTimeInterval: 0.05) }
        order.withLock { $0.append(ranks.rank) }
        return ranks.rank * 10
      }
    }
    #expect(given == [0, 10, 20, 30, 40])
    order.withLock { #expect($0.first == 0 && $0.sorted() == [0, 1, 2, 3, 4]) }
  }

  @Test func `what reading throws ends the gathering`() async throws {
    struct Refusal: Error {}
    let ranks = SoleRank()
    #expect(throws: Refusal.self) { try ranks.gather([1]) { _, _ in throw Refusal() } }
  }

  @Test func `a length that no memory holds is refused`() async throws {
    let outcome = try await onRanks(2) { ranks -> String in
      guard ranks.isFirst else {
        try ranks.sendPart([UInt8](repeating: 255, count: 8).span, to: 0)
        return ""
      }
      do { return try "\(ranks.receive(from: 1).count)" } catch { return "\(error)" }
    }
    #expect(
      outcome[0]
        == "rank 1 sent a message of 18446744073709551615 bytes; start the same program on every rank")
  }

  @Test func `a sole rank reads its own bytes and keeps them`() throws {
    let ranks = SoleRank()
    #expect(ranks.isFirst && ranks.count == 1)
    #expect(try ranks.broadcast([1, 2]) == [1, 2])
    var read: [[UInt8]] = []
    try ranks.gather([3]) { read.append($1) }
    #expect(read == [[3]])
  }
}
