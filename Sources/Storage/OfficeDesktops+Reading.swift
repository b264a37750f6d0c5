import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// One machine.
  ///
  /// - Throws: ``TicketingError/notFound``.
  public func officeDesktop(_ id: Identifier<OfficeDesktop>) throws -> OfficeDesktop {
    let found = try officeDesktops("WHERE id = :id", ["id": .id(id)]).first
    guard let found else { throw TicketingError.notFound }
    return found
  }

  /// The machine that a secret belongs to, unless it was revoked.
  public func officeDesktop(secret: String) throws -> OfficeDesktop? {
    try officeDesktops(
      "WHERE secret_hash = :hash AND revoked_at IS NULL",
      ["hash": .blob(SHA256.hash(Array(secret.utf8)))]
    ).first
  }

  /// The machines of one person, without the revoked ones.
  public func officeDesktops(of owner: Identifier<Staff>) throws -> [OfficeDesktop] {
    try officeDesktops(
      "WHERE owner = :owner AND revoked_at IS NULL ORDER BY id LIMIT 50", ["owner": .id(owner)])
  }

  /// The machines of some councils, for their administrators.
  public func officeDesktops(
    in organisations: [Identifier<Organisation>]
  ) throws -> [OfficeDesktop] {
    try officeDesktops(
      """
      WHERE organisation IN (SELECT value FROM json_each(:organisations))
      ORDER BY organisation, id LIMIT 2000
      """, ["organisations": .ids(organisations)])
  }

  /// What has happened with a machine, newest first.
  public func officeEvents(
    of desktop: Identifier<OfficeDesktop>, limit: Int = 100
  ) throws -> [OfficeDesktopEvent] {
    try connection.rows(
      """
      SELECT at, step, staff, detail FROM office_event WHERE desktop = :desktop
      ORDER BY id DESC LIMIT :limit
      """, ["desktop": .id(desktop), "limit": .number(limit)]
    ) { row in
      OfficeDesktopEvent(
        at: try row.moment("at"), step: try row.word("step"), staff: try row.optionalID("staff"),
        detail: try row.optionalText("detail"))
    }
  }

  private func officeDesktops(
    _ clause: String, _ parameters: Parameters
  ) throws -> [OfficeDesktop] {
    try connection.rows(
      """
      SELECT id, organisation, owner, name, hours, registered_at, seen_at, revoked_at
      FROM office_desktop

      """ + clause, parameters
    ) { row in
      let organisation = try council(try row.id("organisation"))
      let lines = try row.text("hours").split(separator: ";").map { text in
        String(text.drop { $0 == " " })
      }
      guard let weekly = try? WeekText.read(lines) else {
        throw StorageError.unreadableCalendar(organisation: organisation.slug)
      }
      return OfficeDesktop(
        id: try row.id("id"), organisation: organisation.id, owner: try row.id("owner"),
        name: try row.text("name"),
        hours: OpeningHours(zone: organisation.zone, weekly: weekly),
        registeredAt: try row.moment("registered_at"),
        seenAt: try row.optionalMoment("seen_at"), revokedAt: try row.optionalMoment("revoked_at"))
    }
  }
}
