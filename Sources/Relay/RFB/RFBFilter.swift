/// Watches a viewer's RFB on its way to the shared desktop, so that looking stays looking.
///
/// A pure state machine: the handshake here, the messages after it in an ``RFBInput``. Keys and
/// buttons that are down when control ends are let go.
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
  private var input = RFBInput()
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

  /// Leaves of the viewer's bytes what goes on to the server.
  ///
  /// - Parameters:
  ///   - bytes: What came; what passes when this returns.
  ///   - mayAct: Whether the citizen has given control.
  /// - Throws: ``RelayError/notRFB``.
  public mutating func passFromViewer(_ bytes: inout [UInt8], mayAct: Bool) throws(RelayError) {
    if stage == .messages { return try input.filter(&bytes, mayAct: mayAct) }
    fromViewer += bytes
    guard fromViewer.count <= RFBMessage.lengthMax + 65_536 else { throw .notRFB }
    bytes = []
    var used = 0
    while stage != .messages, let count = lengthOfStep,
      fromViewer.count - used >= count
    {
      bytes += try takeStep(Array(fromViewer[used..<used + count]))
      used += count
    }
    guard stage == .messages else { return fromViewer.removeFirst(used) }
    var rest = Array(fromViewer[used...])
    fromViewer = []
    try input.filter(&rest, mayAct: mayAct)
    bytes += rest
  }

  /// Control has ended: what lets go of all keys and buttons.
  public mutating func letGo() -> [UInt8] { input.letGo() }

  /// How much the viewer says next in the handshake; nil while it has to wait.
  private var lengthOfStep: Int? {
    switch stage {
    case .version: RFBVersion.length
    // The viewer must not choose before it has seen what is offered.
    case .choice: offered == nil ? nil : 1
    case .response: 16
    case .initialization: 1
    case .messages: nil
    }
  }

  private mutating func takeStep(_ said: [UInt8]) throws(RelayError) -> [UInt8] {
    switch stage {
    case .version:
      guard let version = RFBVersion(said), version.minor <= server.minor else { throw .notRFB }
      minor = version.minor
      // In 3.3 the server decides; what it says moves the stage on.
      stage = .choice
    case .choice:
      guard minor > 3, let offered, offered.contains(said[0]) else { throw .notRFB }
      stage = said[0] == 2 ? .response : .initialization
    case .response:
      stage = .initialization
    case .initialization:
      stage = .messages
      // Always shared: looking must not throw others out.
      return [1]
    case .messages: break
    }
    return said
  }
}
