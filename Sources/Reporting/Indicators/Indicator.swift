import Ticketing

/// The indicators that can be computed, by the ids that the publication gives them.
///
/// What they are called and mean stands in `Reports/indicators.json`.
public enum Indicator: String, Sendable, CaseIterable {
  /// Tickets with a contact that somebody attended.
  case assistancesTotal = "assistances_total"
  /// Contacts that somebody attended.
  case contactsTotal = "contacts_total"
  /// Wishes to be called.
  case callmeRequests = "callme_requests"
  /// First calls within the promised window.
  case callmeOnTimeRate = "callme_on_time_rate"
  /// Promises in which the citizen was reached.
  case callmeContactRate = "callme_contact_rate"
  /// Ratings.
  case ratingsReceived = "ratings_received"
  /// Ratings to invitations.
  case ratingResponseRate = "rating_response_rate"
  /// The mean of the ratings.
  case ratingMean = "rating_mean"
  /// The mean on a scale of 0 to 100.
  case satisfactionPercent = "satisfaction_pct"
  /// Ratings of 4 and 5.
  case satisfiedShare = "satisfied_share"

  /// Whether it tells of ratings, and so stands in `ratings.csv` too.
  public var isOfRatings: Bool {
    switch self {
    case .ratingsReceived, .ratingResponseRate, .ratingMean, .satisfactionPercent,
      .satisfiedShare:
      true
    case .assistancesTotal, .contactsTotal, .callmeRequests, .callmeOnTimeRate,
      .callmeContactRate:
      false
    }
  }

  /// What it can be broken down by.
  var dimensions: Set<Dimension> {
    switch self {
    case .assistancesTotal: [.topic, .slot]
    case .contactsTotal: [.channel, .slot]
    case .callmeRequests: [.slot]
    case .callmeOnTimeRate, .callmeContactRate, .ratingResponseRate: []
    case .ratingsReceived: [.stars, .channel, .channelStars]
    case .ratingMean, .satisfactionPercent, .satisfiedShare: [.channel]
    }
  }

  /// How many decimals its figures have.
  var decimals: Int {
    switch self {
    case .assistancesTotal, .contactsTotal, .callmeRequests, .ratingsReceived: 0
    case .callmeOnTimeRate, .callmeContactRate, .ratingResponseRate, .satisfactionPercent,
      .satisfiedShare:
      1
    case .ratingMean: 2
    }
  }
}
