import Commands
import Wire

/// Where to listen and whom to trust, once it is known to be safe.
struct Listening: Equatable {
  let address: SocketAddress
  let behindProxy: Bool
  /// Proxies on other machines whose word on who calls is believed.
  let proxies: Set<IPAddress>
  let rateLimits: Bool

  /// Reads the options, and refuses those that could let somebody in.
  init(_ settings: Settings) throws {
    address = try Self.address("listen", settings) ?? SocketAddress(IPAddress.loopback, port: 8360)
    behindProxy = try settings.flag("behind-proxy")
    proxies = try Self.proxies(settings)
    let isInsecure = try settings.flag("insecure")
    rateLimits = try settings.onOff("rate-limits") ?? true
    if behindProxy, isInsecure {
      throw UsageError.conflict(
        "--behind-proxy and --insecure exclude each other: either a proxy speaks TLS or nobody.")
    }
    if !proxies.isEmpty, !behindProxy {
      throw UsageError.conflict("--proxy names who stands in front: add --behind-proxy.")
    }
    if !address.isLoopback {
      guard behindProxy || isInsecure else {
        throw ProgramError.publicAddress(address.description)
      }
      guard rateLimits else { throw ProgramError.limitsOffInPublic(address.description) }
    }
    if try Self.address("lmtp", settings) != nil {
      Terminal.note(
        "--lmtp: this version has no listener for mail yet; everything else goes on.")
    }
  }

  /// Reads which proxies on other machines are believed.
  static func proxies(_ settings: Settings) throws(UsageError) -> Set<IPAddress> {
    guard let text = try settings.text("proxy") else { return [] }
    var proxies: Set<IPAddress> = []
    for word in text.split(separator: ",") {
      guard let address = IPAddress(word.filter { $0 != " " }) else {
        throw .badValue(
          of: "--proxy", value: text, expected: "addresses such as 10.0.0.2,2001:db8::2")
      }
      proxies.insert(address)
    }
    return proxies
  }

  /// Reads an address; `localhost` is this machine's own.
  static func address(
    _ option: String, _ settings: Settings
  ) throws(UsageError) -> SocketAddress? {
    guard let text = try settings.text(option) else { return nil }
    let local = "localhost:"
    let numeric = text.hasPrefix(local) ? "127.0.0.1:" + text.dropFirst(local.count) : text
    guard let address = SocketAddress(numeric) else {
      throw .badValue(
        of: "--" + option, value: text,
        expected: "an address and a port, such as 127.0.0.1:8360 or [::1]:8360")
    }
    return address
  }
}

extension IPAddress {
  /// 127.0.0.1, as good as any number that can be written.
  static var loopback: IPAddress {
    guard let address = IPAddress("127.0.0.1") else {
      preconditionFailure("127.0.0.1 is an address")
    }
    return address
  }
}
