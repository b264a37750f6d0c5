public import HTTP

/// Why a request doesn't become a WebSocket.
public enum HandshakeRefusal: Error, Sendable, Equatable, CaseIterable, CustomStringConvertible {
  /// The method isn't GET.
  case notGET
  /// The request doesn't ask for WebSocket.
  case notUpgrade
  /// It asks for another version than 13.
  case wrongVersion
  /// The key is missing, is there twice, or isn't 16 bytes in base64.
  case badKey
  /// The page's origin isn't allowed here, or there is none.
  case foreignOrigin
  /// The subprotocols are no list of different names.
  case badSubprotocols
  /// None of the subprotocols is spoken here.
  case noSubprotocol

  /// The status to answer with.
  public var status: Status {
    switch self {
    case .notGET: .methodNotAllowed
    case .notUpgrade, .wrongVersion: Status(426)
    case .foreignOrigin: .forbidden
    case .badKey, .badSubprotocols, .noSubprotocol: .badRequest
    }
  }

  /// The answer to give.
  public var response: Response {
    var response = Response(status, text: description + "\n")
    switch self {
    case .notGET: response.fields.append("Allow", "GET")
    case .notUpgrade, .wrongVersion:
      response.fields.append("Upgrade", "websocket")
      response.fields.append("Sec-WebSocket-Version", "13")
    default: break
    }
    return response
  }

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .notGET: "A WebSocket is opened with GET. Send that."
    case .notUpgrade: "Only WebSocket is spoken here. Ask for the upgrade in HTTP/1.1."
    case .wrongVersion: "Only version 13 of WebSocket is spoken here. Ask for that."
    case .badKey: "The WebSocket key is not 16 bytes in base64. Send one such key."
    case .foreignOrigin: "Pages from elsewhere may not connect. Open it from our own page."
    case .badSubprotocols: "The subprotocols are not a list of different names. Send such a list."
    case .noSubprotocol: "None of the subprotocols is spoken here. Reload the page and try again."
    }
  }
}
