internal import Foundation
internal import SimNumerics
internal import SimScenarios

/// The rows of `members.csv` on disk, one file for every block of members.
///
/// A file is written beside its place and moved there, so that it is whole or absent; a checksum over its rows, its block
/// and its ensemble stands at its end.
public struct MemberFiles: Sendable {
  /// Where files are looked for, one directory after the other.
  let directories: [String]
  private let blockCount: Int
  /// What distinguishes the files of this ensemble from those of another.
  private let mark: [UInt8]

  /// The files of an ensemble in some directories.
  ///
  /// - Parameters:
  ///   - ensemble: the ensemble.
  ///   - directories: the first is the one that is written to.
  public init(_ ensemble: Ensemble, in directories: [String]) {
    self.directories = directories
    blockCount = ensemble.blockCount
    mark = Array(ensemble.identity.text.utf8)
  }

  /// The name of the file of a block.
  static func name(ofBlock block: Int) -> String { "members-\(block).part" }

  /// Writes the rows of a block.
  func write(_ rows: [UInt8], block: Int) throws(EnsembleError) {
    let path = directories[0] + "/" + Self.name(ofBlock: block)
    let manager = FileManager.default
    do {
      try manager.createDirectory(atPath: directories[0], withIntermediateDirectories: true)
      try Data(signed(rows, block: block)).write(to: URL(fileURLWithPath: path + "-next"))
      if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
      try manager.moveItem(atPath: path + "-next", toPath: path)
    } catch {
      throw .unreadable(path: path, reason: "it cannot be written: \(error.localizedDescription)")
    }
  }

  /// Reads the rows of a block.
  ///
  /// - Throws: ``EnsembleError`` where no directory has them whole.
  func rows(ofBlock block: Int) throws(EnsembleError) -> [UInt8] {
    var damaged: String?
    for directory in directories {
      let path = directory + "/" + Self.name(ofBlock: block)
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { continue }
      let rows = Array(data.dropLast(8))
      if data.count >= 8, signed(rows, block: block).suffix(8).elementsEqual(data.suffix(8)) { return rows }
      damaged = damaged ?? path
    }
    if let damaged { throw .damaged(path: damaged, .damaged) }
    throw .missing(blocks: [block..<block + 1], of: blockCount)
  }

  /// Which of some blocks no directory has whole.
  func missing(of blocks: [Int]) -> [Int] { blocks.filter { (try? rows(ofBlock: $0)) == nil } }

  /// Makes sure that all blocks of the ensemble are there, whole.
  ///
  /// - Throws: ``EnsembleError`` naming the first file that is cut off or changed, else the blocks that are missing.
  public func check() throws(EnsembleError) {
    var gaps: [Range<Int>] = []
    for block in 0..<blockCount {
      do {
        _ = try rows(ofBlock: block)
      } catch .missing {
        if gaps.last?.upperBound == block {
          gaps[gaps.count - 1] = gaps[gaps.count - 1].lowerBound..<block + 1
        } else {
          gaps.append(block..<block + 1)
        }
      }
    }
    guard gaps.isEmpty else { throw .missing(blocks: gaps, of: blockCount) }
  }

  /// Removes the files of some blocks from the directory that is written to.
  func remove(_ blocks: Range<Int>) {
    let manager = FileManager.default
    guard manager.fileExists(atPath: directories[0]) else { return }
    for block in blocks {
      let path = directories[0] + "/" + Self.name(ofBlock: block)
      for leftover in [path, path + "-next"] where manager.fileExists(atPath: leftover) {
        try? manager.removeItem(atPath: leftover)
      }
    }
  }

  /// Removes the directory that is written to, where it is empty.
  func removeEmptyDirectory() {
    let manager = FileManager.default
    guard (try? manager.contentsOfDirectory(atPath: directories[0]))?.isEmpty == true else { return }
    try? manager.removeItem(atPath: directories[0])
  }

  /// Writes `members.csv`, block after block.
  func write(to directory: borrowing ResultDirectory) throws(OutputError) {
    try directory.write(as: MemberRows.fileName) { append throws(OutputError) in
      try append(MemberRows.header)
      for block in 0..<blockCount { try append(try output(ofBlock: block)) }
    }
  }

  /// Writes the files of some blocks as they are, for `simrunner merge`.
  func write(_ blocks: Range<Int>, to directory: borrowing ResultDirectory) throws(OutputError) {
    for block in blocks {
      try directory.write(signed(try output(ofBlock: block), block: block), as: Self.name(ofBlock: block))
    }
  }

  private func output(ofBlock block: Int) throws(OutputError) -> [UInt8] {
    do {
      return try rows(ofBlock: block)
    } catch {
      throw .fileSystem(
        path: directories[0] + "/" + Self.name(ofBlock: block), action: "reading the rows of members",
        code: nil, reason: "\(error)", remedy: "run it again with --resume")
    }
  }

  /// Rows with their checksum.
  private func signed(_ rows: [UInt8], block: Int) -> [UInt8] {
    var signature = ByteWriter()
    signature.write(block)
    let whole = rows + mark + signature.bytes
    var checksum = ByteWriter()
    checksum.write(bits: VectorMath.checksum(whole, count: whole.count))
    return rows + checksum.bytes
  }
}
