internal import CSimNetCDF
internal import Foundation
internal import Synchronization

/// Writes NetCDF-4 files; with the reader below, the only code that calls the C library.
///
/// The library is not safe for threads, so calls wait for each other.
public enum NetCDFWriter {
  /// The bytes of a NetCDF-4 file, the same for the same content and library.
  ///
  /// Variables of at least 1024 values are deflated (level 1, shuffled). Variables without values lie along a
  /// dimension of length 0, which NetCDF stores as an unlimited one without records.
  ///
  /// - Parameter file: the content.
  /// - Returns: the whole file.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` for a number that is neither finite nor
  ///   the fill value and for text with a NUL; ``OutputError/netCDF(file:action:reason:)`` where the library
  ///   refuses, for example a name.
  public static func bytes(of file: NetCDFFile) throws(OutputError) -> [UInt8] {
    try check(file)
    return try netCDFLibrary.withLock { _ throws(OutputError) in
      let output = try OpenNetCDF(creating: file.fileName)
      try output.define(file)
      try output.put(file)
      return try output.close()
    }
  }

  private static func check(_ file: NetCDFFile) throws(OutputError) {
    for coordinate in file.coordinates {
      switch coordinate.labels {
      case .texts(let texts): try check(texts: texts, of: coordinate.name, in: file.fileName)
      case .integers: continue
      case .numbers(let numbers):
        try check(numbers: numbers, of: coordinate.name, fill: nil, in: file.fileName)
      }
    }
    for variable in file.variables {
      try check(numbers: variable.values, of: variable.name, fill: variable.fillValue, in: file.fileName)
    }
  }

  private static func check(texts: [String], of name: String, in file: String) throws(OutputError) {
    guard let position = texts.firstIndex(where: { $0.utf8.contains(0) }) else { return }
    throw OutputError.unwritableValue(
      file: file, place: "coordinate '\(name)', label \(position + 1)", found: "a NUL",
      accepted: "text in NetCDF ends at the first NUL")
  }

  private static func check(
    numbers: [Double], of name: String, fill: Double?, in file: String
  ) throws(OutputError) {
    guard
      let position = numbers.firstIndex(where: { number in
        !number.isFinite && !(fill.map { $0 == number || ($0.isNaN && number.isNaN) } ?? false)
      })
    else { return }
    throw OutputError.unwritableValue(
      file: file, place: "variable '\(name)', value \(position + 1)", found: "\(numbers[position])",
      accepted: "results hold finite numbers or the fill value only")
  }
}

/// Reads single variables back from the bytes of a NetCDF file.
package enum NetCDFReader {
  /// The values of a numeric variable, row-major.
  ///
  /// - Throws: ``OutputError/netCDF(file:action:reason:)`` where the bytes are no NetCDF file or lack the variable.
  package static func numbers(of variable: String, in bytes: [UInt8]) throws(OutputError) -> [Double] {
    try read(bytes) { file throws(OutputError) in try file.numbers(of: variable) }
  }

  /// The values of a text variable along one dimension.
  ///
  /// - Throws: ``OutputError/netCDF(file:action:reason:)`` where the bytes are no NetCDF file or lack the variable.
  package static func texts(of variable: String, in bytes: [UInt8]) throws(OutputError) -> [String] {
    try read(bytes) { file throws(OutputError) in try file.texts(of: variable) }
  }

  /// A text attribute of a variable, or of the file where `variable` is `nil`.
  ///
  /// - Throws: ``OutputError/netCDF(file:action:reason:)`` where the file lacks the variable or the attribute.
  package static func attribute(
    _ name: String, of variable: String?, in bytes: [UInt8]
  ) throws(OutputError) -> String {
    try read(bytes) { file throws(OutputError) in try file.attribute(name, of: variable) }
  }

  private static func read<Content: Sendable>(
    _ bytes: [UInt8], _ body: (borrowing OpenNetCDF) throws(OutputError) -> Content
  ) throws(OutputError) -> Content {
    try netCDFLibrary.withLock { _ throws(OutputError) in
      try unsafe bytes.withUnsafeBufferPointer { buffer throws(OutputError) in
        try body(unsafe OpenNetCDF(reading: buffer))
      }
    }
  }
}

