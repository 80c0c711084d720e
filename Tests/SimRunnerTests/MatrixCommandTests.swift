import Foundation
import Testing

@Suite struct MatrixCommandTests {
  /// A folder of matrices, removed at the end.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "matrix-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ text: String, as name: String = "a.csv") throws -> String {
      let path = url.appending(path: name)
      try Data(text.utf8).write(to: path)
      return path.path
    }

    func json(_ arguments: [String]) throws -> [String: Any] {
      let run = try Program.run(["matrix"] + arguments)
      try #require(run.exitCode == 0, "\(run.messages)")
      #expect(run.messages == "")
      return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }
  }

  @Test func `a matrix gives every quantity that is promised`() throws {
    let folder = try Folder()
    let matrix = try folder.file("0, 2\n0.5,0.5\n")
    let json = try folder.json([matrix])
    // The eigenvalues of this matrix solve x^2 - 0.5 x - 1 = 0.
    let lambda = (0.5 + 4.25.squareRoot()) / 2
    #expect(((json["lambda"] as? Double) ?? 0).distance(to: lambda).magnitude < 1e-14)
    let names = [
      "lambda", "stable_distribution", "reproductive_value", "damping_ratio", "convergence_time",
      "sensitivity",
      "elasticity", "reactivity", "max_amplification", "inertia_upper", "inertia_lower",
    ]
    for name in names { #expect(json[name] != nil && !(json[name] is NSNull), "\(name)") }
    #expect((json["reasons"] as? [String: String])?.isEmpty == true)
    #expect(json["ltre"] == nil && json["fundamental_matrix"] == nil)
    #expect((json["sensitivity"] as? [[Double]])?.map(\.count) == [2, 2])
  }

  @Test func `a transient part gives times and where it is left`() throws {
    let folder = try Folder()
    let matrix = try folder.file("0.5,1\n0.25,0.5\n")
    let transient = try folder.file("0.5,0\n0.25,0.5\n", as: "t.csv")
    let json = try folder.json([matrix, "--transitions", transient])
    #expect(json["fundamental_matrix"] as? [[Double]] == [[2, 0], [1, 2]])
    #expect(json["mean_time"] as? [Double] == [3, 2])
    // From state 2: variance of a geometric time, p / (1 - p)^2 with p = 1/2.
    #expect((json["variance_time"] as? [Double])?[1] == 2)
    #expect(json["absorption"] as? [[Double]] == [[0.5, 0], [0.5, 1]])
    #expect(json["net_reproductive_rate"] as? Double == 1)
  }

  @Test func `a reference gives contributions to the difference in growth`() throws {
    let folder = try Folder()
    let matrix = try folder.file("0,2.2\n0.5,0.5\n")
    let json = try folder.json([matrix, "--reference", try folder.file("0,2\n0.5,0.5\n", as: "b.csv")])
    let contributions = try #require(json["ltre"] as? [[Double]])
    let lambda = try #require(json["lambda"] as? Double)
    let other = try #require(json["reference_lambda"] as? Double)
    #expect(contributions[0][0] == 0 && contributions[1] == [0, 0] && contributions[0][1] > 0)
    #expect((contributions[0][1] - (lambda - other)).magnitude < 1e-3 * (lambda - other))
  }

  @Test func `what is undefined is null with a reason`() throws {
    let folder = try Folder()
    let zero = try folder.json([try folder.file("0,0\n0,0\n")])
    #expect(zero["lambda"] as? Double == 0)
    for name in ["stable_distribution", "damping_ratio", "sensitivity", "reactivity", "inertia_upper"] {
      #expect(zero[name] is NSNull, "\(name)")
      #expect((zero["reasons"] as? [String: String])?[name]?.contains("eigenvalue is 0") == true, "\(name)")
    }
    let swing = try folder.json([try folder.file("0,2\n0.5,0\n")])
    #expect(swing["damping_ratio"] as? Double == 1 && swing["convergence_time"] is NSNull)
    let one = try folder.json([
      try folder.file("1.5\n"), "--transitions", try folder.file("1\n", as: "t.csv"),
    ])
    #expect(one["lambda"] as? Double == 1.5 && one["damping_ratio"] is NSNull)
    #expect(one["fundamental_matrix"] is NSNull)
    let reasons = try #require(one["reasons"] as? [String: String])
    #expect(
      reasons["fundamental_matrix"]
        == "the spectral radius of the transient part is 1.0; it has to be below 1")
  }

  @Test func `every problem of every matrix is named with row and column in one pass`() throws {
    let folder = try Folder()
    let matrix = try folder.file("0.5,-1,nan\n0.1,x,\n0.2,0.3\n")
    let transient = try folder.file("1,2,3\n4,5,6\n", as: "t.csv")
    let run = try Program.run(["matrix", matrix, "--transitions", transient])
    #expect(run.exitCode == 65 && run.output == "")
    let expected = [
      "\(matrix):1:5: error: row 1, column 2: is -1, below 0; a number from 0 to 1e+100 is accepted",
      "\(matrix):1:8: error: row 1, column 3: is nan, not a finite number; a number from 0 to 1e+100 is accepted",
      "\(matrix):2:5: error: row 2, column 2: is 'x', not a number; a number from 0 to 1e+100 is accepted",
      "\(matrix):2:7: error: row 2, column 3: is empty; a number from 0 to 1e+100 is accepted",
      "\(matrix):3:1: error: row 3: the row has 2 numbers; the first row has 3",
      "\(transient):1:1: error: the matrix has 2 rows and 3 columns; as many rows as columns are accepted",
    ]
    #expect(run.messages == expected.joined(separator: "\n") + "\n")
  }

  @Test(arguments: [
    ("", "the file holds no numbers"), ("\n \n", "the file holds no numbers"),
    ("1;2\n3;4\n", "the columns are separated by ';'"),
    ("a,b\n1,2\n3,4\n", "take a line of names away: a matrix has no header"),
    ("1,2\n", "the matrix has 1 rows and 2 columns"), ("1,inf\n1,1\n", "row 1, column 2: is inf"),
    ("1,1e101\n1,1\n", "row 1, column 2: is 1e101, above 1e+100; a number from 0 to 1e+100 is accepted"),
    ("1,\u{7}\n1,1\n", "control character"),
    (String(repeating: "1\n", count: 1_001), "more than 1000 rows or columns"),
  ]) func `a file that is no matrix is refused`(text: String, message: String) throws {
    let folder = try Folder()
    let run = try Program.run(["matrix", try folder.file(text)])
    #expect(run.exitCode == 65 && run.messages.contains(message), "\(run.messages)")
  }

  @Test func `matrices of different order are refused`() throws {
    let folder = try Folder()
    let matrix = try folder.file("1,0\n0,1\n")
    let run = try Program.run(["matrix", matrix, "--reference", try folder.file("1\n", as: "b.csv")])
    #expect(run.exitCode == 65)
    #expect(run.messages.contains("b.csv:1:1: error: the matrix has 1 rows and columns; \(matrix) has 2"))
  }

  @Test func `a missing file gives exit code 74`() throws {
    let run = try Program.run(["matrix", "/nowhere/a.csv"])
    #expect(run.exitCode == 74 && run.messages.contains("/nowhere/a.csv"))
  }
}
