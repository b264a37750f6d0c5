import Basics
import Commands
import Glibc
import HTTP
import Relay
import Ticketing
import WebSockets
import Wire

/// `acompanya relay`.
enum RelayCommand {
  static func run(_ call: Call) async throws {
    let settings = call.settings
    let isEcho = try settings.flag("echo")
    let address =
      try Listening.address("listen", settings) ?? SocketAddress(IPAddress.loopback, port: 8361)
    guard address.isLoopback || !isEcho else {
      throw UsageError.conflict("--echo is for loopback only: name an address such as 127.0.0.1.")
    }
    if !address.isLoopback {
      let isCovered = try settings.flag("behind-proxy") || settings.flag("insecure")
      guard isCovered else { throw ProgramError.publicAddress(address.description) }
    }
    if isEcho {
      return try await serve(address, name: "echo") { request in
        request.path == "/echo" ? WebSocketEcho.response(to: request) : .plain(.notFound)
      }
    }
    guard let path = try settings.text("key-file") else {
      throw UsageError.conflict(
        "A relay needs --key-file: the file relay.key of the desk's data directory.")
    }
    var limits = RelayLimits()
    limits.sessionsMax = try settings.integer("sessions", in: 1...100_000) ?? 10_000
    let relay = Relay(
      key: try RemoteAssistance.key(at: path), limits: limits, observer: note)
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { await relay.run() }
      try await serve(address, name: "relay", stop: relay.stop) { answer($0, relay) }
      group.cancelAll()
    }
  }

  private static func answer(_ request: Request, _ relay: Relay) -> Response {
    let segments = request.segments
    guard request.method == .get else { return .plain(.methodNotAllowed) }
    switch segments {
    case ["healthz"]: return Response(.ok, text: "ok\n")
    case ["metrics"] where request.peer.isLoopback:
      return Response(.ok, "text/plain; version=0.0.4", Array(relay.metrics.exposition.utf8))
    case _ where segments.count == 2 && segments[0] == "relay":
      return relay.respond(to: request, session: segments[1])
    default: return .plain(.notFound)
    }
  }

  private static func serve(
    _ address: SocketAddress, name: String, stop: @escaping @Sendable () -> Void = {},
    respond: @escaping @Sendable (Request) async -> Response
  ) async throws {
    let loops = try EventLoopGroup(count: Int(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    var limits = Limits()
    limits.connectionsMax = 65_536
    let server = Server(loops: loops, limits: limits, respond: respond)
    let bound = try server.bind(address)
    let signals = try StopSignals()
    signals.whenAsked {
      stop()
      server.stop(grace: .seconds(1))
    }
    Terminal.say("Serving the \(name) at http://\(bound)/")
    await server.run()
    withExtendedLifetime(signals) {}
    loops.shutdown()
  }

  /// What a lone relay tells goes to its log: which step, never who.
  private static func note(_ report: RelayReport) {
    for event in report.events {
      Log.standard.notice(
        "remote-session",
        [
          ("session", .string(String(report.session.prefix(6)))),
          ("step", .string(event.step.rawValue)),
          ("detail", event.detail.map { .string($0) } ?? .null),
        ])
    }
  }
}
