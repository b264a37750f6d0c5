internal import CLinux
internal import Glibc

/// A directory whose files may be read, and nothing outside it.
///
/// Its calls block: make them on a worker.
package final class Folder: Sendable {
  private let descriptor: Int32

  /// Opens the directory; nil if there is none.
  package init?(path: String) {
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Opens a regular file below the directory.
  ///
  /// Symbolic links are never followed, wherever they point.
  ///
  /// - Parameter path: Relative, its segments free of `..`.
  /// - Returns: The file, or nil if there is none that may be read.
  package func file(at path: String) -> OpenFile? {
    let file = unsafe clinux_open_beneath(descriptor, path)
    guard file >= 0 else { return nil }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      return nil
    }
    return OpenFile(
      descriptor: file,
      identity: FileIdentity(
        device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
        modifiedSeconds: status.st_mtim.tv_sec, modifiedNanoseconds: status.st_mtim.tv_nsec,
        changedNanoseconds: status.st_ctim.tv_nsec))
  }
}

/// What tells one state of a file from another without reading it.
package struct FileIdentity: Equatable, Sendable {
  package let device: UInt64
  package let inode: UInt64
  package let size: Int
  package let modifiedSeconds: Int
  package let modifiedNanoseconds: Int
  package let changedNanoseconds: Int
}

/// An open file; closed when nobody has it any more.
///
/// Any thread.
package final class OpenFile: Sendable {
  private let descriptor: Int32
  package let identity: FileIdentity

  fileprivate init(descriptor: Int32, identity: FileIdentity) {
    self.descriptor = descriptor
    self.identity = identity
  }

  deinit { close(descriptor) }

  /// Reads bytes; fewer than wanted only at the end of the file.
  ///
  /// Blocks.
  package func read(at offset: Int, count: Int) throws(WireError) -> [UInt8] {
    var failure: WireError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, offset + filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = .system(call: "pread", code: errno) }
        guard got > 0 else { return }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
