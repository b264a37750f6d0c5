import Basics
import Commands
import Reporting
import Site
import Storage
import Ticketing

/// `acompanya report`.
enum ReportCommand {
  static func run(_ call: Call) async throws {
    let month = try month(call.settings)
    let slug = try call.settings.text("organisation")
    let out = try call.settings.text("out")
    let catalogue = try IndicatorCatalogue(root: try Companions.reports(call.settings))
    try await call.withDesk { desk in
      let publisher = MonthPublisher(desk: desk, catalogue: catalogue)
      var councils = desk.directory.organisations
      if let slug { councils = [try desk.directory.organisation(named: slug)] }
      for council in councils {
        let month = month ?? council.zone.date(at: .now()).civilMonth.previous
        let folder =
          out.map { slug == nil ? "\($0)/\(council.slug)" : $0 } ?? "\(council.slug)-\(month)"
        try await write(council, month, publisher, to: folder, isOnly: slug != nil)
      }
    }
  }

  private static func write(
    _ council: Organisation, _ month: CivilMonth, _ publisher: MonthPublisher,
    to folder: String, isOnly: Bool
  ) async throws {
    let version = try await publisher.files(
      of: council, month: month, version: nil, at: .now())
    guard let (publication, files) = version else {
      let nothing = ProgramError.nothingToReport(council.slug, month: month.description)
      if isOnly { throw nothing }
      return Terminal.note("acompanya: \(nothing)")
    }
    try Files.makeDirectory(folder, mode: 0o755)
    for (name, bytes) in files { try Files.write(bytes, to: "\(folder)/\(name)") }
    let status =
      publication.version == 0
      ? "not published yet, counted until now"
      : "version \(publication.version), "
        + (publication.status == .definitive ? "definitive" : "provisional")
    Terminal.note("\(council.slug) \(month): \(status)")
    for (name, _) in files { Terminal.say("\(folder)/\(name)") }
  }

  private static func month(_ settings: Settings) throws(UsageError) -> CivilMonth? {
    guard let text = try settings.text("month") else { return nil }
    guard let month = CivilMonth(text) else {
      throw .badValue(of: "--month", value: text, expected: "a month such as 2026-10")
    }
    return month
  }
}
