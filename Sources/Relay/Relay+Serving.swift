internal import Basics
internal import HTTP
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
    WebSocketChannel.open(request, offer: offer, limits: socketLimits) { channel, _ in
      self.metrics.connections.add(1)
      await self.serve(channel, admission)
      self.metrics.connections.add(-1)
    }
  }

  private func serve(_ channel: WebSocketChannel, _ admission: Admission) async {
    channel.keepUnsent(below: limits.unsentBytesMax)
    guard let hello = await hello(channel) else { return await channel.close(.misused) }
    let outbox = Outbox()
    let number: Int
    do throws(RemoteSessionRefusal) {
      number = try enter(admission, hello, outbox)
    } catch {
      return await channel.close(error == .full ? .tryAgainLater : .sessionEnded)
    }
    await converse(channel, admission.room, number, outbox)
    let now = clock()
    try? admission.room.perform { state throws(RemoteSessionRefusal) in
      // Who resumed elsewhere has another outbox by now, and isn't lost.
      guard state.outboxes[number] === outbox else { return ((), []) }
      state.outboxes[number] = nil
      return ((), state.core.lose(number, at: now))
    }
  }

  /// Sends and receives until one of both ends.
  private func converse(
    _ channel: WebSocketChannel, _ room: Room, _ number: Int, _ outbox: Outbox
  ) async {
    await withTaskGroup { group in
      group.addTask { await self.send(channel, outbox) }
      group.addTask { await self.receive(channel, room, number, outbox) }
      group.addTask {
        // Whoever doesn't take the last word in time is cut off.
        await outbox.farewell.wait()
        try? await Timer.sleep(for: .milliseconds(80))
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func hello(_ channel: WebSocketChannel) async -> JSONObject? {
    await withTaskGroup { group in
      group.addTask { () -> JSONObject? in
        guard case .text(let text)? = await channel.receive() else { return nil }
        return Self.object(text).flatMap { $0["type"]?.string == "hello" ? $0 : nil }
      }
      group.addTask { [time = limits.helloTime] in
        try? await Timer.sleep(for: time)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
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

  private func send(_ channel: WebSocketChannel, _ outbox: Outbox) async {
    while true {
      switch await outbox.next() {
      case .frame(let frame, let since):
        guard (try? await channel.send(frame)) != nil else { return }
        metrics.waits.add(1)
        metrics.waitedMicroseconds.add(Int((Timer.nanoseconds() &- since) / 1_000))
      case .close(let code): return await channel.close(code)
      case .cancelled: return
      }
    }
  }

  private func receive(
    _ channel: WebSocketChannel, _ room: Room, _ number: Int, _ outbox: Outbox
  ) async {
    var texts = Pace(perSecond: limits.textsPerSecond, at: Timer.nanoseconds())
    var binaries = Pace(perSecond: limits.binariesPerSecond, at: Timer.nanoseconds())
    while let message = await channel.receive() {
      let isFine: Bool
      switch message {
      case .binary(let bytes):
        isFine =
          binaries.admit(at: Timer.nanoseconds())
          && room.pass(bytes, from: number, at: clock())
      case .text(let text):
        isFine = texts.admit(at: Timer.nanoseconds()) && take(text, room, number)
      }
      if !isFine {
        outbox.close(.misused)
        // The sending task says so and ends the conversation.
        while await channel.receive() != nil {}
        return
      }
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
