import Foundation
import Testing

@Suite struct ReconcileCommandTests {
  /// A folder with a table of flows, removed at the end.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "reconcile-\(UUID().uuidString)")
    var flows: String { url.appending(path: "flows.csv").path }
    var out: String { url.appending(path: "out.csv").path }

    init(_ first: String) throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      let text = "flow,from,to,tonnes,standard_error\nin,,hub,\(first)\nout,hub,,10,1\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: flows))
    }

    deinit { try? FileManager.default.removeItem(at: url) }
  }

  @Test func `the answer is JSON on standard output, and a table on request`() throws {
    let folder = try Folder("12,1")
    let run = try Program.run(["reconcile", folder.flows, "--out", folder.out])
    #expect(run.exitCode == 0 && run.messages == "")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["status"] as? String == "reconciled")
    let flows = try #require(json["flows"] as? [[String: Any]])
    let value = try #require(flows[0]["reconciled"] as? Double)
    #expect((value - 11).magnitude < 1e-12)
    let table = try String(contentsOfFile: folder.out, encoding: .utf8)
    #expect(table.hasPrefix("flow,from,to,kind,quantity,value\nin,,hub,redundant,measured,12\n"))
  }

  @Test func `data that contradict each other end with 2, and no table is written`() throws {
    let folder = try Folder("20,1")
    let run = try Program.run(["reconcile", folder.flows, "--out", folder.out])
    #expect(run.exitCode == 2 && run.output.contains("\"status\": \"inconsistent\""))
    #expect(!FileManager.default.fileExists(atPath: folder.out))
  }

  @Test func `wrong input ends with 65, an absent file or folder with 74`() throws {
    let folder = try Folder("twelve,1")
    let run = try Program.run(["reconcile", folder.flows])
    #expect(run.exitCode == 65 && run.output == "")
    #expect(run.messages.contains("flows.csv:2:9: error: tonnes: 'twelve' is not a number"))
    #expect(try Program.run(["reconcile", "absent.csv"]).exitCode == 74)
    let other = try Folder("12,1")
    #expect(try Program.run(["reconcile", other.flows, "--out", "/absent/out.csv"]).exitCode == 74)
  }
}
