public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// Asks a colleague of the council into a session; asking again changes what they are asked
  /// in as.
  ///
  /// - Throws: ``TicketingError/remoteSessionEnded``; ``TicketingError/invalid(_:)`` for somebody
  ///   who may not work in the council.
  public func invite(
    _ colleague: Identifier<Staff>, as role: RemoteSession.Role, to session: RemoteSessionRecord,
    by staff: Identifier<Staff>, at moment: Moment
  ) throws {
    guard try remoteSession(session.id).endedAt == nil else {
      throw TicketingError.remoteSessionEnded
    }
    guard colleague != staff,
      try colleagues(in: session.organisation).contains(where: { $0.id == colleague })
    else { throw TicketingError.invalid([Fault("colleague", "unknown")]) }
    try connection.execute(
      """
      INSERT INTO remote_session_invitation (session, staff, role, invited_by, at)
      VALUES (:session, :staff, :role, :invited_by, :at)
      ON CONFLICT (session, staff) DO UPDATE SET
        role = excluded.role, invited_by = excluded.invited_by, at = excluded.at
      """,
      [
        "session": .id(session.id), "staff": .id(colleague), "role": .text(role.rawValue),
        "invited_by": .id(staff), "at": .moment(moment),
      ]
    )
    try append(
      RemoteSessionEvent(
        at: moment, actor: .viewer(1), step: .invited, detail: role.rawValue),
      to: session, staff: [1: staff], concerning: colleague)
  }

  /// As what somebody was asked into a session; nil when nobody has asked them.
  public func invitedRole(
    of staff: Identifier<Staff>, in session: Identifier<RemoteSessionRecord>
  ) throws -> RemoteSession.Role? {
    try connection.row(
      "SELECT role FROM remote_session_invitation WHERE session = :session AND staff = :staff",
      ["session": .id(session), "staff": .id(staff)]
    ) { try $0.word("role") }
  }

  /// The sessions that go on and into which somebody was asked, newest first.
  public func invitations(of staff: Identifier<Staff>) throws -> [RemoteSessionInvitation] {
    try connection.rows(Self.invitationsOfStaff, ["staff": .id(staff)]) { row in
      RemoteSessionInvitation(
        session: try remoteSession(row.id("session")), staff: staff, role: try row.word("role"),
        by: try row.id("invited_by"), at: try row.moment("at"))
    }
  }

  static let invitationsOfStaff = """
    SELECT session, role, invited_by, at FROM remote_session_invitation AS invitation
    WHERE staff = :staff AND EXISTS (
      SELECT 1 FROM remote_session
      WHERE remote_session.id = invitation.session AND ended_at IS NULL)
    ORDER BY session DESC LIMIT 20
    """

  /// The sessions of some councils that go on, newest first.
  public func liveRemoteSessions(
    in organisations: [Identifier<Organisation>]
  ) throws -> [RemoteSessionRecord] {
    try remoteSessions(
      """
      WHERE ended_at IS NULL
        AND organisation IN (SELECT value FROM json_each(:organisations))
      ORDER BY opened_at DESC LIMIT 50
      """,
      ["organisations": .ids(organisations)])
  }

  /// Those who work for a council and can be asked for help, in the order of their names.
  public func colleagues(in organisation: Identifier<Organisation>) throws -> [Staff] {
    try staffRecords()
      .filter { $0.disabledAt == nil && $0.staff.may(.answer, in: organisation) }
      .map(\.staff).sorted { $0.name < $1.name }
  }
}
