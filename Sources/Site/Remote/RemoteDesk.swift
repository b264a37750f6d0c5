public import Basics
import Relay
import Storage
import Synchronization
import Ticketing
import Wire

/// What the site needs for remote assistance: a relay, its key, and the guard of the codes.
///
/// Any thread.
final class RemoteDesk: Sendable {
  let configuration: RemoteConfiguration
  let relay: Relay
  private let guardian = Mutex(CodeGuard())
  private let isGuarded: Bool
  private let reports: AsyncStream<RelayLetter.Report>
  private let continuation: AsyncStream<RelayLetter.Report>.Continuation

  /// A desk for remote assistance.
  ///
  /// - Parameters:
  ///   - configuration: Keys and the parts beside it.
  ///   - isGuarded: Whether tries are limited.
  ///   - clock: The time.
  init(
    _ configuration: RemoteConfiguration, isGuarded: Bool, clock: @escaping @Sendable () -> Moment
  ) {
    self.configuration = configuration
    self.isGuarded = isGuarded
    let (reports, continuation) = AsyncStream.makeStream(of: RelayLetter.Report.self)
    self.reports = reports
    self.continuation = continuation
    relay = Relay(
      key: configuration.key, clock: clock, observer: { continuation.yield(.session($0)) },
      desktopObserver: { continuation.yield(.desktop($0)) })
  }

  /// Keeps what the relay tells, until it is cancelled.
  func run(_ site: Site) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.relay.run() }
      for await report in reports { await keep(report, site) }
      group.cancelAll()
    }
  }

  /// Lets what has been told be kept, and no more come.
  func finish() {
    continuation.finish()
  }

  private func keep(_ report: RelayLetter.Report, _ site: Site) async {
    do {
      switch report {
      case .session(let report):
        let ticket = try await site.desk.record { ledger in
          try ledger.ticket(try ledger.record(RemoteSessionProgress(report)))
        }
        site.announce(ticket)
      case .desktop(let report): try await site.desk.record { try $0.record(report) }
      case .unknown: break
      }
    } catch {
      Log.standard.error(
        "remote-session-not-kept", [("error", .string(String(describing: error)))])
    }
  }

  // The guard of the codes.

  func admit(_ address: IPAddress, at now: Moment) throws(Refusal) {
    guard isGuarded else { return }
    let admission = guardian.withLock { $0.admit(address.network().description, at: now) }
    if case .refused(let seconds) = admission { throw .tooMany(retryAfterSeconds: seconds) }
  }

  func miss(_ address: IPAddress, at now: Moment) {
    guard guardian.withLock({ $0.miss(address.network().description, at: now) }) else { return }
    // Nobody guesses a hundred codes a minute by mistake.
    Log.standard.error("codes-under-attack", [("missesPerMinute", .integer(100))])
  }

  func hit(_ address: IPAddress) {
    guardian.withLock { $0.hit(address.network().description) }
  }

  /// Whether codes are being tried out at scale, for the supervisor's board and the metrics.
  var isAlarmed: Bool { guardian.withLock { $0.isAlarmed } }
}

/// Keys and parts beside the desk that remote assistance uses.
public struct RemoteConfiguration: Sendable {
  /// What tickets are signed and codes hashed with; kept outside of the database.
  public var key: [UInt8]
  /// A relay on another machine, such as `wss://relay.example.org`; nil for the one in here.
  public var relay: String?
  /// STUN and TURN addresses, such as `turn:turn.example.org:3478`.
  public var iceServers: [String] = []
  /// The secret that a TURN server shares with us (coturn's `static-auth-secret`).
  public var turnSecret: String?
  /// Where shared desktops dial in, as they are told; nil when VNC is off.
  public var desktopAddress: (host: String, port: Int)?
  /// The same through a proxy that speaks TLS, for office desktops; nil where there is none.
  public var desktopTLSAddress: (host: String, port: Int)?
  /// Where the system's noVNC is, such as `/usr/share/novnc`; nil without it.
  public var noVNC: String?

  /// A configuration with a relay in the same process and nothing beside it.
  public init(key: [UInt8] = SecureRandom.bytes(32)) {
    self.key = key
  }
}

extension RemoteSessionProgress {
  init(_ report: RelayReport) {
    self.init(
      name: report.session, events: report.events, staff: report.staff, phase: report.phase,
      ending: report.ending, bytes: report.bytes, frames: report.frames, codec: report.codec,
      receipt: report.receipt?.text)
  }
}
