import Basics
import Reporting
import Site
import Storage
import Ticketing

/// What the desk does by itself, at once and then every hour: it publishes the months that are
/// due, and forgets the people whom it has kept long enough.
struct HourlyUpkeep {
  private static let interval = Duration.seconds(3600)

  let desk: Desk
  let reports: String

  /// Runs until its task is cancelled.
  func run() async {
    while !Task.isCancelled {
      do {
        for published in try await publisher().publishDue(at: .now()) { Self.log(published) }
      } catch {
        Log.standard.error(
          "publication-failed", [("error", .string(String(describing: error)))])
      }
      do {
        let now = Moment.now()
        try await desk.record { try $0.dropAbandonedAttachments(at: now) }
        let forgotten = try await desk.forgetPeople(at: .now())
        if forgotten > 0 {
          Log.standard.notice("people-forgotten", [("tickets", .integer(Int64(forgotten)))])
        }
      } catch {
        Log.standard.error("forgetting-failed", [("error", .string(String(describing: error)))])
      }
      do { try await Task.sleep(for: Self.interval) } catch { return }
    }
  }

  private func publisher() throws -> MonthPublisher {
    MonthPublisher(desk: desk, catalogue: try IndicatorCatalogue(root: reports))
  }

  private static func log(_ published: MonthPublisher.Published) {
    Log.standard.notice(
      "published",
      [
        ("organisation", .string(published.organisation.slug)),
        ("month", .string(published.publication.month.description)),
        ("version", .integer(Int64(published.publication.version))),
        ("status", .string(published.publication.status.rawValue)),
      ]
    )
  }
}
