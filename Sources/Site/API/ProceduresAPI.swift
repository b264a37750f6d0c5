import Basics
import HTTP
import Storage
import Ticketing

/// The procedures of the councils that somebody of the staff serves.
enum ProceduresAPI {
  static func list(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let organisations = try visit.organisations(for: staff)
    let directory = visit.desk.directory
    let procedures = organisations.flatMap { directory.procedures(of: $0) }
    let limit = try visit.limit()
    let cursor: Identifier<Procedure>? = try visit.cursor()
    let rest = procedures.sorted { $0.id < $1.id }.filter { $0.id > cursor ?? Identifier(0) }
    return visit.page(Array(rest.prefix(limit + 1)), limit: limit, id: \.id) { procedure in
      var names = JSONObject()
      for language in procedure.names.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
        names[language.rawValue] = procedure.names[language].map { .string($0) }
      }
      return [
        "code": .string(procedure.code),
        "organisation": .string(
          directory.organisation(procedure.organisation)?.slug ?? ""
        ),
        "names": .object(names),
        "topic": .string(procedure.topic.rawValue),
      ]
    }
  }
}
