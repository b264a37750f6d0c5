/// What can go wrong between a program and its database file.
///
/// No case carries a bound value, so that a description may be logged.
public indirect enum SQLiteError: Error, Sendable, Equatable {
  /// A rule of the schema refused the change.
  ///
  /// `on` names what was violated: `table.column` for unique, primary key, not null and data
  /// type, the constraint's name for a check, the trigger's message for a trigger; it is
  /// empty for a foreign key, which SQLite doesn't name.
  case constraint(Constraint, on: [String])
  /// The disk, or the size the database may have, is used up.
  case full
  /// The operating system could not read, write or sync; the code is SQLite's extended one.
  case ioError(code: Int32)
  /// Another process holds the lock too long, or a queue of this process is full.
  case busy
  /// The file's content contradicts itself.
  case corrupt
  /// The file, or this connection, doesn't allow writing.
  case readOnly
  /// There was no memory for it.
  case outOfMemory
  /// A query took longer than a reader may.
  case interrupted
  /// The file is something else than a database.
  case notADatabase
  /// The file or its folder can't be opened or made.
  case cannotOpen(path: String, reason: String)
  /// A later version of the program has changed the schema.
  case newer(found: Int, known: Int)
  /// The database belongs to another application.
  case otherApplication(found: Int32, expected: Int32)
  /// A column isn't there, or doesn't hold what was asked for.
  case column(String, problem: String)
  /// The SQL text was refused before it ran.
  case syntax(message: String, sql: String)
  /// The statement failed while it ran; the code is SQLite's extended one.
  case failed(code: Int32, sql: String)
  /// A migration failed, and left nothing behind.
  case migration(number: Int, name: String, cause: SQLiteError)
  /// Another write of the same group made SQLite undo the whole group.
  case rolledBack
  /// The database has been closed.
  case closed
  /// The program called it wrongly.
  case misuse(String)

  /// The kinds of rule a schema states.
  public enum Constraint: Sendable, Equatable {
    /// `UNIQUE`.
    case unique
    /// `PRIMARY KEY`.
    case primaryKey
    /// `REFERENCES`.
    case foreignKey
    /// `NOT NULL`.
    case notNull
    /// `CHECK`.
    case check
    /// A type of a STRICT table.
    case dataType
    /// `RAISE` in a trigger.
    case trigger
    /// Any other.
    case other
  }
}
