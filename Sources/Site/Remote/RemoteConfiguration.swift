public import Basics

/// Keys and parts beside the desk that remote assistance uses.
public struct RemoteConfiguration: Sendable {
  /// What tickets are signed and codes hashed with; kept outside of the database.
  public var key: [UInt8]
  /// A relay on another machine, such as `wss://relay.example.org`; nil for the one in here.
  public var relay: String?
  /// STUN and TURN addresses, such as `turn:turn.example.org:3478`.
  public var iceServers: [String] = []
  /// The secret that a TURN server shares with us (coturn's `static-auth-secret`).
  public var turnSecret: String?
  /// Where shared desktops dial in, as they are told; nil when VNC is off.
  public var desktopAddress: (host: String, port: Int)?
  /// The same through a proxy that speaks TLS, for office desktops; nil where there is none.
  public var desktopTLSAddress: (host: String, port: Int)?
  /// Where the system's noVNC is, such as `/usr/share/novnc`; nil without it.
  public var noVNC: String?

  /// A configuration with a relay in the same process and nothing beside it.
  public init(key: [UInt8] = SecureRandom.bytes(32)) {
    self.key = key
  }
}
