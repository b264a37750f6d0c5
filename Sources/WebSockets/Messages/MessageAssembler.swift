/// Puts messages together from bytes that arrive in any pieces.
///
/// A pure state machine over a ``FrameParser``: it unmasks, checks texts as they arrive, and keeps
/// no more than one message, within the limits.
public struct MessageAssembler: Sendable {
  /// What has come.
  public enum Event: Sendable, Equatable {
    /// A whole message.
    case message(Message)
    /// A ping; its bytes go back in a pong.
    case ping([UInt8])
    /// A pong.
    case pong([UInt8])
    /// The other side closes: its code, if it gave one, and its reason.
    case close(CloseCode?, String)
  }

  private let messageBytesMax: Int
  private let form: BinaryForm
  private var parser: FrameParser
  private var frame = FrameHeader(opcode: .continuation, length: 0)
  private var message: [UInt8] = []
  /// How many of the message's bytes are the head of a frame to be.
  private var headBytes = 0
  /// Binary data that have come and were not handed out; only in ``BinaryForm/pieces``.
  private var pieces: [UInt8] = []
  /// What came behind them and is told next.
  private var next: Event?
  private var isText = false
  private var validator = UTF8Validator()
  private var control: [UInt8] = []
  /// A close frame or a violation came: nothing after it counts (RFC 6455, 5.5.1).
  private var isFinished = false

  /// An assembler before the first byte.
  public init(
    side: FrameParser.Side = .server, limits: WebSocketLimits = WebSocketLimits(),
    form: BinaryForm = .messages
  ) {
    self.form = form
    parser = FrameParser(side: side, frameBytesMax: limits.frameBytesMax)
    messageBytesMax = limits.messageBytesMax
  }

  /// The next event.
  ///
  /// - Parameters:
  ///   - input: Bytes that arrived.
  ///   - position: How many of them are used up; it is moved on.
  /// - Returns: What has come, or nil if the rest of the input was used up.
  /// - Throws: ``Violation``, once; afterwards everything is ignored.
  public mutating func next(
    _ input: Span<UInt8>, from position: inout Int
  ) throws(Violation) -> Event? {
    if let event = next {
      next = nil
      return event
    }
    guard !isFinished else {
      position = input.count
      return nil
    }
    // What comes at once is gathered in one piece of memory.
    if form == .pieces, pieces.isEmpty { pieces.reserveCapacity(input.count - position) }
    do throws(Violation) {
      while let piece = try parser.parse(input, from: &position) {
        switch piece {
        case .header(let header): try begin(header)
        case .payload(let range, let offset): try take(input.extracting(range), offset)
        case .end: if let event = try end() { return inOrder(event) }
        }
      }
      return takePieces()
    } catch {
      isFinished = true
      message = []
      throw error
    }
  }

  private mutating func begin(_ header: FrameHeader) throws(Violation) {
    frame = header
    guard !header.opcode.isControl else { return }
    if header.opcode != .continuation {
      isText = header.opcode == .text
      validator = UTF8Validator()
    }
    guard isText || form != .pieces else { return }
    let soFar = message.count - headBytes
    guard soFar + header.length <= messageBytesMax else { throw .messageTooBig }
    guard message.isEmpty else { return }
    // A length is only a claim: memory for more than this comes with the bytes themselves.
    message.reserveCapacity(min(header.length, 65_536) + 10)
    guard form == .frames, header.opcode == .binary, header.isFinal else { return }
    message.append(FrameHeader(opcode: .binary, length: header.length))
    headBytes = message.count
  }

  private mutating func take(_ bytes: Span<UInt8>, _ offset: Int) throws(Violation) {
    guard !frame.opcode.isControl else {
      Self.append(bytes, to: &control, frame.mask, offset)
      return
    }
    guard isText || form != .pieces else {
      Self.append(bytes, to: &pieces, frame.mask, offset)
      return
    }
    let start = message.count
    Self.append(bytes, to: &message, frame.mask, offset)
    guard isText else { return }
    var validator = validator
    guard validator.accept(message.span, from: start) else { throw .notUTF8 }
    self.validator = validator
  }

  private static func append(
    _ bytes: Span<UInt8>, to buffer: inout [UInt8], _ mask: UInt32?, _ offset: Int
  ) {
    let start = buffer.count
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    if let mask { buffer.applyMask(mask, phase: offset, from: start) }
  }

  private mutating func end() throws(Violation) -> Event? {
    guard !frame.opcode.isControl else { return try endControl() }
    guard frame.isFinal, isText || form != .pieces else { return nil }
    if isText, !validator.isComplete { throw .notUTF8 }
    var whole: [UInt8] = []
    swap(&whole, &message)
    defer { headBytes = 0 }
    if isText { return .message(.text(String(decoding: whole, as: UTF8.self))) }
    guard form == .frames else { return .message(.binary(whole)) }
    return .message(.frame(headBytes > 0 ? Frame(whole: whole) : Frame(binary: whole)))
  }

  private mutating func inOrder(_ event: Event) -> Event {
    guard let pieces = takePieces() else { return event }
    next = event
    return pieces
  }

  private mutating func takePieces() -> Event? {
    guard !pieces.isEmpty else { return nil }
    var taken: [UInt8] = []
    swap(&taken, &pieces)
    return .message(.binary(taken))
  }

  private mutating func endControl() throws(Violation) -> Event? {
    var payload: [UInt8] = []
    swap(&payload, &control)
    switch frame.opcode {
    case .ping: return .ping(payload)
    case .pong: return .pong(payload)
    default:
      let event = try Self.close(payload)
      isFinished = true
      return event
    }
  }

  private static func close(_ payload: [UInt8]) throws(Violation) -> Event {
    guard !payload.isEmpty else { return .close(nil, "") }
    guard payload.count >= 2 else { throw .badClose }
    let code = CloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
    guard code.mayTravel else { throw .badCloseCode }
    var validator = UTF8Validator()
    guard validator.accept(payload.span, from: 2), validator.isComplete else { throw .notUTF8 }
    return .close(code, String(decoding: payload[2...], as: UTF8.self))
  }
}
