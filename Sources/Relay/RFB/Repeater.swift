public import Basics
internal import Synchronization
public import Wire

/// Where shared computers dial in, and wait for their viewers (the UltraVNC repeater's form).
///
/// Nothing is sent to a computer before its viewer is there, and no viewer can name a host.
/// Any thread.
public final class Repeater: Sendable {
  /// How long a desktop that has said hello may take to say its version.
  static let versionTime = Duration.seconds(30)
  /// How many may be there without a hello.
  static let strangersMax = 64

  private struct Invitation {
    let session: String
    let until: Moment
  }

  private struct State {
    var invitations: [String: Invitation] = [:]
    var parked: [String: Desktop] = [:]
    /// Those who haven't said their hello yet, the oldest first.
    var opening: [Connection] = []
  }

  /// Where it listens.
  public let address: SocketAddress
  private let listener: Listener
  private let relay: Relay
  private let helloTime: Duration
  private let state = Mutex(State())

  /// Listens.
  ///
  /// - Parameters:
  ///   - address: Where; port 0 lets the system choose.
  ///   - loops: The loops that own the connections.
  ///   - relay: Whose sessions may invite desktops.
  ///   - helloTime: How long a computer may take to say its hello. The default is 5 s.
  /// - Throws: ``WireError``.
  public init(
    _ address: SocketAddress, loops: EventLoopGroup, relay: Relay,
    helloTime: Duration = .seconds(5)
  ) throws(WireError) {
    listener = try Listener(address, group: loops)
    self.address = listener.address
    self.relay = relay
    self.helloTime = helloTime
    relay.setRepeater(self)
  }

  /// Makes an id that works once, for one session.
  ///
  /// - Returns: Twelve digits: every VNC server's window takes those.
  public func invite(_ session: String, at now: Moment) -> (id: String, until: Moment) {
    let until = now + .seconds(600)
    var id = Token.digits(12)
    while id.hasPrefix("0") { id = Token.digits(12) }
    state.withLock { state in
      state.invitations = state.invitations.filter {
        $0.value.until > now && $0.value.session != session
      }
      state.invitations[id] = Invitation(session: session, until: until)
    }
    return (id, until)
  }

  /// Accepts until it is stopped.
  public func run() async {
    await withDiscardingTaskGroup { group in
      while let connection = await listener.accept() {
        admit(connection)
        group.addTask(executorPreference: connection.loop) {
          await self.serve(connection)
          connection.closeNow()
        }
      }
      group.cancelAll()
    }
  }

  /// Stops listening; computers that wait are let go.
  public func stop() {
    listener.close()
    let parked = state.withLock { state in
      defer { state.parked = [:] }
      return Array(state.parked.values)
    }
    for desktop in parked { desktop.wanted.open() }
  }

  /// How many wait.
  var parkedCount: Int { state.withLock { $0.parked.count } }

  /// Whether a desktop of the session waits.
  func isWaiting(for session: String) -> Bool {
    state.withLock { $0.parked.values.contains { $0.session == session } }
  }

  /// The desktop that waits for the viewer of a session.
  func claim(_ session: String) -> Desktop? {
    state.withLock { state in
      guard let id = state.parked.first(where: { $0.value.session == session })?.key else {
        return nil
      }
      return state.parked.removeValue(forKey: id)
    }
  }

  /// At most twice as many strangers are at the door as there are invitations, and a few.
  ///
  /// With more the oldest has to go: who means it says hello at once, however many don't.
  private func admit(_ connection: Connection) {
    let oldest = state.withLock { state -> Connection? in
      state.opening.append(connection)
      guard state.opening.count > Self.strangersMax + 2 * state.invitations.count else {
        return nil
      }
      return state.opening.removeFirst()
    }
    oldest?.close()
  }

  private func serve(_ connection: Connection) async {
    let isOpen = (try? connection.open()) != nil
    let hello = isOpen ? await hello(connection) : nil
    state.withLock { state in state.opening.removeAll { $0 === connection } }
    guard let (id, rest) = hello, let session = accept(id) else { return }
    guard let version = await version(connection, rest), let desktop = park(id, session, version)
    else { return }
    relay.metrics.parked.add(1)
    relay.tellDesktop(session, isThere: true)
    let isWanted = await watch(connection, desktop)
    relay.metrics.parked.add(-1)
    if !isWanted { leave(id, desktop) }
    desktop.hand(isWanted ? connection : nil)
  }

  private func hello(_ connection: Connection) async -> (String, [UInt8])? {
    var hello = RepeaterHello()
    let deadline = Timer.nanoseconds() + Timer.nanoseconds(of: helloTime)
    while true {
      let now = Timer.nanoseconds()
      guard now < deadline,
        let bytes = try? await connection.read(
          max: 512, timeout: .nanoseconds(Int64(deadline - now))),
        !bytes.isEmpty
      else { return nil }
      switch hello.take(bytes) {
      case .incomplete: continue
      case .complete(let id, let rest): return (id, rest)
      case .refused: return nil
      }
    }
  }

  /// The session that invited this id; the invitation is used up.
  private func accept(_ id: String) -> String? {
    let now = relay.clock()
    return state.withLock { state in
      guard let invitation = state.invitations[id], invitation.until > now,
        state.parked[id] == nil
      else { return nil }
      state.invitations[id] = nil
      return invitation.session
    }
  }

  private func version(_ connection: Connection, _ rest: [UInt8]) async -> RFBVersion? {
    var line = rest
    while line.count < RFBVersion.length {
      guard
        let more = try? await connection.read(
          max: RFBVersion.length - line.count, timeout: Self.versionTime),
        !more.isEmpty
      else { return nil }
      line += more
    }
    return RFBVersion(line)
  }

  private func park(_ id: String, _ session: String, _ version: RFBVersion) -> Desktop? {
    let max = relay.parkedMax
    return state.withLock { state in
      guard state.parked.count < max else { return nil }
      let desktop = Desktop(session: session, version: version)
      state.parked[id] = desktop
      return desktop
    }
  }

  private func leave(_ id: String, _ desktop: Desktop) {
    let isGone = state.withLock { state in
      guard state.parked[id] === desktop else { return false }
      state.parked[id] = nil
      return true
    }
    if isGone { relay.tellDesktop(desktop.session, isThere: false) }
  }

  /// Waits until a viewer wants it, or it goes: then, or when it speaks out of turn, false.
  private func watch(_ connection: Connection, _ desktop: Desktop) async -> Bool {
    await withTaskGroup { group in
      group.addTask {
        // Nothing may come before the viewer has answered.
        _ = try? await connection.read(max: 1)
        return false
      }
      group.addTask {
        await desktop.wanted.wait()
        return !Task.isCancelled && !connection.isClosed
      }
      let isWanted = await group.next() ?? false
      group.cancelAll()
      await group.waitForAll()
      return isWanted
    }
  }
}
