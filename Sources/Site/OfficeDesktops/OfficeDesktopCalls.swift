import Basics
import HTTP
import Relay
import Storage
import Ticketing

/// What an office machine asks for: work, if there is any.
enum OfficeDesktopCalls {
  /// Keeps the machine on the line until its owner connects.
  ///
  /// The answer is a line of words for a shell: the one-time id, the host, the port, `tls` or
  /// `plain`, and how many seconds the connection may last.
  static func wait(_ visit: Visit) async throws -> Response {
    guard let credential = visit.credential, credential.kind == .script,
      credential.token.utf8.count <= 128
    else { throw Refusal.signedOut }
    let desktop = try await visit.desk.look { try $0.officeDesktop(secret: credential.token) }
    guard let desktop else { throw Refusal.signedOut }
    try await note(desktop, visit)
    let site = visit.site
    let work = await site.offices.wait(desktop.id, clock: site.configuration.clock)
    let remote = site.remote.configuration
    guard let work, let plain = remote.desktopAddress else { return Response(.noContent) }
    let (host, port) = remote.desktopTLSAddress ?? plain
    let seconds = work.endsAt.seconds - site.configuration.clock().seconds
    let kind = remote.desktopTLSAddress == nil ? "plain" : "tls"
    return Response(.ok, text: "\(work.word) \(host) \(port) \(kind) \(max(1, seconds))\n")
  }

  /// The first call, and then once a minute.
  private static func note(_ desktop: OfficeDesktop, _ visit: Visit) async throws {
    let now = visit.now
    if let seenAt = desktop.seenAt, seenAt + .seconds(60) > now { return }
    try await visit.desk.record { try $0.noteCall(of: desktop, at: now) }
  }
}
