import Foundation
import SimScenarios
import Testing

struct InputFilesTests {
  private func error(_ body: () throws(InputFileError) -> [UInt8]) -> InputFileError? {
    do {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `files in memory give their bytes, and say what is missing, a folder or too large`() throws {
    let files = InMemoryFiles(["data/a.csv": "x\n1\n"])
    #expect(try files.read("data/a.csv") == Array("x\n1\n".utf8))
    #expect(files.exists("data/a.csv") && files.exists("data") && !files.exists("dat"))
    #expect(
      error { () throws(InputFileError) in try files.read("b") }?.description == "the file 'b' does not exist"
    )
    #expect(
      error { () throws(InputFileError) in try files.read("data") }?.description == "'data' is a directory")
    let large = error { () throws(InputFileError) in try files.read("data/a.csv", limit: 3) }
    #expect(large?.description == "the file 'data/a.csv' has 4 bytes; at most 3 are read")
    #expect(large?.code == .tooLarge)
  }

  @Test func `a file of exactly the limit is read`() throws {
    #expect(try InMemoryFiles(["a": "abcd"]).read("a", limit: 4).count == 4)
  }

  @Test func `files on the disk give their bytes, and say what is missing, a folder or too large`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("input-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("a.csv").path
    try Data("abcd".utf8).write(to: URL(fileURLWithPath: path))
    let files = DiskFiles()
    #expect(try files.read(path, limit: 4) == Array("abcd".utf8))
    #expect(files.exists(path))
    #expect(error { () throws(InputFileError) in try files.read(folder.path) }?.reason == .isDirectory)
    #expect(error { () throws(InputFileError) in try files.read(path + "x") }?.reason == .notFound)
    let large = error { () throws(InputFileError) in try files.read(path, limit: 3) }
    #expect(large?.reason == .tooLarge(size: 4, limit: 3))
  }

  @Test func `a device without end is cut off at the limit`() {
    let large = error { () throws(InputFileError) in try DiskFiles().read("/dev/zero", limit: 1000) }
    #expect(large?.code == .tooLarge)
  }

  @Test func `the problem stands where the file is named`() {
    let place = SourceLocation(path: "a.yaml", line: 3, column: 8)
    let error = InputFileError(path: "b.csv", reason: .notFound)
    #expect(
      error.problem(namedAt: place, key: "tables.stock").description
        == "a.yaml:3:8: error: tables.stock: the file 'b.csv' does not exist; "
        + "a path is read relative to the file that names it")
    #expect(error.problem().description == "b.csv:1:1: error: the file 'b.csv' does not exist")
  }

  @Test func `a path is relative to the file that names it`() {
    #expect(FilePath.resolve("b.csv", namedIn: "scenarios/a.yaml") == "scenarios/b.csv")
    #expect(FilePath.resolve("../data/./b.csv", namedIn: "scenarios/a.yaml") == "data/b.csv")
    #expect(FilePath.resolve("../../b", namedIn: "x/a") == "../b")
    #expect(FilePath.resolve("b", namedIn: "a.yaml") == "b")
    #expect(FilePath.resolve("/d/b", namedIn: "s/a") == "/d/b")
    #expect(FilePath.resolve("b", namedIn: "/s/a") == "/s/b")
    #expect(FilePath.normalised("/../a/..") == "/")
    #expect(FilePath.normalised("a/..") == ".")
  }

  @Test func `a path that an override names is relative to the working directory`() {
    #expect(FilePath.resolve("d/b.csv", namedIn: "--set tables.stock=d/b.csv") == "d/b.csv")
  }
}
