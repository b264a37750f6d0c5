/// The prepared statements a connection keeps, the least recently used go first.
///
/// Lives with its connection, on that connection's thread.
final class StatementCache {
  private var statements: [String: Statement] = [:]
  private let countMax: Int
  private var uses = 0

  init(countMax: Int) {
    self.countMax = max(countMax, 1)
  }

  /// How many statements are kept now.
  var count: Int { statements.count }

  /// A statement for the text, kept or just prepared, that nobody else is stepping.
  func take(
    _ sql: String, preparing prepare: () throws(SQLiteError) -> Statement
  ) throws(SQLiteError) -> Statement {
    uses &+= 1
    let kept = statements[sql]
    if let kept, !kept.isInUse {
      kept.isInUse = true
      kept.lastUse = uses
      return kept
    }
    let statement = try prepare()
    statement.isInUse = true
    statement.lastUse = uses
    if kept == nil {
      makeRoom()
      statements[sql] = statement
    }
    return statement
  }

  /// Takes the statement back.
  func put(_ statement: Statement) {
    statement.reset()
    statement.isInUse = false
  }

  /// Forgets all of them.
  func removeAll() {
    statements = [:]
  }

  private func makeRoom() {
    guard statements.count >= countMax else { return }
    let oldest = statements.filter { !$0.value.isInUse }.min { $0.value.lastUse < $1.value.lastUse }
    if let oldest { statements[oldest.key] = nil }
  }
}
