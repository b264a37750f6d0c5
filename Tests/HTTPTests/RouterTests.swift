import Testing

@testable import HTTP
@testable import Wire

@Suite struct RouterTests {
  private static let router: Router = {
    var router = Router()
    let routes: [(Method, String)] = [
      (.get, "/"), (.get, "/tickets"), (.post, "/tickets"), (.get, "/tickets/new"),
      (.get, "/tickets/:ref"), (.put, "/tickets/:ref/closure"), (.get, "/:council/guide"),
      (.get, "/files/*path"), (.get, "/files/list"),
    ]
    for (method, pattern) in routes {
      router.add(method, pattern) { request in
        let found = request.parameters.pairs.map { "\($0.name)=\($0.value)" }
        return Response(.ok, text: "\(pattern) \(found.joined(separator: " "))")
      }
    }
    return router
  }()

  @Test(arguments: [
    (Method.get, "/", "/ "), (.get, "/tickets", "/tickets "), (.post, "/tickets", "/tickets "),
    (.get, "/tickets/new", "/tickets/new "), (.get, "/tickets/A-1", "/tickets/:ref ref=A-1"),
    (.put, "/tickets/new/closure", "/tickets/:ref/closure ref=new"),
    (.get, "/prta/guide", "/:council/guide council=prta"),
    (.get, "/tickets/guide", "/tickets/:ref ref=guide"),
    (.get, "/files/a/b%20c.css", "/files/*path path=a/b c.css"),
    (.get, "/files/list", "/files/list "), (.head, "/tickets", "/tickets "),
  ])
  func `a path finds its route`(method: Method, path: String, text: String) async throws {
    let response = try await Self.router.respond(to: request(method, path))
    guard case .bytes(let bytes) = response.body else {
      Issue.record("no content")
      return
    }
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test(arguments: ["/nothing", "/tickets/", "/tickets//closure", "/tickets/1/closure/x", "/files"])
  func `a path without a route is not found`(path: String) async throws {
    let request = try request(.get, path)
    await #expect(throws: HTTPError.notFound) { try await Self.router.respond(to: request) }
  }

  @Test func `another method is told which ones there are`() async throws {
    let request = try request(.delete, "/tickets")
    await #expect(
      throws: HTTPError.methodNotAllowed(allow: [.get, .post, .head, .options])
    ) { try await Self.router.respond(to: request) }
  }

  @Test func `OPTIONS lists the methods`() async throws {
    let response = try await Self.router.respond(to: request(.options, "/tickets/1/closure"))
    #expect(response.status == .noContent)
    #expect(response.fields["Allow"] == "PUT, OPTIONS")
  }

  @Test func `OPTIONS of the whole server lists all methods`() async throws {
    let response = try await Self.router.respond(to: request(.options, "*"))
    #expect(response.fields["Allow"] == "GET, POST, PUT")
  }

  @Test func `the patterns are listed in order`() {
    #expect(Self.router.patterns.map(\.pattern).prefix(3) == ["/", "/tickets", "/tickets"])
    #expect(Self.router.patterns[2].method == .post)
  }

  private func request(_ method: Method, _ target: String) throws -> Request {
    var parser = RequestParser(limits: Limits())
    let bytes = Array("\(method) \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    guard case .complete(let head, _) = parser.parse(bytes.span) else { throw Refusal.malformed }
    return Request(head: head, peer: try #require(IPAddress("192.0.2.1")), body: .empty)
  }
}
