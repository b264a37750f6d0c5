import Basics
import HTTP
import Storage
import Templates
import Ticketing

/// Is who calls one of ours? Anybody may ask, with a session's code or an agent's number of the
/// day; the answer is a first name and a council, or no.
enum VerifyPage {
  static func ask(_ visit: Visit) async throws -> Response {
    visit.page("verify", context(visit))
  }

  static func answer(_ visit: Visit) async throws -> Response {
    let typed = try await visit.form()["code"] ?? ""
    var context = context(visit)
    context["typed"] = .string(String(typed.prefix(32)))
    guard let (agent, organisations) = try await find(typed, visit) else {
      context["isUnknown"] = true
      return visit.page("verify", context, status: .notFound)
    }
    let language = visit.language
    context["agent"] = [
      "name": .string(agent.name.split(separator: " ").first.map(String.init) ?? agent.name),
      "organisations": .array(
        organisations.compactMap { visit.desk.directory.organisation($0) }.map {
          ["name": .string($0.name(in: language))]
        }),
    ]
    return visit.page("verify", context)
  }

  /// Who a code or a number belongs to, and for which councils they speak.
  private static func find(
    _ typed: String, _ visit: Visit
  ) async throws -> (Staff, [Identifier<Organisation>])? {
    if let number = AgentNumber(typed) {
      try visit.site.remote.admit(visit.address, at: visit.now)
      guard let agent = try await visit.agent(with: number) else {
        visit.missed()
        return nil
      }
      return (agent, agent.organisations(allowing: .answer))
    }
    do {
      let (session, _) = try await visit.remoteSession(code: typed)
      let agent = try await visit.desk.look { try $0.staff(session.staff) }
      return agent.map { ($0, [session.organisation]) }
    } catch TicketingError.unknownCode {
      return nil
    }
  }

  private static func context(_ visit: Visit) -> JSONObject {
    var context = visit.context(visit.language)
    context["action"] = "/verify"
    return context
  }
}

extension Visit {
  /// The number with which somebody of the staff can be asked about today.
  func number(of staff: Staff) -> AgentNumber {
    AgentNumber(of: staff.id, at: now, key: site.remote.configuration.key)
  }

  /// Who has a number today; all are compared, so that the time says nothing.
  func agent(with number: AgentNumber) async throws -> Staff? {
    let everybody = try await desk.look { try $0.staffRecords() }
    var found: Staff?
    for record in everybody where record.disabledAt == nil && !record.staff.roles.isEmpty {
      if constantTimeEqual(self.number(of: record.staff).digits, number.digits) {
        found = record.staff
      }
    }
    return found
  }
}
