/// Reads a request head out of bytes that come piece by piece (RFC 9112 §§ 2–5).
///
/// A value without any I/O. Call ``parse(_:)`` with everything that came since the head began;
/// each line is looked at once, as soon as it is whole. However the bytes are cut, the result is
/// the same.
struct RequestParser {
  enum Result {
    case incomplete
    /// The head and how many bytes it took.
    case complete(RequestHead, Int)
    case refused(Refusal)
  }

  /// What the lines said, while they come.
  struct Parts {
    var method = Method.get
    var version = RequestHead.Version.http11
    var path = 0..<0
    var query: Range<Int>?
    var host = 0..<0
    var framing = Framing.none
    var keepsAlive = true
    var expectsContinue = false
    var isAsterisk = false
    var hasAuthority = false
    var hostCount = 0
    var lengthCount = 0
    var codingCount = 0
    var says = Says()
  }

  /// What the Connection fields said (RFC 9110 § 7.6.1).
  struct Says {
    var close = false
    var keepAlive = false
  }

  private enum Stage { case start, fields }

  let limits: Limits
  private var stage = Stage.start
  private var lineStart = 0
  private var searched = 0
  private var fieldsStart = 0
  private var mayBeEmpty = true
  var parts = Parts()
  var places: [Fields.Place] = []

  init(limits: Limits) {
    self.limits = limits
    places.reserveCapacity(12)
  }

  /// Whether any byte of a head has been seen.
  var hasBegun: Bool { searched > 0 }

  /// Looks at what came.
  ///
  /// - Parameter bytes: Everything since the head began; a call's bytes begin with the last's.
  /// - Returns: The head when it is whole.
  mutating func parse(_ bytes: Span<UInt8>) -> Result {
    do throws(Refusal) {
      while let end = try lineEnd(in: bytes) {
        if let head = try take(line: lineStart..<end, of: bytes) { return .complete(head, end + 2) }
        lineStart = end + 2
        searched = lineStart
      }
      return .incomplete
    } catch {
      return .refused(error)
    }
  }

  /// Finds the CR LF that ends the current line and checks the line's size on the way.
  private mutating func lineEnd(in bytes: Span<UInt8>) throws(Refusal) -> Int? {
    if searched == lineStart, stage == .start, bytes.count > lineStart {
      try checkFirst(bytes[lineStart])
    }
    let feed = indexOfFeed(in: bytes, from: searched)
    let size = (feed.map { $0 + 1 } ?? bytes.count) - lineStart
    switch stage {
    case .start:
      if size > limits.requestLineBytesMax { throw .targetTooLong }
    case .fields:
      if lineStart - fieldsStart + size > limits.fieldBytesMax { throw .fieldsTooLarge }
    }
    searched = feed ?? bytes.count
    guard let feed else { return nil }
    // A bare LF is no line end here: another reader might disagree (RFC 9112 § 2.2).
    guard feed > lineStart, bytes[feed - 1] == 0x0d else { throw .malformed }
    return feed - 1
  }

  /// What can't begin a request is refused at once instead of waiting for its line to end.
  private func checkFirst(_ byte: UInt8) throws(Refusal) {
    if byte == 0x0d, mayBeEmpty { return }
    guard Octets.classes[Int(byte)] & Octets.token != 0 else { throw .malformed }
  }

  private func indexOfFeed(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    let count = bytes.count
    while index < count {
      if bytes[index] == 0x0a { return index }
      index += 1
    }
    return nil
  }

  private mutating func take(
    line: Range<Int>, of bytes: Span<UInt8>
  ) throws(Refusal) -> RequestHead? {
    switch stage {
    case .start:
      if line.isEmpty {
        // One empty line before a request is forgiven (RFC 9112 § 2.2).
        guard mayBeEmpty else { throw .malformed }
        mayBeEmpty = false
        return nil
      }
      try takeRequestLine(line, of: bytes)
      stage = .fields
      fieldsStart = line.upperBound + 2
      return nil
    case .fields:
      guard line.isEmpty else {
        guard places.count < limits.fieldsMax else { throw .fieldsTooLarge }
        try takeField(line, of: bytes)
        return nil
      }
      return try finish(bytes.extracting(0..<line.upperBound))
    }
  }

  /// The empty line has come: what the fields say together must make sense.
  private mutating func finish(_ bytes: Span<UInt8>) throws(Refusal) -> RequestHead {
    try checkHost()
    try checkFraming()
    if parts.version == .http11 {
      parts.keepsAlive = !parts.says.close
    } else {
      parts.keepsAlive = parts.says.keepAlive && !parts.says.close
      // An HTTP/1.0 client can't wait for 100 (RFC 9110 § 10.1.1).
      parts.expectsContinue = false
    }
    if parts.framing == .none { parts.expectsContinue = false }
    let segments = parts.isAsterisk ? [] : try PathSegments.decode(bytes, parts.path)
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    copy.append(contentsOf: bytes)
    return RequestHead(parts, bytes: copy, places: places, segments: segments)
  }

  private func checkHost() throws(Refusal) {
    guard parts.hostCount <= 1 else { throw .malformed }
    if parts.version == .http11, parts.hostCount == 0 { throw .malformed }
  }

  private func checkFraming() throws(Refusal) {
    // Two ways to find the end are one too many (RFC 9112 § 6.3 items 3 and 5).
    guard parts.lengthCount + parts.codingCount <= 1 else { throw .malformed }
    if parts.codingCount > 0, parts.version == .http10 { throw .malformed }
    if case .length(let count) = parts.framing, count > limits.bodyBytesMax {
      throw .contentTooLarge
    }
  }
}
