import Basics
import Glibc
import HTTP
import Relay
import Wire

/// Prints what the relay can do on this machine.
///
/// ```
/// RelayPeer serve 127.0.0.1:19000                      # the relay, without its limits of pace
/// RelayPeer sessions 127.0.0.1:19000 6000 1000 10 10   # sessions, bytes, frames/s each, seconds
/// ```
///
/// The relay and the load share the machine; `serve` prints its CPU seconds and memory at SIGTERM.
@main
enum RelayPeer {
  static let key = [UInt8](repeating: 5, count: 32)
  static let origin = "http://bench"

  static func main() async throws {
    let words: [String] = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 2, let address = SocketAddress(words[1]) else {
      print("RelayPeer serve|sessions HOST:PORT …")
      return
    }
    let numbers = words.dropFirst(2).compactMap { Int($0) }
    switch (words[0], numbers.count) {
    case ("serve", _): try await serve(address)
    case ("sessions", 4): try await SessionsLoad(address, numbers).run()
    default: print("Which numbers? See the source.")
    }
  }

  private static func serve(_ address: SocketAddress) async throws {
    var limits = RelayLimits()
    limits.binariesPerSecond = 1_000_000
    let relay = Relay(key: key, limits: limits)
    let loops = try EventLoopGroup(count: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    var http = Limits()
    http.connectionsMax = 65_536
    let server = Server(loops: loops, limits: http) { request in
      if request.segments.first == "metrics" {
        return Response(.ok, text: relay.metrics.exposition + usage())
      }
      return relay.respond(to: request, session: request.segments.last ?? "")
    }
    print("listening on \(try server.bind(address))")
    await withDiscardingTaskGroup { group in
      group.addTask { await relay.run() }
      await server.run()
    }
  }

  /// CPU seconds and memory of this process.
  static func usage() -> String {
    var usage = rusage()
    unsafe getrusage(0, &usage)
    let seconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    return "cpu_seconds \(seconds)\nmax_rss_kilobytes \(usage.ru_maxrss)\n"
  }
}
