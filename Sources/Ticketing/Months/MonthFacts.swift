public import Basics

/// What happened in one council and month, without any person in it: all that the
/// published figures are computed from.
///
/// Facts are read from appended events as they stood at a moment, so the same month can
/// be computed again to the byte.
public struct MonthFacts: Sendable, Equatable {
  /// A contact that began in the month.
  public struct Contact: Sendable, Equatable {
    /// A number that stands for the ticket within these facts.
    public let ticket: Int64
    /// How they met.
    public let channel: Ticketing.Contact.Channel
    /// The family of the matter.
    public let topic: Topic?
    /// Whether somebody attended the citizen.
    public let isAttended: Bool
    /// Whether it began before 14:00 local.
    public let isMorning: Bool

    /// Describes a contact.
    public init(
      ticket: Int64,
      channel: Ticketing.Contact.Channel,
      topic: Topic?,
      isAttended: Bool,
      isMorning: Bool
    ) {
      self.ticket = ticket
      self.channel = channel
      self.topic = topic
      self.isAttended = isAttended
      self.isMorning = isMorning
    }
  }

  /// A promise whose window fell due in the month and that nobody called off.
  public struct DuePromise: Sendable, Equatable {
    /// Whether the first call came within the window.
    public let isOnTime: Bool
    /// Whether the citizen was reached at all.
    public let isReached: Bool

    /// Describes a promise.
    public init(isOnTime: Bool, isReached: Bool) {
      self.isOnTime = isOnTime
      self.isReached = isReached
    }
  }

  /// A rating given in the month.
  public struct Rating: Sendable, Equatable {
    /// 1 to 5.
    public let score: Int
    /// The channel of the ticket's first attended contact.
    public let channel: Ticketing.Contact.Channel?

    /// Describes a rating.
    public init(score: Int, channel: Ticketing.Contact.Channel?) {
      self.score = score
      self.channel = channel
    }
  }

  /// The month.
  public let month: CivilMonth
  /// The contacts that began in it.
  public let contacts: [Contact]
  /// How many call-backs were asked for in it, morning and afternoon by the moment of asking.
  public let requests: (morning: Int, afternoon: Int)
  /// The promises that fell due in it.
  public let duePromises: [DuePromise]
  /// The ratings given in it.
  public let ratings: [Rating]
  /// How many citizens were asked to rate in it.
  public let invitations: Int

  /// Describes a month.
  public init(
    month: CivilMonth,
    contacts: [Contact],
    requests: (morning: Int, afternoon: Int),
    duePromises: [DuePromise],
    ratings: [Rating],
    invitations: Int
  ) {
    self.month = month
    self.contacts = contacts
    self.requests = requests
    self.duePromises = duePromises
    self.ratings = ratings
    self.invitations = invitations
  }

  /// Whether two months' facts are the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.month == right.month && left.contacts == right.contacts
      && left.requests == right.requests && left.duePromises == right.duePromises
      && left.ratings == right.ratings && left.invitations == right.invitations
  }
}
