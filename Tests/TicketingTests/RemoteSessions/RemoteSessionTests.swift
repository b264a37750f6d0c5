import Basics
import Support
import Testing
import Ticketing

/// A session of Marta, whom Anna helps.
private struct Scene {
  static let start: Moment = "2026-11-23T09:10:00+01:00"
  var session = RemoteSession(name: "s", openedAt: start)
  var now = start
  let anna: Int

  init(citizen: Bool = true) throws {
    if citizen { _ = try session.join(.sharer, name: "Marta", staff: nil, at: now) }
    anna = try session.join(.agent, name: "Anna", staff: Identifier(1), at: now)
  }

  mutating func clear(_ viewer: Int) throws {
    try session.accept(viewer, at: now)
    try session.compare(by: 0, viewer: viewer, same: true, at: now)
    try session.compare(by: viewer, viewer: viewer, same: true, at: now)
  }

  mutating func share(_ source: RemoteSession.Source = .tab) throws {
    try clear(anna)
    try session.share(source, codec: "vp8", at: now)
  }
}

@Suite struct RemoteSessionTests {
  @Test func `a session goes from opened to ended step by step`() throws {
    var scene = try Scene(citizen: false)
    #expect(scene.session.phase == .opened)
    _ = try scene.session.join(.sharer, name: "Marta", staff: nil, at: scene.now)
    #expect(scene.session.phase == .joined)
    try scene.session.accept(scene.anna, at: scene.now)
    #expect(scene.session.phase == .confirmed)
    try scene.clear(scene.anna)
    #expect(scene.session.phase == .compared)
    try scene.session.share(.screen, codec: "vp8", at: scene.now)
    #expect(scene.session.phase == .sharing)
    try scene.session.pause(at: scene.now)
    #expect(scene.session.phase == .paused)
    try scene.session.end(nil, by: 0, at: scene.now)
    #expect(scene.session.phase == .ended)
    let steps = scene.session.takeEvents().map(\.step)
    #expect(
      steps == [
        .joined, .joined, .accepted, .compared, .compared, .cleared, .shared, .paused, .ended,
      ])
    #expect(scene.session.takeEvents().isEmpty)
  }

  @Test func `an agent who leaves nobody behind to help ends the session`() throws {
    var scene = try Scene()
    let joan = try scene.session.join(.agent, name: "Joan", staff: Identifier(2), at: scene.now)
    let interpreter = try scene.session.join(
      .interpreter, name: "Laia", staff: Identifier(3), at: scene.now)
    try scene.session.depart(scene.anna, at: scene.now)
    #expect(scene.session.lead == joan && scene.session.ending == nil)
    try scene.session.depart(joan, at: scene.now)
    #expect(scene.session.ending?.reason == .finished)
    #expect(scene.session.ending?.by == .viewer(joan))
    #expect(scene.session.history.visits.map(\.person.number).contains(interpreter))
  }

  @Test func `nobody takes over who isn't there`() throws {
    var scene = try Scene()
    let joan = try scene.session.join(.agent, name: "Joan", staff: Identifier(2), at: scene.now)
    try scene.clear(joan)
    scene.session.lose(joan, at: scene.now)
    let (anna, now) = (scene.anna, scene.now)
    #expect(throws: RemoteSessionRefusal.wrongState) {
      try scene.session.handOver(by: anna, to: joan, at: now)
    }
  }

  @Test func `nothing is shared before both have found the digits the same`() throws {
    var scene = try Scene()
    let now = scene.now
    #expect(throws: RemoteSessionRefusal.wrongState) {
      try scene.session.share(.tab, codec: "", at: now)
    }
    try scene.session.accept(scene.anna, at: now)
    try scene.session.compare(by: 0, viewer: scene.anna, same: true, at: now)
    #expect(throws: RemoteSessionRefusal.wrongState) {
      try scene.session.share(.tab, codec: "", at: now)
    }
  }

  @Test func `digits can't be compared before the citizen has said yes`() throws {
    var scene = try Scene()
    let (anna, now) = (scene.anna, scene.now)
    #expect(throws: RemoteSessionRefusal.wrongState) {
      try scene.session.compare(by: anna, viewer: anna, same: true, at: now)
    }
  }

  @Test func `nobody compares for somebody else`() throws {
    var scene = try Scene()
    let rosa = try scene.session.join(
      .supervisor, name: "Rosa", staff: Identifier(2), at: scene.now)
    let (anna, now) = (scene.anna, scene.now)
    try scene.session.accept(anna, at: now)
    #expect(throws: RemoteSessionRefusal.notAllowed) {
      try scene.session.compare(by: rosa, viewer: anna, same: true, at: now)
    }
  }

  @Test func `digits that differ with the one who leads end the session`() throws {
    var scene = try Scene()
    try scene.session.accept(scene.anna, at: scene.now)
    try scene.session.compare(by: 0, viewer: scene.anna, same: false, at: scene.now)
    #expect(scene.session.ending?.reason == .wordsDiffer)
    #expect(scene.session.ending?.by == .sharer)
  }

  @Test func `digits that differ with a second viewer remove only that one`() throws {
    var scene = try Scene()
    try scene.share()
    let eva = try scene.session.join(.interpreter, name: "Eva", staff: Identifier(3), at: scene.now)
    try scene.session.accept(eva, at: scene.now)
    try scene.session.compare(by: eva, viewer: eva, same: false, at: scene.now)
    #expect(scene.session.people[eva] == nil && scene.session.phase == .sharing)
  }

  @Test func `control is only for desktops over VNC and lapses after ten minutes`() throws {
    var scene = try Scene()
    try scene.share(.tab)
    let now = scene.now
    #expect(throws: RemoteSessionRefusal.wrongState) {
      try scene.session.grant(.control, for: nil, at: now)
    }
    try scene.session.share(.vnc, codec: "rfb", at: now)
    try scene.session.grant(.control, for: .seconds(86_400), at: now)
    scene.session.touch(at: now + .seconds(599))
    scene.session.advance(to: now + .seconds(599))
    #expect(scene.session.has(.control))
    scene.session.advance(to: now + .seconds(600))
    #expect(!scene.session.has(.control))
    #expect(scene.session.takeEvents().last?.step == .lapsed)
  }

  @Test func `pausing takes control away`() throws {
    var scene = try Scene()
    try scene.share(.vnc)
    try scene.session.grant(.control, for: nil, at: scene.now)
    try scene.session.pause(at: scene.now)
    #expect(!scene.session.has(.control))
    let now = scene.now
    #expect(throws: RemoteSessionRefusal.wrongState) {
      try scene.session.grant(.control, for: nil, at: now)
    }
  }

  @Test func `pointing is allowed from the start and can be forbidden`() throws {
    var scene = try Scene()
    #expect(scene.session.has(.point) && !scene.session.has(.files))
    try scene.session.revoke(.point, at: scene.now)
    #expect(!scene.session.has(.point))
  }

  @Test func `only the sharer, the one who leads and a supervisor end it`() throws {
    var scene = try Scene()
    let eva = try scene.session.join(.interpreter, name: "Eva", staff: Identifier(3), at: scene.now)
    let rosa = try scene.session.join(
      .supervisor, name: "Rosa", staff: Identifier(2), at: scene.now)
    let now = scene.now
    #expect(throws: RemoteSessionRefusal.notAllowed) {
      try scene.session.end(nil, by: eva, at: now)
    }
    try scene.session.end(nil, by: rosa, at: now)
    #expect(scene.session.ending?.reason == .removed)
  }

  @Test func `the first end is the one that counts`() throws {
    var scene = try Scene()
    try scene.session.end(.capturedEnded, by: 0, at: scene.now)
    scene.session.end(.removed, by: .desk, at: scene.now)
    #expect(scene.session.ending?.reason == .capturedEnded)
  }

  @Test func `the lead goes only to another agent whom the citizen has cleared`() throws {
    var scene = try Scene()
    try scene.share()
    let joan = try scene.session.join(.agent, name: "Joan", staff: Identifier(4), at: scene.now)
    let (anna, now) = (scene.anna, scene.now)
    #expect(throws: RemoteSessionRefusal.wrongState) {
      try scene.session.handOver(by: anna, to: joan, at: now)
    }
    try scene.clear(joan)
    #expect(throws: RemoteSessionRefusal.notAllowed) {
      try scene.session.handOver(by: joan, to: joan, at: now)
    }
    try scene.session.handOver(by: anna, to: joan, at: now)
    #expect(scene.session.lead == joan)
  }

  @Test func `new keys take the clearance back`() throws {
    var scene = try Scene()
    try scene.share()
    scene.session.unclear(scene.anna, at: scene.now)
    #expect(scene.session.people[scene.anna]?.isCleared == false)
    #expect(scene.session.people[scene.anna]?.isAccepted == true)
  }

  @Test func `one screen has at most eight viewers and one sharer`() throws {
    var scene = try Scene()
    let now = scene.now
    for number in 2...8 {
      _ = try scene.session.join(.interpreter, name: "\(number)", staff: nil, at: now)
    }
    #expect(throws: RemoteSessionRefusal.full) {
      try scene.session.join(.interpreter, name: "9", staff: nil, at: now)
    }
    #expect(throws: RemoteSessionRefusal.full) {
      try scene.session.join(.sharer, name: "Pau", staff: nil, at: now)
    }
  }
}

