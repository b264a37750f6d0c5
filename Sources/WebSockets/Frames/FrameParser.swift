/// Finds frames in bytes that arrive in any pieces, and checks each byte of their headers as soon
/// as it is there.
///
/// A pure state machine: it keeps no payload, it says where the payload lies in what it was given.
public struct FrameParser: Sendable {
  /// Which side reads.
  public enum Side: Sendable {
    /// Frames come from clients, masked.
    case server
    /// Frames come from a server, unmasked.
    case client
  }

  /// What was found.
  public enum Piece: Sendable, Equatable {
    /// A header, complete and in order.
    case header(FrameHeader)
    /// Bytes of payload, still masked: their places in the input, and how many came before.
    case payload(Range<Int>, offset: Int)
    /// The frame's last byte has been given.
    case end
  }

  private let side: Side
  private let frameBytesMax: Int
  private var head = InlineArray<14, UInt8>(repeating: 0)
  private var headCount = 0
  private var headNeeded = 2
  /// The frame whose payload is being read, and how much of it was.
  private var current: FrameHeader?
  private var taken = 0
  private var isInMessage = false

  /// A parser before the first byte.
  public init(side: Side = .server, frameBytesMax: Int) {
    self.side = side
    self.frameBytesMax = frameBytesMax
  }

  /// The next piece.
  ///
  /// - Parameters:
  ///   - input: Bytes that arrived.
  ///   - position: How many of them are used up; it is moved on.
  /// - Returns: What was found, or nil if the rest of the input was used up.
  /// - Throws: ``Violation``; the connection can't be understood any further.
  public mutating func parse(
    _ input: Span<UInt8>, from position: inout Int
  ) throws(Violation) -> Piece? {
    guard let frame = current else { return try parseHead(input, from: &position) }
    if taken == frame.length {
      current = nil
      return .end
    }
    guard position < input.count else { return nil }
    let offset = taken
    let count = min(frame.length - taken, input.count - position)
    taken += count
    position += count
    return .payload(position - count..<position, offset: offset)
  }

  private mutating func parseHead(
    _ input: Span<UInt8>, from position: inout Int
  ) throws(Violation) -> Piece? {
    while headCount < headNeeded {
      guard position < input.count else { return nil }
      head[headCount] = input[position]
      headCount += 1
      position += 1
      if headCount == 1 { try checkFirst(head[0]) }
      if headCount == 2 { headNeeded = try sizeOfHead(head[0], head[1]) }
    }
    let header = try header()
    if !header.opcode.isControl { isInMessage = !header.isFinal }
    headCount = 0
    headNeeded = 2
    current = header
    taken = 0
    return .header(header)
  }

  private func checkFirst(_ byte: UInt8) throws(Violation) {
    if byte & 0x70 != 0 { throw .reservedBit }
    guard let opcode = Opcode(rawValue: byte & 0x0F) else { throw .unknownOpcode }
    if opcode.isControl {
      if byte & 0x80 == 0 { throw .fragmentedControl }
    } else if opcode == .continuation {
      if !isInMessage { throw .strayContinuation }
    } else if isInMessage {
      throw .interruptedMessage
    }
  }

  private func sizeOfHead(_ first: UInt8, _ second: UInt8) throws(Violation) -> Int {
    let isMasked = second & 0x80 != 0
    switch side {
    case .server: if !isMasked { throw .unmasked }
    case .client: if isMasked { throw .masked }
    }
    let length = second & 0x7F
    if first & 0x08 != 0, length > 125 { throw .longControl }
    return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (isMasked ? 4 : 0)
  }

  private func header() throws(Violation) -> FrameHeader {
    let short = head[1] & 0x7F
    let extended = short == 126 ? 2 : short == 127 ? 8 : 0
    var length = extended == 0 ? UInt64(short) : 0
    for place in 2..<2 + extended { length = length << 8 | UInt64(head[place]) }
    if extended == 2, length < 126 { throw .badLength }
    if extended == 8, length < 65_536 || length > Int64.max { throw .badLength }
    guard let opcode = Opcode(rawValue: head[0] & 0x0F) else { throw .unknownOpcode }
    // Control frames have a limit of their own.
    guard opcode.isControl || length <= frameBytesMax else { throw .frameTooBig }
    var mask: UInt32?
    if head[1] & 0x80 != 0 {
      let start = 2 + extended
      mask = (0..<4).reduce(0) { $0 | UInt32(head[start + $1]) << UInt32($1 * 8) }
    }
    return FrameHeader(
      isFinal: head[0] & 0x80 != 0, opcode: opcode, length: Int(length), mask: mask)
  }
}
