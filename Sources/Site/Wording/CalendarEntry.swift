import Basics
import Ticketing

/// A promised call as an entry for the citizen's own calendar (RFC 5545).
struct CalendarEntry {
  private let promise: Promise
  private let organisation: Organisation
  private let phrases: Phrases

  init(_ promise: Promise, _ organisation: Organisation, _ phrases: Phrases) {
    self.promise = promise
    self.organisation = organisation
    self.phrases = phrases
  }

  /// The file: CRLF lines folded at 75 octets.
  func bytes(at now: Moment) -> [UInt8] {
    let isCancelled = promise.state == .cancelled
    let name = organisation.name(in: phrases.language)
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Acompanya//Acompanya//CA",
      "METHOD:\(isCancelled ? "CANCEL" : "PUBLISH")",
    ]
    lines += zoneLines()
    lines += [
      "BEGIN:VEVENT",
      "UID:\(promise.reference)@\(organisation.slug).acompanya",
      "DTSTAMP:\(utc(now))",
      "SEQUENCE:\(promise.sequence)",
      "DTSTART;TZID=\(organisation.zone.identifier):\(local(promise.window.start))",
      "DTEND;TZID=\(organisation.zone.identifier):\(local(promise.window.end))",
      "SUMMARY:\(escape(phrases.format("calendar.summary", ["name": name])))",
      "DESCRIPTION:\(escape(description))",
      "STATUS:\(isCancelled ? "CANCELLED" : "CONFIRMED")",
      "TRANSP:TRANSPARENT",
      "END:VEVENT", "END:VCALENDAR",
    ]
    return lines.flatMap { fold($0) }
  }

  private var description: String {
    phrases.format(
      "calendar.description",
      [
        "phone": promise.citizen.phone?.spoken ?? "",
        "reference": promise.reference.description,
      ]
    )
  }

  /// The zone's two changes of the clock around the promise, or its one offset.
  private func zoneLines() -> [String] {
    let zone = organisation.zone
    let year = zone.date(at: promise.window.start).year
    let changes = [year - 1, year].flatMap { year -> [Zone.Transition] in
      guard let month = CivilMonth(year: year, month: 1) else { return [] }
      let next = month.adding(months: 12)
      return zone.transitions(
        from: zone.startOfDay(month.first), to: zone.startOfDay(next.first)
      )
    }
    var lines = ["BEGIN:VTIMEZONE", "TZID:\(zone.identifier)"]
    for change in changes {
      let part = change.isDaylightSaving ? "DAYLIGHT" : "STANDARD"
      lines += [
        "BEGIN:\(part)",
        "DTSTART:\(wall(change.moment, offset: change.offsetSecondsBefore))",
        "TZOFFSETFROM:\(offset(change.offsetSecondsBefore))",
        "TZOFFSETTO:\(offset(change.offsetSecondsAfter))",
        "TZNAME:\(change.abbreviation)",
        "END:\(part)",
      ]
    }
    if changes.isEmpty {
      let seconds = zone.offsetSeconds(at: promise.window.start)
      lines += [
        "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:\(offset(seconds))",
        "TZOFFSETTO:\(offset(seconds))", "END:STANDARD",
      ]
    }
    return lines + ["END:VTIMEZONE"]
  }

  private func utc(_ moment: Moment) -> String { wall(moment, offset: 0) + "Z" }

  private func local(_ moment: Moment) -> String {
    wall(moment, offset: organisation.zone.offsetSeconds(at: moment))
  }

  /// A moment on a clock that is some seconds ahead of UTC: `20261124T080000`.
  private func wall(_ moment: Moment, offset: Int) -> String {
    let civil = Zone.utc.civil(at: moment + .seconds(offset))
    let (hour, minute, second) =
      (civil.secondOfDay / 3600, civil.secondOfDay / 60 % 60, civil.secondOfDay % 60)
    let clock = String(1_000_000 + hour * 10_000 + minute * 100 + second).dropFirst()
    return "\(civil.date)".filter { $0 != "-" } + "T" + clock
  }

  private func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    let digits = String(10_000 + minutes / 60 * 100 + minutes % 60).dropFirst()
    return (seconds < 0 ? "-" : "+") + digits
  }

  /// Text values escape backslashes, commas, semicolons and line ends (RFC 5545, 3.3.11).
  private func escape(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\", ",", ";": escaped += "\\" + String(character)
      case "\n", "\r\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// Folds a line at 75 octets without splitting a character (RFC 5545, 3.1).
  private func fold(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var width = 0
    for scalar in line.unicodeScalars {
      let encoded = Array(String(scalar).utf8)
      if width + encoded.count > 75 {
        bytes += Array("\r\n ".utf8)
        width = 1
      }
      bytes += encoded
      width += encoded.count
    }
    return bytes + Array("\r\n".utf8)
  }
}
