public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// Promises a call, when the window still has a place.
  ///
  /// The check and the promise are one transaction, so the last place of a window goes to
  /// exactly one of all who ask at once.
  ///
  /// - Throws: ``TicketingError`` when the number has a live promise already, the window
  ///   is full or has passed, or the procedure is unknown.
  public func book(
    _ booking: Booking,
    in organisation: Identifier<Organisation>,
    at moment: Moment,
    key: IdempotencyKey? = nil
  ) throws -> Promise {
    let council = try council(organisation)
    let id: Identifier<Promise> = try once(key, at: moment) {
      if let live = try livePromise(of: booking, in: organisation) {
        throw TicketingError.alreadyPromised(reference: live.reference, window: live.window)
      }
      let procedure = try procedure(booking.procedure, of: organisation)
      let window = try window(named: booking.window, of: council, at: moment)
      let ticket = try insertTicket(
        TicketOpening(
          subject: TicketOpening.subject(from: booking.matter),
          citizen: booking.citizen,
          procedure: nil,
          topic: procedure?.topic ?? booking.topic,
          level: .informative
        ),
        procedure: procedure?.id,
        language: booking.language,
        in: council,
        at: moment
      )
      let promise = try insertPromise(booking, window, ticket, council, at: moment)
      try append(
        TicketEvent(at: moment, actor: .citizen, kind: .promised, window: window),
        to: ticket
      )
      try queue(.promised, for: booking.citizen, booking.language, ticket, council, at: moment)
      return promise
    }
    return try promise(id)
  }

  /// Moves a promise to another window.
  public func move(
    _ promise: Promise,
    to windowID: String,
    at moment: Moment
  ) throws -> Promise {
    let council = try council(promise.organisation)
    var moved = promise
    // "As soon as possible" once missed is another window under the same name.
    if promise.window.id(in: council.zone) == windowID, promise.state == .waiting,
      moment < promise.window.end
    {
      return promise
    }
    // Checked before the window, so that nobody hears "full" of a promise that can't move.
    try promise.mustBeMovable(at: moment)
    let window = try window(named: windowID, of: council, at: moment, freeing: promise)
    try moved.move(to: window, at: moment)
    try update(moved, endedAt: nil)
    try append(
      TicketEvent(at: moment, actor: .citizen, kind: .moved, window: window),
      to: promise.ticket
    )
    try queue(.moved, for: promise.citizen, promise.language, promise.ticket, council, at: moment)
    return moved
  }

  /// Calls a promise off and closes its ticket; the place is free at once.
  public func cancel(_ promise: Promise, at moment: Moment) throws -> Promise {
    guard promise.state != .cancelled else { return promise }
    var cancelled = promise
    try cancelled.cancel()
    try update(cancelled, endedAt: moment)
    try append(
      TicketEvent(at: moment, actor: .citizen, kind: .cancelled, window: promise.window),
      to: promise.ticket
    )
    let ticket = try ticket(promise.ticket)
    if ticket.isOpen {
      try setOutcome(.withdrawn, of: promise.ticket, at: moment)
      try append(
        TicketEvent(
          at: moment, actor: .citizen, kind: .closed, detail: Ticket.Outcome.withdrawn.rawValue
        ),
        to: promise.ticket
      )
    }
    let council = try council(promise.organisation)
    try queue(
      .cancelled, for: promise.citizen, promise.language, promise.ticket, council, at: moment
    )
    return cancelled
  }

  /// An agent takes a promise to call now.
  public func claim(_ promise: Promise, by staff: Identifier<Staff>, at moment: Moment) throws
    -> Promise
  {
    var claimed = promise
    try claimed.claim(by: staff, at: moment)
    guard claimed != promise else { return promise }
    try update(claimed, endedAt: nil)
    try append(
      TicketEvent(at: moment, actor: .staff(staff), kind: .claimed),
      to: promise.ticket
    )
    return claimed
  }

  /// An agent gives a promise back.
  public func release(_ promise: Promise, by staff: Identifier<Staff>, at moment: Moment) throws
    -> Promise
  {
    var released = promise
    try released.release(by: staff)
    guard released != promise else { return promise }
    try update(released, endedAt: nil)
    try append(
      TicketEvent(at: moment, actor: .staff(staff), kind: .released),
      to: promise.ticket
    )
    return released
  }

  /// An agent has called.
  public func attempt(
    _ result: Attempt.Result,
    on promise: Promise,
    by staff: Identifier<Staff>,
    at moment: Moment
  ) throws -> Promise {
    let council = try council(promise.organisation)
    var attempted = promise
    try attempted.attempt(result, by: staff, at: moment, hours: council.hours)
    try update(attempted, endedAt: attempted.state.isLive ? nil : moment)
    try connection.execute(
      """
      INSERT INTO attempt (promise, at, staff, result) VALUES (:promise, :at, :staff, :result)
      """,
      [
        "promise": .id(promise.id), "at": .moment(moment), "staff": .id(staff),
        "result": .text(result.rawValue),
      ]
    )
    try append(
      TicketEvent(at: moment, actor: .staff(staff), kind: .attempted, detail: result.rawValue),
      to: promise.ticket
    )
    if attempted.state == .unreached {
      try queue(
        .unreached, for: promise.citizen, promise.language, promise.ticket, council, at: moment
      )
    }
    return attempted
  }

  /// What a council can still promise from a day on.
  public func offer(
    of organisation: Identifier<Organisation>,
    from: CivilDate?,
    days: Int,
    at moment: Moment
  ) throws -> [OfferedWindow] {
    let council = try council(organisation)
    let today = council.zone.date(at: moment)
    let offer = WindowOffer(
      organisation: council,
      now: moment,
      load: try load(of: organisation, ending: nil)
    )
    return offer.windows(from: max(from ?? today, today), days: days)
  }

  // `moving` is a promise that gives its own place back by taking the window.
  private func window(
    named id: String,
    of council: Organisation,
    at moment: Moment,
    freeing moving: Promise? = nil
  ) throws -> Window {
    var offer = WindowOffer(organisation: council, now: moment)
    offer.load = try load(of: council.id, ending: offer.ends(bearingOn: id), without: moving)
    do {
      return try offer.window(named: id)
    } catch {
      guard case .windowFull = error else { throw error }
    }
    // The suggestions beside a refusal look at all the days.
    offer.load = try load(of: council.id, ending: nil, without: moving)
    return try offer.window(named: id)
  }

  static let loadQuery = """
    SELECT window_start, window_end, promises FROM window_load
    WHERE organisation = :organisation AND window_end > :after AND window_end <= :until
    """

  private func load(
    of organisation: Identifier<Organisation>,
    ending span: Range<Moment>?,
    without moving: Promise? = nil
  ) throws -> WindowOffer.Load {
    var load = WindowOffer.Load(minimumCapacity: 64)
    try connection.each(
      Self.loadQuery,
      [
        "organisation": .id(organisation),
        "after": .integer(span?.lowerBound.milliseconds ?? Int64.min),
        "until": .integer(span?.upperBound.milliseconds ?? Int64.max),
      ]
    ) { row in
      load[try row.moment("window_start")..<row.moment("window_end")] = try row.int("promises")
    }
    if let window = moving?.window { load[window.start..<window.end]? -= 1 }
    return load
  }

  /// Two look-ups, each in its own index: an OR would read all the council's promises.
  static let livePromiseClause = """
    WHERE promise.id IN (
      SELECT id FROM promise WHERE organisation = :organisation AND phone = :phone
        AND state IN ('waiting', 'claimed')
      UNION ALL
      SELECT id FROM promise WHERE organisation = :organisation AND identity = :identity
        AND state IN ('waiting', 'claimed'))
    ORDER BY promise.id LIMIT 1
    """

  private func livePromise(
    of booking: Booking,
    in organisation: Identifier<Organisation>
  ) throws -> Promise? {
    try promises(
      Self.livePromiseClause,
      [
        "organisation": .id(organisation), "phone": .text(booking.phone.e164),
        "identity": .optional(booking.citizen.identity?.number),
      ]
    ).first
  }

  private func insertPromise(
    _ booking: Booking,
    _ window: Window,
    _ ticket: Identifier<Ticket>,
    _ council: Organisation,
    at moment: Moment
  ) throws -> Identifier<Promise> {
    try connection.execute(
      """
      INSERT INTO promise (organisation, ticket, token, phone, identity, matter, made_at,
        sequence, state, not_before, window_kind, window_start, window_end)
      VALUES (:organisation, :ticket, :token, :phone, :identity, :matter, :made_at,
        0, 'waiting', :window_start, :window_kind, :window_start, :window_end)
      """,
      [
        "organisation": .id(council.id), "ticket": .id(ticket), "token": .text(Token.random()),
        "phone": .text(booking.phone.e164),
        "identity": .optional(booking.citizen.identity?.number),
        "matter": .text(booking.matter), "made_at": .moment(moment),
        "window_kind": .text(window.kind.rawValue), "window_start": .moment(window.start),
        "window_end": .moment(window.end),
      ]
    )
    return Identifier(connection.lastInsertedRowID)
  }

  private func update(_ promise: Promise, endedAt: Moment?) throws {
    try connection.execute(
      """
      UPDATE promise SET sequence = :sequence, state = :state, claimed_by = :claimed_by,
        claimed_at = :claimed_at, not_before = :not_before, ended_at = :ended_at,
        window_kind = :window_kind, window_start = :window_start, window_end = :window_end
      WHERE id = :id
      """,
      [
        "id": .id(promise.id), "sequence": .number(promise.sequence),
        "state": .text(promise.state.rawValue), "claimed_by": .id(promise.claim?.by),
        "claimed_at": .moment(promise.claim?.at), "not_before": .moment(promise.notBefore),
        "ended_at": .moment(endedAt), "window_kind": .text(promise.window.kind.rawValue),
        "window_start": .moment(promise.window.start), "window_end": .moment(promise.window.end),
      ]
    )
  }
}
