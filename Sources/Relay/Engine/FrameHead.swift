/// The plain, authenticated head of a binary message, 24 bytes (PROTOCOL.md § 5).
///
/// ```
/// kind 8 │ flags 8 │ from 8 │ to 8 │ epoch 32 │ sequence 64 │ time 64
/// ```
public struct FrameHead: Sendable, Equatable {
  /// What the body is, as far as the relay must know.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// How to decode what follows.
    case config = 1
    /// A frame that needs no other.
    case key = 2
    /// A frame that needs the one before.
    case delta = 3
    /// A whole picture.
    case still = 4
    /// Something said between the clients.
    case message = 16
    /// Where the viewer points.
    case pointer = 17
    /// A piece of a file.
    case chunk = 18
    /// A new media key.
    case epoch = 19
    /// A stroke on the picture.
    case ink = 20

    /// Whether it is part of the picture, which may be dropped.
    public var isMedia: Bool { self == .key || self == .delta || self == .still }
    /// The largest message of this kind, with head and tag.
    public var bytesMax: Int {
      switch self {
      case .key, .delta, .still: RelayLimits.binaryBytesMax
      case .pointer, .epoch: 128
      case .config: 1_024
      case .message, .ink: 17_408
      case .chunk: 33_792
      }
    }
    /// Whether only the sharer sends it.
    public var isSharers: Bool { isMedia || self == .config || self == .epoch }
  }

  /// How long a head is.
  public static let length = 24
  /// A receiver number that means all viewers.
  public static let everybody = 255

  /// What the body is.
  public let kind: Kind
  /// The sender's number.
  public let from: Int
  /// The receiver's, or ``everybody``.
  public let to: Int
  /// Which key.
  public let epoch: UInt32
  /// The sender's count.
  public let sequence: UInt64

  /// Reads the head of a message.
  ///
  /// Nothing comes of one that is shorter than a head with an empty body, too long for its kind,
  /// of no known kind, or has flags that don't exist.
  ///
  /// - Parameters:
  ///   - bytes: What ends with the message.
  ///   - start: Where the message begins.
  public init?(_ bytes: [UInt8], from start: Int = 0) {
    let count = bytes.count - start
    // A body has at least the sixteen bytes of its tag.
    guard count >= Self.length + 16, let kind = Kind(rawValue: bytes[start]),
      bytes[start + 1] == 0, count <= kind.bytesMax
    else { return nil }
    self.kind = kind
    from = Int(bytes[start + 2])
    to = Int(bytes[start + 3])
    epoch = bytes[start + 4..<start + 8].reduce(0) { $0 << 8 | UInt32($1) }
    sequence = bytes[start + 8..<start + 16].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
