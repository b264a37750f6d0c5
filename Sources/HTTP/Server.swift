internal import Synchronization
public import Wire

/// An HTTP/1.1 server (RFC 9110, RFC 9112).
///
/// ```swift
/// let server = Server(loops: loops) { request in Response(.ok, text: "hello\n") }
/// let address = try server.bind(SocketAddress("127.0.0.1:8360")!)
/// await server.run()
/// ```
///
/// Any thread may call it.
public final class Server: Sendable {
  private struct State {
    var listeners: [Listener] = []
    var isStopping = false
    var grace = Duration.zero
    /// One for each listener that waits for its connections to end.
    var gates: [Gate] = []
  }

  private let limits: Limits
  private let homes: [LoopBound<ServerLoop>]
  private let state = Mutex(State())
  private let open = Atomic<Int>(0)

  /// A server that listens nowhere yet.
  ///
  /// - Parameters:
  ///   - loops: The loops that will own the connections; they outlive the server.
  ///   - limits: What is allowed.
  ///   - errorResponse: What to say to requests that are refused before `respond` sees them.
  ///   - respond: Answers a request, on the loop of its connection.
  public init(
    loops: EventLoopGroup, limits: Limits = Limits(),
    errorResponse: @escaping @Sendable (Status) async -> Response = { Response.plain($0) },
    respond: @escaping @Sendable (Request) async -> Response
  ) {
    self.limits = limits
    group = loops
    homes = loops.loops.map { loop in
      LoopBound(
        ServerLoop(limits: limits, respond: respond, errorResponse: errorResponse), to: loop)
    }
  }

  private let group: EventLoopGroup

  /// How many connections are open.
  public var connectionCount: Int { open.load(ordering: .relaxed) }

  /// Listens on an address; call it before ``run()``.
  ///
  /// - Parameter address: Where; port 0 lets the system choose.
  /// - Returns: The address with its real port.
  /// - Throws: ``WireError/addressInUse(_:)`` or ``WireError/system(call:code:)``.
  public func bind(_ address: SocketAddress) throws(WireError) -> SocketAddress {
    let listener = try Listener(address, group: group)
    state.withLock { $0.listeners.append(listener) }
    return listener.address
  }

  /// Serves until ``stop(grace:)`` is called and every request has been answered.
  public func run() async {
    let listeners = state.withLock { $0.listeners }
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        for listener in listeners {
          group.addTask(executorPreference: self.group.loops[0]) { await self.serve(listener) }
        }
      }
    } onCancel: {
      stop(grace: .zero)
    }
  }

  /// Stops: no new connections, idle ones close, running requests may finish.
  ///
  /// - Parameter grace: How long they may take; after that their tasks are cancelled and their
  ///   connections closed.
  public func stop(grace: Duration) {
    let listeners = state.withLock { state in
      guard !state.isStopping else { return [Listener]() }
      state.isStopping = true
      state.grace = grace
      return state.listeners
    }
    for listener in listeners { listener.close() }
    for home in homes { home.loop.perform { home.value.stop() } }
  }

  /// Accepts from one listener; each connection is a child task on its own loop.
  private func serve(_ listener: Listener) async {
    await withDiscardingTaskGroup { group in
      let gate = Gate()
      while let connection = await listener.accept() {
        open.wrappingAdd(1, ordering: .relaxed)
        group.addTask(executorPreference: connection.loop) {
          await self.serve(connection)
          self.open.wrappingSubtract(1, ordering: .relaxed)
          self.noteEnd()
        }
        await waitForRoom()
      }
      await waitForEnd(gate)
      for home in homes { home.loop.perform { home.value.abort() } }
      group.cancelAll()
    }
  }

  private func serve(_ connection: Connection) async {
    guard let home = homes.first(where: { $0.loop === connection.loop }) else { return }
    await home.value.serve(connection)
  }

  /// With too many connections idle ones are closed; without any the next ones wait in the
  /// kernel's queue.
  private func waitForRoom() async {
    while open.load(ordering: .relaxed) >= limits.connectionsMax,
      !state.withLock({ $0.isStopping })
    {
      for home in homes { home.loop.perform { home.value.makeRoom() } }
      guard (try? await Timer.sleep(for: .milliseconds(10))) != nil else { return }
    }
  }

  /// Waits until the last connection has ended or the grace is over.
  private func waitForEnd(_ gate: Gate) async {
    let grace = state.withLock { state in
      state.gates.append(gate)
      return state.grace
    }
    if open.load(ordering: .sequentiallyConsistent) == 0 { return }
    let loop = group.loops[0]
    let deadline = Timer.nanoseconds() &+ Timer.nanoseconds(of: grace)
    loop.perform { loop.open(gate, at: deadline) }
    await gate.wait()
  }

  private func noteEnd() {
    guard open.load(ordering: .sequentiallyConsistent) == 0 else { return }
    let gates = state.withLock { $0.isStopping ? $0.gates : [] }
    for gate in gates { gate.open() }
  }
}
