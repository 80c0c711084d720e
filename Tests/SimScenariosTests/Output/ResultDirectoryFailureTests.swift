import Foundation
import SimScenarios
import Testing

@Suite struct ResultDirectoryFailureTests {
  private static let isRoot = getuid() == 0

  @Test func `a path that is a file is refused and stays`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      try Data("mine".utf8).write(to: path)
      let error = outputError { _ = try ResultDirectory(replacing: path.path) }
      #expect(
        error?.description == "\(path.path): listing the previous results: Not a directory; "
          + "a file is in the way of a directory; remove it or write the results elsewhere")
      #expect(try Data(contentsOf: path) == Data("mine".utf8))
    }
  }

  @Test func `a parent that is a file is refused`() {
    let error = outputError { _ = try ResultDirectory(replacing: "/dev/null/results/parkstad") }
    #expect(
      error?.description == "/dev/null/results: making the parent directory: Not a directory; "
        + "a file is in the way of a directory; remove it or write the results elsewhere")
  }

  @Test func `a start that failed can be tried again`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      try Data().write(to: path)
      #expect(throws: OutputError.self) { _ = try ResultDirectory(replacing: path.path) }
      try FileManager.default.removeItem(at: path)
      let results = try ResultDirectory(replacing: path.path)
      try results.commit()
    }
  }

  @Test func `a name that is too long is refused`() throws {
    try withScratchDirectory { scratch in
      let name = String(repeating: "n", count: 300)
      let error = outputError {
        let results = try ResultDirectory(replacing: scratch.path + "/parkstad")
        try results.write([1], as: name)
      }
      #expect(
        error?.description
          == "\(scratch.path)/parkstad/\(name): writing the file: File name too long; give a shorter name")
    }
  }

  @Test(.enabled(if: !isRoot, "root may write everywhere"))
  func `a parent that may not be written is refused`() throws {
    try withScratchDirectory { scratch in
      let manager = FileManager.default
      try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scratch.path)
      defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path) }
      let error = outputError { _ = try ResultDirectory(replacing: scratch.path + "/parkstad") }
      #expect(
        error?.description.hasSuffix(
          "making the temporary directory: Permission denied; "
            + "write the results where you may, or ask for the right to write here") == true)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
  func `a full device is named and the previous results stay`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      let first = try ResultDirectory(replacing: path.path)
      try first.write(Array("old".utf8), as: "run.json")
      try first.commit()
      let error = outputError {
        let results = try ResultDirectory(replacing: path.path)
        try FileManager.default.createSymbolicLink(
          atPath: results.temporaryPath + "/run.json", withDestinationPath: "/dev/full")
        try results.write(Array("new".utf8), as: "run.json")
        try results.commit()
      }
      #expect(
        error
          == .fileSystem(
            path: path.path + "/run.json", action: "writing the file", code: ENOSPC,
            reason: "No space left on device", remedy: "free some space or write the results elsewhere"))
      #expect(try Data(contentsOf: path.appending(path: "run.json")) == Data("old".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["parkstad"])
    }
  }

  @Test(.enabled(if: isRoot, "only root can mount a small disk"))
  func `a disk that fills up half way is named and the previous results stay`() throws {
    try withScratchDirectory { scratch in
      let mounted = try run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", scratch.path])
      guard mounted.code == 0 else {
        try Test.cancel("mounting a small disk is not allowed here")
      }
      defer { _ = try? run("/bin/umount", [scratch.path]) }
      let path = scratch.appending(path: "parkstad")
      let first = try ResultDirectory(replacing: path.path)
      try first.write(Array("old".utf8), as: "run.json")
      try first.commit()
      let error = outputError {
        let results = try ResultDirectory(replacing: path.path)
        try results.write(Array("new".utf8), as: "run.json")
        try results.write(Array(repeating: 0, count: 200_000), as: "results.nc")
        try results.commit()
      }
      #expect(
        error?.description == "\(path.path)/results.nc: writing the file: No space left on device; "
          + "free some space or write the results elsewhere")
      #expect(try Data(contentsOf: path.appending(path: "run.json")) == Data("old".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["parkstad"])
    }
  }
}
