import Basics
import Glibc

/// The few things that commands do with files.
enum Files {
  /// What a path is.
  struct Facts {
    let isDirectory: Bool
    /// The permission bits.
    let mode: UInt32
    let byteCount: Int
  }

  /// What a path is; nil when nothing is there.
  static func facts(_ path: String) -> Facts? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Facts(
      isDirectory: status.st_mode & S_IFMT == S_IFDIR,
      mode: status.st_mode & 0o777,
      byteCount: Int(status.st_size)
    )
  }

  static func isDirectory(_ path: String) -> Bool { facts(path)?.isDirectory ?? false }

  /// The whole of a file.
  static func read(_ path: String, bytesMax: Int = 1 << 20) throws(ProgramError) -> [UInt8] {
    do {
      return try SmallFile.read(path, bytesMax: bytesMax)
    } catch .tooLarge {
      throw .file(path, reason: "it is larger than it may be")
    } catch {
      throw failure(path)
    }
  }

  /// Writes a file in one step: what stands under the name is the old or the new, whole.
  static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(ProgramError) {
    let partial = path + ".partial-\(getpid())"
    let file = unsafe open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { throw failure(path) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    let isWhole = rest.isEmpty && fsync(file) == 0
    let reason = failure(path)
    close(file)
    guard isWhole else {
      unsafe unlink(partial)
      throw reason
    }
    try move(partial, to: path)
  }

  /// Copies a file of any size; the copy is on the disk when this returns.
  static func copy(_ path: String, to copy: String, mode: UInt32) throws(ProgramError) {
    let from = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw failure(path) }
    defer { close(from) }
    let to = unsafe open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard to >= 0 else { throw failure(copy) }
    defer { close(to) }
    while true {
      let count = sendfile(to, from, nil, 1 << 24)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(copy) }
      if count == 0 { break }
    }
    guard fsync(to) == 0 else { throw failure(copy) }
  }

  /// Gives a file another name and puts the change on the disk.
  static func move(_ path: String, to name: String) throws(ProgramError) {
    guard unsafe rename(path, name) == 0 else { throw failure(name) }
    let folder = unsafe open(parent(of: name), O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Makes a directory and those above it where they are missing.
  static func makeDirectory(_ path: String, mode: UInt32) throws(ProgramError) {
    if isDirectory(path) { return }
    let above = parent(of: path)
    if above != path, !isDirectory(above) { try makeDirectory(above, mode: mode) }
    guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else { throw failure(path) }
  }

  /// Takes a file away; one that isn't there is fine.
  static func remove(_ path: String) {
    unsafe unlink(path)
  }

  /// The directory a path stands in.
  static func parent(of path: String) -> String {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  /// What the system said of its last call.
  static func failure(_ path: String) -> ProgramError {
    .file(path, reason: unsafe String(cString: strerror(errno)))
  }
}
