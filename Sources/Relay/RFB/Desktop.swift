import Synchronization
import Wire

/// A shared computer that has dialled in and waits for its viewer.
///
/// Any thread. The connection belongs to the task that accepted it until a viewer takes it.
final class Desktop: Sendable {
  /// The session it belongs to, or the connection to an office desktop.
  let session: String
  let version: RFBVersion
  /// What its signed word says, if it is an office desktop.
  let office: OfficeWord?
  /// Opens when a viewer wants it; the one who watches it lets go then.
  let wanted = Gate()
  private let handed = Mutex<Connection?>(nil)
  private let isHanded = Gate()
  private let loop: Mutex<EventLoop?> = Mutex(nil)

  init(session: String, version: RFBVersion, office: OfficeWord? = nil) {
    self.session = session
    self.version = version
    self.office = office
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

  /// Lets it go although it waits.
  func dismiss() {
    wanted.open()
  }

  /// Gives the connection to whoever asked, or the news that it is gone.
  func hand(_ connection: Connection?) {
    let loop = loop.withLock { $0 }
    let moved = connection.flatMap { connection in loop.flatMap { connection.move(to: $0) } }
    handed.withLock { $0 = moved }
    isHanded.open()
  }
}
