/// One numbered step of a schema's history.
///
/// Steps are never changed once they have shipped; they run in order, each in a transaction
/// of its own, and the number of the last one is kept in `PRAGMA user_version`.
public struct Migration: Sendable {
  /// Its place in the history; the first is 1 and none is left out.
  public let number: Int
  /// What it does, in a few words.
  public let name: String
  /// Its statements, without `BEGIN` and `COMMIT`.
  ///
  /// Foreign keys are not enforced while it runs, so that a table can be rebuilt, but all of
  /// them are checked before it is committed.
  public let sql: String

  /// A step of the history.
  public init(_ number: Int, _ name: String, _ sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }
}
