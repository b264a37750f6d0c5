internal import Basics
internal import HTTP
internal import Synchronization
internal import Ticketing
internal import WebSockets
internal import Wire

extension Relay {
  var socketLimits: WebSocketLimits {
    var sockets = WebSocketLimits(
      frameBytesMax: RelayLimits.binaryBytesMax, messageBytesMax: RelayLimits.binaryBytesMax)
    sockets.pingInterval = limits.pingInterval
    sockets.pongTime = limits.pongTime
    sockets.closeTime = .milliseconds(100)
    return sockets
  }

  func open(_ request: Request, _ offer: Handshake.Offer, _ admission: Admission) -> Response {
    WebSocketChannel.open(
      request, offer: offer, limits: socketLimits, form: .frames, on: admission.room.loop
    ) { channel, _ in
      self.metrics.connections.add(1)
      await self.serve(channel, admission)
      self.metrics.connections.add(-1)
    }
  }

  private func serve(_ channel: WebSocketChannel, _ admission: Admission) async {
    channel.keepUnsent(below: limits.unsentBytesMax)
    let outbox = Outbox(channel, metrics)
    let isOpen = state.withLock { state in
      guard !state.isStopping else { return false }
      state.doorway.enter(
        outbox, until: Timer.nanoseconds() &+ Timer.nanoseconds(of: limits.helloTime))
      return true
    }
    guard isOpen else { return await channel.close(.goingAway) }
    await converse(channel, admission, outbox)
    let now = clock()
    try? admission.room.perform { state throws(RemoteSessionRefusal) in
      // Who resumed elsewhere has another outbox by now, and isn't lost.
      guard let number = state.outboxes.first(where: { $0.value === outbox })?.key else {
        return ((), [])
      }
      state.outboxes[number] = nil
      return ((), state.core.lose(number, at: now))
    }
  }

  /// Sends and receives until one of both ends.
  private func converse(
    _ channel: WebSocketChannel, _ admission: Admission, _ outbox: Outbox
  ) async {
    await withTaskGroup { group in
      group.addTask { await channel.feed(from: outbox) }
      group.addTask { await self.receive(channel, admission, outbox) }
      group.addTask {
        // Whoever doesn't take the last word in time is cut off.
        await outbox.farewell.wait()
        try? await Timer.sleep(for: .milliseconds(80))
      }
      await group.next()
      group.cancelAll()
    }
  }

  /// Takes the hello, and then whatever comes.
  private func receive(
    _ channel: WebSocketChannel, _ admission: Admission, _ outbox: Outbox
  ) async {
    let first = await channel.receive()
    state.withLock { $0.doorway.leave(outbox) }
    guard let first else { return }
    if let number = greet(first, admission, outbox) {
      await listen(channel, admission.room, number, outbox)
    }
    // The outbox has been closed: its WebSocket says why and ends the conversation.
    while await channel.receive() != nil {}
  }

  /// Seats somebody who says hello; anybody else is told why not.
  private func greet(_ first: Message, _ admission: Admission, _ outbox: Outbox) -> Int? {
    guard case .text(let text) = first, let hello = Self.object(text),
      hello["type"]?.string == "hello"
    else {
      outbox.close(.misused)
      return nil
    }
    do throws(RemoteSessionRefusal) {
      return try enter(admission, hello, outbox)
    } catch {
      outbox.close(error == .full ? .tryAgainLater : .sessionEnded)
      return nil
    }
  }

  private func enter(
    _ admission: Admission, _ hello: JSONObject, _ outbox: Outbox
  ) throws(RemoteSessionRefusal) -> Int {
    let now = clock()
    let token = Token.random()
    return try admission.room.perform { state throws(RemoteSessionRefusal) in
      let number: Int
      let actions: [RoomAction]
      switch admission.pass {
      case .ticket(let ticket):
        (number, actions) = try state.core.enter(
          ticket, hello: hello, resumption: token, at: now)
      case .place(let place):
        number = place
        actions = try state.core.comeBack(place, hello: hello, resumption: token, at: now)
      }
      if number == 0 { state.sharerNetwork = admission.network }
      state.outboxes[number]?.close(.replaced)
      state.outboxes[number] = outbox
      return (number, actions)
    }
  }

  private func listen(
    _ channel: WebSocketChannel, _ room: Room, _ number: Int, _ outbox: Outbox
  ) async {
    var now = Timer.nanoseconds()
    var texts = Pace(perSecond: limits.textsPerSecond, at: now)
    var binaries = Pace(perSecond: limits.binariesPerSecond, at: now)
    while let message = await channel.receive() {
      now = Timer.nanoseconds()
      let isFine =
        switch message {
        case .frame(let frame):
          binaries.admit(at: now) && room.pass(frame, from: number, at: clock(), now)
        case .text(let text): texts.admit(at: now) && take(text, room, number)
        case .binary: false
        }
      guard isFine else { return outbox.close(.misused) }
    }
  }

  private func take(_ text: String, _ room: Room, _ number: Int) -> Bool {
    guard let object = Self.object(text) else { return false }
    let now = clock()
    try? room.perform { state throws(RemoteSessionRefusal) in
      ((), state.core.receive(object, from: number, at: now))
    }
    if room.isEnded { forgetEnded(at: now) }
    return true
  }

  private static func object(_ text: String) -> JSONObject? {
    guard text.utf8.count <= RelayLimits.textBytesMax else { return nil }
    return try? JSON(parsing: Array(text.utf8)).object
  }
}
