internal import Glibc

/// Files that are read whole, at start: pages, texts, catalogues, configurations.
public enum SmallFile {
  /// Why a file wasn't read.
  public enum Failure: Error, Sendable, Equatable {
    /// The system's word for it.
    case system(code: Int32)
    /// It is larger than the reader allows.
    case tooLarge
  }

  /// The whole of a file; blocks.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - bytesMax: The most bytes it may have.
  /// - Returns: Its bytes.
  /// - Throws: ``Failure``, for the caller to word.
  public static func read(_ path: String, bytesMax: Int) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe part.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(code: errno) }
      if count == 0 { return bytes }
      bytes += part[..<count]
      guard bytes.count <= bytesMax else { throw .tooLarge }
    }
  }
}
