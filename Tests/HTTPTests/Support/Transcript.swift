@testable import HTTP

/// Reads requests out of bytes that come in pieces, as a connection would, without a socket.
struct Transcript {
  private(set) var lines: [String] = []
  private(set) var refusal: Refusal?
  private var buffer: [UInt8] = []
  private var parser: RequestParser
  private var head: RequestHead?
  private var content = IncomingContent()
  private var body: [UInt8] = []
  private let limits: Limits

  init(limits: Limits = Limits()) {
    self.limits = limits
    parser = RequestParser(limits: limits)
  }

  /// The transcript of bytes that come in pieces of the sizes, the rest at once.
  static func of(_ bytes: [UInt8], cutEvery size: Int) -> Transcript {
    var transcript = Transcript()
    var at = 0
    while at < bytes.count {
      let end = min(at + max(1, size), bytes.count)
      transcript.take(bytes[at..<end])
      at = end
    }
    return transcript
  }

  var isBetweenRequests: Bool { buffer.isEmpty && head == nil }

  /// What came of the bytes, comparable between two ways of cutting them.
  var outcome: String {
    refusal.map { "\(lines) \($0.status)" } ?? "\(lines)"
  }

  mutating func take(_ piece: ArraySlice<UInt8>) {
    guard refusal == nil else { return }
    buffer.append(contentsOf: piece)
    do throws(Refusal) {
      while try step() {}
    } catch {
      refusal = error
    }
  }

  /// One head or one piece of content; false when more bytes are wanted.
  private mutating func step() throws(Refusal) -> Bool {
    guard let head else { return try stepHead() }
    let bytes = buffer
    let (piece, used) = try content.take(bytes.span)
    body += piece
    buffer.removeFirst(used)
    guard content.isFinished else { return used > 0 }
    lines.append(line(of: head))
    self.head = nil
    parser = RequestParser(limits: limits)
    return !buffer.isEmpty
  }

  private mutating func stepHead() throws(Refusal) -> Bool {
    let bytes = buffer
    switch parser.parse(bytes.span) {
    case .incomplete: return false
    case .refused(let refusal): throw refusal
    case .complete(let head, let used):
      buffer.removeFirst(used)
      self.head = head
      body = []
      content = IncomingContent()
      switch head.framing {
      case .none: break
      case .length(let count): content.framing = .length(count)
      case .chunked:
        content.framing = .chunked(
          ChunkedDecoder(overheadMax: limits.chunkOverheadBytesMax, bodyMax: limits.bodyBytesMax))
      }
      return true
    }
  }

  private func line(of head: RequestHead) -> String {
    let query = head.query.map { "?" + head.text($0) } ?? ""
    let text = String(decoding: body, as: UTF8.self)
    return
      "\(head.method) \(head.text(head.path))\(query) host=\(head.text(head.host)) body=\(text)"
      + (head.keepsAlive ? "" : " close")
  }
}
