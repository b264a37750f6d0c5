import Basics
import HTTP
import Relay
import Storage
import Ticketing

/// What a relay on another machine tells (Sources/Relay/PROTOCOL.md § 11).
enum RelayLettersAPI {
  /// Keeps a letter; the same one again changes nothing.
  static func receive(_ visit: Visit) async throws -> Response {
    let body = try await visit.request.body.collect(upTo: RelayLetter.bytesMax)
    let seal = visit.request.fields[RelayLetter.field] ?? ""
    let now = visit.now
    let letter: RelayLetter
    do {
      letter = try RelayLetter(
        body, seal: seal, key: visit.site.remote.configuration.key, at: now)
    } catch {
      throw Refusal.signedOut
    }
    let kept = try await visit.desk.record { try $0.keep(letter, at: now) }
    for ticket in kept.tickets { visit.announce(ticket) }
    return .json(
      .ok,
      [
        "through": .integer(kept.through),
        "ended": .array(kept.ended.map { .string($0) }),
      ])
  }
}

extension Ledger {
  /// The most open sessions of a relay that are looked at.
  private static let liveMax = 20_000

  fileprivate func keep(
    _ letter: RelayLetter, at moment: Moment
  ) throws -> (through: Int64, ended: [String], tickets: [Ticket]) {
    var last = try lastReport(of: letter.relay)
    let isNew = last == 0
    var changed: [Identifier<Ticket>] = []
    for (number, report) in zip(letter.first..., letter.reports) where number > last {
      if let ticket = try keep(report), !changed.contains(ticket) { changed.append(ticket) }
      last = number
    }
    // A full letter may be followed by the very end that is missing here.
    if letter.reports.count < RelayJournal.letterReportsMax {
      // A relay that has just been started knows nothing of what was; another's news may cross.
      try endConnections(
        exceptLive: Set(letter.live), grace: isNew ? .zero : .seconds(15), at: moment)
    }
    try setLastReport(last, of: letter.relay, at: moment)
    return (
      last, try ended(among: Array(letter.live.prefix(Self.liveMax))), try changed.map(ticket)
    )
  }

  private func keep(_ report: RelayLetter.Report) throws -> Identifier<Ticket>? {
    do {
      switch report {
      case .session(let report): return try record(report)
      case .desktop(let report): try record(report)
      case .unknown: Log.standard.error("relay-report-unknown", [])
      }
    } catch TicketingError.notFound {
      // A session that this desk has never had, such as one from before a restored back-up.
      Log.standard.error("relay-report-of-no-session", [])
    }
    return nil
  }

  /// Keeps a step of a connection to an office desktop.
  func record(_ report: DesktopReport) throws {
    try record(
      report.step, of: report.name, reason: report.reason, bytes: report.bytes, at: report.at)
  }
}
