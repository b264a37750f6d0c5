public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// How long a document may be on its way before it counts as given up.
  static let attachmentPatience = Duration.seconds(3_600)

  /// Begins to keep a document of a ticket; nobody sees it before it is whole.
  ///
  /// - Throws: ``TicketingError/tooManyAttachments``.
  public func beginAttachment(
    _ name: AttachmentName, _ type: AttachmentType, from origin: Attachment.Origin,
    to ticket: Identifier<Ticket>, by staff: Identifier<Staff>, at moment: Moment
  ) throws -> Identifier<Attachment> {
    let known = try connection.row(
      "SELECT count(*) AS documents FROM attachment WHERE ticket = :ticket",
      ["ticket": .id(ticket)]
    ) { try $0.int("documents") }
    guard (known ?? 0) < Attachment.perTicketMax else { throw TicketingError.tooManyAttachments }
    try connection.execute(
      """
      INSERT INTO attachment (word, ticket, name, type, origin, staff, began_at)
      VALUES (:word, :ticket, :name, :type, :origin, :staff, :began_at)
      """,
      [
        "word": .text(Token.random()), "ticket": .id(ticket), "name": .text(name.description),
        "type": .text(type.rawValue), "origin": .text(origin.rawValue), "staff": .id(staff),
        "began_at": .moment(moment),
      ]
    )
    return Identifier(connection.lastInsertedRowID)
  }

  /// Keeps the next part of a document, numbered from 0.
  public func appendPart(
    _ bytes: [UInt8], number: Int, to attachment: Identifier<Attachment>
  ) throws {
    try connection.execute(
      """
      INSERT INTO attachment_part (attachment, number, bytes)
      VALUES (:attachment, :number, :bytes)
      """,
      ["attachment": .id(attachment), "number": .number(number), "bytes": .blob(bytes)]
    )
  }

  /// The document is whole: from now on it is in its ticket.
  public func finishAttachment(
    _ id: Identifier<Attachment>, byteCount: Int, digest: [UInt8], at moment: Moment
  ) throws -> Attachment {
    try connection.execute(
      """
      UPDATE attachment SET stored_at = :at, bytes = :bytes, digest = :digest
      WHERE id = :id AND stored_at IS NULL
      """,
      [
        "id": .id(id), "at": .moment(moment), "bytes": .number(byteCount),
        "digest": .blob(digest),
      ]
    )
    guard let stored = try attachments("WHERE id = :id", ["id": .id(id)]).first else {
      throw TicketingError.notFound
    }
    try append(
      TicketEvent(
        at: moment, actor: .staff(stored.staff), kind: .attached,
        detail: "\(stored.origin.rawValue):\(stored.word)"),
      to: stored.ticket)
    return stored
  }

  /// Throws away a document that won't become whole.
  public func dropAttachment(_ id: Identifier<Attachment>) throws {
    try dropAttachments("id = :id", ["id": .id(id)])
  }

  /// Throws away what has been on its way for too long: whoever sent it is gone.
  public func dropAbandonedAttachments(at moment: Moment) throws {
    try dropAttachments(
      "began_at < :before", ["before": .moment(moment - Self.attachmentPatience)])
  }

  private func dropAttachments(_ clause: String, _ parameters: Parameters) throws {
    try connection.execute(
      """
      DELETE FROM attachment_part WHERE attachment IN (
        SELECT id FROM attachment WHERE stored_at IS NULL AND \(clause))
      """, parameters)
    try connection.execute(
      "DELETE FROM attachment WHERE stored_at IS NULL AND \(clause)", parameters)
  }
}
