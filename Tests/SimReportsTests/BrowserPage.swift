import Foundation
import SimReports

/// A headless browser; tests that need one are skipped where none is installed (`make setup-browser`).
enum Browser {
  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let library = root.appending(path: PlotlyLibrary.place).path
  static var isAvailable: Bool { path != nil && FileManager.default.fileExists(atPath: library) }
  /// Where screenshots are kept; git does not see it.
  static let artefacts = root.appending(path: ".artefacts/report")
}

/// A page in the browser, which is spoken to over the DevTools protocol through pipes.
final class BrowserPage {
  struct Problem: Error { let text: String }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
  private var buffer = Data()
  private var session = ""
  private var lastCommand = 0
  /// What the page wrote to its console, and its errors.
  private(set) var messages: [String] = []
  /// The addresses that the page asked for.
  private(set) var requests: [String] = []

  /// Opens a file and waits until it is loaded.
  ///
  /// - Parameters:
  ///   - file: the page.
  ///   - width: the width of the window in CSS pixels.
  ///   - isDark: whether the reader prefers dark colours.
  ///   - isPrint: whether the page is laid out for paper.
  /// - Throws: where the browser does not start, or refuses a command.
  init(_ file: URL, width: Int = 1000, isDark: Bool = false, isPrint: Bool = false) throws {
    process.executableURL = URL(filePath: "/bin/bash")
    // The browser reads commands from descriptor 3 and answers on 4; no name is resolved to any host.
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 1>&2", Browser.path ?? "", "--headless", "--no-sandbox",
      "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe", "--disable-background-networking",
      "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.path)",
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let target = try command("Target.createTarget", ["url": "about:blank"])["targetId"] ?? ""
    session =
      try command("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"] as? String
      ?? ""
    for domain in ["Page", "Runtime", "Log", "Network"] { try command("\(domain).enable") }
    try command(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 1400, "deviceScaleFactor": 1, "mobile": false])
    try command(
      "Emulation.setEmulatedMedia",
      [
        "media": isPrint ? "print" : "screen",
        "features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]],
      ])
    try command("Page.navigate", ["url": file.absoluteString])
    while try next()["method"] as? String != "Page.loadEventFired" {}
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The value of a JavaScript expression, which is awaited where it is a promise.
  func evaluate(_ script: String) throws -> Any {
    let answer = try command(
      "Runtime.evaluate", ["expression": script, "returnByValue": true, "awaitPromise": true])
    if let fault = answer["exceptionDetails"] { throw Problem(text: "\(fault)") }
    return (answer["result"] as? [String: Any])?["value"] ?? NSNull()
  }

  /// The texts that a JavaScript expression gives.
  func texts(_ script: String) throws -> [String] {
    guard let texts = try evaluate(script) as? [String] else { throw Problem(text: "no texts: \(script)") }
    return texts
  }

  /// Presses a key that the page sees as a reader's.
  func press(_ key: String, code: Int, text: String? = nil) throws {
    var event: [String: Any] = ["key": key, "code": key, "windowsVirtualKeyCode": code]
    for kind in ["keyDown", "keyUp"] {
      event["type"] = kind
      event["text"] = kind == "keyDown" ? text : nil
      try command("Input.dispatchKeyEvent", event)
    }
  }

  /// The page as PDF, on the paper that its style asks for.
  func pdf() throws -> Data {
    let answer = try command("Page.printToPDF", ["preferCSSPageSize": true])
    return Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
  }

  /// Writes a picture of an element.
  func screenshot(of selector: String, to file: URL) throws {
    let box = try evaluate(
      "(() => { const b = document.querySelector('\(selector)').getBoundingClientRect();"
        + " return {x: 0, y: b.top + scrollY, width: innerWidth, height: Math.min(b.height, 12000), scale: 1}; })()"
    )
    let answer = try command("Page.captureScreenshot", ["clip": box, "captureBeyondViewport": true])
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try (Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()).write(to: file)
  }

  /// Sends a command and waits for its answer.
  @discardableResult
  private func command(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastCommand += 1
    var message: [String: Any] = ["id": lastCommand, "method": method, "params": parameters]
    if !session.isEmpty { message["sessionId"] = session }
    try input.fileHandleForWriting.write(
      contentsOf: try JSONSerialization.data(withJSONObject: message) + [0])
    while true {
      let answer = try next()
      guard answer["id"] as? Int == lastCommand else { continue }
      if let error = answer["error"] { throw Problem(text: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// The next message of the browser; what it says about console and network is kept.
  private func next() throws -> [String: Any] {
    while !buffer.contains(0) {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Problem(text: "the browser has ended") }
      buffer += data
    }
    let end = buffer.firstIndex(of: 0) ?? buffer.endIndex
    let message = try JSONSerialization.jsonObject(with: buffer[..<end]) as? [String: Any] ?? [:]
    buffer = Data(buffer[buffer.index(after: end)...])
    let parameters = message["params"] as? [String: Any] ?? [:]
    switch message["method"] as? String {
    case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded":
      messages.append("\(parameters)")
    case "Network.requestWillBeSent":
      requests.append((parameters["request"] as? [String: Any])?["url"] as? String ?? "")
    default: break
    }
    return message
  }
}
