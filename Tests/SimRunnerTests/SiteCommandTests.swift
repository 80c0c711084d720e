import Foundation
import Testing

@Suite struct SiteCommandTests {
  /// A folder with a siting problem, removed at the end.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")
    var problem: String { url.appending(path: "site.yaml").path }

    init(capacity: String = "") throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      let files = [
        "site.yaml":
          "demand: demand.csv\nsites: sites.csv\ncosts: costs.csv\nopen: 1\ntime_limit_seconds: 60\n",
        "demand.csv": "id,amount\nnorth,10\n",
        "sites.csv": "id,fixed_cost,capacity\na,3,\(capacity)\nb,1,\(capacity)\n",
        "costs.csv": "demand_id,site_id,cost\nnorth,a,1\nnorth,b,2\n",
      ]
      for (name, text) in files { try Data(text.utf8).write(to: url.appending(path: name)) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }
  }

  @Test func `the answer is JSON on standard output and nothing else`() throws {
    let folder = try Folder(capacity: "20")
    let run = try Program.run(["site", folder.problem])
    #expect(run.exitCode == 0 && run.messages == "")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["status"] as? String == "optimal" && json["objective"] as? Double == 13)
    #expect(json["open"] as? [String] == ["a"])
    let assignment = try #require(json["assignment"] as? [[String: Any]])
    #expect(assignment.count == 1 && assignment[0]["site"] as? String == "a")
  }

  @Test func `a problem without a plan ends with 2 and its reason`() throws {
    let folder = try Folder(capacity: "4")
    let run = try Program.run(["site", folder.problem])
    #expect(run.exitCode == 2)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["status"] as? String == "infeasible" && json["objective"] is NSNull)
    #expect((json["reason"] as? String)?.contains("6.0 is missing") == true)
  }

  @Test func `wrong input ends with 65 and an absent file with 74`() throws {
    let folder = try Folder(capacity: "0")
    let run = try Program.run(["site", folder.problem])
    #expect(run.exitCode == 65 && run.output == "")
    #expect(run.messages.contains("sites.csv:2:5: error: capacity:"))
    #expect(try Program.run(["site", "absent.yaml"]).exitCode == 74)
  }
}
