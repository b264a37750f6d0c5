import HTTP
import Relay

/// The WebSockets of the relay in here.
enum RelayFaces {
  static func browser(_ visit: Visit) async throws -> Response {
    visit.site.remote.relay.respond(
      to: visit.request, session: try visit.part("session"), from: visit.address)
  }

  static func desktop(_ visit: Visit) async throws -> Response {
    visit.site.remote.relay.respondToViewer(
      visit.request, session: try visit.part("session"))
  }

  /// The system's own noVNC, where it is installed.
  static func viewerFiles(_ visit: Visit) async throws -> Response {
    guard let files = visit.site.noVNC else { throw HTTPError.notFound }
    let path = try visit.part("path")
    // Its modules only: its page would be a viewer without our rules.
    guard path.hasPrefix("core/") || path.hasPrefix("vendor/") else { throw HTTPError.notFound }
    return try await files.respond(
      to: visit.request, relativePath: path, cacheControl: "public, max-age=600")
  }
}
