import Testing
import Wire

@Suite struct AddressTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1"), ("192.0.2.255", "192.0.2.255"), ("::1", "::1"),
    ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::", "::"),
  ])
  func `an address is read and written`(text: String, written: String) throws {
    #expect(try #require(IPAddress(text)).description == written)
  }

  @Test(arguments: ["", "1.2.3", "256.1.1.1", "::g", "[::1]", "localhost", "1.2.3.4:80", "::1%lo"])
  func `what is no address is refused`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("127.8.9.1", true), ("::1", true), ("128.0.0.1", false), ("::2", false),
    ("::ffff:127.0.0.1", true),
  ])
  func `the machine's own addresses are known`(text: String, isLoopback: Bool) throws {
    #expect(try #require(IPAddress(text)).isLoopback == isLoopback)
  }

  @Test func `limits count a /64 as one caller`() throws {
    let one = try #require(IPAddress("2001:db8:1:2:3:4:5:6"))
    #expect(one.network().description == "2001:db8:1:2::")
    #expect(try #require(IPAddress("192.0.2.7")).network().description == "192.0.2.7")
  }

  @Test(arguments: ["127.0.0.1:8360", "[::1]:0", "[2001:db8::1]:65535"])
  func `an address with a port is read and written`(text: String) throws {
    #expect(try #require(SocketAddress(text)).description == text)
  }

  @Test(arguments: [
    "127.0.0.1", "::1:80", "127.0.0.1:65536", "127.0.0.1:+1", "127.0.0.1:", ":80", "[127.0.0.1]:80",
    "[::1]80", "[::1:80", "localhost:80",
  ])
  func `what is no address with a port is refused`(text: String) {
    #expect(SocketAddress(text) == nil)
  }
}
