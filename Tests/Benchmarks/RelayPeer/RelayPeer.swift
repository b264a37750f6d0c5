import Basics
import Glibc
import Relay
import Wire

/// The parts of the relay's figures: relays to be measured, and who measures them.
///
/// ```
/// RelayPeer serve HOST:PORT HOST:RFBPORT KEY    # our relay, without its limits of pace
/// RelayPeer copy PORT HOST:TARGET               # the plainest relay there can be
/// RelayPeer through NAME HOST:PORT TARGET PID   # measures direct, copy or websockify
/// RelayPeer pipe HOST:PORT HOST:RFBPORT KEY PID # measures ours, WebSocket and plain connection
/// RelayPeer rooms HOST:PORT KEY PID             # measures ours, WebSocket to WebSockets
/// RelayPeer sessions HOST:PORT KEY PID SESSIONS BYTES PERSECOND SECONDS
/// ```
///
/// `KEY` is a file with 64 hexadecimal digits. What is measured is printed as a line of JSON.
@main
enum RelayPeer {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    let numbers = words.map { Int($0) ?? 0 }
    switch words.first {
    case "serve":
      try await BenchRelay.run(try address(words[1]), try address(words[2]), try key(words[3]))
    case "copy": try CopyRelay.run(UInt16(numbers[1]), to: try address(words[2]))
    case "through":
      try PipeTrial.through(
        words[1], try address(words[2]), target: UInt16(numbers[3]), process: numbers[4]
      ).run()
    case "pipe":
      try PipeTrial.ours(
        Participants(address: try address(words[1]), key: try key(words[3])),
        dialIn: try address(words[2]), process: numbers[4]
      ).run()
    case "rooms":
      let participants = Participants(address: try address(words[1]), key: try key(words[2]))
      try RoomTrial.run(participants, process: numbers[3])
    case "sessions":
      let participants = Participants(address: try address(words[1]), key: try key(words[2]))
      try SessionsLoad(participants, process: numbers[3], Array(numbers[4...])).run()
    default: print("Which part? See the source.")
    }
  }

  private static func address(_ text: String) throws -> SocketAddress {
    guard let address = SocketAddress(text) else { throw Socket.Failure.unexpected(text) }
    return address
  }

  private static func key(_ path: String) throws -> [UInt8] {
    let file = unsafe open(path, O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 64)
    guard unsafe read(file, &bytes, 64) == 64,
      let key = Hex.decode(String(decoding: bytes, as: UTF8.self))
    else { throw Socket.Failure.unexpected(path) }
    return key
  }
}