@Suite struct RemoteSessionTimeTests {
  @Test(arguments: [
    (599, nil), (600, RemoteSession.Reason.idle),
  ])
  func `ten minutes without a sign of life end it`(
    seconds: Int, reason: RemoteSession.Reason?
  ) throws {
    var scene = try Scene()
    try scene.share()
    scene.session.advance(to: scene.now + .seconds(seconds))
    #expect(scene.session.ending?.reason == reason)
  }

  @Test func `the citizen confirms every half-hour and has five minutes for it`() throws {
    var scene = try Scene()
    try scene.share()
    let due = Scene.start + .seconds(1_800)
    scene.session.touch(at: due)
    scene.session.advance(to: due)
    scene.session.advance(to: due + .seconds(1))
    let asked = scene.session.takeEvents().filter { $0.step == .reconfirmDue }
    #expect(asked.count == 1)
    var confirmed = scene.session
    try confirmed.reconfirm(at: due + .seconds(299))
    confirmed.advance(to: due + .seconds(300))
    #expect(confirmed.ending == nil)
    scene.session.advance(to: due + .seconds(300))
    #expect(scene.session.ending?.reason == .notReconfirmed)
  }

  @Test func `a sharer who doesn't come back within thirty seconds ends it`() throws {
    var scene = try Scene()
    try scene.share()
    scene.session.lose(0, at: scene.now)
    var returned = scene.session
    try returned.comeBack(0, at: scene.now + .seconds(29))
    returned.advance(to: scene.now + .seconds(31))
    #expect(returned.phase == .sharing)
    scene.session.advance(to: scene.now + .seconds(30))
    #expect(scene.session.ending?.reason == .lost)
  }

  @Test func `a viewer who doesn't come back loses the place and the session goes on`() throws {
    var scene = try Scene()
    try scene.share()
    scene.session.lose(scene.anna, at: scene.now)
    scene.session.advance(to: scene.now + .seconds(30))
    #expect(scene.session.people[scene.anna] == nil && scene.session.ending == nil)
  }

  @Test func `a session that nobody joins expires`() throws {
    var scene = try Scene(citizen: false)
    scene.session.advance(to: Scene.start + .seconds(899))
    #expect(scene.session.ending == nil)
    scene.session.advance(to: Scene.start + .seconds(900))
    #expect(scene.session.ending?.reason == .expired)
  }

  @Test func `four hours are enough`() throws {
    var scene = try Scene()
    let end = Scene.start + RemoteSession.Times.longest
    scene.session.touch(at: end)
    scene.session.advance(to: end)
    #expect(scene.session.ending?.reason == .tooLong)
  }
}
