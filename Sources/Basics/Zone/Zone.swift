/// The rules that turn moments into a place's civil time and back.
///
/// A value that shares its immutable tables; any thread may use it.
public struct Zone: Sendable {
  /// The name it was asked for by, such as `Europe/Madrid`.
  public let identifier: String
  let rules: ZoneRules

  /// Coordinated universal time, which needs no file.
  public static let utc = Zone(identifier: "UTC", rules: .utc)

  /// A zone by its name in the system's database (TZif, RFC 9636, versions 1 to 4).
  ///
  /// - Parameters:
  ///   - identifier: A name such as `Europe/Madrid`.
  ///   - directory: Where the database lies.
  /// - Throws: ``ZoneError`` if the name is none, the file isn't there, or isn't in order.
  public init(
    identifier: String, directory: String = "/usr/share/zoneinfo"
  ) throws(ZoneError) {
    let bytes = try ZoneFile.read(identifier: identifier, directory: directory)
    try self.init(identifier: identifier, tzif: bytes)
  }

  /// A zone from the bytes of a TZif file.
  ///
  /// - Throws: ``ZoneError/malformed(_:_:)`` if the bytes break RFC 9636.
  public init(identifier: String, tzif bytes: [UInt8]) throws(ZoneError) {
    do {
      self.init(identifier: identifier, rules: try ZoneFile.parse(bytes))
    } catch {
      throw .malformed(identifier, error.reason)
    }
  }

  init(identifier: String, rules: ZoneRules) {
    self.identifier = identifier
    self.rules = rules
  }

  /// Seconds to add to UTC to get the wall's time: positive east of Greenwich.
  public func offsetSeconds(at moment: Moment) -> Int {
    rules.period(at: moment.seconds).type.offset
  }

  /// What calendar and wall clock show at a moment.
  public func civil(at moment: Moment) -> CivilDateTime {
    let shift = Int64(offsetSeconds(at: moment)) * 1000
    let (local, overflow) = moment.milliseconds.addingReportingOverflow(shift)
    return CivilDateTime(localMilliseconds: overflow ? moment.milliseconds : local)
  }

  /// The date that the calendar shows at a moment.
  public func date(at moment: Moment) -> CivilDate {
    civil(at: moment).date
  }
}

extension Zone: Equatable {
  /// Whether both carry the same name.
  public static func == (one: Zone, other: Zone) -> Bool {
    one.identifier == other.identifier
  }
}
