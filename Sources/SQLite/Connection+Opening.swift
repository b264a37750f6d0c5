internal import CSQLite
internal import Glibc

extension Connection {
  /// Opens the file to write; nothing is written yet.
  static func writer(
    path: String, options: Database.Options
  ) throws(SQLiteError) -> Connection {
    try open(path: path, flags: SQLITE_OPEN_READWRITE, options: options)
  }

  /// Opens the file to read, with a limit on the time a query may take.
  static func reader(
    path: String, options: Database.Options
  ) throws(SQLiteError) -> Connection {
    let connection = try open(path: path, flags: SQLITE_OPEN_READONLY, options: options)
    try connection.control("PRAGMA query_only = ON")
    try connection.control("PRAGMA cache_size = -\(max(options.readerCacheKiB, 64))")
    connection.watchDeadline()
    return connection
  }

  /// Makes this connection the one that writes: durable commits, own checkpoints.
  func prepareToWrite(options: Database.Options) throws(SQLiteError) {
    try enterWAL()
    try control("PRAGMA synchronous = \(options.durability.pragma)")
    try control("PRAGMA cache_size = -\(max(options.writerCacheKiB, 64))")
    // What a burst left of the log is given back.
    try control("PRAGMA journal_size_limit = \(16 << 20)")
    if let pagesMax = options.pagesMax {
      try control("PRAGMA max_page_count = \(max(pagesMax, 1))")
    }
    // Replaces the automatic checkpoint, which would run before COMMIT returns.
    unsafe sqlite3_wal_hook(
      handle,
      { context, _, _, pages in
        unsafe context?.assumingMemoryBound(to: Watch.self).pointee.logPages = pages
        return SQLITE_OK
      }, watch)
  }

  /// Copies the log into the database as far as readers allow.
  ///
  /// - Parameters:
  ///   - waiting: Waits briefly for readers and empties the log, for one that has grown
  ///     beyond measure.
  ///   - options: The usual time to wait.
  func checkpoint(waiting: Bool, options: Database.Options) {
    if waiting { unsafe sqlite3_busy_timeout(handle, 100) }
    // It is an optimisation: what can't be copied now stays, durably, in the log.
    unsafe sqlite3_wal_checkpoint_v2(
      handle, nil, waiting ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    if waiting { unsafe sqlite3_busy_timeout(handle, options.busyTimeoutMilliseconds) }
  }

  private static func open(
    path: String, flags: Int32, options: Database.Options
  ) throws(SQLiteError) -> Connection {
    var opened: OpaquePointer?
    // One thread at a time uses a connection, so SQLite needs no mutex.
    let all = flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = unsafe sqlite3_open_v2(path, &opened, all, nil)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      let reason = unsafe String(cString: sqlite3_errstr(code))
      unsafe sqlite3_close_v2(opened)
      throw .cannotOpen(path: path, reason: reason)
    }
    let connection = unsafe Connection(handle: handle, statementsMax: options.statementsMax)
    unsafe sqlite3_busy_timeout(handle, options.busyTimeoutMilliseconds)
    unsafe csqlite_defend(handle)
    try connection.control("PRAGMA foreign_keys = ON")
    try connection.control("PRAGMA trusted_schema = OFF")
    try connection.control("PRAGMA cell_size_check = ON")
    // Each closure of a group has a savepoint of its own, whose journal of old pages would
    // otherwise go through a temporary file.
    try connection.control("PRAGMA temp_store = MEMORY")
    // A mapped page that can't be read would be a signal instead of an error.
    try connection.control("PRAGMA mmap_size = 0")
    return connection
  }

  /// Two processes that turn the log on at the same moment may refuse each other without wait.
  private func enterWAL() throws(SQLiteError) {
    for attempt in 1...50 {
      do throws(SQLiteError) {
        try control("PRAGMA journal_mode = WAL")
        return
      } catch .busy where attempt < 50 {
        usleep(20_000)
      }
    }
  }

  private func watchDeadline() {
    unsafe sqlite3_progress_handler(
      handle, 20_000,
      { context in
        guard let watch = unsafe context?.assumingMemoryBound(to: Watch.self) else { return 0 }
        let deadline = unsafe watch.pointee.deadline
        return deadline != 0 && monotonicNanoseconds() > deadline ? 1 : 0
      }, watch)
  }
}

/// The monotonic clock.
func monotonicNanoseconds() -> UInt64 {
  var now = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &now)
  return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
}
