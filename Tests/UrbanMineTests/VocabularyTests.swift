import Testing
import UrbanMine

@Suite struct VocabularyTests {
  @Test func `positions follow the order of the cases`() {
    #expect(MaterialFlow.allCases.map(\.position) == Array(0..<MaterialFlow.count))
    #expect(HubColumn.allCases.map(\.position) == Array(0..<HubColumn.count))
    #expect(UnusedCause.allCases.map(\.position) == Array(0..<UnusedCause.count))
    #expect(TransportLeg.allCases.map(\.position) == Array(0..<TransportLeg.count))
  }

  @Test func `the words are those of the result files`() {
    #expect(
      MaterialFlow.allCases.map(\.rawValue) == [
        "released", "to_hub", "reused", "recycled", "downcycled", "incinerated", "landfilled",
        "process_loss", "demand", "demand_reused", "demand_recycled", "demand_primary",
      ])
    #expect(
      HubColumn.allCases.map(\.rawValue) == [
        "received", "refurbished", "dispatched", "in_store", "refused_unsuitable", "refused_capacity",
        "refused_room", "expired",
      ])
    #expect(
      UnusedCause.allCases.map(\.rawValue) == [
        "not_dismantled_with_care", "no_hub_open", "refused_unsuitable", "refused_capacity", "refused_room",
        "too_costly", "no_demand", "process_loss", "expired", "change_of_store",
      ])
    #expect(TransportLeg.allCases.map(\.rawValue) == ["to_hub", "from_hub"])
  }
}
