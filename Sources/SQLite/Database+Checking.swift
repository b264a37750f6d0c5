extension Database {
  /// What is wrong with the file, a line each; none in health.
  ///
  /// Reads the whole file on a thread of its own, while reads and writes go on.
  ///
  /// - Returns: The lines of SQLite's integrity check, then references that lead nowhere.
  /// - Throws: ``SQLiteError/busy`` while another check or back-up is being done.
  public func integrityProblems() async throws -> [String] {
    let path = path
    let options = options
    return try await copies.run {
      let connection = try Connection.reader(path: path, options: options)
      return try connection.integrityProblems()
    }
  }

  /// What is wrong with a file that isn't being served, a back-up before its restoration.
  ///
  /// - Parameters:
  ///   - path: The file; it is only read.
  ///   - applicationID: The application it must belong to.
  ///   - known: The number of the last migration this program knows.
  /// - Returns: The lines of the checks; none in health.
  /// - Throws: ``SQLiteError`` when it can't be opened, is another application's or newer.
  public static func problems(
    ofFile path: String, applicationID: Int32, known: Int
  ) throws(SQLiteError) -> [String] {
    let connection = try Connection.reader(path: path, options: Options())
    try connection.checkIdentity(applicationID: applicationID, known: known)
    return try connection.integrityProblems()
  }
}
