import Ticketing

/// What an indicator comes to.
struct Tally: Equatable {
  let value: Figure?
  let numerator: Int?
  let denominator: Int?

  private init(count: Int) {
    value = Figure(count)
    numerator = nil
    denominator = nil
  }

  private init(_ numerator: Int, over denominator: Int, scale: Int, decimals: Int) {
    value = Figure(numerator, over: denominator, scale: scale, decimals: decimals)
    self.numerator = numerator
    self.denominator = denominator
  }

  private init(percent numerator: Int, of denominator: Int) {
    self.init(numerator, over: denominator, scale: 100, decimals: 1)
  }

  /// Computes an indicator; the one place where each is said as arithmetic.
  init(_ indicator: Indicator, of activity: Activity) {
    let ratings = activity.ratings
    let stars = ratings.reduce(0) { $0 + $1.score }
    switch indicator {
    case .assistancesTotal:
      self.init(count: activity.assistances.count)
    case .contactsTotal:
      self.init(count: activity.contacts.count)
    case .callmeRequests:
      self.init(count: activity.requests.values.reduce(0, +))
    case .callmeOnTimeRate:
      let onTime = activity.promises.count(where: \.isOnTime)
      self.init(percent: onTime, of: activity.promises.count)
    case .callmeContactRate:
      let reached = activity.promises.count(where: \.isReached)
      self.init(percent: reached, of: activity.promises.count)
    case .ratingsReceived:
      self.init(count: ratings.count)
    case .ratingResponseRate:
      self.init(percent: ratings.count, of: activity.invitations)
    case .ratingMean:
      self.init(stars, over: ratings.count, scale: 1, decimals: 2)
    case .satisfactionPercent:
      // (mean − 1) / 4, kept as whole numbers so that months can be added up.
      self.init(percent: stars - ratings.count, of: 4 * ratings.count)
    case .satisfiedShare:
      self.init(percent: ratings.count { $0.score >= 4 }, of: ratings.count)
    }
  }
}
