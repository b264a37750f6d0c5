public import Ticketing

/// What figures are broken down by.
public enum Dimension: String, Sendable, CaseIterable {
  /// How they met.
  case channel
  /// What it was about.
  case topic
  /// The part of the day.
  case slot
  /// The score of a rating.
  case stars
  /// The scores of each channel; a detail that only `ratings.csv` has.
  case channelStars = "channel.stars"

  /// Its parts in the published order; every one is always published, zeros too.
  public var categories: [Category] {
    switch self {
    case .channel: Contact.Channel.allCases.map { .channel($0) }
    case .topic: Topic.allCases.map { .topic($0) }
    case .slot: Slot.allCases.map { .slot($0) }
    case .stars: (1...5).map { .stars($0) }
    case .channelStars:
      (Contact.Channel.allCases + [nil]).flatMap { channel in
        (1...5).map { .channelStars(channel, $0) }
      }
    }
  }

  /// Its parts for an indicator, with "unknown" last where the indicator can meet it.
  func categories(of indicator: Indicator) -> [Category] {
    switch (self, indicator) {
    case (.topic, _): categories + [.topic(nil)]
    case (.channel, _) where indicator.isOfRatings: categories + [.channel(nil)]
    default: categories
    }
  }
}

/// The part of a day, split at 14:00 local.
public enum Slot: String, Sendable, CaseIterable {
  /// Before 14:00.
  case morning
  /// From 14:00 on.
  case afternoon
}

/// One part of a breakdown.
public enum Category: Sendable, Hashable {
  /// A channel, or nil where none is known.
  case channel(Contact.Channel?)
  /// A topic, or nil where none is known.
  case topic(Topic?)
  /// A part of the day.
  case slot(Slot)
  /// A score, 1 to 5.
  case stars(Int)
  /// A score of a channel.
  case channelStars(Contact.Channel?, Int)

  /// The word for "not known", as SDMX has it.
  public static let unknown = "_U"

  /// Its name in the published table.
  public var code: String {
    switch self {
    case .channel(let channel): channel?.rawValue ?? Self.unknown
    case .topic(let topic): topic?.rawValue ?? Self.unknown
    case .slot(let slot): slot.rawValue
    case .stars(let score): String(score)
    case .channelStars(let channel, let score):
      (channel?.rawValue ?? Self.unknown) + "." + String(score)
    }
  }

  /// The breakdown it is a part of.
  public var dimension: Dimension {
    switch self {
    case .channel: .channel
    case .topic: .topic
    case .slot: .slot
    case .stars: .stars
    case .channelStars: .channelStars
    }
  }
}
