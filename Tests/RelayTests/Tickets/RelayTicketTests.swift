import Basics
import Support
import Testing

@testable import Relay

@Suite struct RelayTicketTests {
  private let key = [UInt8](repeating: 7, count: 32)
  private let now: Moment = "2026-11-23T09:10:00+01:00"

  private var ticket: RelayTicket {
    RelayTicket(
      session: "s1", role: "agent", name: "Anna \"Puig\"", staff: 4,
      origin: "https://ajuda.cat", openedAt: now, at: now)
  }

  @Test func `a ticket arrives as it was made`() throws {
    let ticket = ticket
    #expect(try RelayTicket(ticket.signed(with: key), key: key, at: now) == ticket)
  }

  @Test func `a ticket can travel as a subprotocol`() {
    // RFC 7230, 3.2.6: what a token is made of.
    let text = ticket.signed(with: key)
    #expect(text.utf8.allSatisfy { $0.isTokenByte })
  }

  @Test func `another key's ticket is forged`() {
    let text = ticket.signed(with: [1, 2, 3])
    #expect(throws: RelayError.forgedTicket) { try RelayTicket(text, key: key, at: now) }
  }

  @Test func `every changed byte makes it forged`() {
    let bytes = Array(ticket.signed(with: key).utf8)
    for place in bytes.indices {
      var changed = bytes
      changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      let text = String(decoding: changed, as: UTF8.self)
      // The last character of a base64 text has bits that say nothing.
      guard place != bytes.count - 1 else { continue }
      #expect(throws: RelayError.self) { try RelayTicket(text, key: key, at: now) }
    }
  }

  @Test func `a ticket works for sixty seconds`() throws {
    let text = ticket.signed(with: key)
    _ = try RelayTicket(text, key: key, at: now + .seconds(59))
    #expect(throws: RelayError.expiredTicket) {
      try RelayTicket(text, key: key, at: now + .seconds(60))
    }
  }

  @Test(arguments: [
    "", ".", "v1..", "v1.e30.", "v2.e30.AAAA", String(repeating: "a", count: 5_000),
  ])
  func `nonsense is forged`(text: String) {
    #expect(throws: RelayError.forgedTicket) { try RelayTicket(text, key: key, at: now) }
  }

  @Test func `a word works once`() {
    var words = UsedWords()
    #expect(words.use("a", until: now + .seconds(60), at: now) == true)
    #expect(words.use("a", until: now + .seconds(60), at: now + .seconds(59)) == false)
    #expect(words.use("b", until: now + .seconds(60), at: now) == true)
  }
}

extension UInt8 {
  fileprivate var isTokenByte: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
  }
}
