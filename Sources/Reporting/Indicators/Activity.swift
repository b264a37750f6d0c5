import Ticketing

/// A month's facts, or the part of them that belongs to one category.
struct Activity {
  /// The contacts that somebody attended.
  var contacts: [MonthFacts.Contact]
  /// Of each ticket attended in the month its first such contact: it says to which topic
  /// and part of the day the assistance belongs, so that the parts sum to the whole.
  var assistances: [MonthFacts.Contact]
  /// The wishes to be called, by part of the day.
  var requests: [Slot: Int]
  /// The promises that fell due.
  var promises: [MonthFacts.DuePromise]
  /// The ratings given.
  var ratings: [MonthFacts.Rating]
  /// How many were asked to rate.
  var invitations: Int

  init(_ facts: MonthFacts) {
    contacts = facts.contacts.filter(\.isAttended)
    var tickets: Set<Int64> = []
    assistances = contacts.filter { tickets.insert($0.ticket).inserted }
    requests = [.morning: facts.requests.morning, .afternoon: facts.requests.afternoon]
    promises = facts.duePromises
    ratings = facts.ratings
    invitations = facts.invitations
  }

  /// What of it belongs to a category; what a category can't tell apart stays whole.
  func part(_ category: Category) -> Activity {
    var part = self
    switch category {
    case .channel(let channel):
      part.contacts.removeAll { $0.channel != channel }
      part.ratings.removeAll { $0.channel != channel }
    case .topic(let topic):
      part.assistances.removeAll { $0.topic != topic }
    case .slot(let slot):
      part.contacts.removeAll { $0.isMorning != (slot == .morning) }
      part.assistances.removeAll { $0.isMorning != (slot == .morning) }
      part.requests = [slot: requests[slot] ?? 0]
    case .stars(let score):
      part.ratings.removeAll { $0.score != score }
    case .channelStars(let channel, let score):
      part.ratings.removeAll { $0.channel != channel || $0.score != score }
    }
    return part
  }
}
