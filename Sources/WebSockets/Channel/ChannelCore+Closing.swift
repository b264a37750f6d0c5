internal import Wire

extension ChannelCore {
  /// Closes; who receives, or this task if nobody does, sees to the other side's answer.
  func close(_ code: CloseCode, _ reason: String) async {
    guard ending == nil, closeSent == nil else { return }
    await sendClose(code, reason)
    if isReceiving {
      connection.wakeReader(.ready)
      return
    }
    while await receive() != nil {}
    if ending == nil { await finish(.closedHere(code)) }
  }

  /// Answers a close frame with the code that came in it (RFC 6455, 5.5.1).
  func answerClose(_ code: CloseCode?, _ reason: String) async {
    if let closeSent { return await finish(.closedHere(closeSent)) }
    await sendClose(code, "")
    await finish(.closedByPeer(code, reason))
  }

  /// Says what was wrong and ends.
  func refuse(_ violation: Violation) async {
    await sendClose(violation.closeCode, violation.description)
    await finish(.violated(violation))
  }

  private func sendClose(_ code: CloseCode?, _ reason: String) async {
    guard closeSent == nil else { return }
    urgent.append(contentsOf: Frame(close: code, reason: reason).bytes)
    closeSent = code ?? .normal
    expectWord(within: limits.closeTime)
    _ = await sendUrgent()
  }

  /// Lets the other side see the last frame before the connection goes.
  ///
  /// Closing with unread bytes would make the kernel send a reset that may overtake the frame.
  /// The server is the first to close (RFC 6455, 7.1.1).
  private func finish(_ ending: Ending) async {
    isFinishing = true
    finishWritingWhenDone()
    while !connection.isClosed, !Task.isCancelled, connection.loop.now < deadline {
      do throws(WireError) {
        if let bytes = unsafe try connection.receive() {
          guard unsafe !bytes.isEmpty else { break }
          await Task.yield()
        } else if await connection.readable(until: deadline) != .ready {
          break
        }
      } catch {
        break
      }
    }
    end(ending)
  }
}
