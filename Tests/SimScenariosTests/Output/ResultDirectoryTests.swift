import Foundation
import SimScenarios
import Testing

@Suite struct ResultDirectoryTests {
  private let manager = FileManager.default
  private let ownNumber = ProcessInfo.processInfo.processIdentifier

  /// The names in a directory in alphabetical order, hidden ones included.
  private func names(in directory: URL) throws -> [String] {
    try manager.contentsOfDirectory(atPath: directory.path).sorted()
  }

  private func content(of file: URL) throws -> String {
    text(Array(try Data(contentsOf: file)))
  }

  /// Puts complete results with one word in them at a path.
  private func commit(_ word: String, to path: URL) throws {
    let results = try ResultDirectory(replacing: path.path)
    try results.write(Array(word.utf8), as: "run.json")
    try results.commit()
  }

  /// The number of a process that has ended.
  private func deadProcess() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exit 0"]
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  private func makeDirectory(_ path: URL, file: String) throws {
    try manager.createDirectory(at: path, withIntermediateDirectories: true)
    try Data("left".utf8).write(to: path.appending(path: file))
  }

  @Test func `committed results stand alone in a parent that was made`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "a/b/parkstad")
      try commit("new", to: path)
      #expect(try content(of: path.appending(path: "run.json")) == "new")
      #expect(try names(in: path.deletingLastPathComponent()) == ["parkstad"])
    }
  }

  @Test func `new results replace all previous ones at the commit, not before`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      try commit("old", to: path)
      try Data("old".utf8).write(to: path.appending(path: "stock.csv"))
      let results = try ResultDirectory(replacing: path.path)
      try results.write(Array("new".utf8), as: "run.json")
      #expect(try content(of: path.appending(path: "run.json")) == "old")
      #expect(try names(in: scratch) == [".parkstad.tmp-\(ownNumber)", "parkstad"])
      try results.commit()
      #expect(try content(of: path.appending(path: "run.json")) == "new")
      #expect(try names(in: path) == ["run.json"])
      #expect(try names(in: scratch) == ["parkstad"])
    }
  }

  @Test func `tables, NetCDF files and JSON are written under their names`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      let results = try ResultDirectory(replacing: path.path + "/")
      try results.write(
        ResultTable(fileName: "stock.csv", columns: [ResultColumn("year", .integer, longName: "year")]))
      try results.write(
        NetCDFFile(
          fileName: "results.nc", title: "", source: "", references: "", coordinates: [],
          variables: [NetCDFVariable("x", dimensions: [], values: [2], unit: "1", longName: "x")]))
      try results.write(["seed": 7], as: "run.json")
      try results.commit()
      #expect(try names(in: path) == ["results.nc", "run.json", "stock.csv"])
      #expect(try content(of: path.appending(path: "stock.csv")) == "year\n")
      #expect(try content(of: path.appending(path: "run.json")) == "{\n  \"seed\": 7\n}\n")
      let bytes = Array(try Data(contentsOf: path.appending(path: "results.nc")))
      #expect(try NetCDFReader.numbers(of: "x", in: bytes) == [2])
    }
  }

  @Test func `discarded results leave the previous ones and nothing else`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      try commit("old", to: path)
      let results = try ResultDirectory(replacing: path.path)
      try results.write(Array("new".utf8), as: "run.json")
      results.discard()
      #expect(try content(of: path.appending(path: "run.json")) == "old")
      #expect(try names(in: scratch) == ["parkstad"])
    }
  }

  @Test func `an error between start and commit discards`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      let error = outputError {
        let results = try ResultDirectory(replacing: path.path)
        try results.write(["share": .number(.nan)], as: "run.json")
        try results.commit()
      }
      #expect(error?.description.hasPrefix("run.json: key 'share': found nan") == true)
      let left = try names(in: scratch)
      #expect(left.isEmpty)
    }
  }

  @Test(arguments: ["", ".", "..", "a/b", "/", "a\0b"])
  func `a file name that is no name is refused`(name: String) throws {
    try withScratchDirectory { scratch in
      let error = outputError {
        let results = try ResultDirectory(replacing: scratch.path + "/parkstad")
        try results.write([1], as: name)
      }
      #expect(error == .unusableName(name))
      let left = try names(in: scratch)
      #expect(left.isEmpty)
    }
  }

  @Test(arguments: [("", ""), ("/", ""), (".", "."), ("results/..", ".."), ("results/./", ".")])
  func `a directory that has no name of its own is refused`(path: String, name: String) {
    let error = outputError { _ = try ResultDirectory(replacing: path) }
    #expect(error == .unusableName(name))
    #expect(error?.description.hasPrefix("'\(name)' cannot name a result; give a name") == true)
  }

  @Test func `a directory that holds something else is left alone`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "Documents")
      try makeDirectory(path, file: "thesis.txt")
      let error = outputError { _ = try ResultDirectory(replacing: path.path) }
      #expect(error == .notResults(path: path.path, marker: "run.json"))
      #expect(error?.description.contains("holds files but no run.json") == true)
      #expect(try names(in: path) == ["thesis.txt"])
    }
  }

  @Test func `an empty directory is replaced`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      try manager.createDirectory(at: path, withIntermediateDirectories: false)
      try commit("new", to: path)
      #expect(try names(in: path) == ["run.json"])
    }
  }

  @Test func `a directory behind a symbolic link is replaced where it is`() throws {
    try withScratchDirectory { scratch in
      let target = scratch.appending(path: "disk/parkstad")
      try commit("old", to: target)
      let link = scratch.appending(path: "link")
      try manager.createSymbolicLink(at: link, withDestinationURL: target)
      try commit("new", to: link)
      #expect(try content(of: target.appending(path: "run.json")) == "new")
      #expect(try manager.destinationOfSymbolicLink(atPath: link.path) == target.path)
    }
  }

  @Test func `one process writes a directory once at a time`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      let results = try ResultDirectory(replacing: path.path)
      try results.write([1], as: "run.json")
      #expect(outputError { _ = try ResultDirectory(replacing: path.path) } == .alreadyOpen(path: path.path))
      try results.commit()
      try commit("next", to: path)
    }
  }

  @Test func `leftovers of dead processes and of an earlier one with this number are removed`() throws {
    try withScratchDirectory { scratch in
      let dead = try deadProcess()
      for name in [".parkstad.tmp-\(dead)", ".parkstad.tmp-\(ownNumber)", ".parkstad.old-\(dead)"] {
        try makeDirectory(scratch.appending(path: name), file: "run.json")
      }
      let path = scratch.appending(path: "parkstad")
      try makeDirectory(path, file: "run.json")
      try commit("new", to: path)
      #expect(try names(in: scratch) == ["parkstad"])
      #expect(try content(of: path.appending(path: "run.json")) == "new")
    }
  }

  @Test func `directories of running processes and of other names stay`() throws {
    try withScratchDirectory { scratch in
      let running = Process()
      let input = Pipe()
      // Runs until its input ends.
      running.executableURL = URL(fileURLWithPath: "/bin/cat")
      running.standardInput = input
      running.standardOutput = FileHandle.nullDevice
      try running.run()
      defer {
        try? input.fileHandleForWriting.close()
        running.waitUntilExit()
      }
      let dead = try deadProcess()
      let others = [
        ".other.tmp-\(dead)", ".parkstad.tmp-", ".parkstad.tmp--1", ".parkstad.tmp-0",
        ".parkstad.tmp-0\(dead)",
        ".parkstad.tmp-\(dead)x", ".parkstad.tmp-\(running.processIdentifier)", "parkstad.tmp-\(dead)",
      ]
      for name in others { try makeDirectory(scratch.appending(path: name), file: "x") }
      try commit("new", to: scratch.appending(path: "parkstad"))
      #expect(try names(in: scratch) == (others + ["parkstad"]).sorted())
    }
  }

  @Test func `results that a dead process had moved aside are restored`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      try makeDirectory(scratch.appending(path: ".parkstad.old-\(try deadProcess())"), file: "run.json")
      try ResultDirectory(replacing: path.path).discard()
      #expect(try content(of: path.appending(path: "run.json")) == "left")
      #expect(try names(in: scratch) == ["parkstad"])
    }
  }

  @Test func `when the new results cannot be put in place the previous ones come back`() throws {
    try withScratchDirectory { scratch in
      let path = scratch.appending(path: "parkstad")
      try commit("old", to: path)
      let error = outputError {
        let results = try ResultDirectory(replacing: path.path)
        try manager.removeItem(atPath: results.temporaryPath)
        try results.commit()
      }
      #expect(
        error?.description == "\(path.path): putting the new results in place: No such file or directory; "
          + "see that the path exists and can be written, or write the results elsewhere")
      #expect(try content(of: path.appending(path: "run.json")) == "old")
      #expect(try names(in: scratch) == ["parkstad"])
    }
  }
}
