public import Basics
public import Reporting
public import Storage
public import Ticketing

/// Publishes months when they are due, and gives what was published.
///
/// Any thread.
public struct MonthPublisher: Sendable {
  /// A version that was just published.
  public struct Published: Sendable {
    /// Whose month it is.
    public let organisation: Organisation
    /// Which version of it.
    public let publication: Publication
  }

  let desk: Desk
  let catalogue: IndicatorCatalogue
  let kept = KeptFigures()

  /// Prepares to publish.
  ///
  /// - Parameters:
  ///   - desk: Where events and publications are kept.
  ///   - catalogue: The publication's own source.
  public init(desk: Desk, catalogue: IndicatorCatalogue) {
    self.desk = desk
    self.catalogue = catalogue
  }

  /// Publishes every version that is due and not published yet, of every council.
  ///
  /// Publishing again changes nothing, also when two processes do it at once.
  ///
  /// - Parameter now: The moment until which events are counted.
  /// - Returns: What was published, a council's months oldest first.
  /// - Throws: What the store throws; what was published before stays.
  public func publishDue(at now: Moment) async throws -> [Published] {
    var published: [Published] = []
    for organisation in desk.directory.organisations {
      published += try await publishDue(of: organisation, at: now)
    }
    return published
  }

  /// One version of a council's month with its files.
  ///
  /// - Parameters:
  ///   - organisation: The council.
  ///   - month: The month.
  ///   - version: 1 or more for a published version; 0 for the running count of a month
  ///     that has none yet; nil for the newest there is.
  ///   - now: Until when a running count counts.
  /// - Returns: Nothing when there is no such version.
  /// - Throws: What the store throws.
  public func files(
    of organisation: Organisation,
    month: CivilMonth,
    version: Int?,
    at now: Moment
  ) async throws -> (publication: Publication, files: [(name: String, bytes: [UInt8])])? {
    let catalogue = catalogue
    return try await desk.look { ledger in
      let versions = try ledger.publications(of: organisation.id).filter { $0.month == month }
      guard let newest = versions.first else {
        guard version ?? 0 == 0 else { return nil }
        return try ledger.runningCount(of: organisation, month, catalogue, at: now)
          .map { ($0.publication, $0.files) }
      }
      let wanted = version ?? newest.version
      guard let publication = versions.first(where: { $0.version == wanted }) else { return nil }
      let files = try MonthReport.fileNames.compactMap { name in
        try ledger.publicationFile(name, of: organisation.id, month, version: wanted)
          .map { (name: name, bytes: $0) }
      }
      return (publication, files)
    }
  }

  private func publishDue(
    of organisation: Organisation,
    at now: Moment
  ) async throws -> [Published] {
    var published: [Published] = []
    while try await isDue(organisation, at: now),
      let publication = try await publishNext(of: organisation, at: now)
    {
      published.append(Published(organisation: organisation, publication: publication))
    }
    return published
  }

  private func isDue(_ organisation: Organisation, at now: Moment) async throws -> Bool {
    try await desk.look { try $0.duePublication(of: organisation, at: now) != nil }
  }

  /// Counts and keeps in one transaction, so that nothing is recorded between the two.
  private func publishNext(
    of organisation: Organisation,
    at now: Moment
  ) async throws -> Publication? {
    let catalogue = catalogue
    return try await desk.record { ledger in
      guard let publication = try ledger.duePublication(of: organisation, at: now) else {
        return nil
      }
      let report = try ledger.report(of: organisation, publication, catalogue)
      try ledger.publish(publication, report.files, of: organisation.id)
      return publication
    }
  }
}

extension Ledger {
  /// The oldest version of a council's months that is due.
  fileprivate func duePublication(
    of organisation: Organisation,
    at now: Moment
  ) throws -> Publication? {
    guard let first = try firstMonth(of: organisation.id) else { return nil }
    let calendar = PublicationCalendar(
      first: first,
      running: organisation.zone.date(at: now).civilMonth,
      published: try publications(of: organisation.id)
    )
    return calendar.next.map {
      Publication(month: $0.month, version: $0.version, status: $0.status, asOf: now)
    }
  }

  /// What a month without a publication comes to until now; nil for months in the future
  /// and before the council's first activity.
  func runningCount(
    of organisation: Organisation,
    _ month: CivilMonth,
    _ catalogue: IndicatorCatalogue,
    at now: Moment
  ) throws -> MonthReport? {
    let running = organisation.zone.date(at: now).civilMonth
    let first = try firstMonth(of: organisation.id) ?? running
    guard month <= running, month >= min(first, running) else { return nil }
    let publication = Publication(month: month, version: 0, status: .provisional, asOf: now)
    return try report(of: organisation, publication, catalogue)
  }

  /// Computes a version from the events recorded until its moment.
  func report(
    of organisation: Organisation,
    _ publication: Publication,
    _ catalogue: IndicatorCatalogue
  ) throws -> MonthReport {
    MonthReport(
      organisation: organisation,
      facts: try facts(of: organisation.id, publication.month, asOf: publication.asOf),
      publication: publication,
      catalogue: catalogue
    )
  }
}
