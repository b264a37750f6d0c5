public import Basics

extension RemoteSession {
  /// What is kept for the receipt: never anything of the screen.
  public struct History: Sendable, Equatable {
    /// A right that was given and has ended.
    public struct EndedGrant: Sendable, Equatable {
      /// Which right.
      public let right: Right
      /// From when.
      public let from: Moment
      /// Until when.
      public let until: Moment
    }

    /// Somebody who was there.
    public struct Visit: Sendable, Equatable {
      /// Who.
      public let person: Person
      /// Until when.
      public let until: Moment
    }

    /// The longest list that is kept.
    static let entriesMax = 256

    /// What was shared, in order.
    public private(set) var sources: [Source] = []
    /// The codec used last.
    public private(set) var codec: String?
    /// The rights given, except pointing, which comes with the session.
    public private(set) var grants: [EndedGrant] = []
    /// Those who were there.
    public private(set) var visits: [Visit] = []

    mutating func share(_ source: Source, codec: String) {
      if !sources.contains(source) { sources.append(source) }
      self.codec = String(codec.prefix(40))
    }

    mutating func end(_ right: Right, _ grant: Grant, at moment: Moment) {
      guard grants.count < Self.entriesMax else { return }
      grants.append(EndedGrant(right: right, from: grant.from, until: moment))
    }

    mutating func leave(_ person: Person, at moment: Moment) {
      guard visits.count < Self.entriesMax else { return }
      visits.append(Visit(person: person, until: moment))
    }
  }
}
