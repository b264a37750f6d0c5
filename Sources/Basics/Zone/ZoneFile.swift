import Glibc

/// The TZif format of RFC 9636.
enum ZoneFile {
  /// A file's largest size; the largest of the database is under 4 KiB.
  static let sizeMax = 262_144
  /// A file's most changes of the clock.
  static let changesMax = 8192

  /// Where the bytes break the form.
  struct Damage: Error {
    let reason: String
  }

  static func read(identifier: String, directory: String) throws(ZoneError) -> [UInt8] {
    guard isName(identifier) else { throw .badIdentifier }
    let file = unsafe open(directory + "/" + identifier, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      let number = errno
      throw number == ENOENT || number == ENOTDIR
        ? .unknown(identifier, directory: directory) : .unreadable(identifier, number)
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw .unreadable(identifier, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unknown(identifier, directory: directory)
    }
    guard status.st_size <= sizeMax else { throw .malformed(identifier, "the file is too large") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      guard got > 0 else { throw .unreadable(identifier, got < 0 ? errno : EIO) }
      filled += got
    }
    return bytes
  }

  /// Letters, digits, `+`, `-`, `_` in parts joined by `/`: nothing that leaves the directory.
  static func isName(_ identifier: String) -> Bool {
    guard !identifier.isEmpty, identifier.utf8.count <= 64 else { return false }
    return identifier.utf8.split(separator: ascii("/"), omittingEmptySubsequences: false)
      .allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            switch byte {
            case ascii("a")...ascii("z"), ascii("A")...ascii("Z"), ascii("0")...ascii("9"): true
            case ascii("+"), ascii("-"), ascii("_"): true
            default: false
            }
          }
      }
  }
}
