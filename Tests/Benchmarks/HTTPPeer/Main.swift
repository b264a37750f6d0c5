import Glibc
import HTTP
import Wire

// The real server with a small JSON answer, to be measured beside EchoPeer.
// `HTTPPeer [LOOPS]` prints its address and serves until it is terminated.

@main
enum Main {
  static func main() async throws {
    let count = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 2 : 2
    let loops = try EventLoopGroup(count: count)
    let router = makeRouter()
    let server = Server(loops: loops) { request in
      do {
        return try await router.respond(to: request)
      } catch let error as HTTPError {
        var response = Response.plain(error.status)
        for (name, value) in error.fields { response.fields.append(name, value) }
        return response
      } catch let error as BodyError {
        return .plain(error.status)
      } catch {
        return .plain(.internalServerError)
      }
    }
    guard let wanted = SocketAddress("127.0.0.1:0") else { return }
    print(try server.bind(wanted))
    fflush(nil)
    await server.run()
  }

  private static func makeRouter() -> Router {
    var router = Router()
    router.add(.get, "/") { _ in
      Response(.ok, "application/json", Array(#"{"message":"Hello, World!"}"#.utf8))
    }
    router.add(.get, "/tickets/:ref") { request in
      Response(.ok, text: request.parameters["ref"] ?? "")
    }
    router.add(.post, "/echo") { request in
      Response(.ok, "application/octet-stream", try await request.body.collect(upTo: 1_048_576))
    }
    router.add(.get, "/events") { _ in
      EventStream.response(heartbeat: .seconds(1)) { events in
        try await events.send("hello", event: "greeting", id: "1")
        try await Timer.sleep(for: .seconds(3_600))
      }
    }
    return router
  }
}
