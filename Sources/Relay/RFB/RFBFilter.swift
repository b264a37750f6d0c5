/// Watches a viewer's RFB on its way to the shared desktop, so that looking stays looking.
///
/// A pure state machine. Messages are passed whole or not at all; keys and buttons that are down
/// when control ends are let go.
public struct RFBFilter: Sendable {
  private enum Stage: Equatable {
    case version
    case choice
    case response
    case initialization
    case messages
  }

  private let server: RFBVersion
  private var minor = 8
  private var stage = Stage.version
  private var fromViewer: [UInt8] = []
  private var fromServer: [UInt8] = []
  private var offered: [UInt8]?
  private var pressed: Set<[UInt8]> = []
  private var pointer: [UInt8]?
  /// Whether the rest of what the server sends passes as it is.
  public private(set) var serverIsThrough = false

  /// A filter for a desktop that has said its version.
  public init(server: RFBVersion) {
    self.server = server
    minor = server.minor
  }

  /// What of the server's bytes goes on to the viewer.
  ///
  /// Only the list of security types is changed: None and VNC authentication remain.
  ///
  /// - Throws: ``RelayError/notRFB`` when the server offers neither.
  public mutating func passFromServer(_ bytes: [UInt8]) throws(RelayError) -> [UInt8] {
    if serverIsThrough { return bytes }
    fromServer += bytes
    guard stage != .version, let first = fromServer.first else { return [] }
    if minor == 3 {
      guard fromServer.count >= 4 else { return [] }
      guard fromServer[0..<3].allSatisfy({ $0 == 0 }), fromServer[3] <= 2 else { throw .notRFB }
      offered = [fromServer[3]]
      stage = fromServer[3] == 2 ? .response : .initialization
      return releaseServer(fromServer)
    }
    // No types at all: the reason follows.
    guard first > 0 else { return releaseServer(fromServer) }
    let end = 1 + Int(first)
    guard fromServer.count >= end else { return [] }
    let types = fromServer[1..<end].filter { $0 == 1 || $0 == 2 }
    guard !types.isEmpty else { throw .notRFB }
    offered = types
    return releaseServer([UInt8(types.count)] + types + fromServer[end...])
  }

  private mutating func releaseServer(_ bytes: [UInt8]) -> [UInt8] {
    serverIsThrough = true
    fromServer = []
    return bytes
  }

  /// What of the viewer's bytes goes on to the server.
  ///
  /// - Parameters:
  ///   - bytes: What came.
  ///   - mayAct: Whether the citizen has given control.
  /// - Returns: What passes.
  /// - Throws: ``RelayError/notRFB``.
  public mutating func passFromViewer(
    _ bytes: [UInt8], mayAct: Bool
  ) throws(RelayError) -> [UInt8] {
    fromViewer += bytes
    guard fromViewer.count <= RFBMessage.lengthMax + 65_536 else { throw .notRFB }
    var passed: [UInt8] = []
    var used = 0
    while let count = try length(fromViewer[used...]), fromViewer.count - used >= count {
      let message = Array(fromViewer[used..<used + count])
      used += count
      passed += try take(message, mayAct: mayAct)
    }
    fromViewer.removeFirst(used)
    return passed
  }

  /// Control has ended: what lets go of all keys and buttons.
  public mutating func letGo() -> [UInt8] {
    var bytes: [UInt8] = []
    for key in pressed.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      bytes += [4, 0, 0, 0] + key
    }
    pressed = []
    if let pointer, pointer[1] != 0 { bytes += [5, 0] + pointer[2..<6] }
    pointer = nil
    return bytes
  }

  private func length(_ bytes: ArraySlice<UInt8>) throws(RelayError) -> Int? {
    switch stage {
    case .version: return RFBVersion.length
    case .choice:
      // The viewer must not choose before it has seen what is offered.
      guard !bytes.isEmpty, offered != nil else { return nil }
      return 1
    case .response: return 16
    case .initialization: return 1
    case .messages: return try RFBMessage.length(bytes)
    }
  }

  private mutating func take(_ message: [UInt8], mayAct: Bool) throws(RelayError) -> [UInt8] {
    switch stage {
    case .version:
      guard let version = RFBVersion(message), version.minor <= server.minor else {
        throw .notRFB
      }
      minor = version.minor
      // In 3.3 the server decides; what it says moves the stage on.
      stage = .choice
      return message
    case .choice:
      guard minor > 3, let offered, offered.contains(message[0]) else { throw .notRFB }
      stage = message[0] == 2 ? .response : .initialization
      return message
    case .response:
      stage = .initialization
      return message
    case .initialization:
      stage = .messages
      // Always shared: looking must not throw others out.
      return [1]
    case .messages:
      if RFBMessage.effect(of: message[0]) == .looks { return message }
      guard mayAct else { return [] }
      remember(message)
      return message
    }
  }

  private mutating func remember(_ message: [UInt8]) {
    switch message[0] {
    case 4:
      let key = Array(message[4..<8])
      if message[1] != 0 {
        if pressed.count < 64 { pressed.insert(key) }
      } else {
        pressed.remove(key)
      }
    case 5: pointer = Array(message.prefix(6))
    default: break
    }
  }
}
