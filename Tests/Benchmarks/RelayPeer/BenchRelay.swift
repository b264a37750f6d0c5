import Basics
import Glibc
import HTTP
import Relay
import Wire

/// Our relay, with desktops, as the program serves it, but without limits of pace.
enum BenchRelay {
  static func run(_ address: SocketAddress, _ dialIn: SocketAddress, _ key: [UInt8]) async throws {
    var limits = RelayLimits()
    limits.binariesPerSecond = 1_000_000
    // Who measures reads nothing but what it measures.
    limits.pingInterval = .seconds(600)
    let relay = Relay(key: key, limits: limits)
    let loops = try EventLoopGroup(count: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let repeater = try Repeater(dialIn, loops: loops, relay: relay)
    var http = Limits()
    http.connectionsMax = 65_536
    let server = Server(loops: loops, limits: http) { request in
      let segments = request.segments
      switch (segments.first, segments.count) {
      case ("metrics", 1): return Response(.ok, text: relay.metrics.exposition)
      case ("invitation", 2):
        return Response(.ok, text: repeater.invite(segments[1], at: .now()).id)
      case ("relay", 3): return relay.respondToViewer(request, session: segments[2])
      default: return relay.respond(to: request, session: segments.last ?? "")
      }
    }
    print("listening on \(try server.bind(address))")
    fflush(nil)
    await withDiscardingTaskGroup { group in
      group.addTask { await relay.run() }
      group.addTask { await repeater.run() }
      await server.run()
    }
  }
}
