import SimNumerics
import Testing

/// Laws of the counter-based generator and of named draws.
@Suite struct PhiloxTests {
  /// Counter, key and result of 10 rounds: zeros, ones and digits of pi, computed with the authors' own header
  /// `Random123/philox.h`, from the Debian package `librandom123-dev` 1.14.0.
  static let known: [(counter: [UInt64], key: [UInt64], words: [UInt64])] = [
    (
      [0, 0, 0, 0], [0, 0],
      [0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b]
    ),
    (
      [.max, .max, .max, .max], [.max, .max],
      [0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0]
    ),
    (
      [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89],
      [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c],
      [0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5, 0x57bd_43b5_e52b_7fe6]
    ),
  ]

  @Test(arguments: known) func `Philox equals the implementation of its authors`(
    counter: [UInt64], key: [UInt64], words: [UInt64]
  ) {
    let result = Philox(key: [key[0], key[1]]).words([counter[0], counter[1], counter[2], counter[3]])
    #expect((0..<4).map { result[$0] } == words)
  }

  @Test func `the hash of a name equals known values of FNV-1a`() {
    #expect(ParameterStream.hash("") == 0xcbf2_9ce4_8422_2325)
    #expect(ParameterStream.hash("a") == 0xaf63_dc4c_8601_ec8c)
    #expect(ParameterStream.hash("foobar") == 0x8594_4171_f739_67e8)
  }

  @Test func `a draw depends on seed, member, name and index and on nothing else`() {
    let stream = ParameterStream(seed: 7, name: "mine.reuse_share")
    let forward = (0..<100).map { stream.uniform(member: $0) }
    let backward = (0..<100).reversed().map { stream.uniform(member: $0) }
    #expect(forward == backward.reversed())
    #expect(ParameterStream(seed: 8, name: "mine.reuse_share").uniform(member: 0) != forward[0])
    #expect(ParameterStream(seed: 7, name: "mine.reuse_cost").uniform(member: 0) != forward[0])
    #expect(stream.uniform(member: 0, index: 1) != forward[0])
  }

  @Test func `uniform draws have the moments of the uniform distribution within four standard errors`() {
    let stream = ParameterStream(seed: 1, name: "x")
    let count = 100_000
    let draws = (0..<count).map { stream.uniform(member: $0) }
    let mean = draws.reduce(0, +) / Double(count)
    let square = draws.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / Double(count)
    #expect(abs(mean - 0.5) < 4 * (1.0 / 12 / Double(count)).squareRoot())
    #expect(abs(square - 1.0 / 12) < 4 * (1.0 / 180 / Double(count)).squareRoot())
    #expect(draws.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func `the least and the greatest word give numbers strictly between 0 and 1`() {
    #expect(Philox.unit(0) > 0)
    #expect(Philox.unit(.max) < 1)
    #expect(Philox.unit(0) + Philox.unit(.max) == 1)
  }
}
