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
    let key = try RemoteAssistance.key(at: path)
    let journal = RelayJournal()
    let core = try core(settings)
    let keep: @Sendable (JSON) -> Void = { if core != nil { journal.append($0) } }
    let relay = Relay(
      key: key, limits: limits,
      observer: { report in
        note(report)
        keep(report.json)
      }, desktopObserver: { keep($0.json) })
    let letters = core.map {
      CoreCorrespondence(relay: relay, journal: journal, core: $0, key: key)
    }
    let listening = Proxies(
      isThere: try settings.flag("behind-proxy"), named: try Listening.proxies(settings))
    let door = try DesktopDoor(settings)
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { await relay.run() }
      if let letters { group.addTask { await letters.run() } }
      try await serve(address, name: "relay", door.map { ($0, relay) }, stop: relay.stop) {
        answer($0, relay, listening)
      }
      group.cancelAll()
    }
    await letters?.finish()
  }

  /// Where the core is; nil for a relay that only logs.
  private static func core(_ settings: Settings) throws -> String? {
    guard let core = try settings.text("core") else { return nil }
    let isAddress = core.hasPrefix("https://") || core.hasPrefix("http://127.0.0.1:")
    guard isAddress, !core.hasSuffix("/") else {
      throw UsageError.badValue(
        of: "--core", value: core, expected: "an address such as https://ajuda.vilaclara.cat")
    }
    return core
  }

  private static func answer(
    _ request: Request, _ relay: Relay, _ proxies: Proxies
  ) -> Response {
    let segments = request.segments
    guard request.method == .get else { return .plain(.methodNotAllowed) }
    switch segments {
    case ["healthz"]: return Response(.ok, text: "ok\n")
    case ["metrics"] where request.peer.isLoopback:
      return Response(.ok, "text/plain; version=0.0.4", Array(relay.metrics.exposition.utf8))
    case _ where segments.count == 2 && segments[0] == "relay":
      return relay.respond(
        to: request, session: segments[1], from: proxies.caller(of: request))
    case _ where segments.count == 3 && segments[0] == "relay" && segments[1] == "rfb":
      return relay.respondToViewer(request, session: segments[2])
    default: return .plain(.notFound)
    }
  }

  private static func serve(
    _ address: SocketAddress, name: String, _ door: (DesktopDoor, Relay)? = nil,
    stop: @escaping @Sendable () -> Void = {},
    respond: @escaping @Sendable (Request) async -> Response
  ) async throws {
    let loops = try EventLoopGroup(count: Int(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    var limits = Limits()
    limits.connectionsMax = 65_536
    let server = Server(loops: loops, limits: limits, respond: respond)
    let bound = try server.bind(address)
    let repeater = try door.map { try $0.open(loops, $1) }
    let signals = try StopSignals()
    signals.whenAsked {
      repeater?.stop()
      stop()
      server.stop(grace: .seconds(1))
    }
    Terminal.say("Serving the \(name) at http://\(bound)/")
    await withDiscardingTaskGroup { group in
      if let repeater { group.addTask { await repeater.run() } }
      await server.run()
      group.cancelAll()
    }
    withExtendedLifetime(signals) {}
    loops.shutdown()
  }

  /// What a lone relay tells goes to its log: which step, never who.
  private static func note(_ report: RemoteSessionProgress) {
    for event in report.events {
      Log.standard.notice(
        "remote-session",
        [
          ("session", .string(String(report.name.prefix(6)))),
          ("step", .string(event.step.rawValue)),
          ("detail", event.detail.map { .string($0) } ?? .null),
        ])
    }
  }
}
