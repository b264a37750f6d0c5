public import HTTP
public import Wire

/// An open WebSocket, the server's side.
///
/// ```swift
/// WebSocketChannel.open(request, offer: offer) { channel, handshake in
///   while let message = await channel.receive() {
///     try? await channel.send(message)
///   }
/// }
/// ```
///
/// Pings are answered, and silent peers asked, while somebody waits in ``receive()``: keep one
/// task there. Any task may call the rest; the work is done on the connection's event loop.
public struct WebSocketChannel: Sendable {
  /// How a WebSocket ended.
  public enum Ending: Sendable, Equatable {
    /// The other side closed, with the code and reason it gave.
    case closedByPeer(CloseCode?, String)
    /// We closed, with this code.
    case closedHere(CloseCode)
    /// The other side broke the rules and was told so.
    case violated(Violation)
    /// The other side was silent, or read nothing, for too long.
    case timedOut
    /// The connection broke without a word.
    case lost
  }

  let core: LoopBound<ChannelCore>
  /// The other side's address; a proxy's if one stands in front.
  public let peer: SocketAddress

  /// Answers a request with a WebSocket, or with the refusal it deserves.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - offer: Whose pages are taken, and which subprotocols.
  ///   - limits: What the client may send and how long it may take.
  ///   - form: In which form binary data are received.
  ///   - loop: The loop that is to own the connection from now on; nil for the one that has it.
  ///     Connections that talk to each other belong on the same.
  ///   - serve: Talks to the client; when it returns, the WebSocket is closed with 1000.
  /// - Returns: The answer for the server to give.
  public static func open(
    _ request: Request, offer: Handshake.Offer, limits: WebSocketLimits = WebSocketLimits(),
    form: BinaryForm = .messages, on loop: EventLoop? = nil,
    serve: @escaping @Sendable (WebSocketChannel, Handshake) async -> Void
  ) -> Response {
    let handshake: Handshake
    do throws(HandshakeRefusal) {
      handshake = try Handshake(request, offer: offer)
    } catch {
      return error.response
    }
    return handshake.response(
      body: .upgrade { connection, leftover in
        guard let loop, loop !== connection.loop else {
          let channel = WebSocketChannel(
            connection, leftover: leftover, limits: limits, form: form)
          await serve(channel, handshake)
          return await channel.close()
        }
        guard let moved = connection.move(to: loop) else { return }
        await withTaskExecutorPreference(loop) {
          await Self.settle(moved, leftover, limits, form) { await serve($0, handshake) }
        }
      })
  }

  /// Serves a connection that has just come to this loop.
  @concurrent private static func settle(
    _ connection: Connection, _ leftover: [UInt8], _ limits: WebSocketLimits, _ form: BinaryForm,
    serve: @Sendable (WebSocketChannel) async -> Void
  ) async {
    guard (try? connection.open()) != nil else { return connection.closeNow() }
    let channel = WebSocketChannel(connection, leftover: leftover, limits: limits, form: form)
    await serve(channel)
    await channel.close()
  }

  init(
    _ connection: Connection, leftover: [UInt8], limits: WebSocketLimits,
    form: BinaryForm = .messages
  ) {
    let core = ChannelCore(connection, limits: limits, form: form)
    core.takeIn(leftover.span)
    self.core = LoopBound(core, to: connection.loop)
    peer = connection.peer
  }

  /// Waits for the next message; only one task may wait at a time.
  ///
  /// - Returns: The message, or nil once the WebSocket has ended or the task is cancelled.
  public func receive() async -> Message? {
    guard core.loop.isCurrent else {
      return await withTaskExecutorPreference(core.loop) { await receiveOnLoop() }
    }
    return await core.value.receive()
  }

  @concurrent private func receiveOnLoop() async -> Message? {
    await core.value.receive()
  }

  /// How the WebSocket ended; nil while it is open.
  public func ending() async -> Ending? {
    guard core.loop.isCurrent else {
      return await withTaskExecutorPreference(core.loop) { await endingOnLoop() }
    }
    return core.value.ending
  }

  @concurrent private func endingOnLoop() async -> Ending? {
    core.value.ending
  }
}
