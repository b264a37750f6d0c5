import Basics
import Glibc
import HTTP
import Relay
import Site
import Storage
import Wire

/// The desk on the network, from its first listener to its last answer.
struct Service {
  /// How long running requests may take to finish when the program is told to stop.
  private static let grace = Duration.seconds(10)

  let desk: Desk
  let listening: Listening
  let companions: Companions
  let remote: RemoteConfiguration
  let door: DesktopDoor?
  let signals: StopSignals

  /// Serves until SIGTERM or SIGINT.
  ///
  /// - Parameter announce: Called once it listens, with the address to open.
  /// - Throws: When pages can't be read or the address is taken.
  func run(announce: (String) -> Void) async throws {
    let site = try Site(
      desk: desk,
      configuration: Site.Configuration(
        web: companions.web, reports: companions.reports,
        behindProxy: listening.behindProxy, proxies: listening.proxies,
        rateLimits: listening.rateLimits, remote: remote),
      workers: WorkerPool(threads: 2, name: "worker", queueMax: 256)
    )
    let loops = try EventLoopGroup(count: Int(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    let server = Server(loops: loops, errorResponse: { site.refusal($0) }) { request in
      await site.respond(to: request)
    }
    let address = try server.bind(listening.address)
    let repeater = try door?.open(loops, site.relay)
    signals.whenAsked {
      repeater?.stop()
      site.relay.stop()
      // Streams of events never end by themselves.
      site.stop()
      server.stop(grace: Self.grace)
    }
    let clock = HourlyUpkeep(desk: desk, reports: companions.reports)
    announce("http://\(address)")
    Log.standard.notice("listening", [("address", .string(address.description))])
    if let repeater {
      Log.standard.notice("taking-desktops", [("address", .string("\(repeater.address)"))])
    }
    await withDiscardingTaskGroup { group in
      group.addTask { await site.run() }
      group.addTask { await clock.run() }
      if let repeater { group.addTask { await repeater.run() } }
      await server.run()
      group.cancelAll()
    }
    loops.shutdown()
    Log.standard.notice("stopped")
  }
}
