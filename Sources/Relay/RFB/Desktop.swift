import Synchronization
import Wire

/// A shared computer that has dialled in and waits for its viewer.
///
/// Any thread. The connection belongs to the task that accepted it until a viewer takes it.
final class Desktop: Sendable {
  let session: String
  let version: RFBVersion
  /// Opens when a viewer wants it; the one who watches it lets go then.
  let wanted = Gate()
  private let handed = Mutex<Connection?>(nil)
  private let isHanded = Gate()
  private let loop: Mutex<EventLoop?> = Mutex(nil)

  init(session: String, version: RFBVersion) {
    self.session = session
    self.version = version
  }

  /// Asks for the connection, to be used on the caller's loop.
  ///
  /// - Returns: nil when the computer has gone meanwhile.
  func take(on loop: EventLoop) async -> Connection? {
    self.loop.withLock { $0 = loop }
    wanted.open()
    await isHanded.wait()
    return handed.withLock { connection in
      defer { connection = nil }
      return connection
    }
  }

  /// Gives the connection to whoever asked, or the news that it is gone.
  func hand(_ connection: Connection?) {
    let loop = loop.withLock { $0 }
    let moved = connection.flatMap { connection in loop.flatMap { connection.move(to: $0) } }
    handed.withLock { $0 = moved }
    isHanded.open()
  }
}
