/// Content types by the ending of a file's name.
enum ContentType {
  private static let known = [
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "map": "application/json",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "xml": "application/xml",
    "rdf": "application/rdf+xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/vnd.microsoft.icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "webm": "video/webm",
    "mp4": "video/mp4",
    "zip": "application/zip",
    "gz": "application/gzip",
  ]

  /// The type for a path; `application/octet-stream` if the ending is unknown.
  static func of(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), dot != path.startIndex else {
      return "application/octet-stream"
    }
    return known[path[path.index(after: dot)...].lowercased()] ?? "application/octet-stream"
  }
}
