public import Basics

/// A document that belongs to a ticket.
public struct Attachment: Sendable, Equatable {
  /// Who it comes from.
  public enum Origin: String, Sendable, CaseIterable {
    /// The citizen, over a remote session.
    case citizen
    /// Somebody of the staff, from their own computer.
    case staff
  }

  /// The most bytes of one document.
  public static let bytesMax = 20 * 1_024 * 1_024
  /// The most documents of one ticket.
  public static let perTicketMax = 50

  /// The store's number.
  public let id: Identifier<Attachment>
  /// Its name in addresses, which nobody can guess.
  public let word: String
  /// The ticket.
  public let ticket: Identifier<Ticket>
  /// What it is called, made harmless.
  public let name: AttachmentName
  /// What it is.
  public let type: AttachmentType
  /// How long it is.
  public let byteCount: Int
  /// The SHA-256 of its bytes.
  public let digest: [UInt8]
  /// Who it comes from.
  public let origin: Origin
  /// Who of the staff kept it.
  public let staff: Identifier<Staff>
  /// When.
  public let at: Moment

  /// Describes a document as it was kept.
  public init(
    id: Identifier<Attachment>, word: String, ticket: Identifier<Ticket>, name: AttachmentName,
    type: AttachmentType, byteCount: Int, digest: [UInt8], origin: Origin,
    staff: Identifier<Staff>, at: Moment
  ) {
    self.id = id
    self.word = word
    self.ticket = ticket
    self.name = name
    self.type = type
    self.byteCount = byteCount
    self.digest = digest
    self.origin = origin
    self.staff = staff
    self.at = at
  }
}
