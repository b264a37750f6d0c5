import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

/// A browser with a session: sends its cookie, and the word against forged requests with
/// every change.
struct SignedIn: Sendable {
  let probe: Probe
  let token: String
  let csrf: String

  var cookie: (String, String) { ("Cookie", "acompanya=\(token)") }

  func get(_ target: String, _ fields: [(String, String)] = []) async throws -> Answer {
    try await probe.send("GET", target, [cookie] + fields)
  }

  /// A change asked for by the interface.
  func send(_ method: String, _ target: String, _ content: Content = .none) async throws
    -> Answer
  {
    try await probe.send(method, target, [cookie, ("X-CSRF-Token", csrf)], content)
  }

  /// A change asked for by a page's form.
  func submit(_ target: String, _ pairs: [(String, String)]) async throws -> Answer {
    try await probe.send("POST", target, [cookie], .form(pairs + [("csrf", csrf)]))
  }
}
