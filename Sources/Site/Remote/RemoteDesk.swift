import Basics
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
  let guardian = Mutex(CodeGuard())
  let isGuarded: Bool
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
          try ledger.ticket(try ledger.record(report))
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
}
