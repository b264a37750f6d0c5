import Basics
import Commands
import Glibc
import Site
import Wire

/// What remote assistance needs from the machine: its key, and the parts beside it.
enum RemoteAssistance {
  /// Where Debian's package puts noVNC.
  private static let installedNoVNC = "/usr/share/novnc"

  static func configuration(
    _ call: Call, _ directory: DataDirectory, _ door: DesktopDoor?
  ) throws -> RemoteConfiguration {
    let settings = call.settings
    var remote = RemoteConfiguration(key: try key(in: directory))
    remote.relay = try settings.text("relay")
    if let relay = remote.relay {
      guard relay.hasPrefix("wss://") || relay.hasPrefix("ws://"), !relay.hasSuffix("/") else {
        throw UsageError.badValue(
          of: "--relay", value: relay, expected: "an address such as wss://relay.example.org")
      }
    }
    remote.iceServers = try (settings.text("ice") ?? "").split(separator: ",").map(String.init)
    if let path = try settings.text("turn-secret-file") {
      remote.turnSecret =
        String(decoding: try Files.read(path, bytesMax: 4_096), as: UTF8.self)
        .trimmingLine
    }
    // A relay elsewhere takes the computers, and its address is told here.
    remote.desktopAddress = try door?.told ?? DesktopDoor.told("rfb-public", settings)
    remote.desktopTLSAddress = try DesktopDoor.told("rfb-tls", settings)
    let noVNC = try settings.text("novnc") ?? installedNoVNC
    if Files.facts(noVNC + "/core/rfb.js") != nil { remote.noVNC = noVNC }
    return remote
  }

  /// The key that signs tickets, made on the first day; a relay elsewhere needs a copy.
  private static func key(in directory: DataDirectory) throws -> [UInt8] {
    let path = directory.path + "/relay.key"
    guard let facts = Files.facts(path) else {
      let key = SecureRandom.bytes(32)
      try Files.write(Array((Hex.encode(key) + "\n").utf8), to: path, mode: 0o600)
      return key
    }
    guard facts.mode & 0o077 == 0 else { throw ProgramError.openToOthers(path, mode: "600") }
    return try key(at: path)
  }

  /// Reads a key: 64 hexadecimal digits on a line.
  static func key(at path: String) throws(ProgramError) -> [UInt8] {
    let text = String(decoding: try Files.read(path, bytesMax: 4_096), as: UTF8.self)
    guard let key = Hex.decode(text.trimmingLine), key.count == 32 else {
      throw .file(path, reason: "it doesn't hold 64 hexadecimal digits")
    }
    return key
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmingLine: String {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
