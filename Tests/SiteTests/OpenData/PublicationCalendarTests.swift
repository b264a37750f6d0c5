import Basics
import Testing
import Ticketing

@testable import Site

@Suite struct PublicationCalendarTests {
  /// What is due when the first activity was in September 2026.
  private func next(running: String, published: [(String, Int, Publication.Status)]) throws
    -> String?
  {
    let versions = try published.map { month, version, status in
      Publication(
        month: try PublishedDesk.month(month), version: version, status: status,
        asOf: Moment(milliseconds: 0)
      )
    }
    let calendar = PublicationCalendar(
      first: try PublishedDesk.month("2026-09"),
      running: try PublishedDesk.month(running),
      published: versions
    )
    return calendar.next.map { "\($0.month) v\($0.version) \($0.status.rawValue)" }
  }

  @Test(
    arguments: [
      ("2026-09", [], nil), ("2026-10", [], "2026-09 v1 P"),
      ("2026-10", [("2026-09", 1, .provisional)], nil),
      ("2026-11", [("2026-09", 1, .provisional)], "2026-10 v1 P"),
      (
        "2026-12", [("2026-09", 1, .provisional), ("2026-10", 1, .provisional)],
        "2026-09 v2 A"
      ),
      (
        "2026-12", [("2026-09", 2, .definitive), ("2026-09", 1, .provisional)], "2026-10 v1 P"
      ),
      ("2026-10", [("2026-09", 1, .definitive)], nil),
    ] as [(String, [(String, Int, Publication.Status)], String?)])
  func `the oldest version that is due comes next`(
    running: String, published: [(String, Int, Publication.Status)], due: String?
  ) throws {
    #expect(try next(running: running, published: published) == due)
  }

  @Test func `a slip in a year makes ten years of months and no more`() throws {
    let calendar = PublicationCalendar(
      first: try PublishedDesk.month("0001-01"), running: try PublishedDesk.month("2026-10"),
      published: []
    )
    #expect(calendar.next?.month.description == "2016-10")
  }
}
