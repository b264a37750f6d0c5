import Basics
import Relay
import Wire

/// Ways between a viewer's WebSocket and a computer's plain connection.
///
/// Everywhere the same bytes pass: RFB's clipboard messages outward, which the relay has to parse,
/// and plain bytes homeward.
enum PipeTrial {
  /// A clipboard message of so many bytes.
  static func clipboard(_ bytes: Int) -> [UInt8] {
    var message = [UInt8](repeating: 0x61, count: bytes)
    let length = UInt32(bytes - 8)
    message.replaceSubrange(
      0..<8,
      with: [6, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) })
    return message
  }

  static func plain(_ bytes: Int) -> [UInt8] { [UInt8](repeating: 0x62, count: bytes) }

  /// Through a relay that dials `target`, or straight to it if there is none.
  static func through(
    _ name: String, _ relay: SocketAddress, target: UInt16, process: Int
  ) throws -> Trial {
    let listener = try Socket.listen(on: target)
    let near =
      name == "websockify"
      ? try End.open(relay, "/", protocols: "binary", origin: Participants.origin)
      : End(try Socket.connect(to: relay))
    return Trial(
      name: name, near: near, far: End(try listener.accept()), process: process,
      outward: clipboard, homeward: plain)
  }

  /// Through our relay, into which the computer dials.
  static func ours(
    _ participants: Participants, dialIn: SocketAddress, process: Int
  ) throws -> Trial {
    let session = "pipe-\(nanoseconds())"
    let (sharer, viewers) = try participants.meet(session, source: "vnc", right: "control")
    let far = End(try Socket.connect(to: dialIn))
    let id = Array("ID:\(try invitation(participants.address, session))".utf8)
    let version = Array("RFB 003.008\n".utf8)
    try far.socket.write(id + [UInt8](repeating: 0, count: 250 - id.count) + version)
    _ = try viewers[0].hear("desktop")
    let near = try End.open(
      participants.address, "/relay/rfb/\(session)",
      protocols: "binary, ticket.\(participants.ticket(session, "agent", 1))",
      origin: Participants.origin)
    // Version, security type None, shared: RFC 6143 § 7.1 and § 7.3.
    try near.skip(12)
    for (word, answer) in [(version, [1, 1]), ([1], [0, 0, 0, 0]), ([1], [])]
      as [([UInt8], [UInt8])]
    {
      try near.socket.write(near.message(word))
      try far.skip(word.count)
      try far.socket.write(answer)
      try near.skip(answer.count)
    }
    unsafe kept += [sharer] + viewers
    return Trial(
      name: "acompanya", near: near, far: far, process: process, outward: clipboard,
      homeward: plain)
  }

  nonisolated(unsafe) private static var kept: [End] = []

  private static func invitation(_ address: SocketAddress, _ session: String) throws -> String {
    let end = End(try Socket.connect(to: address))
    try end.socket.write(
      Array("GET /invitation/\(session) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8))
    var answer = ""
    while let byte = try? end.take(1) { answer.unicodeScalars.append(Unicode.Scalar(byte[0])) }
    let id = String(answer.suffix(12))
    guard answer.hasPrefix("HTTP/1.1 200"), Int(id) != nil else {
      throw Socket.Failure.unexpected(answer)
    }
    return id
  }
}