/// Held during every use of the library.
private let netCDFLibrary = Mutex<Void>(())

/// A NetCDF file that lies in memory while it is open.
private struct OpenNetCDF: ~Copyable {
  let fileName: String
  let id: Int32
  private var isOpen = true

  init(creating fileName: String) throws(OutputError) {
    var id: Int32 = 0
    try Self.check(unsafe nc_create_mem(fileName, NC_NETCDF4, 0, &id), fileName, "creating the file")
    self.fileName = fileName
    self.id = id
  }

  /// Opens bytes for reading; they must outlive the file.
  init(reading bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    var id: Int32 = 0
    let memory = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    try Self.check(
      unsafe nc_open_mem("memory", NC_NETCDF4, bytes.count, memory, &id), "memory", "opening the file")
    fileName = "memory"
    self.id = id
  }

  deinit {
    // What is still open here was left by an error or was only read; there is nothing to save.
    if isOpen { nc_abort(id) }
  }

  func define(_ file: NetCDFFile) throws(OutputError) {
    try putAttribute("Conventions", "CF-1.10", of: NC_GLOBAL)
    for attribute in file.attributes {
      try putAttribute(attribute.name, attribute.text, of: NC_GLOBAL)
    }
    for coordinate in file.coordinates { try define(coordinate) }
    for variable in file.variables {
      try define(variable, along: file.positions(of: variable).map { Int32($0) })
    }
    try check(nc_enddef(id), "ending the definitions")
  }

  /// Defines a dimension and its coordinate variable, whose numbers are both its position among the coordinates.
  private func define(_ coordinate: NetCDFCoordinate) throws(OutputError) {
    var dimension: Int32 = 0
    try check(
      unsafe nc_def_dim(id, coordinate.name, coordinate.labels.count, &dimension),
      "defining the dimension '\(coordinate.name)'")
    let type =
      switch coordinate.labels {
      case .texts: NC_STRING
      case .integers: NC_INT
      case .numbers: NC_DOUBLE
      }
    let variable = try defineVariable(coordinate.name, type, along: [dimension])
    if let unit = coordinate.unit { try putAttribute("units", unit, of: variable) }
    try putAttribute("long_name", coordinate.longName, of: variable)
  }

  private func define(_ variable: NetCDFVariable, along dimensions: [Int32]) throws(OutputError) {
    let number = try defineVariable(variable.name, NC_DOUBLE, along: dimensions)
    if variable.values.count >= 1024 {
      try check(nc_def_var_deflate(id, number, 1, 1, 1), "compressing '\(variable.name)'")
    }
    if var fill = variable.fillValue {
      try check(
        unsafe nc_def_var_fill(id, number, NC_FILL, &fill), "setting the fill value of '\(variable.name)'")
    }
    try putAttribute("units", variable.unit, of: number)
    try putAttribute("long_name", variable.longName, of: number)
    if let standardName = variable.standardName {
      try putAttribute("standard_name", standardName, of: number)
    }
  }

  private func defineVariable(
    _ name: String, _ type: Int32, along dimensions: [Int32]
  ) throws(OutputError) -> Int32 {
    var number: Int32 = 0
    try check(
      unsafe nc_def_var(id, name, type, Int32(dimensions.count), dimensions, &number),
      "defining the variable '\(name)'")
    return number
  }

  private func putAttribute(_ name: String, _ text: String, of variable: Int32) throws(OutputError) {
    try check(
      unsafe nc_put_att_text(id, variable, name, text.utf8.count, text), "writing the attribute '\(name)'")
  }

