internal import Wire

/// One client's connection: reads heads, lets the server answer, writes the answers.
///
/// Lives on its event loop. Between requests it holds no buffer.
final class HTTPConnection: TickEndObserver {
  let connection: Connection
  let home: ServerLoop
  let limits: Limits

  /// What came and belongs to no request yet, from `pendingStart`.
  var pending: [UInt8] = []
  var pendingStart = 0
  var output = OutputBuffer()
  var content = IncomingContent()
  /// Tells the content of this request from that of earlier ones.
  var turn = 0
  /// Whether nothing of a request has come yet.
  private(set) var isIdle = true
  /// Whether a request has been answered on it.
  var hasServed: Bool { turn > 0 }
  /// How the content of the current answer is delimited while it is streamed.
  var outgoing = OutgoingContent.none
  /// Opened when an endless answer must end.
  var farewell: Gate?

  init(_ connection: Connection, home: ServerLoop) {
    self.connection = connection
    self.home = home
    limits = home.limits
  }

  /// Serves requests until one side wants no more.
  func run() async {
    while case .some(let next) = await nextHead() {
      switch next {
      case .refused(let refusal):
        var answer = await home.errorResponse(refusal.status)
        // A refused HEAD has no content either (RFC 9110, 9.3.2), as far as it can be told.
        if pending[pendingStart...].starts(with: "HEAD ".utf8) { answer.body = .none }
        _ = await send(answer, to: nil)
        return await linger()
      case .head(let head):
        guard await serve(head) else { return }
      }
    }
  }

  /// Answers one request.
  ///
  /// - Returns: Whether the connection can take another.
  private func serve(_ head: RequestHead) async -> Bool {
    let body = beginContent(head)
    let response = await home.respond(
      Request(head: head, peer: connection.peer.address, body: body))
    switch await send(response, to: head) {
    case .keep: break
    case .close:
      // Bytes that came behind the last request would make the kernel send a reset, too.
      if !content.isFinished || pendingStart < pending.count || connection.mayReceive {
        await linger()
      }
      return false
    case .broken: return false
    }
    guard content.isFinished else {
      if await drain() { return true }
      await linger()
      return false
    }
    return true
  }

  enum Next {
    case head(RequestHead)
    case refused(Refusal)
  }

  /// The next head; nil when the client has gone, lies idle too long, or the server stops.
  private func nextHead() async -> Next? {
    var parser = RequestParser(limits: limits)
    var deadline = connection.loop.now &+ Timer.nanoseconds(of: limits.idleTime)
    isIdle = true
    defer { isIdle = false }
    while true {
      if let next = parse(&parser) { return next }
      do throws(WireError) {
        guard let bytes = unsafe try connection.receive() else {
          if parser.hasBegun, isIdle {
            isIdle = false
            deadline = connection.loop.now &+ Timer.nanoseconds(of: limits.headTime)
          }
          guard await canRead(until: deadline) else {
            return parser.hasBegun && !connection.broken && !home.isStopping
              ? .refused(.timedOut) : nil
          }
          continue
        }
        guard unsafe !bytes.isEmpty else { return nil }
        if pending.isEmpty {
          let span = unsafe Span<UInt8>(_unsafeBytes: bytes)
          let (next, used) = result(of: parser.parse(span))
          if used < span.count { pending.append(contentsOf: span.extracting(used...)) }
          if let next { return next }
        } else {
          unsafe pending.append(contentsOf: bytes)
        }
      } catch {
        return nil
      }
    }
  }

  private func canRead(until deadline: UInt64) async -> Bool {
    guard await flush(), !(isIdle && home.isStopping) else { return false }
    return await connection.readable(until: deadline) == .ready
  }

  /// Looks at what is left from before.
  private func parse(_ parser: inout RequestParser) -> Next? {
    guard pendingStart < pending.count else {
      if !pending.isEmpty { forgetPending() }
      return nil
    }
    let (next, used) = result(of: parser.parse(pending.span.extracting(pendingStart...)))
    pendingStart += used
    if pendingStart == pending.count { forgetPending() }
    return next
  }

  private func result(of result: RequestParser.Result) -> (Next?, used: Int) {
    switch result {
    case .incomplete: (nil, 0)
    case .complete(let head, let used): (.head(head), used)
    case .refused(let refusal): (.refused(refusal), 0)
    }
  }

  func forgetPending() {
    pending = []
    pendingStart = 0
  }

  /// Makes room for others, if the client isn't using the connection.
  func leaveIfIdle() -> Bool {
    guard isIdle, hasServed else { return false }
    connection.wakeReader(.closed)
    return true
  }

  /// Ends what has no end of its own, because the server stops.
  func stop() {
    farewell?.open()
    if isIdle { connection.wakeReader(.closed) }
  }

  /// Lets the client see the answer before the connection goes: closing with unread bytes would
  /// make the kernel send a reset that may overtake it (RFC 9112 § 9.6).
  private func linger() async {
    guard await flush() else { return }
    connection.finishWriting()
    forgetPending()
    let deadline = connection.loop.now &+ Timer.nanoseconds(of: limits.lingerTime)
    var left = 67_108_864
    while left > 0, connection.loop.now < deadline {
      do throws(WireError) {
        guard let bytes = unsafe try connection.receive() else {
          guard await connection.readable(until: deadline) == .ready else { return }
          continue
        }
        guard unsafe !bytes.isEmpty else { return }
        left -= bytes.count
        await Task.yield()
      } catch {
        return
      }
    }
  }
}
