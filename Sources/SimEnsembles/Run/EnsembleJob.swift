internal import Foundation

/// The run of an ensemble, or of one of its parts, with a file that a stopped run is continued from.
///
/// While members run, what is known of them is written beside the results every few seconds, each time as a whole file
/// that takes the place of the one before. A run that was killed at any moment is continued from there.
public struct EnsembleJob: Sendable {
  /// The name of the file that holds the state of a part in its result directory.
  public static let stateFile = "ensemble.state"

  /// The ensemble.
  public let ensemble: Ensemble
  /// Which part is run.
  public let shard: EnsembleShard
  /// The directory of the results.
  public let directory: String
  /// The seconds between two writings of the state.
  public let checkpointSeconds: Double

  /// Makes a job.
  ///
  /// - Parameters:
  ///   - ensemble: the ensemble.
  ///   - shard: which part is run.
  ///   - directory: the directory of the results.
  ///   - checkpointSeconds: the seconds between two writings of the state, 0 or more.
  public init(
    _ ensemble: Ensemble, shard: EnsembleShard = .whole, directory: String, checkpointSeconds: Double = 5
  ) {
    self.ensemble = ensemble
    self.shard = shard
    self.directory = directory
    self.checkpointSeconds = checkpointSeconds
  }

  /// The file that a stopped run leaves: hidden, beside the result directory.
  public var partialFile: String {
    let url = URL(fileURLWithPath: directory)
    let suffix = shard == .whole ? "" : "-\(shard.number)-of-\(shard.count)"
    return url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent)\(suffix).ensemble").path
  }

  /// Runs the blocks of the part that have not run.
  ///
  /// - Parameters:
  ///   - resumes: whether to go on from the file of a stopped run; otherwise that is removed.
  ///   - threads: how many blocks may run side by side; the state does not depend on it.
  ///   - progress: called with the members that have run and those of the part, on any thread, one call at a time.
  /// - Returns: the state of the part, all its members run.
  /// - Throws: ``EnsembleError``; the state as far as it is known is then in ``partialFile``.
  public func run(
    resumes: Bool, threads: Int, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(EnsembleError) -> EnsembleState {
    var state = ensemble.emptyState
    let blocks = shard.blocks(of: ensemble.blockCount)
    let files = memberFiles
    if !resumes { files.remove(blocks) }
    if resumes, let path = newestPartialFile() {
      try state.merge(try Self.read(path), from: path)
    } else if resumes, let ended = endedState(of: blocks) {
      state = ended
    }
    let missing = state.missing(in: blocks).flatMap { Array($0) }
    let all = blocks.reduce(0) { $0 + ensemble.members(ofBlock: $1).count }
    let before = all - missing.reduce(0) { $0 + ensemble.members(ofBlock: $1).count }
    let pace = CheckpointPace(seconds: checkpointSeconds)
    let failure = WriteFailure()
    progress(before, all)
    let keep: @Sendable ([UInt8], Int) throws(EnsembleError) -> Void = { rows, block throws(EnsembleError) in
      try files.write(rows, block: block)
    }
    if ensemble.plan.keepsMembers {
      // Rows that were lost of blocks that the state has; what else these blocks give is known already.
      var known = ensemble.emptyState
      let lost = files.missing(of: Set(blocks).subtracting(missing).sorted())
      try ensemble.run(blocks: lost, into: &known, threads: threads, keeping: keep)
    }
    try ensemble.run(blocks: missing, into: &state, threads: threads, keeping: keep) { members, state in
      progress(before + members, all)
      return pace.isDue { failure.keep { () throws(EnsembleError) in try write(state) } }
        ? failure.error == nil : true
    }
    if let error = failure.error { throw error }
    return state
  }

  /// The state of a run of this part that ended, where it is whole; a part that was lost or cut off is run again.
  private func endedState(of blocks: Range<Int>) -> EnsembleState? {
    guard let state = try? Self.read(directory + "/" + Self.stateFile), state.identity == ensemble.identity,
      state.forest.blocks.allSatisfy({ blocks.clamped(to: $0) == $0 })
    else { return nil }
    return state
  }

  /// The next state while it is written, so that a run that is killed then leaves no file that nobody knows.
  private var unfinishedFile: String { partialFile + "-next" }

  /// What a stopped run left, or `nil`.
  private func newestPartialFile() -> String? {
    let manager = FileManager.default
    // Killed after it had removed the file before, and before it moved the next one there.
    if !manager.fileExists(atPath: partialFile), (try? Self.read(unfinishedFile)) != nil {
      try? manager.moveItem(atPath: unfinishedFile, toPath: partialFile)
    }
    return manager.fileExists(atPath: partialFile) ? partialFile : nil
  }

  /// The rows of the members of this part while it runs, hidden beside the result directory, or where it ended in it.
  public var memberFiles: MemberFiles {
    let url = URL(fileURLWithPath: directory)
    let hidden = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).members").path
    return MemberFiles(ensemble, in: [hidden, directory])
  }

  /// Removes the files of a stopped run, once the results are in place.
  public func removePartialFile() {
    memberFiles.remove(shard.blocks(of: ensemble.blockCount))
    memberFiles.removeEmptyDirectory()
    for path in [partialFile, unfinishedFile] { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Reads the state of a part.
  ///
  /// - Parameter path: the file that holds the state.
  /// - Returns: the state.
  /// - Throws: ``EnsembleError`` where the file is missing, cut off or changed.
  public static func read(_ path: String) throws(EnsembleError) -> EnsembleState {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw .unreadable(path: path, reason: exists ? error.localizedDescription : "there is no such file")
    }
    do {
      return try EnsembleState(bytes: Array(data))
    } catch {
      throw .damaged(path: path, error)
    }
  }

  /// Writes a state: beside its place, then moved there. At any moment one of the two files is whole.
  private func write(_ state: EnsembleState) throws(EnsembleError) {
    let (manager, path) = (FileManager.default, partialFile)
    do {
      try manager.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(state.bytes).write(to: URL(fileURLWithPath: unfinishedFile))
      if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
      try manager.moveItem(atPath: unfinishedFile, toPath: path)
    } catch {
      throw .unreadable(path: path, reason: "it cannot be written: \(error.localizedDescription)")
    }
  }
}

/// When the state is written again: not before some seconds, and never for more than a tenth of the time.
private final class CheckpointPace: @unchecked Sendable {
  // Used under the lock of the run, one call at a time.
  private var last = ContinuousClock.now
  private var cost = Duration.zero
  private let seconds: Double

  init(seconds: Double) { self.seconds = seconds }

  /// Does what is due; tells whether it was.
  func isDue(_ write: () -> Void) -> Bool {
    let now = ContinuousClock.now
    let pause = last.duration(to: now) / .seconds(1)
    guard pause >= seconds, pause >= 10 * (cost / .seconds(1)) else { return false }
    write()
    last = .now
    cost = now.duration(to: last)
    return true
  }
}

/// The first failure to write the state.
private final class WriteFailure: @unchecked Sendable {
  // Used under the lock of the run, one call at a time.
  private(set) var error: EnsembleError?

  func keep(_ body: () throws(EnsembleError) -> Void) {
    do { try body() } catch { self.error = self.error ?? error }
  }
}
