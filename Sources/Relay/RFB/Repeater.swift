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

  /// Whom a computer belongs to, once it has shown who it is.
  enum Guest: Sendable {
    case citizen(session: String, isAnother: Bool)
    case office(OfficeWord)
  }

  struct State {
    var invitations = DesktopInvitations()
    /// The computers that wait, by their sessions.
    var parked: [String: Desktop] = [:]
    /// Second computers with the same id, which wait for the citizen's word.
    var others: [String: Desktop] = [:]
    /// Office desktops and their owners, by the names of the connections.
    var meetings: [String: Meeting] = [:]
    var usedWords = UsedWords()
    /// Those who haven't said their hello yet, the oldest first.
    var opening: [Connection] = []
  }

  /// Where it listens.
  public let address: SocketAddress
  /// Where it is, as people are told.
  public let told: (host: String, port: Int)
  let relay: Relay
  let slots: DesktopSlots?
  let state = Mutex(State())
  private let listener: Listener
  private let helloTime: Duration

  /// Listens.
  ///
  /// - Parameters:
  ///   - address: Where; port 0 lets the system choose.
  ///   - told: The same as people are told it; the default is `address`.
  ///   - slots: Ports for computers that can't say an id; nil for none.
  ///   - loops: The loops that own the connections.
  ///   - relay: Whose sessions may invite desktops.
  ///   - helloTime: How long a computer may take to say its hello. The default is 5 s.
  /// - Throws: ``WireError``.
  public init(
    _ address: SocketAddress, told: (host: String, port: Int)? = nil,
    slots: ClosedRange<UInt16>? = nil, loops: EventLoopGroup, relay: Relay,
    helloTime: Duration = .seconds(5)
  ) throws(WireError) {
    listener = try Listener(address, group: loops)
    self.address = listener.address
    self.told =
      told ?? (listener.address.address.description, Int(listener.address.port))
    self.slots = slots.map { DesktopSlots(address.address, ports: $0, loops: loops) }
    self.relay = relay
    self.helloTime = helloTime
    relay.setRepeater(self)
  }

  /// Makes an id that works for one session.
  public func invite(_ session: String, at now: Moment) -> (id: String, until: Moment) {
    state.withLock { $0.invitations.invite(session, at: now) }
  }

  /// Accepts until it is stopped.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.acceptAtSlots() }
      while let connection = await listener.accept() {
        admit(connection)
        group.addTask(executorPreference: connection.loop) {
          await self.serve(connection)
          connection.closeNow()
        }
      }
      slots?.stop()
      group.cancelAll()
    }
  }

  /// Stops listening; computers that wait are let go.
  public func stop() {
    listener.close()
    slots?.stop()
    let waiting = state.withLock { state in
      defer { (state.parked, state.others, state.meetings) = ([:], [:], [:]) }
      return Array(state.parked.values) + Array(state.others.values)
        + state.meetings.values.compactMap(\.desktop)
    }
    for desktop in waiting { desktop.dismiss() }
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
    guard let (id, rest) = hello, let guest = guest(id) else { return }
    await receive(guest, connection, rest)
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

  /// Whose computer shows this id.
  private func guest(_ id: String) -> Guest? {
    let now = relay.clock()
    if let word = relay.officeWord(id, at: now) {
      let isFresh = state.withLock { $0.usedWords.use(word.name, until: word.dialBy, at: now) }
      return isFresh ? .office(word) : nil
    }
    return state.withLock { $0.invitations.arrive(id, at: now) }.map {
      .citizen(session: $0.session, isAnother: $0.isAnother)
    }
  }

  /// Lets a computer wait for its viewer, once it has said its version.
  func receive(_ guest: Guest, _ connection: Connection, _ rest: [UInt8]) async {
    guard let version = await version(connection, rest) else { return }
    guard let desktop = park(guest, version) else { return }
    relay.metrics.parked.add(1)
    let isWanted = await watch(connection, desktop)
    relay.metrics.parked.add(-1)
    if !isWanted { leave(desktop) }
    desktop.hand(isWanted ? connection : nil)
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
