import Basics
import Synchronization
import Testing
import Ticketing

@testable import Relay

@Suite struct RelayJournalTests {
  private let now = Moment(seconds: 1_800_000_000)
  private let key = [UInt8](repeating: 7, count: 32)

  private func report(_ name: String) -> JSON {
    DesktopReport(name, .connected, at: now).json
  }

  private func read(_ body: [UInt8]) throws -> RelayLetter {
    try RelayLetter(body, seal: RelayLetter.seal(body, with: key), key: key, at: now)
  }

  private func names(_ letter: RelayLetter) -> [String] {
    letter.reports.map { report in
      if case .desktop(let report) = report { report.name } else { "?" }
    }
  }

  @Test func `what wasn't thanked for is told again, and what was isn't`() throws {
    let journal = RelayJournal()
    for name in ["a", "b", "c"] { journal.append(report(name)) }
    let (_, through) = journal.letter(live: [], at: now)
    #expect(through == 3)
    journal.append(report("d"))
    #expect(names(try read(journal.letter(live: [], at: now).body)) == ["a", "b", "c", "d"])
    journal.thank(through: 2)
    let letter = try read(journal.letter(live: ["s"], at: now).body)
    #expect(names(letter) == ["c", "d"] && letter.first == 3 && letter.live == ["s"])
  }

  @Test func `a letter carries so many reports and no more, the oldest first`() throws {
    let journal = RelayJournal()
    for number in 0..<500 { journal.append(report(String(number))) }
    let letter = try read(journal.letter(live: [], at: now).body)
    #expect(names(letter) == (0..<200).map(String.init))
  }

  @Test func `a letter carries so many bytes and no more, but one report in any case`() throws {
    let journal = RelayJournal()
    let long = JSON.string(String(repeating: "x", count: 300_000))
    for _ in 0..<3 { journal.append(["long": long]) }
    #expect(journal.letter(live: [], at: now).through == 1)
  }

  @Test func `a full journal loses its oldest, and counts them`() throws {
    let journal = RelayJournal(limit: 2)
    for name in ["a", "b", "c"] { journal.append(report(name)) }
    #expect(names(try read(journal.letter(live: [], at: now).body)) == ["b", "c"])
    #expect(journal.lost == 1 && journal.count == 2)
    #expect(try read(journal.letter(live: [], at: now).body).first == 2)
  }

  @Test func `a wait ends when there is something to tell`() async {
    let journal = RelayJournal()
    async let waited: Void = journal.wait(atMost: .seconds(3_600))
    journal.append(report("a"))
    await waited
    #expect(journal.count == 1)
  }

  @Test func `a letter that was changed, or sealed with another key, isn't believed`() {
    let journal = RelayJournal()
    journal.append(report("a"))
    var (body, _) = journal.letter(live: [], at: now)
    let seal = RelayLetter.seal(body, with: key)
    #expect(throws: RelayError.forgedTicket) {
      try RelayLetter(body, seal: seal, key: [1, 2, 3], at: now)
    }
    body[body.count - 2] ^= 1
    #expect(throws: RelayError.forgedTicket) {
      try RelayLetter(body, seal: seal, key: key, at: now)
    }
  }

  @Test(arguments: [-3_601, 3_601])
  func `a letter of another hour isn't believed`(seconds: Int64) {
    let (body, _) = RelayJournal().letter(live: [], at: now)
    let seal = RelayLetter.seal(body, with: key)
    #expect(throws: RelayError.expiredTicket) {
      try RelayLetter(body, seal: seal, key: key, at: now + .seconds(seconds))
    }
  }
}

@Suite struct RelayReportTests {
  private static let now = Moment(seconds: 1_800_000_000)

  /// A session from its first step to its last.
  private func report() throws -> RemoteSessionProgress {
    var core = RoomCore(name: "s", openedAt: Self.now)
    let ticket = { (role: String, staff: Int64?) in
      RelayTicket(
        session: "s", role: role, name: role, staff: staff, origin: "o", openedAt: Self.now,
        at: Self.now)
    }
    for (role, staff) in [("sharer", nil), ("agent", 7 as Int64?)] {
      _ = try core.enter(ticket(role, staff), hello: [:], resumption: role, at: Self.now)
    }
    for message: JSONObject in [
      ["type": "accept", "viewer": 1], ["type": "compared", "with": 1, "same": true],
    ] { _ = core.receive(message, from: 0, at: Self.now) }
    _ = core.receive(["type": "compared", "with": 0, "same": true], from: 1, at: Self.now)
    _ = core.receive(["type": "sharing", "what": "tab", "codec": "vp8"], from: 0, at: Self.now)
    _ = core.receive(["type": "end"], from: 0, at: Self.now)
    let events = core.takeEvents()
    return RemoteSessionProgress(name: "s", core: core, events: events)
  }

  @Test func `a report of a session comes through a letter as it was`() throws {
    let report = try report()
    let read = try #require(RemoteSessionProgress(try JSON(parsing: report.json.serialized())))
    #expect(read.name == report.name && read.events == report.events)
    #expect(read.events.count > 5)
    #expect(read.staff == report.staff && read.staff[1] == Identifier(7))
    #expect(read.phase == .ended && read.ending == report.ending)
    #expect(read.bytes == report.bytes && read.codec == "vp8" && read.receipt == report.receipt)
  }

  @Test(arguments: ["phase", "events", "bytes", "ending"])
  func `a report that lacks something, or holds a word that nobody knows, is none`(
    member: String
  ) throws {
    guard case .object(var object) = try report().json else { return }
    object[member] = "no such word"
    #expect(RemoteSessionProgress(.object(object)) == nil)
  }

  @Test(arguments: OfficeConnection.Step.allCases)
  func `a report of an office desktop comes through as it was`(
    step: OfficeConnection.Step
  ) throws {
    let report = DesktopReport("d", step, at: Self.now, reason: .hours, bytes: 12)
    #expect(DesktopReport(try JSON(parsing: report.json.serialized())) == report)
  }
}

/// What an observer has heard, and the numbers that were given out.
private final class Numbers: Sendable {
  private let heard = Mutex<[Int64]>([])
  private let last = Mutex<Int64>(0)

  var all: [Int64] { heard.withLock { $0 } }

  func hear(_ report: RemoteSessionProgress) {
    heard.withLock { $0 += report.events.map(\.at.milliseconds) }
  }

  func next() -> Moment {
    last.withLock { number in
      number += 1
      return Moment(milliseconds: number)
    }
  }
}

@Suite struct RelayObserverTests {
  @Test func `what happens in a session is told in its order, whoever tells it`() async throws {
    let numbers = Numbers()
    let relay = Relay(key: [])
    let start = Moment(milliseconds: 0)
    let room = Room(
      name: "s", openedAt: start, loop: nil, relay: relay, observer: numbers.hear)
    try room.perform { state throws(RemoteSessionRefusal) in
      _ = try state.core.session.join(.sharer, name: "", staff: nil, at: start)
      return ((), [])
    }
    await withDiscardingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { @concurrent in
          for _ in 0..<200 {
            try? room.perform { state throws(RemoteSessionRefusal) in
              // Numbered under the room's lock, as the steps of a session are.
              try state.core.session.reconfirm(at: numbers.next())
              return ((), [])
            }
          }
        }
      }
    }
    #expect(numbers.all == Array(0...1_600))
    withExtendedLifetime(relay) {}
  }
}
