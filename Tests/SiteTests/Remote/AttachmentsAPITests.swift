import Basics
import HTTP
import SQLite
import Support
import Testing
import Ticketing

@testable import Site
@testable import Storage

@Suite struct AttachmentsAPITests {
  private let pdf = Array("%PDF-1.7 el resguard".utf8)

  private func ticket(_ maria: SignedIn) async throws -> String {
    let answer = try await maria.send(
      "POST", "/api/v1/tickets",
      .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
    return "/api/v1/tickets/\(answer.json["reference"]?.string ?? "")"
  }

  private func send(
    _ who: SignedIn, _ ticket: String, _ type: String = "application/pdf",
    _ fields: [(String, String)] = [], bytes: [UInt8]? = nil
  ) async throws -> Answer {
    try await who.probe.send(
      "POST", ticket + "/attachments", [who.cookie, ("X-CSRF-Token", who.csrf)] + fields,
      .raw(type, bytes ?? pdf))
  }

  @Test func `a document is kept and given out only to be saved`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let ticket = try await ticket(maria)
      let kept = try await send(
        maria, ticket, "application/pdf", [("Slug", "Rebut%20gener%C3%A0l.pdf")])
      #expect(kept.status == 201)
      #expect(kept.json["name"] == "Rebut generàl.pdf")
      #expect(kept.json["sha256"]?.string == Hex.encode(SHA256.hash(pdf)))
      let given = try await maria.get(kept.json["href"]?.string ?? "")
      #expect(given.status == 200 && given.isStream)
      #expect(
        given.fields["Content-Disposition"]
          == "attachment; filename=\"Rebut gener_l.pdf\"; "
          + "filename*=UTF-8''Rebut%20gener%C3%A0l.pdf")
      #expect(given.fields.values(of: "Content-Security-Policy") == ["default-src 'none'; sandbox"])
      #expect(given.fields["X-Content-Type-Options"] == "nosniff")
      #expect(given.fields["Cache-Control"] == "no-store")
    }
  }

  @Test func `who takes a document out is noted`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let kept = try await send(maria, try await ticket(maria))
      let joan = try await probe.browser(of: probe.sample.joan)
      _ = try await joan.get(kept.json["href"]?.string ?? "")
      let word = kept.json["id"]?.string ?? ""
      let readers = try await probe.sample.desk.database.read { connection in
        try connection.rows(
          """
          SELECT reading.staff AS staff FROM reading
          JOIN attachment ON attachment.id = reading.attachment WHERE word = :word
          """, ["word": .text(word)]
        ) { try $0.int64("staff") }
      }
      #expect(readers == [probe.sample.joan.rawValue])
    }
  }

  @Test func `staff of another council neither add nor take anything`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let ticket = try await ticket(maria)
      let kept = try await send(maria, ticket)
      let pepa = try await probe.browser(of: probe.sample.pepa)
      #expect(try await pepa.get(kept.json["href"]?.string ?? "").status == 404)
      #expect(try await send(pepa, ticket).status == 404)
      #expect(try await probe.get(kept.json["href"]?.string ?? "").status == 401)
    }
  }

  @Test(arguments: [
    ("application/pdf", "MZ", 422), ("text/html", "<p>", 415), ("", "a", 415),
    ("image/png", "%PDF-1.7", 422), ("text/plain", "a\u{0}b", 422),
  ])
  func `what isn't what it says is not kept`(type: String, text: String, status: Int) async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let ticket = try await ticket(maria)
      let answer = try await send(maria, ticket, type, bytes: Array(text.utf8))
      #expect(answer.status == status)
      #expect(try await maria.get(ticket).json["attachments"] == [])
    }
  }

  @Test func `more than twenty megabytes are refused unread, and a wrong hash is found`()
    async throws
  {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let ticket = try await ticket(maria)
      let large = [UInt8](repeating: 0x20, count: Ticketing.Attachment.bytesMax + 1)
      #expect(try await send(maria, ticket, bytes: large).status == 413)
      let other = Base64.encode(SHA256.hash([1]))
      let field = ("Content-Digest", "sha-256=:\(other):")
      let damaged = try await send(maria, ticket, "application/pdf", [field])
      #expect(damaged.status == 422)
      let right = Base64.encode(SHA256.hash(pdf))
      let good = ("Content-Digest", "sha-512=:AA==:, sha-256=:\(right):")
      #expect(try await send(maria, ticket, "application/pdf", [good]).status == 201)
    }
  }

  @Test func `a page that isn't ours adds nothing`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let ticket = try await ticket(maria)
      let answer = try await probe.send(
        "POST", ticket + "/attachments", [maria.cookie], .raw("application/pdf", pdf))
      #expect(answer.problem == "csrf")
    }
  }
}
