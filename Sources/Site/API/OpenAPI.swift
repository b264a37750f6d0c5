import HTTP

/// The description of the JSON interface, kept as a file beside the pages.
enum OpenAPI {
  static func show(_ visit: Visit) async throws -> Response {
    var response = try await visit.site.files.respond(
      to: visit.request, relativePath: "openapi.json", cacheControl: "public, max-age=600"
    )
    response.fields.set("Access-Control-Allow-Origin", "*")
    return response
  }
}
