import Basics
import Storage
import Ticketing

extension DeskView {
  /// The documents of a ticket, and where another is sent to.
  func documents(_ file: TicketFile, _ phrases: Phrases) -> JSON {
    let ticket = file.ticket
    return [
      "action": .string("/api/v1/tickets/\(ticket.reference)/attachments"),
      "types": .string(AttachmentType.allCases.map(\.rawValue).joined(separator: ",")),
      "any": .bool(!file.attachments.isEmpty),
      "items": .array(
        file.attachments.map { attachment in
          let when = phrases.dayAndClock(attachment.at)
          return [
            "href": .string(visit.path(to: attachment, of: ticket)),
            "name": .string(attachment.name.description),
            "size": .string(Self.size(attachment.byteCount)),
            "when": .string("\(when.day) \(when.clock)"),
            "from": .string(text("documents.from.\(attachment.origin.rawValue)")),
          ]
        }),
    ]
  }

  /// Kilobytes, or megabytes with one digit.
  private static func size(_ bytes: Int) -> String {
    guard bytes >= 1_000_000 else { return "\(max(1, (bytes + 500) / 1_000)) kB" }
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10),\(tenths % 10) MB"
  }
}
