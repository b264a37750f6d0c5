import Basics
import HTTP
import Relay
import Storage
import Wire

/// What those who run the program ask of it, and the files that stand beside it.
enum Operation {
  static func web(_ visit: Visit) async throws -> Response {
    // Pages and texts are sources; only these folders are for browsers.
    let path = try visit.part("path")
    guard ["styles/", "scripts/", "images/"].contains(where: { path.hasPrefix($0) }) else {
      throw HTTPError.notFound
    }
    return try await visit.site.files.respond(
      to: visit.request, relativePath: path, cacheControl: "public, max-age=600"
    )
  }

  static func icon(_ visit: Visit) async throws -> Response {
    try await visit.site.files.respond(
      to: visit.request, relativePath: "images/mark.svg", cacheControl: "public, max-age=86400"
    )
  }

  static func robots(_ visit: Visit) async throws -> Response {
    var response = Response(
      .ok, text: "User-agent: *\nDisallow: /agent\nDisallow: /request\nDisallow: /rate\n"
    )
    response.fields.append("Cache-Control", "public, max-age=86400")
    return response
  }

  static func isAlive(_ visit: Visit) async throws -> Response {
    Response(.ok, text: "ok\n")
  }

  static func isReady(_ visit: Visit) async throws -> Response {
    guard await visit.desk.canWrite() else {
      var response = Response(.serviceUnavailable, text: "cannot write\n")
      response.fields.append("Retry-After", "30")
      return response
    }
    return Response(.ok, text: "ready\n")
  }

  static func metrics(_ visit: Visit) async throws -> Response {
    // Figures of the whole desk are for the machine it runs on, or for a scraper there.
    guard visit.address.isLoopback else { throw HTTPError.notFound }
    let metrics = visit.desk.metrics
    let lines = metrics.map { name, help, kind, value in
      "# HELP acompanya_\(name) \(help)\n# TYPE acompanya_\(name) \(kind)\n"
        + "acompanya_\(name) \(value)\n"
    }
    return Response(
      .ok, "text/plain; version=0.0.4; charset=utf-8",
      Array(
        (lines.joined() + visit.site.remote.relay.metrics.exposition
          + visit.site.remote.guardMetrics(at: visit.now)).utf8)
    )
  }
}
