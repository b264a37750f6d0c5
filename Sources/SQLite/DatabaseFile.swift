internal import Glibc

/// The file of a database and its folder, as the operating system sees them.
enum DatabaseFile {
  /// Makes the file and its folder where they are missing, readable by their owner alone.
  ///
  /// SQLite gives the log and the shared memory the mode of the file.
  static func create(at path: String) throws(SQLiteError) {
    guard !path.isEmpty, !path.hasPrefix(":"), !path.utf8.contains(0) else {
      throw .misuse("A database is a file on disk. Give its path.")
    }
    let folder = folder(of: path)
    if unsafe mkdir(folder, 0o700) == 0 {
      try sync(Self.folder(of: folder))
    } else if errno != EEXIST {
      throw cannotOpen(folder)
    }
    // Exclusive, because closing a file that SQLite has open would drop SQLite's locks.
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      Glibc.close(descriptor)
      try sync(folder)
    } else if errno != EEXIST {
      throw cannotOpen(path)
    }
  }

  /// Puts what a file or folder holds on the disk.
  static func sync(_ path: String) throws(SQLiteError) {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw cannotOpen(path) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .ioError(code: errno) }
  }

  /// Whether two paths lead to the same file.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var first = stat()
    var second = stat()
    guard unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// The folder a path stands in.
  static func folder(of path: String) -> String {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  /// The error of the last system call about a path.
  static func cannotOpen(_ path: String) -> SQLiteError {
    .cannotOpen(path: path, reason: unsafe String(cString: strerror(errno)))
  }
}
