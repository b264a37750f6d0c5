public import Wire

/// Files of one directory, with validators, conditions and ranges (RFC 9110 §§ 8.8, 13, 14).
///
/// Small files are kept in memory. Nothing outside the directory can be reached: neither `..` nor
/// symbolic links nor names that begin with a dot are served.
public struct StaticFiles: Sendable {
  private let folder: Folder?
  private let workers: WorkerPool
  private let cache: FileCache

  /// The files of a directory.
  ///
  /// - Parameters:
  ///   - root: The directory's path. Without such a directory nothing is found.
  ///   - workers: Where files are read.
  ///   - cacheBytesMax: Memory for small files. The default is 16 MiB.
  ///   - cachedFileBytesMax: What counts as small. The default is 256 KiB.
  ///   - freshness: How long a file may be served without a look whether it has changed.
  ///     The default is one second.
  public init(
    root: String, workers: WorkerPool, cacheBytesMax: Int = 16_777_216,
    cachedFileBytesMax: Int = 262_144, freshness: Duration = .seconds(1)
  ) {
    folder = Folder(path: root)
    self.workers = workers
    cache = FileCache(
      bytesMax: cacheBytesMax, fileBytesMax: cachedFileBytesMax,
      freshness: Timer.nanoseconds(of: freshness))
  }

  /// Answers a request with a file.
  ///
  /// - Parameters:
  ///   - request: GET or HEAD; its conditions and range count.
  ///   - relativePath: The file below the directory, decoded, without a slash in front.
  ///   - cacheControl: The Cache-Control field.
  /// - Returns: 200, 206 or 304.
  /// - Throws: ``HTTPError`` for 404, 405, 412 and 416.
  public func respond(
    to request: Request, relativePath: String, cacheControl: String
  ) async throws -> Response {
    guard request.method == .get || request.method == .head else {
      throw HTTPError.methodNotAllowed(allow: [.get, .head, .options])
    }
    guard let folder, Self.isServable(relativePath) else { throw HTTPError.notFound }
    let file = try await find(relativePath, in: folder)
    let conditions = Preconditions(
      fields: request.fields, tag: file.tag, modified: file.identity.modifiedSeconds)
    switch conditions.verdict(isReading: true) {
    case .failed: throw HTTPError.preconditionFailed
    case .notModified:
      var response = Response(.notModified)
      describe(file, cacheControl, in: &response)
      return response
    case .proceed: break
    }
    let size = file.identity.size
    var range = ByteRange.whole
    if request.method == .get, conditions.allowsRange, let field = request.fields["Range"] {
      range = ByteRange(field, of: size)
    }
    return try answer(file, range, ContentType.of(relativePath), cacheControl)
  }

  /// Whether a path stays below the directory and names nothing hidden.
  static func isServable(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.count <= 1_024 else { return false }
    return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
      !segment.isEmpty && !segment.hasPrefix(".")
        && !segment.utf8.contains { $0 < 0x20 || $0 == 0x5c || $0 == 0x7f }
    }
  }

  private func find(_ path: String, in folder: Folder) async throws -> ServedFile {
    if let fresh = cache.fresh(path) { return fresh }
    let cache = cache
    let found = try await workers.run { try cache.load(path, from: folder) }
    guard let found else { throw HTTPError.notFound }
    return found
  }

  private func describe(_ file: ServedFile, _ cacheControl: String, in response: inout Response) {
    response.fields.append("ETag", file.tag)
    response.fields.append("Last-Modified", HTTPDate.text(file.identity.modifiedSeconds))
    response.fields.append("Cache-Control", cacheControl)
  }

  private func answer(
    _ file: ServedFile, _ range: ByteRange, _ type: String, _ cacheControl: String
  ) throws -> Response {
    let size = file.identity.size
    var response: Response
    switch range {
    case .unsatisfiable: throw HTTPError.rangeNotSatisfiable(length: size)
    case .whole:
      response = Response(.ok, type, body: body(of: file, 0..<size))
    case .part(let part):
      response = Response(.partialContent, type, body: body(of: file, part))
      response.fields.append(
        "Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)")
    }
    describe(file, cacheControl, in: &response)
    response.fields.append("Accept-Ranges", "bytes")
    response.fields.append("X-Content-Type-Options", "nosniff")
    return response
  }

  private func body(of file: ServedFile, _ range: Range<Int>) -> Response.Body {
    if let bytes = file.bytes {
      return .bytes(range.count == bytes.count ? bytes : Array(bytes[range]))
    }
    guard let open = file.open else { return .none }
    let workers = workers
    return .stream(length: range.count) { writer in
      var at = range.lowerBound
      while at < range.upperBound {
        let (start, count) = (at, min(65_536, range.upperBound - at))
        let piece = try await workers.run { try open.read(at: start, count: count) }
        // A file that shrinks meanwhile breaks the promised length: the connection is closed.
        guard !piece.isEmpty else { throw BodyError.closed }
        try await writer.write(piece)
        at += piece.count
      }
    }
  }
}
