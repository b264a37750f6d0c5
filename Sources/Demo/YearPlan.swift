import Basics
import Ticketing

/// When people turn to a council over the year: more in January and September, few in August,
/// most in the morning, never while it is closed.
struct YearPlan {
  /// How busy each month is, January first; 1 is the mean.
  private static let season = [1.4, 1.1, 1.05, 0.95, 1.0, 1.0, 0.85, 0.4, 1.4, 1.15, 1.0, 0.75]
  /// How busy each weekday is, Monday first.
  private static let week = [1.2, 1.05, 1.0, 0.95, 0.8, 0.3, 0.2]
  /// The part of a day's contacts that come before 14:00.
  private static let morningShare = 0.8
  /// The last minutes before now stay quiet, so that whoever called has been helped.
  private static let tail = Duration.seconds(25 * 60)

  /// The year's first day: the first of the month twelve months before.
  static func firstDay(now: Moment, zone: Zone) -> CivilDate {
    zone.date(at: now).civilMonth.adding(months: -12).first
  }

  /// The moments at which somebody turns to a council, in order.
  static func moments(
    _ count: Int, hours: OpeningHours, now: Moment, _ random: inout SeededGenerator
  ) -> [Moment] {
    let days = days(hours: hours, now: now, &random)
    let total = days.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return [] }
    var moments: [Moment] = []
    moments.reserveCapacity(count)
    var before = 0.0
    for day in days {
      before += day.weight
      while Double(moments.count) + 0.5 < before / total * Double(count) {
        moments.append(day.moment(&random))
      }
    }
    return moments.sorted()
  }

  private static func days(
    hours: OpeningHours, now: Moment, _ random: inout SeededGenerator
  ) -> [Day] {
    var days: [Day] = []
    var date = firstDay(now: now, zone: hours.zone)
    while date <= hours.zone.date(at: now) {
      let noise = 0.75 + random.fraction() / 2
      var day = Day(date, hours: hours, until: now - tail)
      day.weight *= season[date.month - 1] * week[date.weekday.rawValue - 1] * noise
      if day.weight > 0 { days.append(day) }
      date = date.next
    }
    return days
  }

  /// One open day: its spans before 14:00 and after.
  private struct Day {
    let morning: [Range<Moment>]
    let afternoon: [Range<Moment>]
    var weight: Double

    init(_ date: CivilDate, hours: OpeningHours, until: Moment) {
      let noon = CivilTime(hour: 14, minute: 0).map { hours.zone.moment(of: date, at: $0) } ?? until
      let spans = hours.spans(on: date)
      morning = spans.compactMap { Self.part(of: $0, from: nil, to: min(noon, until)) }
      afternoon = spans.compactMap { Self.part(of: $0, from: noon, to: until) }
      let hoursOpen = { (spans: [Range<Moment>]) in
        Double(spans.reduce(0) { $0 + $1.upperBound.milliseconds - $1.lowerBound.milliseconds })
          / 3_600_000
      }
      // A whole day of 6 + 6 hours weighs 1.
      weight =
        hoursOpen(morning) / 6 * YearPlan.morningShare
        + hoursOpen(afternoon) / 6 * (1 - YearPlan.morningShare)
    }

    func moment(_ random: inout SeededGenerator) -> Moment {
      let isMorning = afternoon.isEmpty || random.happens(YearPlan.morningShare)
      let spans = isMorning && !morning.isEmpty ? morning : afternoon.isEmpty ? morning : afternoon
      guard let span = random.pick(spans) else { return Moment(milliseconds: 0) }
      let length = Int(span.upperBound.milliseconds - span.lowerBound.milliseconds)
      return Moment(
        milliseconds: span.lowerBound.milliseconds + Int64(random.integer(in: 0...length - 1)))
    }

    private static func part(
      of span: Range<Moment>, from: Moment?, to: Moment
    ) -> Range<Moment>? {
      let start = max(span.lowerBound, from ?? span.lowerBound)
      let end = min(span.upperBound, to)
      return start < end ? start..<end : nil
    }
  }
}
