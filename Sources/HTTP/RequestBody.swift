internal import Synchronization
internal import Wire

/// Why content can't be read.
public enum BodyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// More bytes than are allowed.
  case tooLarge
  /// The client sent nothing for too long.
  case timedOut
  /// The framing is broken.
  case malformed
  /// The client has gone, or the answer has been sent already.
  case closed

  /// The status to answer with, if anybody still listens.
  public var status: Status {
    switch self {
    case .tooLarge: .contentTooLarge
    case .timedOut: .requestTimeout
    case .malformed, .closed: .badRequest
    }
  }

  /// A sentence for whoever sent it.
  public var description: String {
    switch self {
    case .tooLarge: "The content is larger than allowed. Send less at a time."
    case .timedOut: "The content took too long to arrive. Try again on a better line."
    case .malformed: "The content is not framed as announced. Check what sends it."
    case .closed: "The connection closed before the content was whole. Send it again."
    }
  }
}

/// The content of a request.
///
/// Any task may read it, one at a time; the socket is read only as fast as it is.
public final class RequestBody: Sendable {
  private let source: LoopBound<HTTPConnection>?
  private let turn: Int
  /// Content that is here already, until it is read.
  private let held = Mutex<[UInt8]?>(nil)
  /// The announced length in bytes; nil in chunks, 0 without content.
  public let length: Int?

  static let empty = RequestBody(source: nil, turn: 0, length: 0)

  init(source: LoopBound<HTTPConnection>?, turn: Int, length: Int?) {
    self.source = source
    self.turn = turn
    self.length = length
  }

  /// Content that has come already.
  convenience init(bytes: [UInt8]) {
    self.init(source: nil, turn: 0, length: bytes.count)
    if !bytes.isEmpty { held.withLock { $0 = bytes } }
  }

  /// Whether there is certainly nothing to read.
  public var isEmpty: Bool { source == nil && (length ?? 0) == 0 }

  /// The next piece, at most 65,536 bytes; nil at the end.
  ///
  /// - Throws: ``BodyError``; after one the connection will be closed.
  public func next() async throws(BodyError) -> [UInt8]? {
    guard let source else {
      return held.withLock { held in
        defer { held = nil }
        return held
      }
    }
    if source.loop.isCurrent { return try await source.value.nextOfBody(turn: turn) }
    return try await withTaskExecutorPreference(source.loop) {
      await self.nextOnLoop(source)
    }.get()
  }

  @concurrent private func nextOnLoop(
    _ source: LoopBound<HTTPConnection>
  ) async -> Result<[UInt8]?, BodyError> {
    do throws(BodyError) {
      return .success(try await source.value.nextOfBody(turn: turn))
    } catch {
      return .failure(error)
    }
  }

  /// The whole content.
  ///
  /// - Parameter maxBytes: How many bytes it may have.
  /// - Returns: All its bytes.
  /// - Throws: ``BodyError/tooLarge`` if it has more, without reading them.
  public func collect(upTo maxBytes: Int) async throws(BodyError) -> [UInt8] {
    if let length, length > maxBytes { throw .tooLarge }
    var whole: [UInt8] = []
    while let piece = try await next() {
      guard whole.count + piece.count <= maxBytes else { throw .tooLarge }
      if whole.isEmpty { whole = piece } else { whole.append(contentsOf: piece) }
    }
    return whole
  }
}
