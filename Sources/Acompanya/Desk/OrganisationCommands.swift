import Basics
import Commands
import Storage
import Ticketing

/// `acompanya organisation …`.
enum OrganisationCommands {
  static func run(_ call: Call) async throws {
    switch call.command.words.last {
    case "list": try await list(call)
    case "add": try await add(call)
    case "change": try await change(call)
    case "hours": try await hours(call)
    case "exception": try await exception(call)
    default: try await procedure(call)
    }
  }

  private static func list(_ call: Call) async throws {
    try await call.withDesk { desk in
      for council in desk.directory.organisations {
        let name = council.name(in: council.languages.first ?? .catalan)
        let hours = WeeklyHours.lines(council.hours.weekly).joined(separator: "; ")
        Terminal.say("\(council.slug)\t\(council.code)\t\(name)\t\(hours)")
      }
    }
  }

  private static func add(_ call: Call) async throws {
    var entry = try OrganisationOptions.newEntry(slug: call.parameter(0), call.settings)
    try OrganisationOptions.apply(call.settings, to: &entry)
    let desk = try await call.dataDirectory().openOrMakeDesk()
    defer { desk.close() }
    try await desk.addOrganisation(entry)
    Terminal.note("Added \(entry.slug). A running serve shows it within seconds.")
  }

  private static func change(_ call: Call) async throws {
    try await call.withDesk { desk in
      let council = try desk.directory.organisation(named: call.parameter(0))
      var entry = OrganisationEntry(council)
      try OrganisationOptions.apply(call.settings, to: &entry)
      try await desk.changeOrganisation(council.id, to: entry)
    }
  }

  private static func hours(_ call: Call) async throws {
    let texts = Array(call.settings.parameters.dropFirst())
    let weekly = try WeeklyHours.read(texts)
    try await call.withDesk { desk in
      let council = try desk.directory.organisation(named: call.parameter(0))
      guard !texts.isEmpty else {
        return WeeklyHours.lines(council.hours.weekly).forEach { Terminal.say($0) }
      }
      var entry = OrganisationEntry(council)
      entry.weekly = weekly
      try await desk.changeOrganisation(council.id, to: entry)
    }
  }

  private static func exception(_ call: Call) async throws {
    let words = call.settings.parameters
    let name = try call.settings.text("name") ?? ""
    try await call.withDesk { desk in
      let council = try desk.directory.organisation(named: call.parameter(0))
      guard words.count > 1 else { return show(council.hours.exceptions) }
      guard let date = CivilDate(words[1]) else {
        throw UsageError.badValue(of: "a date", value: words[1], expected: "such as 2026-12-24")
      }
      guard words.count > 2 else {
        throw UsageError.missingParameter("TIMES", command: call.command.name)
      }
      let times = words[2...].joined(separator: " ")
      if times == "usual" { return try await desk.setException(nil, on: date, of: council.id) }
      guard let intervals = OpenInterval.day(times == "closed" ? "" : times) else {
        throw UsageError.badValue(
          of: "times", value: times, expected: "such as 08:00-15:00, closed or usual")
      }
      try await desk.setException(
        OpeningHours.Exception(intervals: intervals, name: name), on: date, of: council.id)
    }
  }

  private static func show(_ exceptions: [CivilDate: OpeningHours.Exception]) {
    for (date, exception) in exceptions.sorted(by: { $0.key < $1.key }) {
      let times = exception.intervals.map(\.description).joined(separator: " ")
      Terminal.say("\(date)\t\(times.isEmpty ? "closed" : times)\t\(exception.name)")
    }
  }

  private static func procedure(_ call: Call) async throws {
    let names = try OrganisationOptions.names(call.settings)
    let topic = try OrganisationOptions.topic(call.settings)
    try await call.withDesk { desk in
      let council = try desk.directory.organisation(named: call.parameter(0))
      guard call.settings.parameters.count > 1 else {
        for procedure in desk.directory.procedures(of: council.id) {
          let name = procedure.name(in: council.languages.first ?? .catalan)
          Terminal.say("\(procedure.code)\t\(procedure.topic.rawValue)\t\(name)")
        }
        return
      }
      let code = try OrganisationOptions.procedureCode(call.parameter(1))
      let known = desk.directory.procedure(code, of: council.id)
      let all = (known?.names ?? [:]).merging(names) { $1 }
      guard !all.isEmpty else { throw UsageError.missingValue(option: "name", form: "ca=NAME") }
      try await desk.setProcedures(
        [(code, all, topic ?? known?.topic ?? .other)], of: council.id)
    }
  }
}
