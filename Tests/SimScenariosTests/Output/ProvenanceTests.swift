import SimScenarios
import Testing

@Suite struct ProvenanceTests {
  // The two digests are the examples of FIPS 180-4 (NIST, "Examples with intermediate values").
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `the SHA-256 digest is that of the standard`(text: String, digest: String) {
    #expect(Provenance.sha256(Array(text.utf8)) == digest)
  }

  @Test func `an input is recorded by path, digest and size`() {
    let input = InputRecord(path: "zones.csv", content: Array("abc".utf8))
    #expect(input.path == "zones.csv")
    #expect(input.byteCount == 3)
    #expect(input.sha256 == Provenance.sha256(Array("abc".utf8)))
  }

  @Test func `the digest of a scenario follows its values and inputs, not the paths`() throws {
    let input = InputRecord(path: "zones.csv", content: [1])
    let digest = try Provenance.digest(of: ["years": 26], inputs: [input])
    #expect(digest.count == 64)
    #expect(try Provenance.digest(of: ["years": 26], inputs: [input]) == digest)
    let moved = InputRecord(path: "elsewhere/zones.csv", content: [1])
    #expect(try Provenance.digest(of: ["years": 26], inputs: [moved]) == digest)
    #expect(try Provenance.digest(of: ["years": 27], inputs: [input]) != digest)
    let changed = InputRecord(path: "zones.csv", content: [2])
    #expect(try Provenance.digest(of: ["years": 26], inputs: [changed]) != digest)
    #expect(try Provenance.digest(of: ["years": 26], inputs: []) != digest)
  }

  @Test func `the versions have numbers`() {
    #expect(PackageVersion.current == "0.1.0")
    #expect(Provenance.swiftVersion.hasPrefix("6."))
  }
}
