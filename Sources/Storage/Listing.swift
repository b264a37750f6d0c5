import SQLite
import Ticketing

/// The listings that walk one council's index from its newest row, and stop at a page's end.
///
/// Each looks at one council. Asked of several at once, SQLite would read and sort all
/// their rows for every page, however old the desk is.
enum Listing: CaseIterable {
  case promises, promisesInState
  case tickets, openTickets, closedTickets
  case contacts, contactsByChannel, contactsByDirection, contactsByChannelAndDirection

  private var table: String {
    switch self {
    case .promises, .promisesInState: "promise"
    case .tickets, .openTickets, .closedTickets: "ticket"
    case .contacts, .contactsByChannel, .contactsByDirection, .contactsByChannelAndDirection:
      "contact"
    }
  }

  private var filter: String {
    switch self {
    case .promises, .tickets, .contacts: ""
    case .promisesInState: "AND state = :state"
    case .openTickets: "AND outcome IS NULL"
    case .closedTickets: "AND outcome IS NOT NULL"
    case .contactsByChannel: "AND channel = :channel"
    case .contactsByDirection: "AND direction = :direction"
    case .contactsByChannelAndDirection: "AND channel = :channel AND direction = :direction"
    }
  }

  var sql: String {
    """
    SELECT id FROM \(table)
    WHERE organisation = :organisation AND id < :before \(filter)
    ORDER BY id DESC LIMIT :limit
    """
  }
}

extension Ledger {
  /// The newest rows of some councils before a row.
  func newest<Noun>(
    _ listing: Listing,
    in organisations: [Identifier<Organisation>],
    before cursor: Identifier<Noun>?,
    limit: Int,
    where filters: [(String, Value)] = []
  ) throws -> [Identifier<Noun>] {
    var found: [Identifier<Noun>] = []
    for organisation in organisations {
      var parameters: Parameters = [
        "organisation": .id(organisation), "before": .integer(cursor?.rawValue ?? Int64.max),
        "limit": .number(limit),
      ]
      for (name, value) in filters { parameters.add(name, value) }
      try connection.each(listing.sql, parameters) { row in
        found.append(try row.id("id", of: Noun.self))
      }
    }
    return Array(found.sorted(by: >).prefix(limit))
  }
}
