public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// The most machines that one council registers.
  public static let officeDesktopsMax = 2_000

  /// Registers a machine.
  ///
  /// - Parameters:
  ///   - name: What people call it, 1 to ``OfficeDesktop/nameMax`` characters.
  ///   - organisation: The council whose machine it is.
  ///   - owner: Who works at it; must work for the council.
  ///   - weekly: When it may be reached.
  ///   - staff: Who registers it; nil from the command line.
  ///   - moment: When.
  /// - Returns: The machine, and its secret, which the store keeps only hashed.
  /// - Throws: ``TicketingError/invalid(_:)``.
  public func registerOfficeDesktop(
    _ name: String, in organisation: Identifier<Organisation>, of owner: Staff,
    hours weekly: [Weekday: [OpenInterval]], by staff: Identifier<Staff>?, at moment: Moment
  ) throws -> (desktop: OfficeDesktop, secret: String) {
    var finder = FaultFinder()
    let name = PlainText.clean(name)
    if name.isEmpty || name.count > OfficeDesktop.nameMax { finder.note("name", "malformed") }
    if !owner.may(.answer, in: organisation) { finder.note("owner", "unknown") }
    if weekly.values.allSatisfy(\.isEmpty) { finder.note("hours", "malformed") }
    if try officeDesktops(in: [organisation]).count >= Self.officeDesktopsMax {
      finder.note("name", "malformed")
    }
    try finder.finish()
    let secret = Token.random(byteCount: 32)
    try connection.execute(
      """
      INSERT INTO office_desktop (organisation, owner, name, secret_hash, hours, registered_at)
      VALUES (:organisation, :owner, :name, :secret_hash, :hours, :now)
      """,
      [
        "organisation": .id(organisation), "owner": .id(owner.id), "name": .text(name),
        "secret_hash": .blob(SHA256.hash(Array(secret.utf8))), "hours": .week(weekly),
        "now": .moment(moment),
      ])
    let id = Identifier<OfficeDesktop>(connection.lastInsertedRowID)
    try append(OfficeDesktopEvent(at: moment, step: .registered, staff: staff), to: id)
    return (try officeDesktop(id), secret)
  }

  /// Changes when a machine may be reached.
  public func setHours(
    _ weekly: [Weekday: [OpenInterval]], of desktop: Identifier<OfficeDesktop>,
    by staff: Identifier<Staff>?, at moment: Moment
  ) throws {
    try connection.execute(
      "UPDATE office_desktop SET hours = :hours WHERE id = :id",
      ["id": .id(desktop), "hours": .week(weekly)])
    try append(OfficeDesktopEvent(at: moment, step: .changed, staff: staff), to: desktop)
  }

  /// Gives a machine a new secret.
  public func rekeyOfficeDesktop(
    _ desktop: Identifier<OfficeDesktop>, by staff: Identifier<Staff>?, at moment: Moment
  ) throws -> String {
    let secret = Token.random(byteCount: 32)
    try connection.execute(
      "UPDATE office_desktop SET secret_hash = :hash WHERE id = :id",
      ["id": .id(desktop), "hash": .blob(SHA256.hash(Array(secret.utf8)))])
    try append(OfficeDesktopEvent(at: moment, step: .rekeyed, staff: staff), to: desktop)
    return secret
  }

  /// Takes a machine out for good; its secret is nothing any more.
  ///
  /// - Returns: The connection that was open, now ended, for whoever cuts it.
  @discardableResult
  public func revokeOfficeDesktop(
    _ desktop: Identifier<OfficeDesktop>, by staff: Identifier<Staff>?, at moment: Moment
  ) throws -> OfficeConnection? {
    guard try officeDesktop(desktop).revokedAt == nil else { return nil }
    let live = try liveConnection(to: desktop)
    if let live { try end(live, .removed, bytes: 0, at: moment) }
    try connection.execute(
      "UPDATE office_desktop SET revoked_at = :now WHERE id = :id",
      ["id": .id(desktop), "now": .moment(moment)])
    try append(OfficeDesktopEvent(at: moment, step: .revoked, staff: staff), to: desktop)
    return live
  }

  /// Notes that a machine has called.
  public func noteCall(of desktop: OfficeDesktop, at moment: Moment) throws {
    if desktop.seenAt == nil {
      try append(OfficeDesktopEvent(at: moment, step: .seen), to: desktop.id)
    }
    try connection.execute(
      "UPDATE office_desktop SET seen_at = :now WHERE id = :id",
      ["id": .id(desktop.id), "now": .moment(moment)])
  }

  /// Notes a step that belongs to no connection.
  public func append(_ event: OfficeDesktopEvent, to desktop: Identifier<OfficeDesktop>) throws {
    try connection.execute(
      """
      INSERT INTO office_event (desktop, at, step, staff, detail)
      VALUES (:desktop, :at, :step, :staff, :detail)
      """,
      [
        "desktop": .id(desktop), "at": .moment(event.at), "step": .text(event.step.rawValue),
        "staff": .id(event.staff), "detail": .optional(event.detail),
      ])
  }
}

extension Value {
  /// A week in the form that people type.
  static func week(_ weekly: [Weekday: [OpenInterval]]) -> Value {
    .text(WeekText.lines(weekly).joined(separator: "; "))
  }
}
