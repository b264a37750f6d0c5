import HTTP
import Ticketing

/// Published files by their addresses.
enum OpenDataAnswers {
  static func latest(_ visit: Visit) async throws -> Response {
    try await OpenDataFiles(publisher: visit.site.publisher).latest(
      visit.request, of: try visit.organisation(), try visit.part("file")
    )
  }

  static func version(_ visit: Visit) async throws -> Response {
    try await OpenDataFiles(publisher: visit.site.publisher).version(
      visit.request,
      of: try visit.organisation(),
      month: try visit.part("month"),
      version: try visit.part("version"),
      try visit.part("file"),
      at: visit.now
    )
  }
}
