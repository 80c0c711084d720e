import Foundation
import SimCluster
import Synchronization

/// A rank that is a thread of this process, beside others.
struct TaskRank: Ranks {
  let rank: Int
  let largestPart: Int
  let post: PostOffice

  var count: Int { post.count }

  func sendPart(_ part: Span<UInt8>, to other: Int) throws(RankError) {
    precondition(part.count <= largestPart, "\(part.count) bytes in a part of \(largestPart)")
    post.put(part.indices.map { part[$0] }, from: rank, to: other)
  }

  func receivePart(of length: Int, from other: Int) throws(RankError) -> [UInt8] {
    let part = post.take(from: other, to: rank)
    guard part.count == length else {
      throw RankError.unreadable(rank: other, found: "\(part.count) of \(length) bytes")
    }
    return part
  }
}

/// Where the parts of messages wait for their readers.
final class PostOffice: Sendable {
  let count: Int
  private let boxes: Mutex<[[[UInt8]]]>
  private let arrival = NSCondition()

  init(count: Int) {
    self.count = count
    boxes = Mutex(Array(repeating: [], count: count * count))
  }

  func put(_ part: [UInt8], from sender: Int, to receiver: Int) {
    arrival.lock()
    boxes.withLock { $0[sender * count + receiver].append(part) }
    arrival.broadcast()
    arrival.unlock()
  }

  func take(from sender: Int, to receiver: Int) -> [UInt8] {
    arrival.lock()
    defer { arrival.unlock() }
    while true {
      let box = sender * count + receiver
      if let part = boxes.withLock({ $0[box].isEmpty ? nil : $0[box].removeFirst() }) { return part }
      arrival.wait()
    }
  }
}

/// Runs work on a thread of its own, where it may wait.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try work() }) }.start()
  }
}
