#if MPI
  internal import CSimMPI

  /// The ranks of an MPI job, and the only code that calls the library. All unsafe code of this module stands here.
  ///
  /// Only the thread that made it may use it (`MPI_THREAD_FUNNELED`). Source: MPI Forum (2021), MPI 4.0.
  final class MPIRanks: Ranks {
    let rank: Int
    let count: Int
    /// MPI counts bytes in 32 bits, so longer messages go in parts.
    let largestPart = 1 << 28

    /// Starts MPI in this process, which can be done once.
    ///
    /// - Throws: ``RankError/library(action:reason:)``.
    init() throws(RankError) {
      var isEnough: Int32 = 0
      try Self.check(unsafe sim_mpi_start(&isEnough), "starting")
      guard isEnough != 0 else {
        throw RankError.library(
          action: "starting", reason: "the library allows no threads beside the one that calls it")
      }
      var (rank, count): (Int32, Int32) = (0, 0)
      try Self.check(unsafe sim_mpi_rank(&rank), "finding this rank")
      try Self.check(unsafe sim_mpi_count(&count), "counting the ranks")
      self.rank = Int(rank)
      self.count = Int(count)
    }

    func sendPart(_ part: Span<UInt8>, to other: Int) throws(RankError) {
      precondition(part.count <= largestPart, "\(part.count) bytes; a part has at most \(largestPart)")
      let status = unsafe part.withUnsafeBytes { bytes in
        unsafe sim_mpi_send(bytes.baseAddress, Int32(bytes.count), Int32(other))
      }
      try Self.check(status, "sending \(part.count) bytes to rank \(other)")
    }

    func receivePart(of length: Int, from other: Int) throws(RankError) -> [UInt8] {
      precondition(length <= largestPart, "\(length) bytes; a part has at most \(largestPart)")
      var part = [UInt8](repeating: 0, count: length)
      var received: Int32 = 0
      let status = unsafe sim_mpi_receive(&part, Int32(length), Int32(other), &received)
      try Self.check(status, "receiving \(length) bytes from rank \(other)")
      guard received == Int32(length) else {
        throw RankError.unreadable(rank: other, found: "\(received) of \(length) bytes")
      }
      return part
    }

    /// Ends MPI in this process, after its last message; waits for the other ranks.
    ///
    /// - Throws: ``RankError/library(action:reason:)``.
    func end() throws(RankError) {
      try Self.check(MPI_Finalize(), "ending")
    }

    /// Ends every process of the job, this one too.
    ///
    /// - Parameter exitCode: the exit code of the job, from 1 to 255.
    func abort(exitCode: Int32) -> Never {
      _ = sim_mpi_abort(exitCode)
      preconditionFailure("MPI_Abort gave control back")
    }

    private static func check(_ status: Int32, _ action: @autoclosure () -> String) throws(RankError) {
      guard status != sim_mpi_success else { return }
      throw RankError.library(action: action(), reason: reason(of: status))
    }

    private static func reason(of status: Int32) -> String {
      var text = [CChar](repeating: 0, count: Int(sim_mpi_longest_text))
      var length: Int32 = 0
      guard unsafe MPI_Error_string(status, &text, &length) == sim_mpi_success else {
        return "error \(status)"
      }
      return String(decoding: text.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
#endif
