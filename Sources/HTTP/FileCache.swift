internal import Synchronization
internal import Wire

/// A file ready to be served: small ones with their bytes, large ones open.
struct ServedFile: Sendable {
  let identity: FileIdentity
  let tag: String
  let bytes: [UInt8]?
  let open: OpenFile?
}

/// What is known of files: tags of all, bytes of small ones.
///
/// Any thread; guarded by `state`.
final class FileCache: Sendable {
  private struct Entry {
    var file: ServedFile
    var checked: UInt64
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var bytes = 0
  }

  private let bytesMax: Int
  private let fileBytesMax: Int
  private let freshness: UInt64
  private let state = Mutex(State())
  private static let entriesMax = 4_096

  init(bytesMax: Int, fileBytesMax: Int, freshness: UInt64) {
    self.bytesMax = bytesMax
    self.fileBytesMax = fileBytesMax
    self.freshness = freshness
  }

  /// A small file that was looked at a moment ago.
  func fresh(_ path: String) -> ServedFile? {
    let now = Timer.nanoseconds()
    return state.withLock { state in
      guard let entry = state.entries[path], entry.file.bytes != nil,
        now &- entry.checked < freshness
      else { return nil }
      return entry.file
    }
  }

  /// Looks at the file and reads it if it has changed.
  ///
  /// Blocks.
  ///
  /// - Parameters:
  ///   - path: Relative to the folder.
  ///   - folder: Where files are.
  /// - Returns: The file; nil if there is none.
  /// - Throws: ``WireError/system(call:code:)`` if it can't be read.
  func load(_ path: String, from folder: Folder) throws -> ServedFile? {
    guard let open = folder.file(at: path) else {
      state.withLock { Self.forget(path, in: &$0) }
      return nil
    }
    let identity = open.identity
    let isSmall = identity.size <= fileBytesMax
    let known = state.withLock { $0.entries[path]?.file }
    if let known, known.identity == identity {
      touch(path)
      return isSmall && known.bytes != nil
        ? known : ServedFile(identity: identity, tag: known.tag, bytes: nil, open: open)
    }
    var hash = ContentHash()
    var bytes: [UInt8]?
    if isSmall {
      let content = try open.read(at: 0, count: identity.size)
      guard content.count == identity.size else { return nil }
      hash.add(content)
      bytes = content
    } else {
      var at = 0
      while at < identity.size {
        let piece = try open.read(at: at, count: 1_048_576)
        if piece.isEmpty { return nil }
        hash.add(piece)
        at += piece.count
      }
    }
    let file = ServedFile(
      identity: identity, tag: hash.tag, bytes: bytes, open: isSmall ? nil : open)
    keep(path, file)
    return file
  }

  private func touch(_ path: String) {
    let now = Timer.nanoseconds()
    state.withLock { $0.entries[path]?.checked = now }
  }

  private func keep(_ path: String, _ file: ServedFile) {
    let now = Timer.nanoseconds()
    state.withLock { state in
      Self.forget(path, in: &state)
      let count = file.bytes?.count ?? 0
      // When it is full it begins anew: the files in use are back after one read each.
      if state.bytes + count > bytesMax || state.entries.count >= Self.entriesMax {
        state = State()
      }
      guard count <= bytesMax else { return }
      let kept = ServedFile(identity: file.identity, tag: file.tag, bytes: file.bytes, open: nil)
      state.entries[path] = Entry(file: kept, checked: now)
      state.bytes += count
    }
  }

  private static func forget(_ path: String, in state: inout State) {
    guard let old = state.entries.removeValue(forKey: path) else { return }
    state.bytes -= old.file.bytes?.count ?? 0
  }
}
