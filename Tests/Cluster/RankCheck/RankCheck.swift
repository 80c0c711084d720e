internal import Foundation
internal import SimCluster

/// A job without a model, which `Tests/Cluster/run` starts on ranks: what it prints must not depend on their number.
///
///     RankCheck sum BLOCKS     adds up the blocks; prints the sum and a hash of all bytes
///     RankCheck fail RANK      fails with exit code 65 on that rank, while the others wait
///     RankCheck large BYTES    brings messages of so many bytes to rank 0
@main
struct RankCheck {
  /// A failure on purpose.
  struct Failure: Error {}

  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count == 3, let number = Int(arguments[2]), number >= 0 else { throw Failure() }
      try RankJob.run(environment: ProcessInfo.processInfo.environment, exitCode: report) { ranks in
        switch arguments[1] {
        case "sum": try sum(blocks: number, ranks)
        case "fail": try fail(on: number, ranks)
        case "large": try large(bytes: number, ranks)
        default: throw Failure()
        }
      }
    } catch {
      exit(report(error, rank: 0))
    }
  }

  private static func report(_ error: any Error, rank: Int) -> Int32 {
    FileHandle.standardError.write(Data("RankCheck: rank \(rank): \(error)\n".utf8))
    return error is Failure ? 65 : 70
  }

  private static func sum(blocks: Int, _ ranks: any Ranks) throws {
    // Rank 0 alone knows the seed.
    let seed = try ranks.broadcast(ranks.isFirst ? Array("seed".utf8) : [])
    // A share of consecutive blocks, so that shares have different lengths.
    let share = ranks.rank * blocks / ranks.count..<(ranks.rank + 1) * blocks / ranks.count
    let own = share.flatMap { withBits(of: value(of: $0, seed: hash(seed))) }
    var all: [UInt8] = []
    try ranks.gather(own) { _, bytes in all += bytes }
    guard ranks.isFirst else { return }
    // A sum in the order of the blocks; in another order these numbers give other bits.
    let total = stride(from: 0, to: all.count, by: 8).reduce(0.0) { sum, place in
      sum + Double(bitPattern: all[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    print("\(blocks) blocks: sum \(total), bytes \(all.count), hash \(hash(all))")
  }

  private static func fail(on rank: Int, _ ranks: any Ranks) throws {
    if ranks.rank == rank { throw Failure() }
    if ranks.isFirst {
      _ = try ranks.receive(from: rank)
    } else {
      _ = try ranks.broadcast([])
    }
  }

  private static func large(bytes count: Int, _ ranks: any Ranks) throws {
    let own = ranks.isFirst ? [] : pattern(count, rank: ranks.rank)
    try ranks.gather(own) { rank, bytes in
      guard rank == 0 || bytes == pattern(count, rank: rank) else { throw Failure() }
      if rank > 0 { print("rank \(rank): \(bytes.count) bytes") }
    }
  }

  /// A number of a block whose size differs by many orders of magnitude from that of the next.
  private static func value(of block: Int, seed: UInt64) -> Double {
    let word = hash(withBits(of: Double(block))) ^ seed
    return Double(word >> 12) * 0x1p-52 * (block % 3 == 0 ? 1e12 : 1)
  }

  private static func withBits(of number: Double) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
  }

  private static func pattern(_ count: Int, rank: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 >> 20 &+ $0 &+ rank) }
  }

  /// The 64-bit FNV-1a hash.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
