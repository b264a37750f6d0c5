public import Basics

/// The life of one remote session: who is there, who said yes to what, and until when.
///
/// A pure state machine. Every change appends an event to ``events``; nothing is known here of
/// pictures, sockets or keys.
public struct RemoteSession: Sendable, Equatable {
  /// Where a session stands.
  public enum Phase: String, Sendable, CaseIterable {
    /// Opened, and the citizen isn't there yet.
    case opened
    /// The citizen has come.
    case joined
    /// The citizen said yes to a viewer.
    case confirmed
    /// The citizen and a viewer compared their digits.
    case compared
    /// The screen is seen.
    case sharing
    /// The citizen has paused.
    case paused
    /// It is over.
    case ended
  }

  /// One of those who take part.
  public struct Person: Sendable, Equatable {
    /// 0 for the sharer, 1 to 254 for viewers.
    public let number: Int
    /// What they are.
    public internal(set) var role: Role
    /// The name that the others see.
    public let name: String
    /// Who of the staff; nil for the citizen.
    public let staff: Identifier<Staff>?
    /// Since when.
    public let joinedAt: Moment
    /// Since when the connection is lost.
    public internal(set) var awaySince: Moment?
    /// Whether the citizen said yes.
    public internal(set) var isAccepted = false
    /// Whether the citizen found the digits the same.
    public internal(set) var comparedBySharer = false
    /// Whether the viewer found the digits the same.
    public internal(set) var comparedByViewer = false

    /// Whether frames may flow.
    public var isCleared: Bool { isAccepted && comparedBySharer && comparedByViewer }
  }

  /// A right that was given.
  public struct Grant: Sendable, Equatable {
    /// When.
    public let from: Moment
    /// When it lapses; nil if it lasts.
    public let until: Moment?
  }

  /// How a session ended.
  public struct Ending: Sendable, Equatable {
    /// Why.
    public let reason: Reason
    /// By whom.
    public let by: RemoteSessionEvent.Actor
    /// When.
    public let at: Moment

    /// Describes an end.
    public init(reason: Reason, by: RemoteSessionEvent.Actor, at: Moment) {
      self.reason = reason
      self.by = by
      self.at = at
    }
  }

  /// The session's name in addresses, which nobody can guess.
  public let name: String
  /// When it was opened.
  public let openedAt: Moment
  /// Those who are there, by their numbers.
  public internal(set) var people: [Int: Person] = [:]
  /// The agent who leads.
  public internal(set) var lead: Int?
  /// What is shared now.
  public internal(set) var source: Source?
  /// Whether the citizen has paused.
  public internal(set) var isPaused = false
  /// The rights that hold.
  public internal(set) var grants: [Right: Grant] = [:]
  /// How it ended; nil while it goes on.
  public internal(set) var ending: Ending?
  /// When the citizen must confirm again, and the last moment for it.
  public internal(set) var reconfirmAt: Moment?
  /// What has happened since the events were last taken.
  public internal(set) var events: [RemoteSessionEvent] = []
  /// The last sign of life.
  public internal(set) var activeAt: Moment
  /// Everything for the receipt.
  public internal(set) var history = History()

  var isReconfirmAsked = false
  var nextNumber = 1

  /// A session that an agent has just opened.
  public init(name: String, openedAt: Moment) {
    self.name = name
    self.openedAt = openedAt
    activeAt = openedAt
  }

  /// Where it stands.
  public var phase: Phase {
    if ending != nil { return .ended }
    if source != nil { return isPaused ? .paused : .sharing }
    if people.values.contains(where: \.isCleared) { return .compared }
    if people.values.contains(where: \.isAccepted) { return .confirmed }
    return people[0] == nil ? .opened : .joined
  }

  /// Whether a right holds now.
  public func has(_ right: Right) -> Bool { grants[right] != nil }

  /// The events since they were last taken.
  public mutating func takeEvents() -> [RemoteSessionEvent] {
    defer { events = [] }
    return events
  }
}
