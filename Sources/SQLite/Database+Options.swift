extension Database {
  /// How a database is run; the defaults suit a small server.
  public struct Options: Sendable {
    /// When a commit counts as stored.
    public enum Durability: Sendable {
      /// Each commit is synced to the disk before it returns.
      case full
      /// Only the operating system has it: a crash of the machine may lose the last commits.
      ///
      /// For made-up data and tests.
      case none

      var pragma: String {
        switch self {
        case .full: "FULL"
        case .none: "OFF"
        }
      }
    }

    /// When a commit counts as stored; the default is `full`.
    public var durability = Durability.full
    /// Threads that read; the default is 3.
    public var readers = 3
    /// Write closures that may wait; the default is 1024.
    public var queuedWritesMax = 1024
    /// Read closures that may wait; the default is 1024.
    public var queuedReadsMax = 1024
    /// Write closures that may share a commit; the default is 256.
    public var groupMax = 256
    /// How long to wait for another process that writes; the default is 5 seconds.
    public var busyTimeout = Duration.seconds(5)
    /// How long a read closure's queries may take in all; the default is 30 seconds.
    public var readTimeMax = Duration.seconds(30)
    /// Prepared statements that a connection keeps; the default is 96.
    public var statementsMax = 96
    /// Memory for the writer's pages; the default is 2 MiB.
    public var writerCacheKiB = 6144
    /// Memory for each reader's pages; the default is 1 MiB.
    public var readerCacheKiB = 1024
    /// Pages of the log after which it is copied into the database; the default is 4000.
    public var checkpointPages = 4000
    /// Pages that the database may have, 4 KiB each; the default is no limit but the disk.
    public var pagesMax: Int?

    /// The defaults.
    public init() {}

    var busyTimeoutMilliseconds: Int32 {
      Int32(clamping: busyTimeout.components.seconds * 1000)
        &+ Int32(clamping: busyTimeout.components.attoseconds / 1_000_000_000_000_000)
    }

    var readTimeMaxNanoseconds: UInt64 {
      UInt64(clamping: readTimeMax.components.seconds) * 1_000_000_000
        + UInt64(clamping: readTimeMax.components.attoseconds / 1_000_000_000)
    }
  }
}
