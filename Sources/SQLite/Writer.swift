/// The one thread that writes.
///
/// Everything that waits shares a transaction, and so one sync of the disk. Each closure has a
/// savepoint of its own; callers go on when COMMIT has returned, not before.
///
/// The connection is used on the writer's thread alone, once `run` has begun.
final class Writer: @unchecked Sendable {
  let queue: JobQueue
  private let connection: Connection
  private let options: Database.Options
  private let counters: Counters
  private var checkpointDue: Int

  init(connection: Connection, options: Database.Options, counters: Counters) {
    queue = JobQueue(countMax: options.queuedWritesMax)
    self.connection = connection
    self.options = options
    self.counters = counters
    checkpointDue = options.checkpointPages
  }

  /// The thread's life: ends when the queue is closed and empty.
  func run() {
    while let job = queue.next() {
      writeGroup(from: job)
      checkpointIfDue()
    }
    connection.close()
  }

  /// One transaction, for the job and whatever else waits or arrives while it is open.
  private func writeGroup(from first: any Job) {
    do throws(SQLiteError) {
      connection.endTransaction()
      try connection.control("BEGIN IMMEDIATE")
    } catch {
      return refuse([first] + waiting(), error)
    }
    var group: [any Job] = []
    var next: (any Job)? = first
    while let job = next {
      job.run(on: connection, in: .member)
      guard connection.isInTransaction else { return lose(group, culprit: job) }
      group.append(job)
      next = group.count < options.groupMax ? queue.nextIfAny() : nil
    }
    do throws(SQLiteError) {
      try connection.control("COMMIT")
    } catch {
      connection.endTransaction()
      return refuse(group, error)
    }
    count(group)
    for job in group { job.answer(nil) }
  }

  /// SQLite has undone everything, on a full or failing disk for instance.
  ///
  /// None runs twice: a closure may have had effects outside. Those who still wait get the
  /// next transaction.
  private func lose(_ group: [any Job], culprit: any Job) {
    let error = culprit.failure as? SQLiteError ?? .rolledBack
    counters.change { $0.failedGroups += 1 }
    culprit.answer(nil)
    let shared: SQLiteError =
      switch error {
      case .full, .ioError, .outOfMemory, .corrupt, .readOnly: error
      default: .rolledBack
      }
    for job in group { job.answer(shared) }
  }

  private func refuse(_ group: [any Job], _ error: SQLiteError) {
    counters.change { $0.failedGroups += 1 }
    for job in group { job.answer(error) }
  }

  private func waiting() -> [any Job] {
    var jobs: [any Job] = []
    while jobs.count < options.groupMax, let job = queue.nextIfAny() { jobs.append(job) }
    return jobs
  }

  private func count(_ group: [any Job]) {
    let pages = connection.logPages
    counters.change { counters in
      counters.commits += 1
      counters.groupedWrites += group.count
      if group.count > 1 { counters.sharedWrites += group.count }
      counters.largestGroup = max(counters.largestGroup, group.count)
      counters.logPages = pages
    }
  }

  /// Copies the log into the database when it has grown by so many pages, callers not waiting.
  private func checkpointIfDue() {
    let pages = connection.logPages
    // SQLite begins the log anew once it is copied and nobody reads it.
    if pages < checkpointDue - options.checkpointPages { checkpointDue = options.checkpointPages }
    guard pages >= checkpointDue else { return }
    checkpointDue = pages + options.checkpointPages
    connection.checkpoint(waiting: pages >= 16 * options.checkpointPages, options: options)
    counters.change { $0.checkpoints += 1 }
  }
}
