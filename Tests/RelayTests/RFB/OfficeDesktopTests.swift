import Basics
import Support
import Synchronization
import Testing
import Ticketing
import WebSockets
import Wire

@testable import Relay

/// What the relay has told of office desktops.
private final class Told: Sendable {
  private let reports = Mutex<[DesktopReport]>([])
  private let news = Gate()
  /// Opens when the machine is there.
  let dialled = Gate()

  func hear(_ report: DesktopReport) {
    reports.withLock { $0.append(report) }
    if report.step == .dialled { dialled.open() }
    if report.step == .ended { news.open() }
  }

  /// The steps, once it has ended.
  func all() async -> [DesktopReport] {
    await news.wait()
    return reports.withLock { $0 }
  }
}

/// A relay, a repeater, and an office desktop's word.
private struct Office {
  let probe: RelayProbe
  let repeater: Repeater
  let clock: FixedClock
  let told: Told
  let word: OfficeWord

  var signed: String { word.signed(with: RelayProbe.key) }

  static func open(_ test: @Sendable (Office) async throws -> Void) async throws {
    let clock = FixedClock(Moment(seconds: Moment.now().seconds))
    let told = Told()
    try await RelayProbe.serving(clock: { clock.now }, desktopObserver: told.hear) { probe in
      let repeater = try Repeater(
        try #require(SocketAddress("127.0.0.1:0")), loops: probe.loops, relay: probe.relay,
        helloTime: .seconds(600))
      let running = Task { await repeater.run() }
      let word = OfficeWord(
        dialBy: clock.now + OfficeWord.dialTime, endsAt: clock.now + .seconds(3_600))
      try await test(
        Office(probe: probe, repeater: repeater, clock: clock, told: told, word: word))
      repeater.stop()
      await running.value
    }
  }

  func ticket(_ role: String = RelayTicket.owner, session: String? = nil) -> String {
    RelayTicket(
      session: session ?? word.name, role: role, name: "Anna", staff: 1,
      origin: RelayProbe.origin, openedAt: clock.now, at: clock.now
    ).signed(with: RelayProbe.key)
  }

  /// The owner's viewer.
  func watch(_ ticket: String) async throws -> RelayClient {
    try await probe.dial(
      "/relay/rfb/\(word.name)", protocols: "binary, ticket.\(ticket)",
      origin: RelayProbe.origin)
  }
}

@Suite(.timeLimit(.minutes(2))) struct OfficeDesktopTests {
  @Test(arguments: [true, false])
  func `a machine and its owner meet, whoever comes first`(machineFirst: Bool) async throws {
    try await Office.open { office in
      let machine = try await Computer(office.repeater, office.probe)
      if machineFirst { try await machine.arrive(office.signed) }
      let owner = try await office.watch(office.ticket())
      #expect(await owner.status == 101)
      if !machineFirst { try await machine.arrive(office.signed) }
      #expect(try await owner.see() == Array("RFB 003.008\n".utf8))
      try await owner.send(.binary, Array("RFB 003.008\n".utf8))
      #expect(try await machine.connection.read(max: 12) == Array("RFB 003.008\n".utf8))
      machine.connection.close()
      try await owner.drain()
      let reports = await office.told.all()
      #expect(reports.map(\.step) == [.dialled, .connected, .ended])
      #expect(reports.last?.reason == .machineGone)
      #expect(reports.allSatisfy { $0.name == office.word.name })
    }
  }

  @Test func `keys pass from the first, without anybody's leave`() async throws {
    try await Office.open { office in
      let machine = try await Computer(office.repeater, office.probe)
      try await machine.arrive(office.signed)
      let owner = try await office.watch(office.ticket())
      _ = try await owner.see()
      try await owner.send(.binary, Array("RFB 003.008\n".utf8))
      _ = try await machine.connection.read(max: 12)
      try await machine.connection.write([1, 1])
      #expect(try await owner.see() == [1, 1])
      try await owner.send(.binary, [1])
      _ = try await machine.connection.read(max: 1)
      try await owner.send(.binary, [1])
      _ = try await machine.connection.read(max: 1)
      let key: [UInt8] = [4, 1, 0, 0, 0, 0, 0, 0x61]
      try await owner.send(.binary, key)
      #expect(try await machine.connection.read(max: 8) == key)
    }
  }

  @Test func `the hours cut it`() async throws {
    try await Office.open { office in
      let machine = try await Computer(office.repeater, office.probe)
      try await machine.arrive(office.signed)
      let owner = try await office.watch(office.ticket())
      _ = try await owner.see()
      office.clock.set(office.word.endsAt)
      office.probe.relay.tick()
      try await owner.drain()
      #expect(await machine.isLetGo())
      #expect(await office.told.all().last?.reason == .hours)
    }
  }

  @Test func `the desk cuts it`() async throws {
    try await Office.open { office in
      let machine = try await Computer(office.repeater, office.probe)
      try await machine.arrive(office.signed)
      let owner = try await office.watch(office.ticket())
      _ = try await owner.see()
      #expect(office.probe.relay.live == [office.word.name])
      #expect(office.probe.relay.end(office.word.name))
      try await owner.drain()
      #expect(await office.told.all().last?.reason == .removed)
    }
  }

  @Test func `a machine that nobody comes to see is let go`() async throws {
    try await Office.open { office in
      let machine = try await Computer(office.repeater, office.probe)
      try await machine.arrive(office.signed)
      await office.told.dialled.wait()
      office.clock.advance(by: .seconds(61))
      #expect(await machine.isLetGo())
      #expect(await office.told.all().last?.reason == .unseen)
    }
  }

  @Test func `a word works once`() async throws {
    try await Office.open { office in
      let machine = try await Computer(office.repeater, office.probe)
      try await machine.arrive(office.signed)
      let other = try await Computer(office.repeater, office.probe)
      try await other.arrive(office.signed)
      #expect(await other.isLetGo())
    }
  }

  @Test(arguments: ["sharer", "agent", "supervisor", "interpreter"])
  func `no ticket of a session opens an office desktop`(role: String) async throws {
    try await Office.open { office in
      let machine = try await Computer(office.repeater, office.probe)
      try await machine.arrive(office.signed)
      #expect(await (try office.watch(office.ticket(role))).status != 101)
      #expect(await (try office.watch(office.ticket(role, session: "s"))).status == 401)
    }
  }

  @Test func `an owner's ticket opens no session`() async throws {
    try await Office.open { office in
      let ticket = "ticket." + office.ticket(session: "s")
      try await office.probe.expect(401, to: ticket)
      _ = try await office.probe.enter("sharer")
      try await office.probe.expect(401, to: "ticket." + office.ticket(session: "s"))
    }
  }
}
