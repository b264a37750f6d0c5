import Basics
import Support
import Testing
import Ticketing

@Suite struct WindowOfferTests {
  private let now: Moment = "2026-11-23T09:10:00+01:00"

  private func offer(
    _ council: Organisation = NamedCouncils.council(),
    at now: Moment? = nil,
    load: WindowOffer.Load = [:]
  ) -> WindowOffer {
    WindowOffer(organisation: council, now: now ?? self.now, load: load)
  }

  private func ids(_ offered: [OfferedWindow], _ zone: Zone = .madrid) -> [String] {
    offered.map { $0.window.id(in: zone) }
  }

  private func morning(_ date: CivilDate, _ count: Int) -> WindowOffer.Load {
    let day = DaySchedule(date, hours: NamedCouncils.council().hours)
    return [day.halves[0].start..<day.halves[0].end: count]
  }

  @Test func `the offer begins with soon, then halves, then half-hours`() {
    let offered = ids(offer().windows(from: "2026-11-23", days: 1))
    #expect(
      offered.prefix(4) == [
        "soon", "2026-11-23-morning", "2026-11-23-afternoon", "2026-11-23-0930",
      ]
    )
    #expect(offered.last == "2026-11-23-1930")
  }

  @Test func `a half-hour that has begun is not offered, the morning around it is`() {
    let offered = ids(offer().windows(from: "2026-11-23", days: 1))
    #expect(!offered.contains("2026-11-23-0900"))
    #expect(offered.contains("2026-11-23-morning"))
  }

  @Test func `a morning whose last half-hour has begun is not offered`() {
    let late = offer(at: "2026-11-23T13:31:00+01:00").windows(from: "2026-11-23", days: 1)
    #expect(!ids(late).contains("2026-11-23-morning"))
  }

  @Test func `every window of thirty days can be asked for by its name`() throws {
    let offer = offer()
    let offered = offer.windows(from: "2026-11-23", days: 31)
    for one in offered {
      #expect(try offer.window(named: one.window.id(in: .madrid)) == one.window)
    }
    #expect(Set(ids(offered)).count == offered.count)
  }

  @Test func `the horizon is thirty days from today`() {
    let offered = offer().windows(from: "2026-11-23", days: 400)
    let last = offered.map { Zone.madrid.date(at: $0.window.start) }.max()
    #expect(last == "2026-12-23")
    #expect(throws: TicketingError.invalid([Fault("window", "outside")])) {
      try offer().window(named: "2026-12-24-morning")
    }
  }

  @Test func `days before today count from today`() {
    let past = ids(offer().windows(from: "2026-11-01", days: 2))
    #expect(past == ids(offer().windows(from: "2026-11-23", days: 2)))
  }

  @Test(arguments: [
    ("2026-11-20-morning", "past"), ("2026-11-23-0800", "past"), ("2026-11-23-0900", "past"),
    ("2020-01-07-0800", "past"), ("2026-11-28-morning", "outside"), ("2026-11-22-morning", "past"),
    ("2026-11-24-0815", "outside"), ("2026-11-24-night", "outside"), ("2027-11-23-0800", "outside"),
    ("", "missing"), ("tomorrow", "outside"), ("2026-02-30-morning", "outside"),
    ("2026-11-24-", "outside"), ("9999-12-31-morning", "outside"),
  ])
  func `a window that passed or never was is a fault of the field`(id: String, reason: String) {
    #expect(throws: TicketingError.invalid([Fault("window", reason)])) {
      try offer().window(named: id)
    }
  }

  @Test func `a full window is refused with those that still have a place`() {
    let full = offer(load: morning("2026-11-24", 12))
    let refusal = #expect(throws: TicketingError.self) {
      try full.window(named: "2026-11-24-morning")
    }
    guard case .windowFull(let next)? = refusal else {
      Issue.record("It was not refused as full.")
      return
    }
    #expect(
      ids(next) == [
        "2026-11-24-afternoon", "2026-11-25-morning", "2026-11-25-afternoon",
        "2026-11-26-morning", "2026-11-26-afternoon", "2026-11-27-morning",
      ])
  }

  @Test func `what is full is not offered, and its half-hours aren't either`() {
    let offered = ids(offer(load: morning("2026-11-24", 12)).windows(from: "2026-11-24", days: 1))
    #expect(offered.first == "2026-11-24-afternoon")
    #expect(!offered.contains("2026-11-24-0900"))
    #expect(offered.contains("2026-11-24-1400"))
  }

  @Test func `the number of places is told`() {
    let offered = offer(load: morning("2026-11-24", 5)).windows(from: "2026-11-24", days: 1)
    #expect(offered.map(\.free).prefix(3) == [7, 12, 1])
  }

  @Test func `a shortened day has an afternoon from 14 to 15`() throws {
    let council = NamedCouncils.council(exceptions: ["2026-12-23": "08:00-15:00"])
    let window = try offer(council).window(named: "2026-12-23-afternoon")
    #expect(window.start == "2026-12-23T14:00:00+01:00")
    #expect(window.end == "2026-12-23T15:00:00+01:00")
  }

  @Test func `soon is refused as full when nobody could call soon`() {
    let soonest: WindowOffer.Load = [
      "2026-11-23T09:30:00+01:00"..<"2026-11-23T11:30:00+01:00": 4
    ]
    let busy = offer(load: soonest)
    #expect(throws: TicketingError.self) { try busy.window(named: "soon") }
    #expect(!ids(busy.windows(from: "2026-11-23", days: 1)).contains("soon"))
  }

  @Test func `soon after closing time is the next opening's first hours`() throws {
    let friday = offer(at: "2026-11-27T21:00:00+01:00")
    let soon = try friday.window(named: "soon")
    #expect(soon.start == "2026-11-30T08:00:00+01:00")
    #expect(soon.end == "2026-11-30T10:00:00+01:00")
  }

  @Test(
    arguments: [
      "2026-11-27T21:00:00+01:00", "2026-11-28T12:00:00+01:00", "2026-11-30T00:00:01+01:00",
    ] as [Moment])
  func `late promises weigh on the next working day, whenever somebody asks`(now: Moment) {
    let late: WindowOffer.Load = ["2026-11-27T19:30:00+01:00"..<"2026-11-27T20:00:00+01:00": 2]
    let monday = offer(at: now, load: late).windows(from: "2026-11-30", days: 1)
    let free = Dictionary(uniqueKeysWithValues: zip(ids(monday), monday.map(\.free)))
    #expect(free["2026-11-30-morning"] == 10)
    #expect(free["2026-11-30-0800"] == nil)
    #expect(free["2026-11-30-0900"] == 1)
  }

  @Test func `late promises weigh on no other day`() {
    let late: WindowOffer.Load = ["2026-11-20T19:30:00+01:00"..<"2026-11-20T20:00:00+01:00": 2]
    let tuesday = offer(load: late).windows(from: "2026-11-24", days: 1)
    #expect(tuesday.first?.free == 12)
  }

  @Test func `a council that never opens offers nothing and refuses kindly`() {
    let never = offer(NamedCouncils.council(intervals: ""))
    #expect(never.windows(from: "2026-11-23", days: 31).isEmpty)
    #expect(throws: TicketingError.windowFull(next: [])) { try never.window(named: "soon") }
  }

  @Test func `a council that can promise no calls offers nothing`() {
    let nobody = offer(NamedCouncils.council(callsPerSlot: 0))
    #expect(nobody.windows(from: "2026-11-23", days: 31).isEmpty)
  }

  @Test func `names are read on the council's own clock`() throws {
    let canaries = NamedCouncils.council(zone: .canaries)
    let window = try offer(canaries).window(named: "2026-11-24-0800")
    #expect(window.start == "2026-11-24T08:00:00Z")
  }
}
