import Basics
import HTTP
import Storage
import Synchronization
import Ticketing
import Wire

// The guard of the codes, and the alarm that whoever watches must see.

extension RemoteDesk {
  func admit(_ address: IPAddress, at now: Moment) throws(Refusal) {
    guard isGuarded else { return }
    let admission = guardian.withLock { $0.admit(address.network().description, at: now) }
    if case .refused(let seconds) = admission { throw .tooMany(retryAfterSeconds: seconds) }
  }

  /// A try that found nothing.
  ///
  /// - Returns: Whether it sounded the alarm: nobody guesses a hundred codes a minute by mistake.
  func miss(_ address: IPAddress, at now: Moment) -> Bool {
    guard guardian.withLock({ $0.miss(address.network().description, at: now) }) else {
      return false
    }
    Log.standard.error(
      "codes-under-attack", [("missesPerMinute", .integer(Int64(CodeGuard.serviceMissesPerMinute)))]
    )
    return true
  }

  func hit(_ address: IPAddress) {
    guardian.withLock { $0.hit(address.network().description) }
  }

  /// When codes were last tried out at scale, as long as supervisors are to be told.
  func alarm(at now: Moment) -> Moment? {
    guard let at = guardian.withLock(\.alarmedAt), now < at + CodeGuard.alarmStays else {
      return nil
    }
    return at
  }

  /// What the guard has seen, as Prometheus reads it.
  func guardMetrics(at now: Moment) -> String {
    let (counts, alarmedAt) = guardian.withLock { ($0.counts, $0.alarmedAt) }
    // It sounds again every minute as long as it goes on.
    let isAlarmed = alarmedAt.map { now < $0 + .seconds(120) } ?? false
    let lines: [(String, String, String, Int)] = [
      ("code_misses_total", "Tries of codes that found none.", "counter", counts.misses),
      ("code_refusals_total", "Tries of codes not let through.", "counter", counts.refusals),
      ("code_alarms_total", "Times that codes were tried at scale.", "counter", counts.alarms),
      ("code_alarm", "Whether codes are being tried at scale.", "gauge", isAlarmed ? 1 : 0),
    ]
    return lines.map { name, help, kind, value in
      "# HELP acompanya_\(name) \(help)\n# TYPE acompanya_\(name) \(kind)\n"
        + "acompanya_\(name) \(value)\n"
    }.joined()
  }
}

extension Visit {
  /// A try of a code that found nothing; supervisors hear of it when there are too many.
  func missed() {
    guard site.remote.miss(address, at: now) else { return }
    for organisation in desk.directory.organisations {
      site.live.publish(LiveEvent(organisation: organisation.id, name: "alarm", data: [:]))
    }
  }
}
