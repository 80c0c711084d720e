import SimNumerics
import Testing

@Suite struct AxisTests {
  @Test func `keys keep their order and their positions`() throws {
    let axis = try Axis(["c", "a", "b"].map(Label.init))
    #expect(axis.keys == ["c", "a", "b"])
    #expect(axis.count == 3)
    #expect(axis[1].key == "a")
    for position in axis.indices { #expect(axis.position(of: axis[position].key) == position) }
  }

  @Test func `a key that the axis lacks has no position`() throws {
    #expect(try Axis([Label("a")]).position(of: "b") == nil)
  }

  @Test func `an axis may be empty`() throws {
    let axis = try Axis<Label>([])
    #expect(axis.isEmpty)
    #expect(axis.keys == [])
  }

  @Test func `a key that stands twice is named`() {
    let error = #expect(throws: AxisError.self) { try Axis(["a", "b", "b", "a"].map(Label.init)) }
    #expect(error?.description == "the key 'b' stands twice on one axis")
  }
}
