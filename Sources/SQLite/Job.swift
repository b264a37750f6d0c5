/// A closure that waits for a thread, and its caller who waits for the answer.
///
/// Handed from the caller to the queue to one worker, never held by two at once.
protocol Job: AnyObject, Sendable {
  /// Runs the closure and keeps what came of it.
  func run(on connection: Connection, in scope: JobScope)
  /// Lets the caller go on: with the error, or else with what came of the closure.
  func answer(_ error: SQLiteError?)
  /// What the closure threw.
  var failure: (any Error)? { get }
}

/// What a closure runs in.
enum JobScope {
  /// A savepoint of the writer's transaction.
  case member
  /// A read transaction of its own.
  case snapshot
}

/// A closure with its type.
final class Call<T: Sendable>: Job, @unchecked Sendable {
  private let body: @Sendable (Connection) throws -> T
  private let continuation: CheckedContinuation<T, any Error>
  private var outcome: Result<T, any Error>?

  init(
    _ body: @escaping @Sendable (Connection) throws -> T,
    _ continuation: CheckedContinuation<T, any Error>
  ) {
    self.body = body
    self.continuation = continuation
  }

  var failure: (any Error)? {
    guard case .failure(let error) = outcome else { return nil }
    return error
  }

  func run(on connection: Connection, in scope: JobScope) {
    outcome = Result {
      switch scope {
      case .member: try connection.member { try body(connection) }
      case .snapshot: try connection.snapshot { try body(connection) }
      }
    }
  }

  func answer(_ error: SQLiteError?) {
    if let error {
      continuation.resume(throwing: error)
    } else {
      continuation.resume(with: outcome ?? .failure(SQLiteError.closed))
    }
  }
}
