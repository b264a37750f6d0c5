internal import CSQLite

extension Statement {
  /// Binds every parameter once.
  ///
  /// A forgotten or misspelt name would read as NULL, so both are errors.
  func bind(_ given: Parameters) throws(SQLiteError) {
    let pairs = given.pairs
    guard pairs.count == parameters.count else { throw mismatch(given) }
    var inOrder = true
    for index in pairs.indices where pairs[index].0 != parameters[index] {
      inOrder = false
      break
    }
    if inOrder {
      for index in pairs.indices { try bind(pairs[index].1, at: index) }
      return
    }
    var isBound = [Bool](repeating: false, count: parameters.count)
    for (name, value) in pairs {
      guard let index = parameters.firstIndex(of: name), !isBound[index] else {
        throw mismatch(given)
      }
      isBound[index] = true
      try bind(value, at: index)
    }
  }

  private func bind(_ value: Value, at index: Int) throws(SQLiteError) {
    let position = Int32(truncatingIfNeeded: index + 1)
    let code: Int32
    switch value {
    case .null: code = unsafe sqlite3_bind_null(handle, position)
    case .integer(let integer): code = unsafe sqlite3_bind_int64(handle, position, integer)
    case .real(let real):
      // SQLite would silently store NULL.
      guard !real.isNaN else {
        throw .misuse("Parameter ':\(parameters[index])' is not a number. Check the computation.")
      }
      code = unsafe sqlite3_bind_double(handle, position, real)
    case .text(var text):
      code = text.withUTF8 { bytes in
        unsafe csqlite_bind_text(handle, position, bytes.baseAddress, UInt64(bytes.count))
      }
    case .blob(let blob):
      // A null pointer would bind NULL, hence the other call for no bytes.
      code =
        blob.isEmpty
        ? unsafe sqlite3_bind_zeroblob(handle, position, 0)
        : unsafe blob.withUnsafeBytes { bytes in
          unsafe csqlite_bind_blob(handle, position, bytes.baseAddress, UInt64(bytes.count))
        }
    }
    guard code == SQLITE_OK else {
      throw unsafe SQLiteError(code, on: sqlite3_db_handle(handle), sql: sql)
    }
  }

  private func mismatch(_ given: Parameters) -> SQLiteError {
    let names = given.pairs.map { $0.0 }
    if let unknown = names.first(where: { !parameters.contains($0) }) {
      return .misuse("The SQL has no parameter ':\(unknown)': \(sql)")
    }
    if let missing = parameters.first(where: { !names.contains($0) }) {
      return .misuse("Parameter ':\(missing)' has no value: \(sql)")
    }
    return .misuse("A parameter is given twice: \(sql)")
  }
}
