import Basics
import Foundation
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing
import Wire

@testable import Site

/// The whole site without a socket: requests as bytes in, answers out.
///
/// Every answer of the JSON interface is held against `Web/openapi.json`.
struct Probe: Sendable {
  /// Pages, texts and the description, as they stand in the repository.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  /// A citizen's address.
  static let citizen = "192.0.2.7"
  /// The pages and texts, read once for all tests.
  private static let sources = Result {
    try Site.Sources(Site.Configuration(web: root + "/Web", reports: root + "/Reports"))
  }
  private static let workers = WorkerPool(threads: 2, name: "probe", queueMax: 1000)

  let sample: SampleDesk
  let site: Site

  /// Opens a site over a sample desk for one test.
  static func open(
    behindProxy: Bool = false,
    proxies: Set<IPAddress> = [],
    rateLimits: Bool = false,
    remote: RemoteConfiguration = RemoteConfiguration(),
    _ body: (Probe) async throws -> Void
  ) async throws {
    try await SampleDesk.open { sample in
      let site = Site(
        desk: sample.desk,
        configuration: Site.Configuration(
          web: root + "/Web",
          reports: root + "/Reports",
          behindProxy: behindProxy,
          proxies: proxies,
          rateLimits: rateLimits,
          remote: remote,
          clock: { [clock = sample.clock] in clock.now }
        ),
        workers: workers,
        sources: try sources.get()
      )
      try await body(Probe(sample: sample, site: site))
    }
  }

  /// Sends a request as bytes and takes the answer.
  ///
  /// - Parameters:
  ///   - method: `GET` and so on.
  ///   - target: The path with its query.
  ///   - fields: Header fields beside Host and Content-Length.
  ///   - content: The content with its type.
  ///   - peer: Who asks.
  /// - Returns: The answer, as the description has it.
  /// - Throws: When the bytes are no request, or the answer isn't described.
  func send(
    _ method: String,
    _ target: String,
    _ fields: [(String, String)] = [],
    _ content: Content = .none,
    from peer: String = Probe.citizen
  ) async throws -> Answer {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: www.example\r\n"
    for (name, value) in fields + content.fields { head += "\(name): \(value)\r\n" }
    if !content.bytes.isEmpty { head += "Content-Length: \(content.bytes.count)\r\n" }
    let bytes = Array((head + "\r\n").utf8) + content.bytes
    let address = try #require(IPAddress(peer))
    let request = try #require(Request(reading: bytes, from: address))
    let answer = try Answer(await site.respond(to: request))
    try Description.shared.check(answer, to: method, target)
    return answer
  }

  func get(_ target: String, _ fields: [(String, String)] = []) async throws -> Answer {
    try await send("GET", target, fields)
  }

  /// A browser in which somebody of the staff has signed in.
  func browser(of staff: Identifier<Staff>) async throws -> SignedIn {
    let now = sample.now
    let session = try await sample.desk.record {
      try $0.openSession(of: staff, kind: .browser, at: now)
    }
    return SignedIn(probe: self, token: session.token, csrf: session.csrf)
  }

  /// A script's token.
  func script(of staff: Identifier<Staff>) async throws -> String {
    let now = sample.now
    return try await sample.desk.record {
      try $0.openSession(of: staff, kind: .script, at: now).token
    }
  }
}
