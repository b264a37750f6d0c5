public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// The documents of a ticket, in the order in which they came.
  public func attachments(of ticket: Identifier<Ticket>) throws -> [Attachment] {
    try attachments(
      "WHERE ticket = :ticket AND stored_at IS NOT NULL ORDER BY id", ["ticket": .id(ticket)])
  }

  /// A document of a ticket by its name in addresses.
  ///
  /// - Throws: ``TicketingError/notFound`` also for a document of another ticket.
  public func attachment(_ word: String, of ticket: Identifier<Ticket>) throws -> Attachment {
    let found = try attachments(
      "WHERE word = :word AND ticket = :ticket AND stored_at IS NOT NULL",
      ["word": .text(word), "ticket": .id(ticket)]
    ).first
    guard let found else { throw TicketingError.notFound }
    return found
  }

  /// A part of a document, numbered from 0; nil after the last.
  public func part(_ number: Int, of attachment: Identifier<Attachment>) throws -> [UInt8]? {
    try connection.row(
      "SELECT bytes FROM attachment_part WHERE attachment = :attachment AND number = :number",
      ["attachment": .id(attachment), "number": .number(number)]
    ) { try $0.blob("bytes") }
  }

  /// Notes that somebody of the staff has taken a document out.
  public func noteReading(
    of attachment: Attachment, by staff: Identifier<Staff>, at moment: Moment
  ) throws {
    try connection.execute(
      """
      INSERT INTO reading (ticket, staff, at, attachment)
      VALUES (:ticket, :staff, :at, :attachment)
      """,
      [
        "ticket": .id(attachment.ticket), "staff": .id(staff), "at": .moment(moment),
        "attachment": .id(attachment.id),
      ]
    )
  }

  func attachments(_ clause: String, _ parameters: Parameters) throws -> [Attachment] {
    try connection.rows(
      """
      SELECT id, word, ticket, name, type, bytes, digest, origin, staff, stored_at
      FROM attachment

      """ + clause, parameters
    ) { row in
      Attachment(
        id: try row.id("id"), word: try row.text("word"), ticket: try row.id("ticket"),
        name: AttachmentName(kept: try row.text("name")), type: try row.word("type"),
        byteCount: try row.int("bytes"), digest: try row.blob("digest"),
        origin: try row.word("origin"), staff: try row.id("staff"),
        at: try row.moment("stored_at"))
    }
  }
}

extension Desk {
  /// Whether each document still is what was kept, byte for byte; a sentence for each that isn't.
  func attachmentProblems() async throws -> [String] {
    try await look { ledger in
      try ledger.attachments("WHERE stored_at IS NOT NULL", [:]).compactMap { attachment in
        var digest = SHA256()
        var byteCount = 0
        var number = 0
        while let part = try ledger.part(number, of: attachment.id) {
          digest.update(part)
          byteCount += part.count
          number += 1
        }
        let isWhole =
          byteCount == attachment.byteCount
          && constantTimeEqual(digest.finish(), attachment.digest)
        return isWhole
          ? nil : "A document is not what was kept: row \(attachment.id.rawValue)"
      }
    }
  }
}
