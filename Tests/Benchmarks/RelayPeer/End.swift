import Basics
import Glibc
import WebSockets
import Wire

/// One end of what is measured: a plain socket, or a client's WebSocket.
@safe final class End {
  let socket: Socket
  let isFramed: Bool
  /// There only while it is needed: thousands of ends may wait.
  private var buffer: UnsafeMutableRawBufferPointer?
  private var start = 0
  private var end = 0

  init(_ socket: Socket, isFramed: Bool = false) {
    self.socket = socket
    self.isFramed = isFramed
  }

  deinit {
    forgetBuffer()
  }

  /// Frees the buffer; what was read and not looked at is forgotten.
  func forgetBuffer() {
    unsafe buffer?.deallocate()
    unsafe buffer = nil
    (start, end) = (0, 0)
  }

  /// Opens a WebSocket.
  static func open(
    _ address: SocketAddress, _ path: String, protocols: String, origin: String
  ) throws -> End {
    let end = End(try Socket.connect(to: address), isFramed: true)
    let head = """
      GET \(path) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r
      Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Origin: \(origin)\r\nSec-WebSocket-Protocol: \(protocols)\r\n\r\n
      """
    try end.socket.write(Array(head.utf8))
    var answer = ""
    while !answer.hasSuffix("\r\n\r\n") {
      answer.unicodeScalars.append(Unicode.Scalar(try end.take(1)[0]))
    }
    guard answer.hasPrefix("HTTP/1.1 101") else { throw Socket.Failure.unexpected(answer) }
    return end
  }

  /// A message as it travels from here; a mask of zeros costs the client nothing, and the server
  /// what any other does.
  func message(_ payload: [UInt8], _ opcode: Opcode = .binary) -> [UInt8] {
    isFramed ? Frame(opcode, payload, mask: 0).bytes : payload
  }

  func say(_ json: JSON) throws {
    try socket.write(message(json.serialized(), .text))
  }

  /// Waits for a text of a type; other texts are passed over.
  func hear(_ type: String) throws -> JSON {
    while true {
      let (opcode, payload) = try frame()
      if opcode == .close {
        throw Socket.Failure.unexpected("closed while waiting for \(type)")
      }
      guard opcode == .text, let json = try? JSON(parsing: payload) else { continue }
      if json["type"]?.string == type { return json }
    }
  }

  /// The next frame.
  func frame() throws -> (Opcode?, [UInt8]) {
    let (opcode, length) = try header()
    return (opcode, try take(length))
  }

  /// Waits until so many bytes of payload have come, whatever they are; texts don't count.
  func skip(_ count: Int) throws {
    guard isFramed else { return try drop(count) }
    var left = count
    while left > 0 {
      let (opcode, length) = try header()
      try drop(length)
      if opcode != .text { left -= length }
    }
  }

  private func header() throws -> (Opcode?, Int) {
    let head = try take(2)
    let opcode = Opcode(rawValue: head[0] & 0x0F)
    switch head[1] {
    case 126: return (opcode, try take(2).reduce(0) { $0 << 8 | Int($1) })
    case 127: return (opcode, try take(8).reduce(0) { $0 << 8 | Int($1) })
    default: return (opcode, Int(head[1]))
    }
  }

  private func fill() throws {
    guard start == end else { return }
    let buffer = unsafe buffer ?? .allocate(byteCount: 1 << 20, alignment: 64)
    unsafe self.buffer = buffer
    guard let count = unsafe socket.read(into: buffer), count > 0 else {
      throw Socket.Failure.ended
    }
    (start, end) = (0, count)
  }

  func take(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      try fill()
      let some = min(count - bytes.count, end - start)
      if let buffer = unsafe buffer {
        unsafe bytes.append(contentsOf: buffer[start..<start + some])
      }
      start += some
    }
    return bytes
  }

  private func drop(_ count: Int) throws {
    var left = count
    while left > 0 {
      try fill()
      let some = min(left, end - start)
      start += some
      left -= some
    }
  }
}
