public import Basics
import SQLite
public import Ticketing

/// Somebody of the staff with what it takes to let them in.
public struct StaffRecord: Sendable {
  /// Who it is.
  public let staff: Staff
  /// Their password as `crypt(3)` keeps it.
  public let passwordHash: String
  /// Since when they may not sign in.
  public let disabledAt: Moment?
}

extension Ledger {
  /// The staff in the order of their user names.
  public func staffRecords() throws -> [StaffRecord] {
    try staffRecords("ORDER BY user", [:])
  }

  /// The person with a user name, in any case of letters.
  public func staffRecord(user: String) throws -> StaffRecord? {
    try staffRecords("WHERE user = :user", ["user": .text(user)]).first
  }

  /// One person of the staff.
  public func staff(_ id: Identifier<Staff>) throws -> Staff? {
    try staffRecords("WHERE id = :id", ["id": .id(id)]).first?.staff
  }

  /// The names of all the staff, for time lines.
  public func staffNames() throws -> [Identifier<Staff>: String] {
    var names: [Identifier<Staff>: String] = [:]
    try connection.each("SELECT id, name FROM staff", [:]) { row in
      names[try row.id("id")] = try row.text("name")
    }
    return names
  }

  /// Adds a person.
  ///
  /// - Throws: ``StorageError/taken(_:)`` when the user name is another's.
  public func addStaff(user: String, name: String, passwordHash: String) throws
    -> Identifier<Staff>
  {
    guard try staffRecord(user: user) == nil else { throw StorageError.taken(user) }
    try connection.execute(
      "INSERT INTO staff (user, name, password_hash) VALUES (:user, :name, :password_hash)",
      ["user": .text(user), "name": .text(name), "password_hash": .text(passwordHash)]
    )
    return Identifier(connection.lastInsertedRowID)
  }

  /// Gives somebody a role in a council, or takes it away with `nil`.
  public func setRole(
    _ role: Role?,
    of staff: Identifier<Staff>,
    in organisation: Identifier<Organisation>
  ) throws {
    try connection.execute(
      "DELETE FROM staff_role WHERE staff = :staff AND organisation = :organisation",
      ["staff": .id(staff), "organisation": .id(organisation)]
    )
    guard let role else { return }
    try connection.execute(
      """
      INSERT INTO staff_role (staff, organisation, role) VALUES (:staff, :organisation, :role)
      """,
      [
        "staff": .id(staff), "organisation": .id(organisation), "role": .text(role.rawValue),
      ]
    )
  }

  /// Changes somebody's name.
  public func setName(_ name: String, of staff: Identifier<Staff>) throws {
    try connection.execute(
      "UPDATE staff SET name = :name WHERE id = :id",
      ["id": .id(staff), "name": .text(name)]
    )
  }

  /// Changes somebody's password and ends all their sessions.
  public func setPasswordHash(_ hash: String, of staff: Identifier<Staff>) throws {
    try connection.execute(
      "UPDATE staff SET password_hash = :hash WHERE id = :id",
      ["id": .id(staff), "hash": .text(hash)]
    )
    try endSessions(of: staff)
  }

  /// Keeps somebody out, and ends all their sessions; or lets them in again with `nil`.
  public func setDisabled(_ since: Moment?, of staff: Identifier<Staff>) throws {
    try connection.execute(
      "UPDATE staff SET disabled_at = :since WHERE id = :id",
      ["id": .id(staff), "since": .moment(since)]
    )
    if since != nil { try endSessions(of: staff) }
  }

  private func staffRecords(_ clause: String, _ parameters: Parameters) throws -> [StaffRecord] {
    try connection.rows(
      "SELECT id, user, name, password_hash, disabled_at FROM staff " + clause,
      parameters
    ) { row in
      let id: Identifier<Staff> = try row.id("id")
      return StaffRecord(
        staff: Staff(
          id: id,
          user: try row.text("user"),
          name: try row.text("name"),
          roles: try roles(of: id)
        ),
        passwordHash: try row.text("password_hash"),
        disabledAt: try row.optionalMoment("disabled_at")
      )
    }
  }

  private func roles(of staff: Identifier<Staff>) throws -> [Identifier<Organisation>: Role] {
    var roles: [Identifier<Organisation>: Role] = [:]
    try connection.each(
      "SELECT organisation, role FROM staff_role WHERE staff = :staff",
      ["staff": .id(staff)]
    ) { row in
      roles[try row.id("organisation")] = try row.word("role")
    }
    return roles
  }
}
