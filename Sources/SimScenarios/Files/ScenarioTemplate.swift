internal import Foundation

/// Why a new scenario cannot be written.
public enum TemplateError: Error, Equatable, CustomStringConvertible {
  /// The directory holds files already.
  case notEmpty(String)
  /// The directory or a file in it cannot be written.
  case notWritable(path: String, reason: String)

  /// The problem in one sentence, with the remedy.
  public var description: String {
    switch self {
    case .notEmpty(let path): "\(path) is not empty; give a directory that is empty or does not exist"
    case .notWritable(let path, let reason): "cannot write \(path): \(reason)"
    }
  }
}

/// Writes a small commented scenario that runs.
public enum ScenarioTemplate {
  /// Writes the scenario and its tables.
  ///
  /// - Parameter directory: the directory to write to; it must be empty or not exist.
  /// - Returns: the path of the scenario file.
  /// - Throws: ``TemplateError``; nothing is overwritten.
  public static func write(to directory: String) throws(TemplateError) -> String {
    let manager = FileManager.default
    if let content = try? manager.contentsOfDirectory(atPath: directory), !content.isEmpty {
      throw TemplateError.notEmpty(directory)
    }
    let root = URL(fileURLWithPath: directory)
    for (path, text) in SmallScenario.files {
      let file = root.appending(path: path)
      do {
        try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .withoutOverwriting)
      } catch {
        throw TemplateError.notWritable(path: file.path, reason: error.localizedDescription)
      }
    }
    return directory.hasSuffix("/") ? directory + "small.yaml" : directory + "/small.yaml"
  }
}
