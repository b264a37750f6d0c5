internal import Wire

/// The state of an open WebSocket.
///
/// Lives on its connection's event loop.
final class ChannelCore {
  typealias Ending = WebSocketChannel.Ending
  private static let urgentBytesMax = 65_536

  /// What waits for the receiver, in the order in which it came.
  enum Item {
    case message(Message)
    case close(CloseCode?, String)
    case violation(Violation)
  }

  let connection: Connection
  let limits: WebSocketLimits
  /// Streams are read in larger pieces than messages, of which many may wait.
  private let readBytesMax: Int
  private(set) var ending: Ending?
  private var assembler: MessageAssembler
  private var inbox: [Item] = []
  private var inboxStart = 0
  var isReceiving = false
  /// When the other side must have spoken, and whether it has been asked.
  var deadline: UInt64
  var isAsked = false

  /// Control frames that go out before the next frame or, if none is being sent, at once.
  var urgent: [UInt8] = []
  var isSending = false
  var turns: [Turn] = []
  /// The code of the close frame that was sent; no frame may follow it.
  var closeSent: CloseCode?
  /// Both have closed; what is left to send goes out, then the stream ends.
  var isFinishing = false

  /// Where frames come from by themselves, and what of the last one is still to go.
  var source: (any FrameSource)?
  var rest: Rest?
  /// Wakes the feeding task, which waits for what the socket didn't take or for the end.
  var feeder: Gate?
  var isAwaitingTickEnd = false

  init(_ connection: Connection, limits: WebSocketLimits, form: BinaryForm) {
    self.connection = connection
    self.limits = limits
    readBytesMax = form == .pieces ? EventLoop.readBytesMax : 65_536
    assembler = MessageAssembler(side: .server, limits: limits, form: form)
    deadline = Timer.nanoseconds() &+ Timer.nanoseconds(of: limits.pingInterval)
  }

  /// Waits for the next message; nil at the end.
  func receive() async -> Message? {
    guard !isReceiving else { return nil }
    isReceiving = true
    defer { isReceiving = false }
    while ending == nil {
      switch takeItem() {
      case .message(let message)?: if closeSent == nil { return message }
      case .close(let code, let reason)?: await answerClose(code, reason)
      case .violation(let violation)?: await refuse(violation)
      case nil: guard await fill() else { return nil }
      }
    }
    return nil
  }

  /// Parses what arrived; pings are answered even while messages wait to be received.
  func takeIn(_ bytes: Span<UInt8>) {
    var position = 0
    do throws(Violation) {
      while let event = try assembler.next(bytes, from: &position) {
        switch event {
        case .message(let message): inbox.append(.message(message))
        case .close(let code, let reason): inbox.append(.close(code, reason))
        case .ping(let payload): answerPing(payload)
        case .pong: break
        }
      }
    } catch {
      inbox.append(.violation(error))
    }
  }

  /// Every ping is answered, but while the other side reads nothing only the last of too many.
  ///
  /// That suffices (RFC 6455, 5.5.3), and keeps a flood of pings from filling the memory.
  private func answerPing(_ payload: [UInt8]) {
    guard closeSent == nil else { return }
    if urgent.count > Self.urgentBytesMax { urgent = [] }
    urgent.append(contentsOf: Frame(.pong, payload).bytes)
  }

  private func takeItem() -> Item? {
    guard inboxStart < inbox.count else {
      if inboxStart > 0 {
        inbox.removeAll(keepingCapacity: inbox.count <= 64)
        inboxStart = 0
      }
      return nil
    }
    defer { inboxStart += 1 }
    return inbox[inboxStart]
  }

  /// Reads once, or waits until that may bring something.
  ///
  /// - Returns: False if the task is cancelled or the WebSocket has ended.
  private func fill() async -> Bool {
    guard await sendUrgent() else { return false }
    if let closeSent, connection.loop.now >= deadline { end(.closedHere(closeSent)) }
    do throws(WireError) {
      guard let bytes = unsafe try connection.receive(max: readBytesMax) else {
        return await waitForBytes()
      }
      guard unsafe !bytes.isEmpty else {
        end(closeSent.map { .closedHere($0) } ?? .lost)
        return false
      }
      if closeSent == nil { expectWord(within: limits.pingInterval) }
      isAsked = false
      takeIn(unsafe Span<UInt8>(_unsafeBytes: bytes))
      // A full read may be followed by the next without a wait: let the others on this loop live.
      if bytes.count >= 65_536 { await Task.yield() }
      return true
    } catch {
      end(.lost)
      return false
    }
  }

  private func waitForBytes() async -> Bool {
    let connection = connection
    let wake = await withTaskCancellationHandler {
      await connection.readable(until: deadline)
    } onCancel: {
      connection.loop.perform { connection.wakeReader(.closed) }
    }
    switch wake {
    case .ready: return true
    case .timedOut: return askPeer()
    case .closed:
      if connection.isClosed { end(.lost) }
      return false
    }
  }

  /// The other side has been silent: it is asked once, then given up.
  private func askPeer() -> Bool {
    if let closeSent {
      end(.closedHere(closeSent))
    } else if isAsked {
      end(.timedOut)
    } else {
      isAsked = true
      urgent.append(contentsOf: Frame(.ping, []).bytes)
      expectWord(within: limits.pongTime)
    }
    return ending == nil
  }

  func expectWord(within duration: Duration) {
    deadline = connection.loop.now &+ Timer.nanoseconds(of: duration)
  }

  func end(_ ending: Ending) {
    if self.ending == nil { self.ending = ending }
    connection.closeNow()
    feeder?.open()
  }
}
