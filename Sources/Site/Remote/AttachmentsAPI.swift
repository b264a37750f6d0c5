import Basics
import HTTP
import Storage
import Ticketing

/// Documents of tickets: kept whole, and given out only to be saved.
enum AttachmentsAPI {
  /// How much of a document is written at once.
  private static let partBytes = 256 * 1_024

  /// Keeps the content of the request, a document whose name is in `Slug` (RFC 5023 § 9.7).
  static func keep(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedInForChange().staff
    let reference = try visit.reference()
    let ticket = try await visit.desk.look { try $0.ticket(reference, for: staff) }
    let entry = try entry(visit)
    if let length = visit.request.body.length, length > Attachment.bytesMax {
      throw BodyError.tooLarge
    }
    let now = visit.now
    let id = try await visit.desk.record {
      try $0.beginAttachment(
        entry.name, entry.type, from: entry.origin, to: ticket.id, by: staff.id, at: now)
    }
    let attachment: Attachment
    do {
      attachment = try await receive(visit, id, entry)
    } catch {
      // On a full disk even this may fail; then the hourly upkeep does it.
      try? await visit.desk.record { try $0.dropAttachment(id) }
      throw error
    }
    visit.announce(ticket)
    var response = Response.json(.created, visit.describe(attachment, of: ticket))
    response.fields.append("Location", visit.path(to: attachment, of: ticket))
    return response
  }

  /// Gives a document out, to be saved and never to be shown by us; who took it is noted first.
  static func give(_ visit: Visit) async throws -> Response {
    let staff = try await visit.signedIn().staff
    let reference = try visit.reference()
    let word = try visit.part("word")
    let attachment = try await visit.desk.look { ledger in
      try ledger.attachment(word, of: try ledger.ticket(reference, for: staff).id)
    }
    try await visit.noteReading(of: attachment, by: staff)
    let desk = visit.desk
    var response = Response(
      .ok, attachment.type.rawValue,
      body: .stream(length: attachment.byteCount) { writer in
        var number = 0
        while let part = try await desk.look({ [number] in
          try $0.part(number, of: attachment.id)
        }) {
          try await writer.write(part)
          number += 1
        }
      })
    response.fields.append(
      "Content-Disposition", FileNaming.disposition(attachment.name.description))
    // Should a browser show it after all, it is nobody's page and can do nothing.
    response.fields.append("Content-Security-Policy", "default-src 'none'; sandbox")
    response.fields.append("Cross-Origin-Resource-Policy", "same-origin")
    return response
  }

  private struct Entry {
    let name: AttachmentName
    let type: AttachmentType
    let origin: Attachment.Origin
    let digest: [UInt8]?
  }

  private static func entry(_ visit: Visit) throws -> Entry {
    let fields = visit.request.fields
    guard let type = fields["Content-Type"].flatMap({ AttachmentType(declared: $0) }) else {
      throw Refusal.unsupportedType
    }
    let origin: Attachment.Origin
    switch visit.request.query["from"] {
    case nil, "staff": origin = .staff
    case "citizen": origin = .citizen
    default: throw TicketingError.invalid([Fault("from", "unknown")])
    }
    let named = fields["Slug"].map(FileNaming.unescaped) ?? ""
    return Entry(
      name: AttachmentName(named, of: type), type: type, origin: origin,
      digest: try digest(fields["Content-Digest"]))
  }

  /// The SHA-256 that the sender promises (RFC 9530 § 2), if it promises one.
  private static func digest(_ field: String?) throws -> [UInt8]? {
    guard let field else { return nil }
    for member in field.split(separator: ",").map({ $0.filter { $0 != " " } })
    where member.hasPrefix("sha-256=:") && member.hasSuffix(":") {
      let digest = Base64.decode(String(member.dropFirst(9).dropLast()))
      guard let digest, digest.count == 32 else { throw Refusal.unreadable }
      return digest
    }
    return nil
  }

  private static func receive(
    _ visit: Visit, _ id: Identifier<Attachment>, _ entry: Entry
  ) async throws -> Attachment {
    var content = AttachmentContent(of: entry.type)
    var hash = SHA256()
    var (byteCount, number) = (0, 0)
    var part: [UInt8] = []
    while let piece = try await visit.request.body.next() {
      byteCount += piece.count
      guard byteCount <= Attachment.bytesMax else { throw BodyError.tooLarge }
      content.take(piece)
      hash.update(piece)
      part += piece
      guard part.count >= partBytes else { continue }
      try await write(part, number, id, visit)
      number += 1
      part = []
    }
    guard byteCount > 0 else { throw TicketingError.invalid([Fault("content", "empty")]) }
    guard content.isSound else { throw TicketingError.invalid([Fault("content", "other-type")]) }
    let digest = hash.finish()
    if let promised = entry.digest, promised != digest {
      throw TicketingError.invalid([Fault("content", "damaged")])
    }
    if !part.isEmpty { try await write(part, number, id, visit) }
    let now = visit.site.configuration.clock()
    return try await visit.desk.record { [byteCount] in
      try $0.finishAttachment(id, byteCount: byteCount, digest: digest, at: now)
    }
  }

  private static func write(
    _ part: [UInt8], _ number: Int, _ id: Identifier<Attachment>, _ visit: Visit
  ) async throws {
    try await visit.desk.record { try $0.appendPart(part, number: number, to: id) }
  }
}

extension Visit {
  /// Where a document is.
  func path(to attachment: Attachment, of ticket: Ticket) -> String {
    "/api/v1/tickets/\(ticket.reference)/attachments/\(attachment.word)"
  }

  /// A document as the staff see it.
  func describe(_ attachment: Attachment, of ticket: Ticket) -> JSON {
    guard let organisation = desk.directory.organisation(ticket.organisation) else {
      return .null
    }
    return [
      "id": .string(attachment.word), "name": .string(attachment.name.description),
      "type": .string(attachment.type.rawValue), "bytes": .integer(Int64(attachment.byteCount)),
      "sha256": .string(Hex.encode(attachment.digest)),
      "from": .string(attachment.origin.rawValue),
      "at": .string(attachment.at.rfc3339(in: organisation.zone)),
      "href": .string(path(to: attachment, of: ticket)),
    ]
  }
}
