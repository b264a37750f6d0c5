import Glibc
import HTTP
import WebSockets
import Wire

// The WebSocket echo, to be tried with other programs' clients and to be measured.
// `WebSocketPeer [LOOPS]` prints its address and serves until it is terminated.

@main
enum Main {
  static func main() async throws {
    let count = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 2 : 2
    let server = Server(loops: try EventLoopGroup(count: count)) { request in
      WebSocketEcho.response(to: request)
    }
    guard let wanted = SocketAddress("127.0.0.1:0") else { return }
    print(try server.bind(wanted))
    fflush(nil)
    await server.run()
  }
}
