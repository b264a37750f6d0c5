import Testing
import Ticketing

@Suite struct ReferenceTests {
  @Test(arguments: [
    ("VIL-2026-000123", 123), ("vil-2026-123", 123), ("VIL-2026-1", 1),
    ("VIL-2026-999999999", 999_999_999),
  ])
  func `a reference is read as people type it`(typed: String, number: Int) {
    #expect(Reference(typed) == Reference(code: "VIL", year: 2026, number: number))
  }

  @Test(arguments: [
    "", "VIL", "VIL-2026", "VIL-2026-", "VIL-2026-0", "VIL-26-1", "V-2026-1", "VILACL-2026-1",
    "VIL-2026-1-1", "V1L-2026-1", "VIL-2026--1", "VIL-2026-+1", "VIL-2026-1234567890",
    "VIL-2026-١", " VIL-2026-1", "VIL-2026-1 ", "../-2026-1",
  ])
  func `what isn't a reference is refused`(typed: String) {
    #expect(Reference(typed) == nil)
  }

  @Test(arguments: [1, 42, 999_999, 1_000_000, 123_456_789])
  func `what is written is read back`(number: Int) {
    let reference = Reference(code: "VIL", year: 2026, number: number)
    #expect(Reference(reference.description) == reference)
    #expect(reference.description.utf8.count >= "VIL-2026-000123".utf8.count)
  }
}
