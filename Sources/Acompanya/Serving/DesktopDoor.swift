import Commands
import Relay
import Wire

/// Where shared computers dial in, once the options are known to be good.
struct DesktopDoor {
  let address: SocketAddress
  /// The same as people are told it.
  let told: (host: String, port: Int)
  /// Ports for computers that can't say an id; nil for none.
  let slots: ClosedRange<UInt16>?

  /// Reads the options; nil when no computers are taken.
  init?(_ settings: Settings) throws {
    let told = try Self.told("rfb-public", settings)
    let slots = try Self.slots(settings)
    guard let address = try Listening.address("rfb", settings) else {
      if slots != nil { throw UsageError.conflict("--rfb-slots needs --rfb HOST:PORT beside it.") }
      return nil
    }
    self.address = address
    self.told = told ?? (address.address.description, Int(address.port))
    self.slots = slots
  }

  /// Listens there.
  func open(_ loops: EventLoopGroup, _ relay: Relay) throws(WireError) -> Repeater {
    let told = address.port == 0 && told.port == 0 ? nil : told
    return try Repeater(address, told: told, slots: slots, loops: loops, relay: relay)
  }

  /// A host and a port as somebody elsewhere dials them.
  static func told(
    _ option: String, _ settings: Settings
  ) throws(UsageError) -> (host: String, port: Int)? {
    guard let text = try settings.text(option) else { return nil }
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
      let port = UInt16(text[text.index(after: colon)...]),
      text[..<colon].allSatisfy({
        $0.isASCII && ($0.isLetter || $0.isNumber || "-.:[]".contains($0))
      })
    else {
      throw .badValue(
        of: "--" + option, value: text, expected: "a name and a port, such as ajuda.cat:5500")
    }
    return (String(text[..<colon]), Int(port))
  }

  private static func slots(_ settings: Settings) throws(UsageError) -> ClosedRange<UInt16>? {
    guard let text = try settings.text("rfb-slots") else { return nil }
    let ends = text.split(separator: "-").map { UInt16($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last,
      first >= 1_024, last - first < 100
    else {
      throw .badValue(
        of: "--rfb-slots", value: text,
        expected: "a range of at most 100 ports above 1023, such as 5510-5519")
    }
    return first...last
  }
}
