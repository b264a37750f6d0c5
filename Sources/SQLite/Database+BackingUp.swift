extension Database {
  /// Writes a consistent copy while reads and writes go on.
  ///
  /// The copy grows under another name beside the path, is checked and synced, and only then
  /// takes the name: what stands there is always a whole back-up. It is one file, mode 0600.
  ///
  /// - Parameter path: Where the copy will be; a file there is replaced.
  /// - Throws: ``SQLiteError/full`` or another error with nothing left behind;
  ///   ``SQLiteError/busy`` while another back-up or check is being done.
  public func backup(to path: String) async throws {
    let work = Copying(database: self, destination: path)
    try await copies.run { try work.run() }
  }
}
