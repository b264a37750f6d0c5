import Testing
import Wire

@testable import HTTP

@Suite struct RequestReadingTests {
  private func read(_ text: String) throws -> Request? {
    Request(reading: Array(text.utf8), from: try #require(IPAddress("192.0.2.1")))
  }

  @Test func `a whole request is read with its content`() async throws {
    let request = try #require(
      try read("POST /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"))
    #expect(request.path == "/a")
    #expect(request.query["b"] == "c")
    let content = try await request.body.collect(upTo: 10)
    #expect(content == Array("abc".utf8))
    let rest = try await request.body.next()
    #expect(rest == nil)
  }

  @Test(arguments: [
    "", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\n\r\nabc",
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab",
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ])
  func `what a connection would refuse or wait for is no request`(text: String) throws {
    let request = try read(text)
    #expect(request == nil)
  }

  @Test func `content beyond what is collected is too large`() async throws {
    let request = try #require(
      try read("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"))
    await #expect(throws: BodyError.tooLarge) { try await request.body.collect(upTo: 2) }
  }
}
