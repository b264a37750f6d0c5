import Basics
import Ticketing

extension Phrases {
  /// How far a moment is from now: `d'aquí a 12 min`, `fa 2 h`, `ara`.
  func relative(_ moment: Moment, now: Moment) -> String {
    let seconds = moment.seconds - now.seconds
    let minutes = abs(seconds) / 60
    guard minutes > 0 else { return text("desk.now") }
    let span: String
    switch minutes {
    case ..<60: span = format("desk.minutes", ["count": String(minutes)])
    case ..<(48 * 60): span = format("desk.hours", ["count": String(minutes / 60)])
    default: span = format("desk.days", ["count": String(minutes / (24 * 60))])
    }
    return format(seconds > 0 ? "desk.in" : "desk.ago", ["span": span])
  }

  /// A matter as people read it: a topic's label, or the words themselves.
  func matter(_ matter: String) -> String {
    Topic(rawValue: matter) == nil ? matter : text("topics.\(matter)")
  }

  /// A moment in a time line: the day and the clock.
  func dayAndClock(_ moment: Moment) -> (day: String, clock: String) {
    (day(zone.date(at: moment)), time(moment))
  }
}
