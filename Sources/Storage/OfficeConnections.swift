public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// Opens a connection to a machine.
  ///
  /// - Parameters:
  ///   - name: The name that the ticket and the machine's id carry.
  ///   - desktop: The machine; nobody may be connected to it.
  ///   - staff: Its owner.
  ///   - endsAt: When the allowed hours end it.
  ///   - moment: When.
  /// - Throws: ``TicketingError/desktopInUse``.
  public func openConnection(
    _ name: String, to desktop: Identifier<OfficeDesktop>, by staff: Identifier<Staff>,
    endsAt: Moment, at moment: Moment
  ) throws {
    guard try liveConnection(to: desktop) == nil else { throw TicketingError.desktopInUse }
    try connection.execute(
      """
      INSERT INTO office_connection (name, desktop, staff, opened_at, ends_at)
      VALUES (:name, :desktop, :staff, :now, :ends_at)
      """,
      [
        "name": .text(name), "desktop": .id(desktop), "staff": .id(staff),
        "now": .moment(moment), "ends_at": .moment(endsAt),
      ])
    try append(OfficeDesktopEvent(at: moment, step: .opened, staff: staff), to: desktop)
  }

  /// A connection by its name.
  public func officeConnection(_ name: String) throws -> OfficeConnection? {
    try officeConnections("WHERE name = :name", ["name": .text(name)]).first
  }

  /// The connection to a machine that goes on.
  public func liveConnection(to desktop: Identifier<OfficeDesktop>) throws -> OfficeConnection? {
    try officeConnections(
      "WHERE desktop = :desktop AND ended_at IS NULL", ["desktop": .id(desktop)]
    ).first
  }

  /// The last connections to a machine, newest first.
  public func connections(
    to desktop: Identifier<OfficeDesktop>, limit: Int = 10
  ) throws -> [OfficeConnection] {
    try officeConnections(
      "WHERE desktop = :desktop ORDER BY id DESC LIMIT :limit",
      ["desktop": .id(desktop), "limit": .number(limit)])
  }

  /// Keeps a step that a relay tells of; what is unknown or over changes nothing.
  public func record(
    _ step: OfficeConnection.Step, of name: String, reason: OfficeConnection.Reason?,
    bytes: Int64, at moment: Moment
  ) throws {
    guard let live = try officeConnection(name), live.endedAt == nil else { return }
    switch step {
    case .opened: break
    case .dialled:
      try append(OfficeDesktopEvent(at: moment, step: .dialled), to: live.desktop)
    case .connected:
      try connection.execute(
        "UPDATE office_connection SET connected_at = :at WHERE id = :id",
        ["id": .id(live.id), "at": .moment(moment)])
      try append(
        OfficeDesktopEvent(at: moment, step: .connected, staff: live.staff), to: live.desktop)
    case .ended: try end(live, reason ?? .left, bytes: bytes, at: moment)
    }
  }

  /// Ends the connections of which nobody has told the end in time.
  ///
  /// - Parameters:
  ///   - moment: Now.
  ///   - patience: How long a machine and its owner may take to meet.
  /// - Throws: What the store reports.
  public func endLateConnections(at moment: Moment, patience: Duration) throws {
    let unmet = try officeConnections(
      "WHERE ended_at IS NULL AND connected_at IS NULL AND opened_at <= :before",
      ["before": .moment(moment - patience)])
    for live in unmet { try end(live, .unanswered, bytes: 0, at: moment) }
    let late = try officeConnections(
      "WHERE ended_at IS NULL AND ends_at <= :before",
      ["before": .moment(moment - .seconds(60))])
    for live in late { try end(live, .hours, bytes: 0, at: moment) }
  }

  /// Ends the connections that a relay which is no more had open.
  public func endAbandonedConnections(at moment: Moment) throws {
    for live in try officeConnections("WHERE ended_at IS NULL", [:]) {
      try end(live, .machineGone, bytes: 0, at: moment)
    }
  }

  /// Ends the connections that a relay elsewhere no longer has open, such as after its fall.
  ///
  /// - Parameters:
  ///   - names: What is open there.
  ///   - grace: How long before now a connection must have begun.
  ///   - moment: Now.
  /// - Throws: What the store reports.
  public func endConnections(
    exceptLive names: Set<String>, grace: Duration, at moment: Moment
  ) throws {
    let open = try officeConnections(
      "WHERE ended_at IS NULL AND connected_at IS NOT NULL AND connected_at <= :before",
      ["before": .moment(moment - grace)])
    for live in open where !names.contains(live.name) {
      try end(live, .machineGone, bytes: 0, at: moment)
    }
  }

  func end(
    _ live: OfficeConnection, _ reason: OfficeConnection.Reason, bytes: Int64, at moment: Moment
  ) throws {
    try connection.execute(
      """
      UPDATE office_connection SET ended_at = :at, reason = :reason, bytes = :bytes
      WHERE id = :id AND ended_at IS NULL
      """,
      [
        "id": .id(live.id), "at": .moment(moment), "reason": .text(reason.rawValue),
        "bytes": .integer(bytes),
      ])
    try append(
      OfficeDesktopEvent(at: moment, step: .ended, detail: reason.rawValue), to: live.desktop)
  }

  private func officeConnections(
    _ clause: String, _ parameters: Parameters
  ) throws -> [OfficeConnection] {
    try connection.rows(
      """
      SELECT id, name, desktop, staff, opened_at, ends_at, connected_at, ended_at, reason, bytes
      FROM office_connection

      """ + clause, parameters
    ) { row in
      OfficeConnection(
        id: try row.id("id"), name: try row.text("name"), desktop: try row.id("desktop"),
        staff: try row.id("staff"), openedAt: try row.moment("opened_at"),
        endsAt: try row.moment("ends_at"), connectedAt: try row.optionalMoment("connected_at"),
        endedAt: try row.optionalMoment("ended_at"), reason: try row.optionalWord("reason"),
        bytes: try row.int("bytes"))
    }
  }
}
