import Basics
import SQLite
import Ticketing

/// What the desk has to tell a citizen, by its occasion.
enum Notice: String {
  /// A call was promised.
  case promised
  /// The promise moved to another window.
  case moved
  /// The promise was called off.
  case cancelled
  /// Nobody could be reached; choose again.
  case unreached
  /// How did we help you?
  case rating
}

extension Ledger {
  /// Puts a notice in the outbox, by mail where there is an address, else to a mobile.
  ///
  /// The words are made when it is sent, from the occasion and the ticket as they are then.
  func queue(
    _ notice: Notice,
    for citizen: Citizen,
    _ language: Language,
    _ ticket: Identifier<Ticket>,
    _ council: Organisation,
    at moment: Moment
  ) throws {
    let channel: String
    let recipient: String
    if let email = citizen.email {
      (channel, recipient) = ("email", email.text)
    } else if let phone = citizen.phone, phone.isMobile {
      (channel, recipient) = ("sms", phone.e164)
    } else {
      return
    }
    try connection.execute(
      """
      INSERT INTO outbox (organisation, ticket, kind, channel, recipient, language, queued_at)
      VALUES (:organisation, :ticket, :kind, :channel, :recipient, :language, :queued_at)
      """,
      [
        "organisation": .id(council.id), "ticket": .id(ticket), "kind": .text(notice.rawValue),
        "channel": .text(channel), "recipient": .text(recipient),
        "language": .text(language.rawValue), "queued_at": .moment(moment),
      ]
    )
  }

  /// Counts all notices as sent, for made-up people to whom nobody may write.
  public func countNoticesAsSent() throws {
    try connection.execute("UPDATE outbox SET sent_at = queued_at WHERE sent_at IS NULL", [:])
  }
}
