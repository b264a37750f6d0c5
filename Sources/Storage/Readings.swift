public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// Notes that somebody of the staff has opened a ticket and seen whose it is.
  public func noteReading(
    of ticket: Identifier<Ticket>,
    by staff: Identifier<Staff>,
    at moment: Moment
  ) throws {
    try connection.execute(
      "INSERT INTO reading (ticket, staff, at) VALUES (:ticket, :staff, :at)",
      ["ticket": .id(ticket), "staff": .id(staff), "at": .moment(moment)]
    )
  }

  /// Who has opened a ticket and when, newest first.
  public func readings(
    of ticket: Identifier<Ticket>
  ) throws -> [(staff: Identifier<Staff>, at: Moment)] {
    try connection.rows(
      "SELECT staff, at FROM reading WHERE ticket = :ticket ORDER BY id DESC",
      ["ticket": .id(ticket)]
    ) { (staff: try $0.id("staff"), at: try $0.moment("at")) }
  }
}
