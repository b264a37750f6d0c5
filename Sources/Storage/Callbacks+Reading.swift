import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// The promise behind a citizen's link.
  ///
  /// - Throws: ``TicketingError/notFound`` when no promise has the token.
  public func promise(token: String) throws -> Promise {
    let found = try promises("WHERE promise.token = :token", ["token": .text(token)]).first
    guard let found else { throw TicketingError.notFound }
    return found
  }

  /// One promise.
  public func promise(_ id: Identifier<Promise>) throws -> Promise {
    guard let found = try promises("WHERE promise.id = :id", ["id": .id(id)]).first else {
      throw TicketingError.notFound
    }
    return found
  }

  /// The promise of a ticket, when it began with one.
  public func promise(ofTicket ticket: Identifier<Ticket>) throws -> Promise? {
    try promises("WHERE promise.ticket = :ticket", ["ticket": .id(ticket)]).first
  }

  /// The live promises of some councils, the one that is due first at the top.
  public func livePromises(
    in organisations: [Identifier<Organisation>],
    limit: Int
  ) throws -> [Promise] {
    try promises(
      Self.livePromisesClause,
      ["organisations": .ids(organisations), "limit": .number(limit)]
    )
  }

  /// How many live promises some councils have.
  public func livePromiseCount(in organisations: [Identifier<Organisation>]) throws -> Int {
    try connection.row(
      """
      SELECT count(*) AS promises FROM promise
      WHERE organisation IN (SELECT value FROM json_each(:organisations))
        AND state IN ('waiting', 'claimed')
      """,
      ["organisations": .ids(organisations)]
    ) { try $0.int("promises") } ?? 0
  }

  /// The promises of some councils, newest first.
  public func promises(
    in organisations: [Identifier<Organisation>],
    state: Promise.State?,
    before cursor: Identifier<Promise>?,
    limit: Int
  ) throws -> [Promise] {
    let ids = try newest(
      state == nil ? .promises : .promisesInState,
      in: organisations,
      before: cursor,
      limit: limit,
      where: state.map { [("state", .text($0.rawValue))] } ?? []
    )
    return try promises(
      "WHERE promise.id IN (SELECT value FROM json_each(:ids)) ORDER BY promise.id DESC",
      ["ids": .ids(ids)]
    )
  }

  func promises(
    _ clause: String,
    _ parameters: Parameters
  ) throws -> [Promise] {
    try connection.rows(Self.promiseColumns + clause, parameters) { row in
      try Promise(row, attempts: attempts(of: row.id("id")), directory: directory)
    }
  }

  /// Sorts what is live, which the councils' own capacity keeps small.
  static let livePromisesClause = """
    WHERE promise.organisation IN (SELECT value FROM json_each(:organisations))
      AND state IN ('waiting', 'claimed')
    ORDER BY window_end, window_start, promise.id LIMIT :limit
    """

  static let promiseColumns = """
    SELECT promise.id, promise.organisation, promise.ticket, year, number, token, matter,
      made_at, sequence, state, claimed_by, claimed_at, not_before, window_kind, window_start,
      window_end, ticket.language, ticket.procedure, name, citizen.phone, email,
      citizen.identity
    FROM promise JOIN ticket ON ticket.id = promise.ticket
      LEFT JOIN citizen ON citizen.ticket = promise.ticket

    """

  private func attempts(of promise: Identifier<Promise>) throws -> [Attempt] {
    try connection.rows(
      "SELECT at, staff, result FROM attempt WHERE promise = :promise ORDER BY id",
      ["promise": .id(promise)]
    ) { row in
      Attempt(
        at: try row.moment("at"),
        by: try row.id("staff"),
        result: try row.word("result")
      )
    }
  }
}

extension Promise {
  init(_ row: borrowing Row, attempts: [Attempt], directory: Directory) throws {
    let organisation: Identifier<Organisation> = try row.id("organisation")
    var claim: Claim?
    if let by: Identifier<Staff> = try row.optionalID("claimed_by") {
      claim = Claim(by: by, at: try row.moment("claimed_at"))
    }
    self.init(
      id: try row.id("id"),
      organisation: organisation,
      ticket: try row.id("ticket"),
      reference: try row.reference(of: organisation, directory),
      token: try row.text("token"),
      citizen: try row.citizen() ?? Citizen(name: "", phone: nil),
      language: Language(rawValue: try row.text("language")),
      matter: try row.text("matter"),
      procedure: try row.optionalID("procedure"),
      madeAt: try row.moment("made_at"),
      window: try row.window(),
      sequence: try row.int("sequence"),
      state: try row.word("state"),
      claim: claim,
      attempts: attempts,
      notBefore: try row.moment("not_before")
    )
  }
}

extension Row {
  func reference(
    of organisation: Identifier<Organisation>,
    _ directory: Directory
  ) throws -> Reference {
    guard let council = directory.organisation(organisation) else { throw TicketingError.notFound }
    return Reference(code: council.code, year: try int("year"), number: try int("number"))
  }

  /// The person of the row; `nil` when nobody was noted or they were erased.
  func citizen() throws -> Citizen? {
    guard let name = try optionalText("name") else { return nil }
    return Citizen(
      name: name,
      phone: try optionalText("phone").map { Telephone(stored: $0) },
      email: try optionalText("email").map { EmailAddress(stored: $0) },
      identity: try optionalText("identity").flatMap { IdentityDocument(typed: $0) }
    )
  }
}

extension Ledger {
  /// One promise, when somebody of the staff may work on it.
  ///
  /// - Throws: ``TicketingError/notFound`` also when it exists in a council that isn't theirs.
  public func promise(_ id: Identifier<Promise>, for staff: Staff) throws -> Promise {
    let promise = try promise(id)
    try staff.mustBeAble(to: .answer, in: promise.organisation)
    return promise
  }
}
