internal import Wire

/// How the content of an answer is delimited.
enum OutgoingContent {
  case none
  case length(Int)
  case chunked
  case untilClose
}

extension HTTPConnection {
  enum Sent {
    case keep, close, broken
  }

  /// Writes an answer.
  ///
  /// - Parameters:
  ///   - response: The answer.
  ///   - head: The request; nil if it couldn't be read.
  /// - Returns: Whether the connection lives on.
  func send(_ response: Response, to head: RequestHead?) async -> Sent {
    if case .upgrade(let take) = response.body, head != nil {
      await upgrade(response, take)
      return .broken
    }
    var keeps = head.map { $0.keepsAlive } ?? false
    if keeps { keeps = !home.isStopping && canDrain && !response.asksToClose }
    if !output.large.isEmpty {
      guard await flush() else { return .broken }
    }
    prepareOutput()
    outgoing = framing(of: response, to: head)
    if case .untilClose = outgoing { keeps = false }
    writeHead(response, to: head, keeps: keeps)
    if head?.method != .head, response.status.mayHaveContent {
      switch response.body {
      case .none, .upgrade: break
      case .bytes(let bytes):
        if bytes.count <= 16_384 {
          output.small.append(contentsOf: bytes)
        } else {
          output.large = bytes
        }
      case .stream(_, let produce):
        guard await stream(produce, endsWithClient: response.endsWithClient) else {
          return .broken
        }
      }
    }
    // With more requests waiting their answers may travel together.
    if keeps, pendingStart < pending.count, output.large.isEmpty, output.small.count < 65_536 {
      flushSoon()
      return .keep
    }
    guard await flush() else { return .broken }
    return keeps ? .keep : .close
  }

  private func framing(of response: Response, to head: RequestHead?) -> OutgoingContent {
    guard response.status.mayHaveContent else { return .none }
    switch response.body {
    case .none, .upgrade: return .length(0)
    case .bytes(let bytes): return .length(bytes.count)
    case .stream(let length?, _): return .length(length)
    case .stream(nil, _): return head?.version == .http10 ? .untilClose : .chunked
    }
  }

  private func writeHead(_ response: Response, to head: RequestHead?, keeps: Bool) {
    writeStatusLine(response.status)
    response.fields.writeWithoutFraming(to: &output.small)
    switch outgoing {
    case .none, .untilClose: break
    case .length(let count):
      // A 304 has the length of what it stands for or none (RFC 9110 § 8.6).
      output.small.append("Content-Length: ")
      output.small.append(decimal: count)
      output.small.append("\r\n")
    case .chunked: output.small.append("Transfer-Encoding: chunked\r\n")
    }
    if !keeps {
      output.small.append("Connection: close\r\n")
    } else if head?.version == .http10 {
      output.small.append("Connection: keep-alive\r\n")
    }
    output.small.append("\r\n")
  }

  private func writeStatusLine(_ status: Status) {
    if status == .ok {
      output.small.append("HTTP/1.1 200 OK\r\nDate: ")
    } else {
      output.small.append("HTTP/1.1 ")
      output.small.append(decimal: status.code)
      output.small.append(0x20)
      output.small.append(contentsOf: status.reason.utf8)
      output.small.append("\r\nDate: ")
    }
    output.small.append(contentsOf: home.date())
    output.small.append("\r\n")
  }

  /// Hands the connection over (RFC 9110 § 7.8).
  private func upgrade(
    _ response: Response, _ take: @Sendable (Connection, [UInt8]) async -> Void
  ) async {
    prepareOutput()
    writeStatusLine(response.status)
    response.fields.write(to: &output.small)
    output.small.append("\r\n")
    guard await flush() else { return }
    let leftover = Array(pending[pendingStart...])
    forgetPending()
    await take(connection, leftover)
  }
}

extension Response {
  var asksToClose: Bool {
    fields.contains("Connection") && fields.tokens(of: "Connection").contains("close")
  }
}

extension Status {
  /// Whether an answer with this status can have content (RFC 9112 § 6.3).
  var mayHaveContent: Bool { code >= 200 && code != 204 && code != 304 }
}
