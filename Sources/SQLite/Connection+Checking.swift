internal import CSQLite

extension Connection {
  /// What is wrong with the file and its references, a line each; at most some hundred lines.
  func integrityProblems() throws(SQLiteError) -> [String] {
    var lines: [String] = []
    do throws(SQLiteError) {
      let statement = try start("PRAGMA integrity_check(100)", [:])
      defer { statements.put(statement) }
      while try statement.step() {
        let line = try Row(statement).text("integrity_check")
        if line != "ok" { lines.append(line) }
      }
      return lines + (try foreignKeyProblems())
    } catch .corrupt {
      // Damage can be too deep for the check itself.
      return lines + [SQLiteError.corrupt.description]
    }
  }

  /// Rows that refer to rows that aren't there, a line each; at most a hundred lines.
  func foreignKeyProblems() throws(SQLiteError) -> [String] {
    let statement = try start("PRAGMA foreign_key_check", [:])
    defer { statements.put(statement) }
    var lines: [String] = []
    while lines.count < 100, try statement.step() {
      let row = Row(statement)
      let number = try row.optionalInt64("rowid").map { "row \($0)" } ?? "a row"
      lines.append("\(try row.text("table")): \(number) refers to no \(try row.text("parent"))")
    }
    return lines
  }
}
