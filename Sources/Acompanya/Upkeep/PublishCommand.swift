import Basics
import Reporting
import Site
import Ticketing

/// `acompanya publish`.
enum PublishCommand {
  static func run(_ call: Call) async throws {
    let catalogue = try IndicatorCatalogue(root: try Companions.reports(call.settings))
    try await call.withDesk { desk in
      let publisher = MonthPublisher(desk: desk, catalogue: catalogue)
      let published = try await publisher.publishDue(at: .now())
      for version in published {
        let publication = version.publication
        let status = publication.status == .definitive ? "definitive" : "provisional"
        Terminal.say(
          "\(version.organisation.slug)\t\(publication.month)\tv\(publication.version)\t\(status)")
      }
      if published.isEmpty { Terminal.note("Nothing is due.") }
    }
  }
}
