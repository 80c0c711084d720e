import Foundation
import SimScenarios
import Testing

@Suite struct NetCDFWriterTests {
  private static let ncdump = installedProgram("ncdump")

  /// A file with a variable over `zones` x `years`, filled by position.
  private func file(
    zones: [String] = ["Heerlen", "Kerkrade", "é🏠"], years: [Int] = [2024, 2025], values: [Double]? = nil,
    fillValue: Double? = nil
  ) -> NetCDFFile {
    NetCDFFile(
      fileName: "results.nc", title: "Parkstad", source: "parkstad-housing-sim 0.1.0", references: "README",
      attributes: [NetCDFFile.Attribute("scenario_digest", "abc")],
      coordinates: [
        NetCDFCoordinate("zone", .texts(zones), longName: "planning area"),
        NetCDFCoordinate("year", .integers(years), unit: "1", longName: "year"),
        NetCDFCoordinate("distance", .numbers([0.5]), unit: "km", longName: "distance"),
      ],
      variables: [
        NetCDFVariable(
          "tonnes", dimensions: ["zone", "year"],
          values: values ?? (0..<zones.count * years.count).map { Double($0) / 8 }, unit: "t",
          longName: "material released", standardName: "mass", fillValue: fillValue),
        NetCDFVariable("total", dimensions: [], values: [0.1], unit: "t", longName: "total"),
      ])
  }

  @Test func `what is written reads back`() throws {
    let bytes = try NetCDFWriter.bytes(of: file())
    #expect(try NetCDFReader.texts(of: "zone", in: bytes) == ["Heerlen", "Kerkrade", "é🏠"])
    #expect(try NetCDFReader.numbers(of: "year", in: bytes) == [2024, 2025])
    #expect(try NetCDFReader.numbers(of: "distance", in: bytes) == [0.5])
    #expect(try NetCDFReader.numbers(of: "tonnes", in: bytes) == [0, 0.125, 0.25, 0.375, 0.5, 0.625])
    #expect(try NetCDFReader.numbers(of: "total", in: bytes) == [0.1])
  }

  @Test func `attributes say conventions, origin, units and meaning`() throws {
    let bytes = try NetCDFWriter.bytes(of: file())
    for (name, expected) in [
      ("Conventions", "CF-1.10"), ("title", "Parkstad"), ("source", "parkstad-housing-sim 0.1.0"),
      ("references", "README"), ("scenario_digest", "abc"),
    ] {
      #expect(try NetCDFReader.attribute(name, of: nil, in: bytes) == expected)
    }
    #expect(try NetCDFReader.attribute("units", of: "tonnes", in: bytes) == "t")
    #expect(try NetCDFReader.attribute("long_name", of: "tonnes", in: bytes) == "material released")
    #expect(try NetCDFReader.attribute("standard_name", of: "tonnes", in: bytes) == "mass")
    #expect(try NetCDFReader.attribute("units", of: "distance", in: bytes) == "km")
    #expect(try NetCDFReader.attribute("long_name", of: "zone", in: bytes) == "planning area")
  }

  @Test func `the same content gives the same bytes a second later`() throws {
    let zones = (0..<40).map { "zone \($0)" }
    let file = file(zones: zones, years: Array(2000..<2030))
    let first = try NetCDFWriter.bytes(of: file)
    // Time stamps in HDF5 files count whole seconds.
    Thread.sleep(forTimeInterval: 1.1)
    #expect(try NetCDFWriter.bytes(of: file) == first)
  }

  @Test func `random values survive compression to the last bit`() throws {
    var generator = SeededGenerator(state: 3)
    let values = generator.finiteDoubles(60 * 50)
    let file = file(zones: (0..<60).map { "\($0)" }, years: Array(2000..<2050), values: values)
    let read = try NetCDFReader.numbers(of: "tonnes", in: NetCDFWriter.bytes(of: file))
    #expect(read.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test func `many equal values take less room than they would as they are`() throws {
    let file = file(
      zones: (0..<100).map { "\($0)" }, years: Array(1900..<2200),
      values: Array(repeating: 0.1, count: 30_000))
    #expect(try NetCDFWriter.bytes(of: file).count < 30_000 * 8 / 2)
  }

  @Test func `a dimension without labels reads back empty`() throws {
    let bytes = try NetCDFWriter.bytes(of: file(zones: []))
    #expect(try NetCDFReader.texts(of: "zone", in: bytes) == [])
    #expect(try NetCDFReader.numbers(of: "tonnes", in: bytes) == [])
    #expect(try NetCDFReader.numbers(of: "year", in: bytes) == [2024, 2025])
  }