  func put(_ file: NetCDFFile) throws(OutputError) {
    for (position, coordinate) in file.coordinates.enumerated() where coordinate.labels.count > 0 {
      let variable = Int32(position)
      let status =
        switch coordinate.labels {
        case .texts(let texts): putTexts(texts, of: variable)
        case .integers(let integers): unsafe nc_put_var_long(id, variable, integers)
        case .numbers(let numbers): unsafe nc_put_var_double(id, variable, numbers)
        }
      try check(status, "writing the coordinate '\(coordinate.name)'")
    }
    for (position, variable) in file.variables.enumerated() where !variable.values.isEmpty {
      let number = Int32(file.coordinates.count + position)
      try check(unsafe nc_put_var_double(id, number, variable.values), "writing '\(variable.name)'")
    }
  }

  /// Writes texts through one buffer in which each ends with a NUL.
  private func putTexts(_ texts: [String], of variable: Int32) -> Int32 {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for text in texts {
      starts.append(bytes.count)
      bytes.append(contentsOf: text.utf8.map { CChar(bitPattern: $0) })
      bytes.append(0)
    }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      var pointers = unsafe starts.map { start in unsafe buffer.baseAddress.map { unsafe $0 + start } }
      return unsafe nc_put_var_string(id, variable, &pointers)
    }
  }

  /// Ends the file and returns its bytes.
  consuming func close() throws(OutputError) -> [UInt8] {
    var memory = unsafe NC_memio()
    let status = unsafe nc_close_memio(id, &memory)
    isOpen = false
    try check(status, "closing the file")
    defer { unsafe free(memory.memory) }
    return unsafe Array(UnsafeRawBufferPointer(start: memory.memory, count: memory.size))
  }

  func check(_ status: Int32, _ action: String) throws(OutputError) {
    try Self.check(status, fileName, action)
  }

  private static func check(_ status: Int32, _ fileName: String, _ action: String) throws(OutputError) {
    guard status != NC_NOERR else { return }
    let reason = unsafe String(cString: nc_strerror(status))
    throw OutputError.netCDF(file: fileName, action: action, reason: reason)
  }
}

extension OpenNetCDF {
  func numbers(of variable: String) throws(OutputError) -> [Double] {
    let number = try number(of: variable)
    var values = [Double](repeating: 0, count: try size(of: number))
    try check(unsafe nc_get_var_double(id, number, &values), "reading '\(variable)'")
    return values
  }

  func texts(of variable: String) throws(OutputError) -> [String] {
    let number = try number(of: variable)
    var pointers = unsafe [UnsafeMutablePointer<CChar>?](repeating: nil, count: try size(of: number))
    unsafe try check(nc_get_var_string(id, number, &pointers), "reading '\(variable)'")
    let texts = unsafe pointers.map { unsafe $0.map { unsafe String(cString: $0) } ?? "" }
    try check(unsafe nc_free_string(pointers.count, &pointers), "releasing '\(variable)'")
    return texts
  }

  func attribute(_ name: String, of variable: String?) throws(OutputError) -> String {
    var number = NC_GLOBAL
    if let variable { number = try self.number(of: variable) }
    var length = 0
    try check(unsafe nc_inq_attlen(id, number, name, &length), "looking for the attribute '\(name)'")
    var text = [CChar](repeating: 0, count: length)
    try check(unsafe nc_get_att_text(id, number, name, &text), "reading the attribute '\(name)'")
    return String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func number(of variable: String) throws(OutputError) -> Int32 {
    var number: Int32 = 0
    try check(unsafe nc_inq_varid(id, variable, &number), "looking for '\(variable)'")
    return number
  }

  /// The number of values of a variable: the product of the lengths of its dimensions.
  private func size(of variable: Int32) throws(OutputError) -> Int {
    var rank: Int32 = 0
    try check(unsafe nc_inq_varndims(id, variable, &rank), "counting dimensions")
    var dimensions = [Int32](repeating: 0, count: Int(rank))
    try check(unsafe nc_inq_vardimid(id, variable, &dimensions), "listing dimensions")
    var size = 1
    for dimension in dimensions {
      var length = 0
      try check(unsafe nc_inq_dimlen(id, dimension, &length), "measuring a dimension")
      size *= length
    }
    return size
  }
}
