/// A thread that reads; several share a queue.
///
/// The connection is used on this thread alone, once `run` has begun.
final class Reader: @unchecked Sendable {
  private let queue: JobQueue
  private let connection: Connection
  private let nanosecondsMax: UInt64
  private let counters: Counters

  init(queue: JobQueue, connection: Connection, options: Database.Options, counters: Counters) {
    self.queue = queue
    self.connection = connection
    self.counters = counters
    nanosecondsMax = options.readTimeMaxNanoseconds
  }

  /// The thread's life: ends when the queue is closed and empty.
  func run() {
    while let job = queue.next() {
      connection.deadline = monotonicNanoseconds() + nanosecondsMax
      job.run(on: connection, in: .snapshot)
      counters.change { $0.reads += 1 }
      job.answer(nil)
    }
    connection.close()
  }
}