  @Test func `files written at the same time do not disturb each other`() async throws {
    let expected = try NetCDFWriter.bytes(of: file())
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { try NetCDFWriter.bytes(of: file()) }
      }
      for try await bytes in group { #expect(bytes == expected) }
    }
  }

  @Test(arguments: [Double.nan, -9999.0])
  func `a fill value stands for missing values`(fill: Double) throws {
    let bytes = try NetCDFWriter.bytes(of: file(values: [1, 2, fill, 4, fill, 6], fillValue: fill))
    let read = try NetCDFReader.numbers(of: "tonnes", in: bytes)
    #expect(read.map(\.bitPattern) == [1, 2, fill, 4, fill, 6].map(\.bitPattern))
  }

  @Test(arguments: [(Double.nan, nil), (.infinity, nil), (.nan, -9999), (.infinity, Double.nan)])
  func `a number that is neither finite nor the fill value is refused`(number: Double, fill: Double?) {
    let error = outputError {
      _ = try NetCDFWriter.bytes(of: file(values: [1, 2, 3, number, 5, 6], fillValue: fill))
    }
    #expect(
      error?.description == "results.nc: variable 'tonnes', value 4: found \(number); "
        + "results hold finite numbers or the fill value only")
  }

  @Test func `a label with a NUL is refused instead of being cut`() {
    let error = outputError { _ = try NetCDFWriter.bytes(of: file(zones: ["a", "b\0c"])) }
    #expect(
      error?.description
        == "results.nc: coordinate 'zone', label 2: found a NUL; text in NetCDF ends at the first NUL")
  }

  @Test func `a year beyond 32 bits is refused in the words of the library`() {
    let error = outputError { _ = try NetCDFWriter.bytes(of: file(years: [2024, 1 << 40])) }
    #expect(
      error?.description
        == "results.nc: writing the coordinate 'year': NetCDF: Numeric conversion not representable")
  }

  @Test func `a name that NetCDF does not know is refused in the words of the library`() {
    let file = NetCDFFile(
      fileName: "results.nc", title: "", source: "", references: "",
      coordinates: [NetCDFCoordinate("a/b", .integers([1]), longName: "")], variables: [])
    let error = outputError { _ = try NetCDFWriter.bytes(of: file) }
    #expect(
      error?.description
        == "results.nc: defining the dimension 'a/b': NetCDF: Name contains illegal characters")
  }

  @Test func `bytes of another kind are refused in the words of the library`() {
    let error = outputError { _ = try NetCDFReader.numbers(of: "x", in: Array("year,zone\n2024,a\n".utf8)) }
    #expect(error?.description == "memory: opening the file: NetCDF: Unknown file format")
    let missing = outputError { _ = try NetCDFReader.numbers(of: "x", in: NetCDFWriter.bytes(of: file())) }
    #expect(missing?.description == "memory: looking for 'x': NetCDF: Variable not found")
  }

  @Test func `values that do not fit the shape stop the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = NetCDFFile(
        fileName: "results.nc", title: "", source: "", references: "",
        coordinates: [NetCDFCoordinate("year", .integers([2024, 2025]), longName: "")],
        variables: [NetCDFVariable("x", dimensions: ["year"], values: [1], unit: "1", longName: "")])
    }
  }

  @Test(.enabled(if: ncdump != nil, "ncdump (package netcdf-bin) is not installed"))
  func `ncdump shows dimensions, variables and attributes`() throws {
    try withScratchDirectory { directory in
      let path = directory.appending(path: "results.nc")
      try Data(NetCDFWriter.bytes(of: file(fillValue: -1))).write(to: path)
      let dump = try run(#require(Self.ncdump), ["-h", path.path])
      #expect(dump.code == 0)
      for line in [
        "zone = 3 ;", "year = 2 ;", "string zone(zone) ;", "int year(year) ;", "double distance(distance) ;",
        "double tonnes(zone, year) ;", "tonnes:_FillValue = -1. ;", "tonnes:units = \"t\" ;",
        "double total ;",
        ":Conventions = \"CF-1.10\" ;", ":title = \"Parkstad\" ;",
      ] {
        #expect(dump.output.contains(line), "\(line) in \(dump.output)")
      }
    }
  }
}
