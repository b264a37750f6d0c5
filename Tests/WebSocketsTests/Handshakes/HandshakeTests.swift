import HTTP
import Testing

@testable import WebSockets

@Suite struct Handshakes {
  static let offer = Handshake.Offer(
    origins: .only(["https://desk.example"]), subprotocols: ["relay.2", "relay.1"])

  /// The example of RFC 6455, 1.2, with an origin of ours.
  static let example: Fields = [
    "Host": "server.example.com", "Upgrade": "websocket", "Connection": "keep-alive, Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
    "Origin": "https://desk.example",
    "Sec-WebSocket-Protocol": "relay.1 , relay.2,ticket.AbC-1",
  ]

  @Test func `the RFC's key gets the RFC's answer`() throws {
    let handshake = try Handshake(
      method: .get, version: "1.1", fields: Self.example, offer: Self.offer)
    let response = handshake.response(body: .none)
    #expect(response.status.code == 101)
    #expect(response.fields["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(response.fields["Upgrade"] == "websocket")
    #expect(response.fields["Connection"] == "Upgrade")
    #expect(response.fields["Sec-WebSocket-Protocol"] == "relay.2")
    #expect(!response.fields.contains("Sec-WebSocket-Extensions"))
  }

  @Test func `what the client offered is there as written`() throws {
    let handshake = try Handshake(
      method: .get, version: "1.1", fields: Self.example, offer: Self.offer)
    #expect(handshake.offeredSubprotocols == ["relay.1", "relay.2", "ticket.AbC-1"])
    #expect(handshake.subprotocol == "relay.2")
    #expect(handshake.origin == "https://desk.example")
  }

  static let wrong: [(String, String?, HandshakeRefusal)] = [
    ("Upgrade", nil, .notUpgrade), ("Upgrade", "h2c", .notUpgrade),
    ("Connection", nil, .notUpgrade), ("Connection", "keep-alive", .notUpgrade),
    ("Sec-WebSocket-Version", nil, .wrongVersion), ("Sec-WebSocket-Version", "8", .wrongVersion),
    ("Sec-WebSocket-Version", "13, 8", .wrongVersion), ("Sec-WebSocket-Key", nil, .badKey),
    ("Sec-WebSocket-Key", "", .badKey), ("Sec-WebSocket-Key", "c2hvcnQ=", .badKey),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ", .badKey),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZTE=", .badKey), ("Origin", nil, .foreignOrigin),
    ("Origin", "null", .foreignOrigin), ("Origin", "http://desk.example", .foreignOrigin),
    ("Origin", "https://desk.example.evil", .foreignOrigin),
    ("Origin", "https://desk.example:8443", .foreignOrigin),
    ("Sec-WebSocket-Protocol", "a,a", .badSubprotocols),
    ("Sec-WebSocket-Protocol", "a, ,b", .badSubprotocols),
  ]

  @Test(arguments: wrong)
  func `a request with a wrong field is refused`(
    name: String, value: String?, refusal: HandshakeRefusal
  ) {
    var fields = Self.example
    fields.remove(name)
    if let value { fields.append(name, value) }
    #expect(throws: refusal) {
      try Handshake(method: .get, version: "1.1", fields: fields, offer: Self.offer)
    }
  }

  @Test(arguments: ["Sec-WebSocket-Key", "Sec-WebSocket-Version", "Origin"])
  func `a field that is there twice is refused`(name: String) throws {
    var fields = Self.example
    fields.append(name, try #require(fields[name]))
    #expect(throws: HandshakeRefusal.self) {
      try Handshake(method: .get, version: "1.1", fields: fields, offer: Self.offer)
    }
  }

  @Test func `only GET in HTTP/1.1 opens a WebSocket`() {
    #expect(throws: HandshakeRefusal.notGET) {
      try Handshake(method: .post, version: "1.1", fields: Self.example, offer: Self.offer)
    }
    #expect(throws: HandshakeRefusal.notUpgrade) {
      try Handshake(method: .get, version: "1.0", fields: Self.example, offer: Self.offer)
    }
  }

  @Test func `a subprotocol may be required`() {
    var offer = Self.offer
    offer.subprotocols = ["relay.3"]
    #expect(throws: Never.self) {
      try Handshake(method: .get, version: "1.1", fields: Self.example, offer: offer)
    }
    offer.requiresSubprotocol = true
    #expect(throws: HandshakeRefusal.noSubprotocol) {
      try Handshake(method: .get, version: "1.1", fields: Self.example, offer: offer)
    }
  }

  @Test(arguments: HandshakeRefusal.allCases)
  func `a refusal is an answer with a sentence`(refusal: HandshakeRefusal) {
    let response = refusal.response
    #expect((400..<500).contains(response.status.code))
    #expect(refusal.description.hasSuffix("."))
    #expect(response.fields.contains("Sec-WebSocket-Version") == (response.status.code == 426))
  }

  @Test(
    arguments: [
      (Origins.any, nil, true), (.any, "https://x.example", true),
      (.only(["https://a"]), nil, false),
      (.only(["https://a"]), "HTTPS://A", true), (.onlyOrNone(["https://a"]), nil, true),
      (.onlyOrNone(["https://a"]), "https://b", false), (.only([]), "https://a", false),
    ] as [(Origins, String?, Bool)])
  func `an origin is admitted`(origins: Origins, origin: String?, isAdmitted: Bool) {
    #expect(origins.admit(origin) == isAdmitted)
  }
}
