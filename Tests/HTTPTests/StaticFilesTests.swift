import Foundation
import Testing

@testable import HTTP
@testable import Wire

@Suite struct StaticFilesTests {
  /// A directory with a few files, removed with the suite's instance.
  final class Shelf: Sendable {
    let root: String

    init() throws {
      root = NSTemporaryDirectory() + "shelf-\(UUID().uuidString)"
      try FileManager.default.createDirectory(
        atPath: root + "/styles", withIntermediateDirectories: true)
      try put("hello.txt", "0123456789")
      try put("styles/site.css", "a{}")
      try put(".secret", "x")
      try FileManager.default.createSymbolicLink(
        atPath: root + "/passwords", withDestinationPath: "/etc/passwd")
      try FileManager.default.createSymbolicLink(
        atPath: root + "/outside", withDestinationPath: "/etc")
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func put(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(filePath: root + "/" + name))
    }

    func files(cachedFileBytesMax: Int = 1_000) -> StaticFiles {
      StaticFiles(
        root: root, workers: WorkerPool(threads: 1, name: "files", queueMax: 16),
        cachedFileBytesMax: cachedFileBytesMax, freshness: .zero)
    }
  }

  private let shelf: Shelf

  init() throws { shelf = try Shelf() }

  @Test func `a file comes with its type and validators`() async throws {
    let response = try await get("styles/site.css")
    #expect(response.status == .ok)
    #expect(response.fields["Content-Type"] == "text/css; charset=utf-8")
    #expect(response.fields["Cache-Control"] == "no-cache")
    #expect(response.fields["ETag"]?.hasPrefix("\"") == true)
    #expect(response.fields["Last-Modified"].flatMap(HTTPDate.seconds) != nil)
    #expect(text(of: response) == "a{}")
  }

  @Test(arguments: [
    "", "nothing", "styles", "styles/", "passwords", "outside/passwd", ".secret", "../shelf",
    "styles/../hello.txt", "/etc/passwd", "styles\\site.css", "hello.txt/", "hello.txt\u{0}",
  ])
  func `nothing else can be reached`(path: String) async throws {
    await #expect(throws: HTTPError.notFound) { try await get(path) }
  }

  @Test func `a file that the client has is not sent again`() async throws {
    let tag = try #require(try await get("hello.txt").fields["ETag"])
    let response = try await get("hello.txt", "If-None-Match: \(tag)\r\n")
    #expect(response.status == .notModified)
    #expect(response.fields["ETag"] == tag)
    #expect(text(of: response) == nil)
  }

  @Test(arguments: [1_000, 0])
  func `a range is a part`(cachedFileBytesMax: Int) async throws {
    let response = try await get(
      "hello.txt", "Range: bytes=2-4\r\n", cachedFileBytesMax: cachedFileBytesMax)
    #expect(response.status == .partialContent)
    #expect(response.fields["Content-Range"] == "bytes 2-4/10")
    if case .stream(let length, _) = response.body {
      #expect(length == 3)
    } else {
      #expect(text(of: response) == "234")
    }
  }

  @Test func `a range outside the file is refused with its length`() async throws {
    await #expect(throws: HTTPError.rangeNotSatisfiable(length: 10)) {
      try await get("hello.txt", "Range: bytes=10-\r\n")
    }
  }

  @Test func `a range of another version gives the whole file`() async throws {
    let response = try await get("hello.txt", "Range: bytes=2-4\r\nIf-Range: \"old\"\r\n")
    #expect(response.status == .ok)
  }

  @Test func `a failed condition is refused`() async throws {
    await #expect(throws: HTTPError.preconditionFailed) {
      try await get("hello.txt", "If-Match: \"old\"\r\n")
    }
  }

  @Test func `a changed file is noticed`() async throws {
    let files = shelf.files()
    let before = try await files.respond(
      to: request("hello.txt", ""), relativePath: "hello.txt", cacheControl: "no-cache")
    try shelf.put("hello.txt", "9876543210")
    let after = try await files.respond(
      to: request("hello.txt", ""), relativePath: "hello.txt", cacheControl: "no-cache")
    #expect(text(of: after) == "9876543210")
    #expect(before.fields["ETag"] != after.fields["ETag"])
  }

  @Test func `a large file arrives whole over a socket`() async throws {
    let content = (0..<300_000).map { "\($0 % 10)" }.joined()
    try shelf.put("large.txt", content)
    let files = shelf.files()
    try await Desk.open { request in
      (try? await files.respond(to: request, relativePath: "large.txt", cacheControl: "no-cache"))
        ?? Response(.notFound)
    } _: { desk in
      let heard = try await desk.exchange(
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(heard.contains("Content-Length: 300000\r\n"))
      #expect(heard.hasSuffix("\r\n\r\n" + content))
    }
  }

  @Test func `POST is told what is allowed`() async throws {
    let request = try request("hello.txt", "", method: "POST")
    await #expect(throws: HTTPError.methodNotAllowed(allow: [.get, .head, .options])) {
      try await shelf.files().respond(
        to: request, relativePath: "hello.txt", cacheControl: "no-cache")
    }
  }

  @discardableResult
  private func get(
    _ path: String, _ fields: String = "", cachedFileBytesMax: Int = 1_000
  ) async throws -> Response {
    try await shelf.files(cachedFileBytesMax: cachedFileBytesMax)
      .respond(to: request(path, fields), relativePath: path, cacheControl: "no-cache")
  }

  private func request(
    _ path: String, _ fields: String, method: String = "GET"
  ) throws -> Request {
    var parser = RequestParser(limits: Limits())
    let bytes = Array("\(method) / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n".utf8)
    guard case .complete(let head, _) = parser.parse(bytes.span) else { throw Refusal.malformed }
    return Request(head: head, peer: try #require(IPAddress("192.0.2.1")), body: .empty)
  }

  private func text(of response: Response) -> String? {
    guard case .bytes(let bytes) = response.body else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
