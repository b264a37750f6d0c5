/// Reads content in chunks (RFC 9112 § 7.1) piece by piece.
///
/// A value without any I/O.
///
/// Strict: CR LF and nothing else ends a line, the size stands alone or before a semicolon.
/// Extensions and trailers are read past, up to a limit each.
struct ChunkedDecoder {
  private enum Stage {
    case size(digits: Int)
    case extensions, sizeFeed
    case data, dataReturn, dataFeed
    case trailerStart, trailerName, trailerValue, trailerFeed, lastFeed
    case finished
  }

  private var stage = Stage.size(digits: 0)
  private var left = 0
  private var overhead: Int
  private var trailer: Int
  private var room: Int

  /// A decoder for one message's content.
  ///
  /// - Parameters:
  ///   - overheadMax: Bytes of extensions, and again of trailers.
  ///   - bodyMax: Bytes of content.
  init(overheadMax: Int, bodyMax: Int) {
    overhead = overheadMax
    trailer = overheadMax
    room = bodyMax
  }

  var isFinished: Bool {
    if case .finished = stage { true } else { false }
  }

  /// Takes bytes and appends the content in them to `output`.
  ///
  /// - Returns: How many bytes belonged to this message; fewer than came only at its end.
  mutating func decode(
    _ bytes: Span<UInt8>, into output: inout [UInt8]
  ) throws(Refusal) -> Int {
    var at = 0
    while at < bytes.count, !isFinished {
      if case .data = stage {
        let count = min(left, bytes.count - at)
        output.append(contentsOf: bytes.extracting(at..<at + count))
        left -= count
        at += count
        if left == 0 { stage = .dataReturn }
      } else {
        try take(bytes[at])
        at += 1
      }
    }
    return at
  }

  private mutating func take(_ byte: UInt8) throws(Refusal) {
    switch stage {
    case .size(let digits): try takeSize(byte, digits)
    case .extensions:
      overhead -= 1
      guard overhead >= 0 else { throw .malformed }
      if byte == 0x0d {
        stage = .sizeFeed
      } else {
        try check(byte, Octets.value)
      }
    case .sizeFeed:
      try expect(0x0a, byte)
      stage = left == 0 ? .trailerStart : .data
    case .dataReturn:
      try expect(0x0d, byte)
      stage = .dataFeed
    case .dataFeed:
      try expect(0x0a, byte)
      stage = .size(digits: 0)
    case .trailerStart, .trailerName, .trailerValue, .trailerFeed, .lastFeed:
      try takeTrailer(byte)
    case .data, .finished: break
    }
  }

  private mutating func takeSize(_ byte: UInt8, _ digits: Int) throws(Refusal) {
    if let digit = Octets.hex(byte) {
      guard digits < 15 else { throw .malformed }
      left = left << 4 | Int(digit)
      stage = .size(digits: digits + 1)
      return
    }
    guard digits > 0, byte == 0x0d || byte == 0x3b else { throw .malformed }
    guard left <= room else { throw .contentTooLarge }
    room -= left
    stage = byte == 0x0d ? .sizeFeed : .extensions
  }

  private mutating func takeTrailer(_ byte: UInt8) throws(Refusal) {
    trailer -= 1
    guard trailer >= 0 else { throw .fieldsTooLarge }
    switch stage {
    case .trailerStart where byte == 0x0d: stage = .lastFeed
    case .trailerStart:
      try check(byte, Octets.token)
      stage = .trailerName
    case .trailerName where byte == 0x3a: stage = .trailerValue
    case .trailerName: try check(byte, Octets.token)
    case .trailerValue where byte == 0x0d: stage = .trailerFeed
    case .trailerValue: try check(byte, Octets.value)
    case .trailerFeed:
      try expect(0x0a, byte)
      stage = .trailerStart
    default:
      try expect(0x0a, byte)
      stage = .finished
    }
  }

  private func expect(_ wanted: UInt8, _ byte: UInt8) throws(Refusal) {
    guard byte == wanted else { throw .malformed }
  }

  private func check(_ byte: UInt8, _ wanted: UInt8) throws(Refusal) {
    guard Octets.classes[Int(byte)] & wanted != 0 else { throw .malformed }
  }
}
