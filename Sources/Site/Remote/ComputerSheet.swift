import Basics
import HTTP
import Storage
import Ticketing

/// How a citizen's own computer is shared, on a sheet to print or to dictate.
///
/// The number isn't in the address: the page that asked for it keeps it in the browser. Without
/// one the sheet has lines to write on.
enum ComputerSheet {
  /// For the citizen, in the session or out of it.
  static func forCitizen(_ visit: Visit) async throws -> Response {
    let session = try await visit.citizensSession()
    let organisation = session.flatMap { visit.desk.directory.organisation($0.organisation) }
    return sheet(visit, organisation, isAgents: false)
  }

  /// For the agent, who dictates it.
  static func forAgent(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let name = try visit.part("id")
    let session = try await visit.desk.look { try $0.remoteSession(name, for: staff) }
    return sheet(
      visit, visit.desk.directory.organisation(session.organisation), isAgents: true)
  }

  private static func sheet(
    _ visit: Visit, _ organisation: Organisation?, isAgents: Bool
  ) -> Response {
    var context = visit.context(visit.language(of: organisation), organisation)
    context["isAgents"] = .bool(isAgents)
    return visit.page("computer", context)
  }
}
