/// A database file, with one thread that writes and some that read.
///
/// Any thread. Another process may use the same file at the same time.
public final class Database: Sendable {
  let path: String
  let options: Options
  let applicationID: Int32
  let migrationsKnown: Int
  let copies: OneAtATime
  private let counters = Counters()
  private let writer: Writer
  private let readQueue: JobQueue
  private let writerThread: WorkerThread
  private let readerThreads: [WorkerThread]

  /// Opens a database; makes the file and its folder where they are missing.
  ///
  /// - Parameters:
  ///   - path: The file. It and its log get mode 0600, a new folder 0700.
  ///   - migrations: The schema's whole history, numbered from 1 without gaps.
  ///   - applicationID: Marks the file as this application's.
  ///   - options: How it is run.
  /// - Throws: ``SQLiteError/newer(found:known:)``, ``SQLiteError/otherApplication(found:expected:)``
  ///   and ``SQLiteError/notADatabase`` before anything is changed;
  ///   ``SQLiteError/migration(number:name:cause:)`` with the migrations before it kept.
  public init(
    path: String, migrations: [Migration], applicationID: Int32, options: Options = Options()
  ) throws(SQLiteError) {
    try Connection.checkHistory(migrations)
    try DatabaseFile.create(at: path)
    let connection = try Connection.writer(path: path, options: options)
    try connection.checkIdentity(applicationID: applicationID, known: migrations.count)
    try connection.prepareToWrite(options: options)
    try connection.migrate(migrations, applicationID: applicationID)

    self.path = path
    self.options = options
    self.applicationID = applicationID
    migrationsKnown = migrations.count
    copies = OneAtATime()
    let writer = Writer(connection: connection, options: options, counters: counters)
    let readQueue = JobQueue(countMax: options.queuedReadsMax)
    var readers: [Reader] = []
    for _ in 0..<max(options.readers, 1) {
      let connection = try Connection.reader(path: path, options: options)
      readers.append(
        Reader(queue: readQueue, connection: connection, options: options, counters: counters))
    }
    self.writer = writer
    self.readQueue = readQueue
    writerThread = try WorkerThread { writer.run() }
    var threads: [WorkerThread] = []
    do throws(SQLiteError) {
      for reader in readers { threads.append(try WorkerThread { reader.run() }) }
    } catch {
      readQueue.close()
      writer.queue.close()
      throw error
    }
    readerThreads = threads
  }

  deinit {
    close()
  }

  /// What has been done since it was opened.
  public var statistics: Statistics {
    var statistics = counters.now
    statistics.waitingWrites = writer.queue.count
    statistics.waitingReads = readQueue.count
    return statistics
  }

  /// Runs a closure that reads, on a reader's thread, in a consistent snapshot.
  ///
  /// Never waits for a write. A cancelled task's closure is run all the same.
  ///
  /// - Parameter body: Reads; returns values, keeps neither the connection nor rows.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws; ``SQLiteError/busy`` when too many wait.
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (Connection) throws -> T
  ) async throws -> T {
    try await call(readQueue, body)
  }

  /// Runs a closure that writes, on the writer's thread; durable when it returns.
  ///
  /// The closure shares its transaction with others that wait, and is undone alone when it
  /// throws. It runs once at most. A cancelled task's closure is run all the same.
  ///
  /// - Parameter body: Changes that belong together; they should be short.
  /// - Returns: What the closure returns, once the disk has it.
  /// - Throws: What the closure throws; ``SQLiteError/busy`` when too many wait or another
  ///   process writes too long; ``SQLiteError/full`` and ``SQLiteError/ioError(code:)`` when the
  ///   disk has not taken it.
  @discardableResult
  public func write<T: Sendable>(
    _ body: @escaping @Sendable (Connection) throws -> T
  ) async throws -> T {
    try await call(writer.queue, body)
  }

  /// A number that changes when another process has committed; own writes leave it.
  public func dataVersion() async throws -> Int64 {
    try await write { connection in try connection.dataVersion() }
  }

  /// Does what was accepted, then closes the file; more is refused with ``SQLiteError/closed``.
  ///
  /// Waits for the threads, so it is not for an event loop.
  public func close() {
    readQueue.close()
    for thread in readerThreads { thread.join() }
    // Last, because the last connection to close copies the log into the database.
    writer.queue.close()
    writerThread.join()
  }

  private func call<T: Sendable>(
    _ queue: JobQueue, _ body: @escaping @Sendable (Connection) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      let call = Call(body, continuation)
      guard let error = queue.push(call) else { return }
      if error == .busy { counters.change { $0.refused += 1 } }
      call.answer(error)
    }
  }
}
