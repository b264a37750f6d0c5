public import Basics
public import Storage
import Ticketing

/// The sample desk: two invented councils, their staff, and a year of activity.
public enum Demo {
  /// How each of the staff signs in.
  public static let logins = SampleStaff.all.map { staff in
    SampleLogin(role: staff.role.rawValue, user: staff.user, password: staff.password)
  }

  /// The slugs of the councils, the larger first.
  public static let slugs = SampleCouncil.all.map(\.slug)

  /// Fills an empty desk.
  ///
  /// Everything goes through the desk's own verbs with moments of the past, a month in one
  /// transaction. The same sample gives the same year but for its secrets.
  ///
  /// - Parameters:
  ///   - desk: A desk without councils.
  ///   - sample: Which year, how busy, until when.
  ///   - hash: Hashes a password of the staff.
  ///   - monthEnded: Called when the desk has lived until a moment, the first of each month
  ///     and now, with the part of the year that is done: 0 to 1.
  /// - Throws: When the desk can't keep what happens.
  public static func fill(
    _ desk: Desk, with sample: Sample,
    hash: @escaping @Sendable (String) throws -> String,
    monthEnded: (Moment, Double) async throws -> Void = { _, _ in }
  ) async throws {
    let now = sample.now
    for council in SampleCouncil.all { try await add(council, to: desk, sample) }
    let hashes = try SampleStaff.all.map { ($0, try hash($0.password)) }
    let directory = desk.directory
    try await desk.record { ledger in
      for (staff, hash) in hashes {
        let id = try ledger.addStaff(user: staff.user, name: staff.name, passwordHash: hash)
        for slug in staff.councils {
          guard let council = directory.organisation(slug) else { continue }
          try ledger.setRole(staff.role, of: id, in: council.id)
        }
      }
    }
    let desks = try await desks(of: desk)
    guard let zone = desks.first?.council.zone else { return }
    var simulation = Simulation(sample, desks: desks)
    var month = YearPlan.firstDay(now: now, zone: zone).civilMonth
    let last = zone.date(at: now).civilMonth
    var done = 0.0
    while month <= last {
      let end = min(zone.startOfDay(month.next.first), now)
      simulation = try await desk.record { [simulation] ledger in
        var simulation = simulation
        try simulation.run(until: end, ledger)
        if end == now { try simulation.liven(ledger) }
        try ledger.countNoticesAsSent()
        return simulation
      }
      done += 1
      try await monthEnded(end, done / 13)
      month = month.next
    }
  }

  /// Makes a sample desk that was made earlier worth a look again: new calls to make and
  /// matters under way.
  public static func liven(_ desk: Desk, at now: Moment) async throws {
    let desks = try await desks(of: desk)
    let seed = UInt64(bitPattern: now.seconds)
    try await desk.record { ledger in
      var simulation = Simulation(Sample(seed: seed, contacts: 0, now: now), desks: desks)
      try simulation.liven(ledger)
      try ledger.countNoticesAsSent()
    }
  }

  private static func add(
    _ council: SampleCouncil, to desk: Desk, _ sample: Sample
  ) async throws {
    let id = try await desk.addOrganisation(council.entry(contacts: sample.contacts))
    guard let zone = desk.directory.organisation(id)?.zone else { return }
    let year = zone.date(at: sample.now).year
    try await desk.setExceptions(
      (year - 1...year + 1).flatMap { Holidays.exceptions($0, of: council) }, of: id)
    try await desk.setProcedures(
      council.procedures.map { ($0.code, $0.names, $0.topic) }, of: id)
  }

  private static func desks(of desk: Desk) async throws -> [Simulation.Desk] {
    let directory = desk.directory
    let staff = try await desk.look { ledger in try ledger.staffRecords().map(\.staff) }
    return directory.organisations.map { council in
      Simulation.Desk(
        council: council,
        staff: staff.filter { $0.roles[council.id] == .agent },
        procedures: directory.procedures(of: council.id)
      )
    }
  }
}
